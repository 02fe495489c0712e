/**
 * Where packets from a subnet go.
 *
 * The longest prefix that holds an address decides; at equal length a user-defined route comes before one that a gateway
 * advertises, and that before a built-in one. Routes of service endpoints come before all others. Source: virtual network
 * traffic routing, May 2023, and for the service endpoints a later copy of it.
 *
 * What is taken as known beyond the documents:
 * - A service tag holds no prefix shorter than {@link shortestTagPrefix}, so routes with shorter prefixes stand behind those for tags.
 * - For public addresses a gateway advertises 0.0.0.0/0 or nothing: longer routes to Azure's own addresses are not supported
 *   (API Management in virtual networks, December 2016).
 * - Peered networks have private addresses only. Whether there are any is not in the model, so a private address outside the
 *   virtual network is never certain to be unreachable.
 */

import {
  type IntervalSet,
  includes,
  intersect,
  intervalSet,
  isEmpty,
  overlaps,
  subtract,
  union,
} from '../base/interval-set.ts';
import { Memo } from '../base/memo.ts';
import { knownValue, type Sourced } from '../base/sourced.ts';
import { type NextHopType, serviceEndpoints, serviceEndpointTag, systemRoutes } from '../knowledge/routing.ts';
import { type ServiceTag, tagRelation } from '../knowledge/service-tags.ts';
import { type Ipv4Prefix, notPublicV4, readPrefix } from '../network/address.ts';
import type { Route, RouteTable } from '../network/network.ts';
import type { AddressTerm } from '../network/nsg.ts';

/** Everything that decides about routes of one subnet. */
export interface RoutingScope {
  /** `undefined`: the subnet has none, or it is not known (`tableUnknown`). */
  readonly table: RouteTable | undefined;
  /** Why the routes are not known; `undefined` where they are. */
  readonly tableUnknown: string | undefined;
  readonly serviceEndpoints: readonly Sourced<string>[];
  /** Why there may be more endpoints than are listed, as a clause of its own. */
  readonly serviceEndpointsUnknown: string | undefined;
  readonly addressSpace: readonly AddressTerm[];
  /** Whether routes of a gateway can reach the subnet. What they are is never known. */
  readonly advertised: 'nothing' | 'unknown';
}

/** Addresses that packets go to. IPv4 only: API Management's own traffic is. */
export interface Destination {
  /** No packet goes elsewhere. Half-open intervals. */
  readonly addresses: IntervalSet;
  /** `all`: packets go to each of them. `some`: to an unknown choice of them, which is not empty. */
  readonly extent: 'all' | 'some';
  /** A tag that holds them all; `undefined` for none that is known. */
  readonly tag: ServiceTag | undefined;
  /** Named hosts of the services that API Management calls: not its own control plane, and behind no service endpoint. */
  readonly isNamedHosts: boolean;
}

export type RoutedBy =
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'service-endpoint'; readonly service: string }
  /** In CIDR form. */
  | { readonly kind: 'system'; readonly prefix: string }
  | { readonly kind: 'gateway' }
  /** A route that this file does not show. */
  | { readonly kind: 'not-listed' };

/** One way that packets take. */
export interface RouteOutcome {
  /** `undefined`: not known. */
  readonly nextHopType: NextHopType | 'VirtualNetworkServiceEndpoint' | undefined;
  readonly by: RoutedBy;
  /** Some packets go this way for certain. */
  readonly certain: boolean;
  /** What is not known; `undefined` where the outcome is certain. */
  readonly because: string | undefined;
}

/** What service endpoints can lead to. */
const endpointTags: readonly ServiceTag[] = Object.values(serviceEndpoints.services).flatMap(service => {
  const tag = serviceEndpointTag(service);
  return tag === undefined ? [] : [{ name: tag, base: tag, region: null }];
});

const everyAddress: IntervalSet = [0, 2 ** 32];
const publicAddresses = subtract(everyAddress, notPublicV4);

/** Length that no prefix of a service tag falls short of, as far as we know: no block of Azure's is larger than a /9. */
export const shortestTagPrefix = 9;

/** A service tag: any of its addresses where a list of the user tells them, else any public ones. */
export function toTag(tag: ServiceTag): Destination {
  return { addresses: listedAddresses(tag) ?? publicAddresses, extent: 'some', tag, isNamedHosts: false };
}

/** The public IPv4 addresses of a tag; `undefined` where no list tells any. */
function listedAddresses({ addresses }: ServiceTag): IntervalSet | undefined {
  const listed = addresses && intersect(addresses.v4, publicAddresses);
  return listed === undefined || isEmpty(listed) ? undefined : listed;
}

/** All addresses of a prefix, or a list of addresses. `tag`: one that is known to hold them. */
export function toAddresses(prefixes: readonly Ipv4Prefix[], tag?: ServiceTag): Destination {
  const addresses = intervalSet(prefixes.map(({ start, end }) => [start, end] as const));
  return { addresses, extent: 'all', tag, isNamedHosts: false };
}

/** Public hosts of which only names are known. */
export function toHosts(): Destination {
  return { addresses: publicAddresses, extent: 'some', tag: undefined, isNamedHosts: true };
}

/**
 * The ways that packets to a destination take: every packet takes one of them. In the order in which routes are asked; empty
 * only for a destination without addresses.
 * Never throws: a route that Azure would refuse, or with a value that is not known, may hold anything.
 */
export function routesTo(scope: RoutingScope, destination: Destination): readonly RouteOutcome[] {
  if (isEmpty(destination.addresses)) return [];
  const walk = new Walk(destination);
  walk.askServiceEndpoints(scope);
  if (walk.isDone) return walk.finished();
  if (scope.tableUnknown !== undefined) {
    walk.mayTake({ kind: 'not-listed' }, undefined, scope.tableUnknown);
    return walk.finished();
  }
  const table = compileTable(scope.table);
  for (const { route, why } of table.floating) walk.mayTake({ kind: 'route', route }, hopOf(route), why);
  if (table.unknown !== undefined) walk.mayTake({ kind: 'not-listed' }, undefined, table.unknown);

  const tiers = tiersOf(scope, table);
  const tags = table.tags
    .map(entry => ({ ...entry, relation: walk.relationTo(entry.tag) }))
    .filter(entry => entry.relation !== 'none');
  for (const tier of tiers.filter(({ length }) => length === 32)) walk.ask(tier.entries);
  walk.askWhatIsNotListed(tiers);
  walk.askTags(
    tags,
    tiers.filter(({ length }) => length < 32 && length >= shortestTagPrefix),
  );
  for (const tier of tiers.filter(({ length }) => length < shortestTagPrefix)) walk.ask(tier.entries);
  return walk.finished();
}

/** A prefix with where it leads. Entries of one tier have one length and do not overlap, unless two are equal (`maybe`). */
interface Entry {
  readonly start: number;
  readonly end: number;
  readonly by: RoutedBy;
  readonly nextHopType: RouteOutcome['nextHopType'];
  /** Why it may not be there, or where it leads is not known. */
  readonly maybe: string | undefined;
}

interface Tier {
  readonly length: number;
  /** Of one length: user-defined routes, what a gateway advertises, built-in routes. */
  readonly rank: 0 | 1 | 2;
  readonly entries: readonly Entry[];
}

interface TagEntry {
  readonly tag: ServiceTag;
  readonly route: Route;
  readonly maybe: string | undefined;
}

interface CompiledTable {
  readonly tiers: readonly Tier[];
  /** In the order in which Azure prefers them where two hold the same prefix. */
  readonly tags: readonly TagEntry[];
  /** Routes whose prefix is not known. */
  readonly floating: readonly { readonly route: Route; readonly why: string }[];
  /** Why there may be other routes. */
  readonly unknown: string | undefined;
}

const noTable: CompiledTable = { tiers: [], tags: [], floating: [], unknown: undefined };
const compiled = new Memo<RouteTable, CompiledTable>();

function compileTable(table: RouteTable | undefined): CompiledTable {
  if (table === undefined) return noTable;
  const known = compiled.get(table) ?? compile(table);
  compiled.set(table, known);
  return known;
}

function compile(table: RouteTable): CompiledTable {
  const tags: TagEntry[] = [];
  const floating: { route: Route; why: string }[] = [];
  const byPrefix = new Map<string, { readonly prefix: Ipv4Prefix; readonly routes: Route[] }>();
  for (const route of table.routes) {
    const prefix = routePrefix(route);
    if (prefix.kind === 'unknown') floating.push({ route, why: prefix.why });
    else if (prefix.kind === 'tag') tags.push({ tag: prefix.tag, route, maybe: doubtAbout(route) });
    else if (prefix.kind === 'v4') {
      const key = `${prefix.prefix.start}/${prefix.prefix.length}`;
      const same = byPrefix.get(key) ?? { prefix: prefix.prefix, routes: [] };
      byPrefix.set(key, { ...same, routes: [...same.routes, route] });
    }
  }
  const byLength = new Map<number, Entry[]>();
  for (const { prefix, routes } of byPrefix.values()) {
    const twice = routes.length > 1 ? 'two routes have the same prefix' : undefined;
    const entries = routes.map(route => ({
      start: prefix.start,
      end: prefix.end,
      by: { kind: 'route', route } as const,
      nextHopType: hopOf(route),
      maybe: twice ?? doubtAbout(route),
    }));
    byLength.set(prefix.length, [...(byLength.get(prefix.length) ?? []), ...entries]);
  }
  return {
    tiers: [...byLength].map(([length, entries]) => ({ length, rank: 0, entries })),
    tags: tags.sort((a, b) => tagRank(a.tag) - tagRank(b.tag)),
    floating,
    unknown: table.conditional
      ? 'the route table is deployed under a condition'
      : table.routesUnknown && `the route table may have other routes: ${table.routesUnknown}`,
  };
}

export type RoutePrefix =
  | { readonly kind: 'v4'; readonly prefix: Ipv4Prefix }
  | { readonly kind: 'v6' }
  | { readonly kind: 'tag'; readonly tag: ServiceTag }
  | { readonly kind: 'unknown'; readonly why: string };

/** What the prefix of a route stands for. Tags that no route may name, and texts that Azure refuses, are unknown. */
export function routePrefix(route: Route): RoutePrefix {
  const name = routeTitle(route);
  const meaning = route.prefix?.meaning;
  if (meaning === undefined) return { kind: 'unknown', why: `the prefix of ${name} is not given` };
  switch (meaning.kind) {
    case 'any':
      return meaning.onlyV4 === true
        ? { kind: 'v4', prefix: everyPrefix }
        : { kind: 'unknown', why: `the prefix of ${name} is not valid` };
    case 'prefix':
      return meaning.prefix.family === 4 ? { kind: 'v4', prefix: meaning.prefix } : { kind: 'v6' };
    case 'tag':
      return isOutsideInternet(meaning.tag)
        ? { kind: 'unknown', why: `the prefix of ${name} is a tag that routes do not support` }
        : { kind: 'tag', tag: meaning.tag };
    case 'unknown':
      return { kind: 'unknown', why: `the prefix of ${name} is not known: ${meaning.why}` };
    case 'unlisted-tag':
      return {
        kind: 'unknown',
        why: `the prefix of ${name} is not known: '${route.prefix?.text}' is no tag of the list`,
      };
    default:
      return { kind: 'unknown', why: `the prefix of ${name} is not valid` };
  }
}

/** `'to-firewall'`, or `a route`. */
export function routeTitle(route: Route): string {
  const name = knownValue(route.name);
  return name === undefined ? 'a route' : `'${name}'`;
}

const everyPrefix: Ipv4Prefix = { family: 4, start: 0, end: 2 ** 32, length: 0, hostBits: false };
const outsideInternet = new Set(['Internet', 'VirtualNetwork', 'AzureLoadBalancer']);

function isOutsideInternet(tag: ServiceTag): boolean {
  return outsideInternet.has(tag.base) || tag.base.startsWith('AzurePlatform');
}

function hopOf(route: Route): NextHopType | undefined {
  return knownValue(route.nextHopType);
}

function doubtAbout(route: Route): string | undefined {
  if (route.maybe !== undefined) return `${routeTitle(route)} may be absent: ${route.maybe}`;
  if (route.nextHopType?.known === true) return undefined;
  return `the next hop of ${routeTitle(route)} is not known${route.nextHopType === undefined ? '' : `: ${route.nextHopType.why}`}`;
}

/** Source: virtual network traffic routing, May 2023. */
function tagRank(tag: ServiceTag): number {
  return (tag.base === 'AzureCloud' ? 2 : 0) + (tag.region === null ? 1 : 0);
}

/** All prefixes with where they lead, longest first. */
function tiersOf(scope: RoutingScope, table: CompiledTable): readonly Tier[] {
  const tiers = [...table.tiers, ...systemTiers(scope.addressSpace)];
  if (scope.advertised === 'unknown') {
    const entry: Entry = {
      start: 0,
      end: 2 ** 32,
      by: { kind: 'gateway' },
      nextHopType: 'VirtualNetworkGateway',
      maybe: 'whether a gateway advertises 0.0.0.0/0 to the subnet is not in this file',
    };
    tiers.push({ length: 0, rank: 1, entries: [entry] });
  }
  return tiers.sort((a, b) => b.length - a.length || a.rank - b.rank);
}

/** The built-in routes of a subnet. A reserved range that the virtual network shares with it leads there, or has no route of its own. */
function systemTiers(addressSpace: readonly AddressTerm[]): Tier[] {
  const own = addressSpace.flatMap(({ meaning }) =>
    meaning.kind === 'prefix' && meaning.prefix.family === 4 ? [meaning.prefix] : [],
  );
  const ranges = intervalSet(own.map(({ start, end }) => [start, end] as const));
  const tiers = own.map(prefix => tier(prefix, 'VnetLocal'));
  for (const { prefix: text, nextHop } of systemRoutes) {
    const reading = text === null ? undefined : readPrefix(text);
    if (reading?.ok !== true || reading.prefix.family !== 4) continue;
    const { start, end } = reading.prefix;
    if (nextHop !== 'None' || !overlaps(ranges, [start, end])) tiers.push(tier(reading.prefix, nextHop));
  }
  return tiers;
}

function tier({ start, end, length }: Ipv4Prefix, nextHopType: NextHopType): Tier {
  const prefix = `${[24, 16, 8, 0].map(shift => Math.floor(start / 2 ** shift) % 256).join('.')}/${length}`;
  const entry: Entry = { start, end, by: { kind: 'system', prefix }, nextHopType, maybe: undefined };
  return { length, rank: 2, entries: [entry] };
}

/** The packets on their way along the routes: what is left of them, and which ways were taken. */
class Walk {
  readonly outcomes: RouteOutcome[] = [];
  private readonly destination: Destination;
  /** Addresses whose packets come as far as this for certain. */
  private sure: IntervalSet;
  /** Addresses whose packets may have gone another way before. */
  private doubtful: IntervalSet = [];
  private because: string | undefined;

  constructor(destination: Destination) {
    this.destination = destination;
    this.sure = destination.addresses;
  }

  get isDone(): boolean {
    return isEmpty(this.sure) && isEmpty(this.doubtful);
  }

  /** Of an unknown choice of addresses nothing is certain, unless all of it goes one way. */
  finished(): readonly RouteOutcome[] {
    if (this.destination.extent === 'all' || this.outcomes.length < 2) return this.outcomes;
    const because = this.outcomes.find(outcome => outcome.because !== undefined)?.because ?? this.splitText();
    return this.outcomes.map(outcome => ({
      ...outcome,
      certain: false,
      because: outcome.because ?? because,
    }));
  }

  private splitText(): string {
    const by = this.outcomes[0]?.by;
    const holder =
      by?.kind === 'route'
        ? `${routeTitle(by.route)} (${by.route.prefix?.text ?? ''})`
        : `the built-in route ${by?.kind === 'system' ? by.prefix : ''}`;
    return `it is not known which of its addresses ${holder} holds`;
  }

  relationTo(tag: ServiceTag): 'all' | 'none' | 'unknown' {
    const { addresses, tag: own, isNamedHosts } = this.destination;
    if (!overlaps(addresses, publicAddresses)) return 'none';
    if (own === undefined) {
      return isNamedHosts && tag.base === 'ApiManagement' ? 'none' : this.relationByAddresses(tag);
    }
    const relation = tagRelation(tag, own);
    if (relation === 'equal' || relation === 'contains') return 'all';
    // Tags of different services may share addresses: what a list says of both comes before what their names say.
    if (relation === 'disjoint' && listedAddresses(own) === undefined) return 'none';
    const listed = this.relationByAddresses(tag);
    return relation === 'disjoint' && listedAddresses(tag) === undefined ? 'none' : listed;
  }

  private relationByAddresses(tag: ServiceTag): 'all' | 'none' | 'unknown' {
    const listed = listedAddresses(tag);
    if (listed === undefined) return 'unknown';
    const { addresses } = this.destination;
    if (includes(listed, addresses)) return 'all';
    return overlaps(listed, addresses) ? 'unknown' : 'none';
  }

  askServiceEndpoints(scope: RoutingScope): void {
    if (this.destination.isNamedHosts || !overlaps(this.sure, publicAddresses)) return;
    // No endpoint leads to the control plane of API Management, to Entra ID or to Azure Monitor, whatever the list holds.
    if (endpointTags.every(tag => this.relationTo(tag) === 'none')) return;
    for (const endpoint of scope.serviceEndpoints) {
      if (!endpoint.known) {
        this.mayTake({ kind: 'not-listed' }, undefined, `a service endpoint is not known: ${endpoint.why}`);
        continue;
      }
      // An endpoint for all regions, such as Microsoft.Storage.Global, serves the same tag.
      const service = endpoint.value.replace(/\.global$/i, '');
      const tag = serviceEndpointTag(service);
      const relation = tag === undefined ? 'none' : this.relationTo({ name: tag, base: tag, region: null });
      const by: RoutedBy = { kind: 'service-endpoint', service };
      if (relation === 'all') this.take(everyAddress, by, 'VirtualNetworkServiceEndpoint');
      else if (relation === 'unknown')
        this.mayTake(by, 'VirtualNetworkServiceEndpoint', `the service endpoint ${service} may lead to a part of it`);
      if (this.isDone) return;
    }
    if (scope.serviceEndpointsUnknown !== undefined) {
      this.mayTake({ kind: 'not-listed' }, undefined, scope.serviceEndpointsUnknown);
    }
  }

  /** Routes of peered networks and of gateways hold private addresses; the virtual network's own ranges come before them. */
  askWhatIsNotListed(tiers: readonly Tier[]): void {
    const own = tiers.flatMap(({ entries }) =>
      entries.filter(entry => entry.nextHopType === 'VnetLocal' && entry.by.kind === 'system'),
    );
    const ranges = intervalSet(own.map(({ start, end }) => [start, end] as const));
    const elsewhere = subtract(notPublicV4, ranges);
    if (overlaps(this.sure, elsewhere) || overlaps(this.doubtful, elsewhere)) {
      const because = 'routes of peered networks and of gateways are not in this file';
      this.mayTake({ kind: 'not-listed' }, undefined, because, elsewhere);
    }
  }

  /** Routes by tag, and those by prefixes that may be longer or shorter than the tags'. */
  askTags(
    tags: readonly (TagEntry & { readonly relation: 'all' | 'unknown' | 'none' })[],
    narrow: readonly Tier[],
  ): void {
    const whole = tags.find(({ relation, maybe }) => relation === 'all' && maybe === undefined);
    for (const entry of tags) {
      if (entry === whole) break;
      const why =
        entry.maybe ?? `it is not known which of its addresses ${routeTitle(entry.route)} (${entry.tag.name}) holds`;
      this.mayTake(
        { kind: 'route', route: entry.route },
        hopOf(entry.route),
        why,
        listedAddresses(entry.tag) ?? publicAddresses,
      );
    }
    if (whole === undefined) {
      for (const tier of narrow) this.ask(tier.entries);
      return;
    }
    const why = `it is not known whether a prefix of ${whole.tag.name} is longer`;
    for (const tier of narrow) {
      this.ask(
        tier.entries.map(entry =>
          overlaps(publicAddresses, [entry.start, entry.end]) ? { ...entry, maybe: entry.maybe ?? why } : entry,
        ),
      );
    }
    this.take(publicAddresses, { kind: 'route', route: whole.route }, hopOf(whole.route));
  }

  /** All entries of one tier. */
  ask(entries: readonly Entry[]): void {
    const taken: (readonly [number, number])[] = [];
    const open: (readonly [number, number])[] = [];
    for (const { start, end, by, nextHopType, maybe } of entries) {
      const meets = overlaps(this.sure, [start, end]);
      if (!meets && !overlaps(this.doubtful, [start, end])) continue;
      (maybe === undefined ? taken : open).push([start, end]);
      this.add(by, nextHopType, meets && maybe === undefined, maybe);
      if (maybe !== undefined) this.because ??= maybe;
    }
    this.doubt(intervalSet(open));
    this.leave(intervalSet(taken));
  }

  /** A route that may hold some of the addresses. */
  mayTake(
    by: RoutedBy,
    nextHopType: RouteOutcome['nextHopType'],
    why: string,
    among: IntervalSet = everyAddress,
  ): void {
    if (!overlaps(this.sure, among) && !overlaps(this.doubtful, among)) return;
    this.add(by, nextHopType, false, why);
    this.because ??= why;
    this.doubt(among);
  }

  private take(addresses: IntervalSet, by: RoutedBy, nextHopType: RouteOutcome['nextHopType']): void {
    const meets = overlaps(this.sure, addresses);
    if (!meets && !overlaps(this.doubtful, addresses)) return;
    this.add(by, nextHopType, meets, undefined);
    this.leave(addresses);
  }

  private add(by: RoutedBy, nextHopType: RouteOutcome['nextHopType'], certain: boolean, why: string | undefined): void {
    const because = certain ? undefined : (why ?? this.because);
    this.outcomes.push({ nextHopType, by, certain, because });
  }

  private doubt(addresses: IntervalSet): void {
    const hit = intersect(this.sure, addresses);
    if (isEmpty(hit)) return;
    this.doubtful = union(this.doubtful, hit);
    this.sure = subtract(this.sure, addresses);
  }

  private leave(addresses: IntervalSet): void {
    this.sure = subtract(this.sure, addresses);
    this.doubtful = subtract(this.doubtful, addresses);
  }
}
