/** What the routes of a target's subnet do to the traffic that API Management needs. */
import { type IntervalSet, intervalSet, isEmpty, subtract } from '../base/interval-set.ts';
import { readIpv4 } from '../base/ip-text.ts';
import { knownValue } from '../base/sourced.ts';
import {
  addressChanges,
  type ControlPlaneRow,
  controlPlaneRows,
  controlPlaneTableFor,
  controlPlaneTables,
} from '../knowledge/control-plane.ts';
import { kmsEndpoints } from '../knowledge/dependencies.ts';
import { flowsOf, type RequiredFlow } from '../knowledge/profiles.ts';
import type { ServiceTag } from '../knowledge/service-tags.ts';
import type { Ipv4Prefix } from '../network/address.ts';
import type { Network } from '../network/network.ts';
import {
  type Destination,
  type RouteOutcome,
  type RoutingScope,
  routesTo,
  routeTitle,
  toAddresses,
  toHosts,
  toTag,
} from './effective-routes.ts';
import { tagNamed } from './region.ts';
import type { Target } from './target.ts';

/**
 * `ok`: straight to the internet or by a service endpoint. `tunnelled`: to an appliance or a gateway, whose own rules decide.
 * `cut-off`: it cannot arrive. `undetermined`: it hangs on something that is not known here.
 */
export type RouteVerdict = 'ok' | 'tunnelled' | 'cut-off' | 'undetermined';

export interface RoutedTraffic {
  /** Id of the flow, or `control-plane` for the answers to the control plane. */
  readonly id: string;
  readonly verdict: RouteVerdict;
  /** What decides, or what is missing. */
  readonly because: string;
  readonly outcomes: readonly RouteOutcome[];
}

/**
 * The way back to the control plane, where the profile has one, and the way to each dependency outside the virtual network.
 * @param flows the flows to follow; inbound ones and those inside the virtual network are left out
 */
export function routeVerdicts(
  target: Target,
  network: Network,
  flows: readonly RequiredFlow[],
): readonly RoutedTraffic[] {
  const scope = routingScope(target);
  const gateway = gatewayOf(target, network);
  const back = controlPlaneRoutes(target, network);
  const result: RoutedTraffic[] = back === undefined ? [] : [back];
  for (const flow of flows) {
    const destination = destinationOf(flow, target);
    if (destination !== undefined) result.push({ id: flow.id, ...judge(routesTo(scope, destination), gateway, false) });
  }
  return result;
}

/** The answers to the control plane's requests on TCP 3443. */
export interface ControlPlaneRoutes extends RoutedTraffic {
  /** Where the profile's text asks for a route for each address and the region is known: the ways to each of them. */
  readonly addresses: readonly ControlPlaneAddress[];
}

export interface ControlPlaneAddress {
  readonly address: string;
  readonly row: ControlPlaneRow;
  readonly verdict: RouteVerdict;
  readonly outcomes: readonly RouteOutcome[];
}

/** @returns `undefined` where nothing calls the service on a management port from outside, as for the v2 tiers */
export function controlPlaneRoutes(target: Target, network: Network): ControlPlaneRoutes | undefined {
  const management = flowsOf(target.profile).find(flow => flow.id === 'management');
  if (management === undefined) return undefined;
  const scope = routingScope(target);
  const gateway = gatewayOf(target, network);
  const whole = (destination: Destination): ControlPlaneRoutes => ({
    id: 'control-plane',
    ...judge(routesTo(scope, destination), gateway, true),
    addresses: [],
  });
  if (management.source.kind !== 'tag' || management.source.tag === 'Internet') return whole(toHosts());
  const controlPlane = toTag(tagIn(target, management.source.tag));
  const byTag = whole({ ...controlPlane, addresses: apartFrom(controlPlane.addresses, kmsAddresses) });
  if (target.profile !== 'vnet-2020-07' || byTag.verdict === 'ok') return byTag;
  // This text asks for a host route per address, so only the addresses of the region can tell.
  const rows = target.region === undefined ? undefined : controlPlaneRowsFor(target);
  if (rows === undefined) {
    if (byTag.verdict === 'undetermined') return byTag;
    const because =
      target.region === undefined
        ? 'the region of the service is not known, so the addresses of its control plane are not either'
        : `the table of July 2020 has no address for the region '${target.region}'`;
    return { ...byTag, verdict: 'undetermined', because };
  }
  const tag = tagNamed(management.source.tag);
  const to = (address: string) => routesTo(scope, toAddresses([hostPrefix(address)], tag));
  const addresses = rows.flatMap(row =>
    row.addresses.flatMap(address => {
      const outcomes = to(address);
      const { verdict } = judge(outcomes, gateway, true);
      const after = addressChanges.find(change => change.old === address && change.region === row.region);
      // A table that follows an announced change needs the old address no more.
      const isFollowed =
        verdict !== 'ok' && after !== undefined && judge(to(after.new), gateway, true).verdict === 'ok';
      return isFollowed ? [] : [{ address, row, outcomes, verdict }];
    }),
  );
  const prefixes = addresses.map(({ address }) => hostPrefix(address));
  const all = routesTo(scope, toAddresses(prefixes, tag));
  if (all.length === 0) return byTag;
  return { id: 'control-plane', ...judge(all, gateway, true), addresses };
}

/** The addresses that the text of the target's profile gives for its region; `undefined` where it gives none. */
export function controlPlaneRowsFor(target: Target): readonly ControlPlaneRow[] | undefined {
  const table = controlPlaneTableFor(target.profile);
  return table === undefined || target.region === undefined ? undefined : controlPlaneRows(table, target.region);
}

/**
 * The answers to clients on the internet, wherever these are. Routes for the control plane, for Windows activation and for the
 * tags of the service's own dependencies are left out: no client is there.
 */
export function clientRoutes(target: Target, network: Network): Omit<RoutedTraffic, 'id'> {
  const own = new Set(flowsOf(target.profile).flatMap(({ destination: end }) => (end.kind === 'tag' ? [end.tag] : [])));
  const isClients = ({ by }: RouteOutcome) => {
    const meaning = by.kind === 'route' ? by.route.prefix?.meaning : undefined;
    return meaning?.kind !== 'tag' || meaning.tag.base === 'AzureCloud' || !own.has(meaning.tag.base);
  };
  const hosts = toHosts();
  const addresses = subtract(subtract(hosts.addresses, kmsAddresses), knownControlPlane);
  const outcomes = routesTo(routingScope(target), { ...hosts, addresses }).filter(isClients);
  return judge(outcomes, gatewayOf(target, network), true);
}

export function routingScope(target: Target): RoutingScope {
  const { subnet, virtualNetwork, routeTable, routeTableElsewhere } = target;
  const isWritten = subnet !== undefined && !subnet.definedElsewhere;
  return {
    table: routeTable,
    tableUnknown: routeTableElsewhere,
    serviceEndpoints: isWritten ? subnet.serviceEndpoints : [],
    serviceEndpointsUnknown: isWritten
      ? subnet.serviceEndpointsUnknown && `its service endpoints are not known: ${subnet.serviceEndpointsUnknown}`
      : (routeTableElsewhere ?? 'its subnet is not in this file'),
    addressSpace: virtualNetwork?.addressSpace ?? [],
    advertised: knownValue(routeTable?.disableBgpRoutePropagation) === true ? 'nothing' : 'unknown',
  };
}

/**
 * Whether the target's virtual network has a gateway. `no`: the network is written down here without one, and so none can be in
 * it; one of a peered network may be used all the same. `unknown`: the network is not in this file.
 */
export function gatewayOf(target: Target, network: Network): 'yes' | 'no' | 'unknown' {
  const id = target.subnet?.virtualNetwork;
  if (id === undefined) return 'unknown';
  const inIt = network.subnets.filter(subnet => subnet.virtualNetwork === id);
  if (inIt.some(subnet => knownValue(subnet.name)?.toLowerCase() === 'gatewaysubnet')) return 'yes';
  const isWhole = network.virtualNetworks.some(candidate => candidate.identity === id && !candidate.definedElsewhere);
  return isWhole && inIt.every(subnet => subnet.name?.known === true) ? 'no' : 'unknown';
}

/** One address as a prefix; only for addresses of our own data. */
export function hostPrefix(address: string): Ipv4Prefix {
  const start = readIpv4(address);
  if (start === undefined) throw new Error(`not an IPv4 address: ${address}`);
  return { family: 4, start, end: start + 1, length: 32, hostBits: false };
}

/** Addresses that routes to the Internet often name, and that are not the control plane's. */
const kmsAddresses = intervalSet(
  Object.values(kmsEndpoints.clouds)
    .flatMap(({ ips }) => ips)
    .map(hostPrefix)
    .map(({ start, end }) => [start, end] as const),
);

/** Addresses that a table has given to the control plane of any region. */
const knownControlPlane = intervalSet(
  controlPlaneTables
    .flatMap(({ rows }) => rows.flatMap(({ addresses }) => addresses))
    .map(hostPrefix)
    .map(({ start, end }) => [start, end] as const),
);

/**
 * `undefined` for traffic inside the virtual network, and for ends of which nothing is known. Addresses that are known to be the
 * control plane's or those of Windows activation are no other service's.
 */
function destinationOf({ direction, destination: end }: RequiredFlow, target: Target): Destination | undefined {
  if (direction === 'Inbound') return undefined;
  if (end.kind === 'other' && end.meaning !== 'kms-endpoint') return undefined;
  if (end.kind === 'tag' && end.tag === 'VirtualNetwork') return undefined;
  const isKms = end.kind === 'other';
  const all = end.kind === 'tag' && end.tag !== 'Internet' ? toTag(tagIn(target, end.tag)) : toHosts();
  const apart = apartFrom(all.addresses, knownControlPlane);
  return { ...all, addresses: isKms ? apart : apartFrom(apart, kmsAddresses) };
}

/** Addresses without those of others; where a list of the user gives a tag no more than these, it is right about them. */
function apartFrom(addresses: IntervalSet, others: IntervalSet): IntervalSet {
  const apart = subtract(addresses, others);
  return isEmpty(apart) ? addresses : apart;
}

/** The tag of a name, with its addresses where a list of the user tells them. */
function tagIn({ serviceTags }: Target, name: string): ServiceTag {
  const tag = tagNamed(name);
  return serviceTags?.resolve(tag) ?? tag;
}

type Way = 'direct' | 'tunnel' | 'nowhere' | 'unknown';

function wayOf({ nextHopType }: RouteOutcome): Way {
  switch (nextHopType) {
    case 'Internet':
    case 'VirtualNetworkServiceEndpoint':
      return 'direct';
    case 'VirtualAppliance':
    case 'VirtualNetworkGateway':
      return 'tunnel';
    case 'None':
      return 'nowhere';
    default:
      return 'unknown';
  }
}

/** @param isAnswer answers must leave the way requests came; a detour changes their source address and they are dropped */
function judge(
  all: readonly RouteOutcome[],
  gateway: 'yes' | 'no' | 'unknown',
  isAnswer: boolean,
): Pick<RoutedTraffic, 'verdict' | 'because' | 'outcomes'> {
  // A virtual network without a gateway gets no routes from one, unless a peered network lends it its own.
  const outcomes = gateway === 'no' ? all.filter(({ by }) => by.kind !== 'gateway') : all;
  const isLost = (outcome: RouteOutcome) => wayOf(outcome) === 'nowhere' || (isAnswer && wayOf(outcome) === 'tunnel');
  const sure =
    outcomes.find(outcome => outcome.certain && isLost(outcome)) ?? (outcomes.every(isLost) ? outcomes[0] : undefined);
  if (sure !== undefined) return { verdict: 'cut-off', because: wayText(sure), outcomes };
  if (outcomes.every(outcome => wayOf(outcome) === 'direct')) {
    const caveat = outcomes.length < all.length ? ', as far as no peered network lends its gateway' : '';
    return { verdict: 'ok', because: `${wayText(outcomes[0]!)}${caveat}`, outcomes };
  }
  const tunnelled =
    outcomes.find(outcome => outcome.certain && wayOf(outcome) === 'tunnel') ??
    (outcomes.every(outcome => wayOf(outcome) === 'tunnel' || wayOf(outcome) === 'nowhere') ? outcomes[0] : undefined);
  if (tunnelled !== undefined) return { verdict: 'tunnelled', because: wayText(tunnelled), outcomes };
  const because =
    outcomes.find(outcome => outcome.because !== undefined)?.because ?? 'its routes contradict each other';
  return { verdict: 'undetermined', because, outcomes };
}

/** `'default' (0.0.0.0/0) leads to the appliance 10.0.0.4`. */
function wayText(outcome: RouteOutcome): string {
  const { by } = outcome;
  switch (by.kind) {
    case 'route': {
      const { route } = by;
      return `${routeTitle(route)}${route.prefix?.text ? ` (${route.prefix.text})` : ''} leads to ${hopTitle(outcome)}`;
    }
    case 'service-endpoint':
      return `the service endpoint ${by.service} comes before all other routes`;
    case 'system':
      return `the built-in route ${by.prefix} leads to ${hopTitle(outcome)}`;
    default:
      return `a route that is not in this file leads to ${hopTitle(outcome)}`;
  }
}

/** `the appliance 10.0.0.4`, `the internet`, `nowhere`. */
export function hopTitle({ nextHopType, by }: RouteOutcome): string {
  switch (nextHopType) {
    case 'Internet':
      return 'the internet';
    case 'VirtualAppliance': {
      const address = by.kind === 'route' ? knownValue(by.route.nextHopIpAddress) : undefined;
      return address === undefined ? 'an appliance' : `the appliance ${address}`;
    }
    case 'VirtualNetworkGateway':
      return 'a gateway';
    case 'VnetLocal':
      return 'the virtual network';
    case 'None':
      return 'nowhere';
    default:
      return 'a next hop that is not known';
  }
}
