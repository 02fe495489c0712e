/** Room for a subnet: which blocks of addresses of a virtual network are free. IPv4 only. */
import { type IntervalSet, includes, intervalSet, pairs, subtract } from '../base/interval-set.ts';
import { knownValue } from '../base/sourced.ts';
import type { Ipv4Prefix } from '../network/address.ts';
import type { Network, Subnet } from '../network/network.ts';
import { networkOf, placedPrefixes } from './address-plan.ts';

/** The first free block of a size, by address; `undefined` where there is none. */
export function firstFreeBlock(free: IntervalSet, length: number): Ipv4Prefix | undefined {
  const size = 2 ** (32 - length);
  for (const [start, end] of pairs(free)) {
    const first = Math.ceil(start / size) * size;
    if (first + size <= end) return blockAt(first, length);
  }
  return undefined;
}

/** Where a subnet could be instead; `why` is a sentence that says why no place is known. */
export type NewBlock =
  | { readonly ok: true; readonly prefix: Ipv4Prefix; readonly keepsAddresses: boolean }
  | { readonly ok: false; readonly why: string };

/**
 * A block of the given prefix length for a subnet: around the block it has, where that is free, else the first free one of its
 * virtual network. The addresses of all other subnets must be known, for one of those that are not may lie in it.
 *
 * @param current the block it has
 */
export function newBlock(subnet: Subnet, current: Ipv4Prefix, length: number, network: Network): NewBlock {
  const virtualNetwork = networkOf(network, subnet);
  if (virtualNetwork === undefined) return no('The virtual network of the subnet is not in this file.');
  const space = placedPrefixes(virtualNetwork.addressSpace);
  if (virtualNetwork.addressSpaceUnknown !== undefined || space.length < virtualNetwork.addressSpace.length)
    return no('The address space of the virtual network is not known here.');
  const others = network.subnets.filter(
    other => other.virtualNetwork === subnet.virtualNetwork && other.identity !== subnet.identity,
  );
  const unknown = others.find(
    ({ prefixes, prefixesUnknown }) =>
      prefixesUnknown !== undefined || prefixes.some(({ meaning }) => meaning.kind !== 'prefix'),
  );
  if (unknown !== undefined)
    return no(`The addresses of ${named(unknown)} are not known here, and they may lie where there seems to be room.`);
  const taken = others.flatMap(({ prefixes }) => placedPrefixes(prefixes));
  const free = subtract(setOf(space.map(({ prefix }) => prefix)), setOf(taken.map(({ prefix }) => prefix)));
  const size = 2 ** (32 - length);
  const around = blockAt(Math.floor(current.start / size) * size, length);
  const fits = includes(free, intervalSet([[around.start, around.end] as const]));
  const block = fits ? around : firstFreeBlock(free, length);
  if (block === undefined) return no(`The virtual network has no free block of the size /${length}.`);
  return { ok: true, prefix: block, keepsAddresses: fits };
}

function no(why: string): NewBlock {
  return { ok: false, why };
}

function named({ name }: Subnet): string {
  const text = knownValue(name);
  return text === undefined ? 'a subnet' : `'${text}'`;
}

function blockAt(start: number, length: number): Ipv4Prefix {
  return { family: 4, start, end: start + 2 ** (32 - length), length, hostBits: false };
}

function setOf(
  prefixes: readonly { readonly family: 4 | 6; readonly start: number | bigint; readonly end: number | bigint }[],
): IntervalSet {
  return intervalSet(
    prefixes.flatMap(({ family, start, end }) => (family === 4 ? [[Number(start), Number(end)] as const] : [])),
  );
}
