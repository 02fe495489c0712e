/** How the prefixes of virtual networks and their subnets lie to each other. Only prefixes that are written down take part. */

import { type IntervalSet, includes, intervalSet, overlaps } from '../base/interval-set.ts';
import { Memo } from '../base/memo.ts';
import { forbiddenRanges } from '../knowledge/subnet-sizing.ts';
import { type IpPrefix, readPrefix } from '../network/address.ts';
import type { Network, Subnet, VirtualNetwork } from '../network/network.ts';
import type { AddressTerm } from '../network/nsg.ts';

export interface PlacedPrefix {
  readonly term: AddressTerm;
  readonly prefix: IpPrefix;
}

/** The entries that are prefixes; others are unknown or wrong, and not compared. */
export function placedPrefixes(terms: readonly AddressTerm[]): readonly PlacedPrefix[] {
  return terms.flatMap(term => (term.meaning.kind === 'prefix' ? [{ term, prefix: term.meaning.prefix }] : []));
}

/** The one definition of a subnet's virtual network; `undefined` where there is none in the file, or several. */
export function networkOf(network: Network, subnet: Subnet): VirtualNetwork | undefined {
  if (subnet.virtualNetwork === undefined) return undefined;
  const known = definitions.get(network) ?? definitionsIn(network);
  definitions.set(network, known);
  const found = known.get(subnet.virtualNetwork);
  return found?.length === 1 ? found[0] : undefined;
}

const definitions = new Memo<Network, ReadonlyMap<string, readonly VirtualNetwork[]>>();

/** Made once for a file, so that rules do not walk all networks for each subnet. */
function definitionsIn(network: Network): ReadonlyMap<string, readonly VirtualNetwork[]> {
  const found = new Map<string, VirtualNetwork[]>();
  for (const candidate of network.virtualNetworks) {
    if (candidate.definedElsewhere) continue;
    const list = found.get(candidate.identity);
    if (list === undefined) found.set(candidate.identity, [candidate]);
    else list.push(candidate);
  }
  return found;
}

/**
 * The prefixes of a subnet that lie outside its virtual network's address space, in part or as a whole.
 * Nothing where the space is not known as a whole, or is handed out by a pool.
 */
export function outsideSpace(subnet: Subnet, network: VirtualNetwork): readonly PlacedPrefix[] {
  if (network.addressSpaceUnknown !== undefined || network.addressSpace.length === 0) return [];
  const space = placedPrefixes(network.addressSpace);
  if (space.length < network.addressSpace.length) return [];
  return placedPrefixes(subnet.prefixes).filter(({ prefix }) =>
    prefix.family === 4
      ? !includes(v4(space), intervalSet([[prefix.start, prefix.end]]))
      : !includes(v6(space), intervalSet([[prefix.start, prefix.end]])),
  );
}

export interface Overlap {
  /** The one that stands later in the text. */
  readonly subnet: Subnet;
  readonly own: PlacedPrefix;
  readonly other: Subnet;
  readonly theirs: PlacedPrefix;
}

/**
 * Pairs of subnets of one virtual network that share addresses. Of several that a prefix overlaps, the one that reaches furthest is named.
 * Subnets that may be one (computed names) or may not exist together (conditions, loops) are left out. Work grows as sorting does.
 */
export function overlapsIn(network: Network): readonly Overlap[] {
  const groups = new Map<string, Placed[]>();
  network.subnets.forEach((subnet, index) => {
    if (subnet.virtualNetwork === undefined || subnet.definedElsewhere || subnet.conditional) return;
    if (subnet.name?.known !== true) return;
    for (const placed of placedPrefixes(subnet.prefixes)) {
      const key = `${placed.prefix.family} ${subnet.virtualNetwork}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ subnet, index, placed }]);
      else group.push({ subnet, index, placed });
    }
  });
  return [...groups.values()].flatMap(overlapsAmong);
}

interface Placed {
  readonly subnet: Subnet;
  readonly index: number;
  readonly placed: PlacedPrefix;
}

function overlapsAmong(group: readonly Placed[]): readonly Overlap[] {
  const sorted = group.toSorted((a, b) => compare(a.placed.prefix.start, b.placed.prefix.start));
  const found: Overlap[] = [];
  let furthest: Placed | undefined;
  for (const next of sorted) {
    if (furthest !== undefined && next.placed.prefix.start < furthest.placed.prefix.end) {
      if (next.subnet.identity !== furthest.subnet.identity) found.push(overlapOf(next, furthest));
    }
    if (furthest === undefined || next.placed.prefix.end > furthest.placed.prefix.end) furthest = next;
  }
  return found;
}

function overlapOf(a: Placed, b: Placed): Overlap {
  const [first, later] = a.index < b.index ? [a, b] : [b, a];
  return { subnet: later.subnet, own: later.placed, other: first.subnet, theirs: first.placed };
}

function compare(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The range that no virtual network may use and that a prefix touches; source: virtual network FAQ, February 2019. */
export function forbiddenRange(prefix: IpPrefix): { readonly range: string; readonly isInside: boolean } | undefined {
  if (prefix.family !== 4) return undefined;
  const own = intervalSet([[prefix.start, prefix.end] as const]);
  const hit = forbidden.find(({ set }) => overlaps(set, own));
  return hit && { range: hit.range, isInside: includes(hit.set, own) };
}

const forbidden: readonly { readonly range: string; readonly set: IntervalSet }[] = forbiddenRanges.ranges.flatMap(
  range => {
    const reading = readPrefix(range);
    return reading.ok && reading.prefix.family === 4
      ? [{ range, set: intervalSet([[reading.prefix.start, reading.prefix.end] as const]) }]
      : [];
  },
);

function v4(prefixes: readonly PlacedPrefix[]): IntervalSet {
  return intervalSet(
    prefixes.flatMap(({ prefix }) => (prefix.family === 4 ? [[prefix.start, prefix.end] as const] : [])),
  );
}

function v6(prefixes: readonly PlacedPrefix[]): IntervalSet<bigint> {
  return intervalSet(
    prefixes.flatMap(({ prefix }) => (prefix.family === 6 ? [[prefix.start, prefix.end] as const] : [])),
  );
}
