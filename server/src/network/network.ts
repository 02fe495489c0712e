/** The network a file describes. Names are Azure's own. Shapes only; reading is in the build-… files. */
import type { Sourced } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { FaultyResource, ModuleUse, UnreadModule } from '../evaluate/deployment.ts';
import type { FeatureId } from '../knowledge/features.ts';
import type { NextHopType } from '../knowledge/routing.ts';
import type { AddressTerm, DirectiveMetadata, Mention, NetworkSecurityGroup, PropertyPlace } from './nsg.ts';
import type { ServiceTagList } from './service-tag-list.ts';

export type { FaultyResource, ModuleUse, UnreadModule };

export interface Network {
  readonly securityGroups: readonly NetworkSecurityGroup[];
  readonly routeTables: readonly RouteTable[];
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly subnets: readonly Subnet[];
  readonly services: readonly ApimService[];
  readonly workspaceGateways: readonly WorkspaceGateway[];
  readonly publicIpAddresses: readonly PublicIpAddress[];
  readonly privateDnsZones: readonly PrivateDnsZone[];
  readonly privateEndpoints: readonly PrivateEndpoint[];
  /** Resources that take addresses of a subnet, beside API Management. */
  readonly subnetUsers: readonly SubnetUser[];
  readonly featureUses: readonly FeatureUse[];
  /** The user's list that gave the tags of this network their addresses; `undefined` where there is none. */
  readonly serviceTags?: ServiceTagList | undefined;
}

/** What every resource of the model has. */
export interface ModelResource {
  /** The last segment; `undefined` where the file does not name it. */
  readonly name: Sourced<string> | undefined;
  /** Equal for two mentions of one resource. */
  readonly identity: string;
  /** Where it lies, which tells apart those of one name of which it is not certain whether they are one. */
  readonly place: string;
  /** The file only refers to it: what it holds is defined elsewhere. */
  readonly definedElsewhere: boolean;
  /** Whether it is deployed depends on a value that is not known here, or it is deployed any number of times. */
  readonly conditional: boolean;
  readonly span: Span;
  /** The words to point at when the resource is meant. */
  readonly nameSpan: Span;
  /** The modules that lead to it, outermost first; empty for what the file deploys itself. */
  readonly uses: readonly ModuleUse[];
}

export interface RouteTable extends ModelResource {
  readonly kind: 'route-table';
  readonly location: Sourced<string> | undefined;
  /** Routes of the table and separate ones, merged by name. */
  readonly routes: readonly Route[];
  /** Why there may be more routes than are listed; `undefined` where the list is complete. */
  readonly routesUnknown: string | undefined;
  /** Absent means false to Azure: routes of a gateway reach the subnet. */
  readonly disableBgpRoutePropagation: Sourced<boolean> | undefined;
  /** The word `routes`, or the name where there is none. */
  readonly routesSpan: Span;
  readonly head: Span;
  readonly metadata: DirectiveMetadata | undefined;
  /** As {@link NetworkSecurityGroup.mentions}. */
  readonly mentions: readonly Mention[];
}

export interface Route {
  readonly name: Sourced<string> | undefined;
  /** A prefix or a service tag; `undefined` where none is given. */
  readonly prefix: AddressTerm | undefined;
  readonly nextHopType: Sourced<NextHopType> | undefined;
  readonly nextHopIpAddress: Sourced<string> | undefined;
  /** It may be absent: its deployment hangs on a condition, or it is one of a loop. */
  readonly maybe: string | undefined;
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface VirtualNetwork extends ModelResource {
  readonly location: Sourced<string> | undefined;
  readonly addressSpace: readonly AddressTerm[];
  readonly addressSpaceUnknown: string | undefined;
  /** `dhcpOptions.dnsServers`: `none` where the file says that Azure's own are used. */
  readonly dnsServers: 'none' | 'custom' | 'unknown';
  readonly dnsServerTerms: readonly AddressTerm[];
}

export interface Subnet extends ModelResource {
  readonly kind: 'subnet';
  /** Written in its virtual network, or as a resource of its own. */
  readonly form: 'inline' | 'resource';
  /** Identity of its virtual network; `undefined` where the file does not say. */
  readonly virtualNetwork: string | undefined;
  readonly prefixes: readonly AddressTerm[];
  readonly prefixesUnknown: string | undefined;
  /** `undefined`: it has none. A link without an identity: there may be one, which is not known. */
  readonly securityGroup: ResourceLink | undefined;
  readonly routeTable: ResourceLink | undefined;
  readonly natGateway: ResourceLink | undefined;
  readonly delegations: readonly Delegation[];
  /** Why there may be more delegations than are listed. */
  readonly delegationsUnknown: string | undefined;
  readonly delegationsPlace: PropertyPlace | undefined;
  readonly serviceEndpoints: readonly Sourced<string>[];
  readonly serviceEndpointsUnknown: string | undefined;
  /** Other users that an export lists (interfaces, private endpoints, …): how many. */
  readonly ipConfigurations: number;
  readonly head: Span;
  readonly metadata: DirectiveMetadata | undefined;
}

export interface Delegation {
  /** Such as `Microsoft.Web/serverFarms`. */
  readonly service: Sourced<string> | undefined;
  readonly span: Span;
}

/** A link from one resource to another by id. */
export interface ResourceLink {
  /** `undefined` where the id is unknown and names nothing. */
  readonly identity: string | undefined;
  /** Where the id is unknown: equal for two mentions of one unknown id. */
  readonly unknown?: string | undefined;
  /** Where it leads to, as {@link ModelResource.place}; `undefined` where the id is not known so far. */
  readonly place?: string | undefined;
  /** The last segment of the name where it is written down, for messages. */
  readonly name: string | undefined;
  /** Whether an unknown condition decides that there is a link at all. */
  readonly maybe?: boolean | undefined;
  /** Of an id that is written out whole, in lower case; `undefined` where the id does not say it. */
  readonly subscription?: string | undefined;
  readonly span: Span;
}

export interface ApimService extends ModelResource {
  readonly sku: Sourced<string> | undefined;
  readonly units: Sourced<number> | undefined;
  /** `virtualNetworkType`; absent means None to Azure. */
  readonly mode: Sourced<string> | undefined;
  readonly region: Sourced<string> | undefined;
  readonly subnet: ResourceLink | undefined;
  readonly publicIpAddress: ResourceLink | undefined;
  /** `undefined` where none are given. */
  readonly zones: Zones | undefined;
  readonly publicNetworkAccess: Sourced<string> | undefined;
  readonly platformVersion: Sourced<string> | undefined;
  readonly natGatewayState: Sourced<string> | undefined;
  /** Of the service's own id, as exports have it, in lower case. */
  readonly subscription: string | undefined;
  /** An export lists connections of private endpoints. */
  readonly hasPrivateEndpointConnections: boolean;
  readonly hostnames: readonly CustomHostname[];
  readonly additionalLocations: readonly ApimLocation[];
  /** There may be more locations than are listed. */
  readonly additionalLocationsUnknown: string | undefined;
  /** Why it may have properties that are not listed. */
  readonly propertiesUnknown: string | undefined;
  readonly head: Span;
  readonly metadata: DirectiveMetadata | undefined;
}

/** A gateway of workspaces (`Microsoft.ApiManagement/gateways`), which has a subnet of its own. */
export interface WorkspaceGateway extends ModelResource {
  readonly sku: Sourced<string> | undefined;
  readonly units: Sourced<number> | undefined;
  /** `virtualNetworkType`; absent means None. */
  readonly mode: Sourced<string> | undefined;
  readonly region: Sourced<string> | undefined;
  readonly subnet: ResourceLink | undefined;
  readonly head: Span;
  readonly metadata: DirectiveMetadata | undefined;
}

/** A further region of a service; units are its own where it gives them. */
export interface ApimLocation {
  readonly region: Sourced<string> | undefined;
  readonly units: Sourced<number> | undefined;
  readonly subnet: ResourceLink | undefined;
  readonly publicIpAddress: ResourceLink | undefined;
  readonly zones: Zones | undefined;
  readonly propertiesUnknown: string | undefined;
  readonly span: Span;
}

export interface Zones {
  /** `undefined` where the list is computed. */
  readonly count: number | undefined;
  readonly span: Span;
}

export interface CustomHostname {
  /** Proxy, Portal, Management, Scm, DeveloperPortal, ConfigurationApi. */
  readonly type: Sourced<string> | undefined;
  readonly hostName: Sourced<string> | undefined;
  readonly span: Span;
}

export interface PublicIpAddress extends ModelResource {
  readonly location: Sourced<string> | undefined;
  /** `Basic` or `Standard`; absent means Basic to Azure in older API versions. */
  readonly sku: Sourced<string> | undefined;
  readonly allocationMethod: Sourced<string> | undefined;
  /** `IPv4` or `IPv6`; absent means IPv4. */
  readonly version: Sourced<string> | undefined;
  readonly domainNameLabel: Sourced<string> | undefined;
  readonly zones: Zones | undefined;
  readonly propertiesUnknown: string | undefined;
}

export interface PrivateDnsZone extends ModelResource {
  /** Names of its A and CNAME records as far as the file has them, in lower case; `@` for the apex, braces around what is not known. */
  readonly records: readonly string[];
}

export interface PrivateEndpoint extends ModelResource {
  readonly subnet: ResourceLink | undefined;
  /** What it leads to; a connection whose target is not known has a link without an identity. */
  readonly connections: readonly {
    readonly target: ResourceLink;
    readonly groupIds: readonly Sourced<string>[];
  }[];
}

/** A resource with an address in a subnet. */
export interface SubnetUser extends ModelResource {
  /** Full type as Azure spells it: `Microsoft.Network/privateEndpoints`. */
  readonly type: string;
  /** Identities of the subnets it is in. */
  readonly subnets: readonly string[];
}

/** A child resource of a service that shows an optional feature in use, such as a logger to Event Hubs. */
export interface FeatureUse extends ModelResource {
  readonly feature: FeatureId;
  /** Identity of its service. */
  readonly service: string;
  /** The port it names, 0..65535; `undefined` where it names none that can be read. */
  readonly port: number | undefined;
}
