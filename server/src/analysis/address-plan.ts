/** How the prefixes of virtual networks and their subnets lie to each other. Only prefixes that are written down take part. */
import { type IntervalSet, includes, intervalSet, overlaps } from '../base/interval-set.ts';
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
  const found = network.virtualNetworks.filter(
    candidate => candidate.identity === subnet.virtualNetwork && !candidate.definedElsewhere,
  );
  return found.length === 1 ? found[0] : undefined;
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
  readonly own: PlacedPrefix;
  readonly other: PlacedPrefix;
}

/** The first pair of prefixes that two subnets share addresses by. */
export function overlapOf(a: Subnet, b: Subnet): Overlap | undefined {
  for (const own of placedPrefixes(a.prefixes)) {
    for (const other of placedPrefixes(b.prefixes)) {
      if (own.prefix.family !== other.prefix.family) continue;
      if (own.prefix.start < other.prefix.end && other.prefix.start < own.prefix.end) return { own, other };
    }
  }
  return undefined;
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
