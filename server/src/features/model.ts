/**
 * The network that a file describes, as plain data in one canonical form: `apim-vnet model`.
 *
 * In: the network model. Out: data that is equal for equal networks, in whatever language, order or shape they were written.
 * Never here: places in the text, and judgement.
 */
import type { Sourced } from '../base/sourced.ts';
import type {
  ApimLocation,
  ApimService,
  ModelResource,
  Network,
  PrivateDnsZone,
  PublicIpAddress,
  ResourceLink,
  Route,
  RouteTable,
  Subnet,
  VirtualNetwork,
  WorkspaceGateway,
  Zones,
} from '../network/network.ts';
import type { AddressSide, AddressTerm, NetworkSecurityGroup, PortSide, SecurityRule } from '../network/nsg.ts';
import { formatPorts } from '../network/ports.ts';

/** A value that is not known; the text is equal for equal sources. */
export interface UnknownPart {
  readonly unknown: string;
}

export type ModelValue = string | number | boolean | UnknownPart | readonly ModelValue[] | ModelObject;

/** What is not given is left out. */
export interface ModelObject {
  readonly [name: string]: ModelValue;
}

/**
 * The answer of `model`; the JSON shape other tools depend on.
 *
 * Resources that a file only refers to are not listed, but for groups and tables that it adds rules or routes to: they are
 * in the links. Lists stand in a fixed order: rules by
 * direction and priority, all else by name, prefixes and the like as they are written. A list that may hold more than is
 * known ends with an unknown.
 */
export interface NetworkModel {
  readonly version: 1;
  readonly networkSecurityGroups: readonly ModelObject[];
  readonly routeTables: readonly ModelObject[];
  readonly virtualNetworks: readonly ModelObject[];
  /** Subnets whose virtual network is not deployed by the same file. */
  readonly subnets: readonly ModelObject[];
  readonly apiManagementServices: readonly ModelObject[];
  /** Gateways of workspaces, which have a subnet of their own. */
  readonly workspaceGateways: readonly ModelObject[];
  readonly publicIpAddresses: readonly ModelObject[];
  readonly privateDnsZones: readonly ModelObject[];
}

export function networkModel(network: Network): NetworkModel {
  const networks = network.virtualNetworks.filter(isDeployed);
  const homes = new Set(networks.map(({ identity }) => identity));
  const subnets = mergedSubnets(network.subnets.filter(isDeployed));
  return {
    version: 1,
    networkSecurityGroups: sorted(
      network.securityGroups.filter(group => isDeployed(group) || group.rules.length > 0).map(groupModel),
    ),
    routeTables: sorted(
      network.routeTables.filter(table => isDeployed(table) || table.routes.length > 0).map(tableModel),
    ),
    virtualNetworks: sorted(
      networks.map(one =>
        virtualNetworkModel(
          one,
          subnets.filter(subnet => subnet.virtualNetwork === one.identity),
        ),
      ),
    ),
    subnets: sorted(
      subnets
        .filter(({ virtualNetwork }) => virtualNetwork === undefined || !homes.has(virtualNetwork))
        .map(subnet => ({ virtualNetwork: identityText(subnet.virtualNetwork), ...subnetModel(subnet) })),
    ),
    apiManagementServices: sorted(network.services.filter(isDeployed).map(serviceModel)),
    workspaceGateways: sorted(network.workspaceGateways.filter(isDeployed).map(workspaceGatewayModel)),
    publicIpAddresses: sorted(network.publicIpAddresses.filter(isDeployed).map(publicIpModel)),
    privateDnsZones: sorted(network.privateDnsZones.filter(isDeployed).map(zoneModel)),
  };
}

/** Why a parent of which only children are deployed may have more of them. */
const elsewhere = 'it is defined elsewhere';

function groupModel(group: NetworkSecurityGroup): ModelObject {
  return parts({
    ...resourceParts(group),
    location: plain(group.location),
    securityRules: openList(
      [...group.rules].sort(byOrder).map(ruleModel),
      group.name === undefined || group.definedElsewhere ? elsewhere : group.rulesUnknown,
    ),
  });
}

function ruleModel(rule: SecurityRule): ModelObject {
  return parts({
    name: plain(rule.name),
    direction: plain(rule.direction),
    priority: plain(rule.priority),
    access: plain(rule.access),
    protocol: plain(rule.protocol),
    sourceAddresses: addresses(rule.source),
    sourcePorts: ports(rule.sourcePorts),
    destinationAddresses: addresses(rule.destination),
    destinationPorts: ports(rule.destinationPorts),
    description: plain(rule.description),
    conditional: rule.maybe === undefined ? undefined : true,
  });
}

function tableModel(table: RouteTable): ModelObject {
  return parts({
    ...resourceParts(table),
    location: plain(table.location),
    disableBgpRoutePropagation: plain(table.disableBgpRoutePropagation),
    routes: openList(
      sorted(table.routes.map(routeModel)),
      table.name === undefined || table.definedElsewhere ? elsewhere : table.routesUnknown,
    ),
  });
}

function routeModel(route: Route): ModelObject {
  return parts({
    name: plain(route.name),
    addressPrefix: route.prefix && term(route.prefix),
    nextHopType: plain(route.nextHopType),
    nextHopIpAddress: plain(route.nextHopIpAddress),
    conditional: route.maybe === undefined ? undefined : true,
  });
}

function virtualNetworkModel(network: VirtualNetwork, subnets: readonly Subnet[]): ModelObject {
  return parts({
    ...resourceParts(network),
    location: plain(network.location),
    addressPrefixes: openList(network.addressSpace.map(term), network.addressSpaceUnknown),
    dnsServers:
      network.dnsServers === 'none'
        ? undefined
        : openList(
            network.dnsServerTerms.map(term),
            network.dnsServers === 'unknown' ? 'there may be more servers' : undefined,
          ),
    subnets: subnets.length === 0 ? undefined : sorted(subnets.map(subnetModel)),
  });
}

function subnetModel(subnet: Subnet): ModelObject {
  return parts({
    ...resourceParts(subnet),
    addressPrefixes: openList(subnet.prefixes.map(term), subnet.prefixesUnknown),
    networkSecurityGroup: link(subnet.securityGroup),
    routeTable: link(subnet.routeTable),
    natGateway: link(subnet.natGateway),
    delegations: shortList(
      subnet.delegations.flatMap(({ service }) => plain(service) ?? []),
      subnet.delegationsUnknown,
    ),
    serviceEndpoints: shortList(
      subnet.serviceEndpoints.flatMap(service => plain(service) ?? []),
      subnet.serviceEndpointsUnknown,
    ),
  });
}

function serviceModel(service: ApimService): ModelObject {
  return parts({
    ...resourceParts(service),
    location: plain(service.region),
    sku: plain(service.sku),
    units: plain(service.units),
    virtualNetworkType: plain(service.mode),
    subnet: link(service.subnet),
    publicIpAddress: link(service.publicIpAddress),
    zones: zoneCount(service.zones),
    publicNetworkAccess: plain(service.publicNetworkAccess),
    platformVersion: plain(service.platformVersion),
    natGatewayState: plain(service.natGatewayState),
    hostnameConfigurations: shortList(
      sorted(service.hostnames.map(({ type, hostName }) => parts({ type: plain(type), hostName: plain(hostName) }))),
      undefined,
    ),
    additionalLocations: shortList(
      sorted(service.additionalLocations.map(locationModel)),
      service.additionalLocationsUnknown,
    ),
  });
}

function locationModel(location: ApimLocation): ModelObject {
  return parts({
    location: plain(location.region),
    units: plain(location.units),
    subnet: link(location.subnet),
    publicIpAddress: link(location.publicIpAddress),
    zones: zoneCount(location.zones),
  });
}

function workspaceGatewayModel(gateway: WorkspaceGateway): ModelObject {
  return parts({
    ...resourceParts(gateway),
    location: plain(gateway.region),
    sku: plain(gateway.sku),
    units: plain(gateway.units),
    virtualNetworkType: plain(gateway.mode),
    subnet: link(gateway.subnet),
  });
}

function publicIpModel(address: PublicIpAddress): ModelObject {
  return parts({
    ...resourceParts(address),
    location: plain(address.location),
    sku: plain(address.sku),
    publicIPAllocationMethod: plain(address.allocationMethod),
    publicIPAddressVersion: plain(address.version),
    domainNameLabel: plain(address.domainNameLabel),
    zones: zoneCount(address.zones),
  });
}

function zoneModel(zone: PrivateDnsZone): ModelObject {
  return parts({ ...resourceParts(zone), records: shortList([...zone.records].sort().map(identityText), undefined) });
}

function isDeployed({ definedElsewhere }: { readonly definedElsewhere: boolean }): boolean {
  return !definedElsewhere;
}

/** A subnet that stands in its network and as a resource of its own is one; the resource is deployed later and wins. */
function mergedSubnets(subnets: readonly Subnet[]): readonly Subnet[] {
  const merged = new Map<string, Subnet>();
  for (const [i, subnet] of subnets.entries()) {
    const known = merged.get(subnet.identity);
    // Two resources of one name stay two: each may be of a branch of a condition.
    if (known === undefined || known.form !== subnet.form) {
      if (known?.form !== 'resource') merged.set(subnet.identity, subnet);
    } else merged.set(`${subnet.identity}#${i}`, subnet);
  }
  return [...merged.values()];
}

function resourceParts(resource: Pick<ModelResource, 'name' | 'identity' | 'conditional' | 'definedElsewhere'>): Parts {
  const own = resource.identity.slice(resource.identity.indexOf(' ') + 1);
  return {
    // A name that is not known is told by what it is put together from: the whole name, or a child's own, is all the same.
    name:
      resource.name?.known === true && !resource.definedElsewhere
        ? resource.name.value
        : identityText(lastSegment(own)),
    conditional: resource.conditional ? true : undefined,
  };
}

interface Parts {
  readonly [name: string]: ModelValue | undefined;
}

function parts(all: Parts): ModelObject {
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, ModelValue] => entry[1] !== undefined),
  );
}

function plain(value: Sourced<string | number | boolean> | undefined): ModelValue | undefined {
  if (value === undefined) return undefined;
  if (value.known) return value.value;
  return value.invalid ?? unknownPart(value.identity);
}

function addresses({ terms, unknown }: AddressSide): ModelValue | undefined {
  return shortList(terms.map(term), unknown);
}

function term({ text, meaning }: AddressTerm): ModelValue {
  return meaning.kind === 'unknown' ? unknownPart(meaning.identity) : text;
}

function ports({ terms, unknown }: PortSide): ModelValue | undefined {
  return shortList(
    terms.map(({ text, meaning }) => {
      if (meaning.kind === 'ports') return formatPorts(meaning.range);
      return meaning.kind === 'unknown' ? unknownPart(meaning.identity) : text;
    }),
    unknown,
  );
}

function link(to: ResourceLink | undefined): ModelValue | undefined {
  if (to === undefined) return undefined;
  return to.identity === undefined ? unknownPart(to.unknown ?? '') : { id: identityText(to.identity) };
}

function zoneCount(zones: Zones | undefined): ModelValue | undefined {
  return zones && (zones.count ?? unknownPart('zones'));
}

/** A list that is left out where it is empty. @param unknown why there may be more; names in it are in the case of one language */
function shortList(items: readonly ModelValue[], unknown: string | undefined): ModelValue | undefined {
  return items.length === 0 && unknown === undefined ? undefined : openList(items, unknown);
}

function openList(items: readonly ModelValue[], unknown: string | undefined): readonly ModelValue[] {
  return unknown === undefined ? items : [...items, unknownPart(`more: ${unknown.toLowerCase()}`)];
}

/** A text in which braces stand around what is not known. */
function identityText(identity: string | undefined): ModelValue {
  if (identity === undefined) return unknownPart('');
  return identity.includes('{') ? unknownPart(identity) : identity;
}

/** What stands after the last slash that is not within braces. */
function lastSegment(identity: string): string {
  let depth = 0;
  for (let i = identity.length - 1; i >= 0; i--) {
    const letter = identity[i];
    if (letter === '}') depth++;
    else if (letter === '{') depth--;
    else if (letter === '/' && depth === 0) return identity.slice(i + 1);
  }
  return identity;
}

/** One unknown value alone needs no braces around it. */
function unknownPart(identity: string): UnknownPart {
  const whole = /^\{([^{}]*)\}$/.exec(identity.trim());
  return { unknown: whole?.[1] ?? identity };
}

/** By name, and by all the rest where names are equal. */
function sorted(objects: readonly ModelObject[]): readonly ModelObject[] {
  const keyed = objects.map(object => ({ object, key: JSON.stringify([object['name'] ?? '', object]) }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ object }) => object);
}

/** Inbound before outbound, then by priority, then by name; what is not known stands last. */
function byOrder(a: SecurityRule, b: SecurityRule): number {
  return compare(orderOf(a), orderOf(b));
}

function orderOf(rule: SecurityRule): string {
  const direction = rule.direction?.known === true ? rule.direction.value : '~';
  const priority = rule.priority?.known === true ? String(rule.priority.value).padStart(20, '0') : '~';
  return JSON.stringify([direction, priority, ruleModel(rule)]);
}

/** By code units, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
