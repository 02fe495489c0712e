/** The network a file describes. Shapes only; reading is in build.ts. */
import type { Sourced } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { AddressTerm, DirectiveMetadata, NetworkSecurityGroup } from './nsg.ts';

export interface Network {
  readonly securityGroups: readonly NetworkSecurityGroup[];
  readonly routeTables: readonly RouteTable[];
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly subnets: readonly Subnet[];
  readonly services: readonly ApimService[];
}

export interface RouteTable {
  readonly name: Sourced<string> | undefined;
  readonly identity: string;
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface VirtualNetwork {
  readonly name: Sourced<string> | undefined;
  readonly identity: string;
  readonly nameSpan: Span;
  /** `dhcpOptions.dnsServers`: `none` where the file says that Azure's own are used. */
  readonly dnsServers: 'none' | 'custom' | 'unknown';
}

export interface Subnet {
  readonly name: Sourced<string> | undefined;
  /** Equal for two mentions of one subnet: its virtual network's and its own name. */
  readonly identity: string;
  /** Identity of its virtual network; `undefined` where the file does not say. */
  readonly virtualNetwork: string | undefined;
  readonly prefixes: readonly AddressTerm[];
  /** Identity of the group it links to; `undefined` for none, `unknown` where a value is not known here. */
  readonly securityGroup: ResourceLink | undefined;
  readonly routeTable: ResourceLink | undefined;
  readonly definedElsewhere: boolean;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** A link from one resource to another by id. */
export interface ResourceLink {
  /** `undefined` where the id is unknown and names nothing. */
  readonly identity: string | undefined;
  /** The last segment of the name where it is written down, for messages. */
  readonly name: string | undefined;
  readonly span: Span;
}

export interface ApimService {
  readonly name: Sourced<string> | undefined;
  readonly identity: string;
  readonly sku: Sourced<string> | undefined;
  readonly units: Sourced<number> | undefined;
  /** `virtualNetworkType`; absent means None to Azure. */
  readonly mode: Sourced<string> | undefined;
  readonly region: Sourced<string> | undefined;
  readonly subnet: ResourceLink | undefined;
  readonly additionalLocations: readonly ApimLocation[];
  /** There may be more locations than are listed. */
  readonly additionalLocationsUnknown: string | undefined;
  readonly definedElsewhere: boolean;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly metadata: DirectiveMetadata | undefined;
}

/** A further region of a service; units and SKU are its own where it gives them. */
export interface ApimLocation {
  readonly region: Sourced<string> | undefined;
  readonly units: Sourced<number> | undefined;
  readonly subnet: ResourceLink | undefined;
  readonly span: Span;
}
