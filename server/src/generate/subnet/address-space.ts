/**
 * The address space that a new subnet goes into: prefixes of a virtual network and what is taken of them.
 * From a network that was read, or from texts of a user. IPv4 only: API Management's machines have no other addresses.
 */
import { placedPrefixes } from '../../analysis/address-plan.ts';
import { firstFreeBlock } from '../../analysis/free-block.ts';
import { type IntervalSet, intervalSet, isEmpty, overlaps, subtract } from '../../base/interval-set.ts';
import { formatIpv4 } from '../../base/ip-text.ts';
import { knownValue } from '../../base/sourced.ts';
import { forbiddenRanges, subnetBounds } from '../../knowledge/subnet-sizing.ts';
import { formatPrefix, type Ipv4Prefix, readPrefix } from '../../network/address.ts';
import type { Network, VirtualNetwork } from '../../network/network.ts';
import type { Answer } from '../answer.ts';
import { listed } from '../words.ts';

export interface AddressSpace {
  /** Of the virtual network; `undefined` where nobody says it. */
  readonly name: string | undefined;
  readonly prefixes: readonly Ipv4Prefix[];
  readonly used: readonly UsedBlock[];
  /** What may be taken without being known here, and the like, as sentences. */
  readonly cautions: readonly string[];
}

export interface UsedBlock {
  /** Of the subnet; `undefined` where nobody says it. */
  readonly name: string | undefined;
  readonly prefix: Ipv4Prefix;
}

/** A virtual network that a file defines, with its space, or with a sentence that says why there is none to look for room in. */
export interface SpaceChoice {
  readonly name: string | undefined;
  readonly space: Answer<AddressSpace>;
}

/** Every virtual network that the file defines, in its order. */
export function spacesIn(network: Network): readonly SpaceChoice[] {
  return network.virtualNetworks
    .filter(candidate => !candidate.definedElsewhere)
    .map(candidate => ({ name: knownValue(candidate.name), space: spaceOf(candidate, network) }));
}

function spaceOf(virtualNetwork: VirtualNetwork, network: Network): Answer<AddressSpace> {
  const name = knownValue(virtualNetwork.name);
  const title = name === undefined ? 'The virtual network' : `'${name}'`;
  const placed = placedPrefixes(virtualNetwork.addressSpace);
  if (virtualNetwork.addressSpaceUnknown !== undefined || placed.length < virtualNetwork.addressSpace.length) {
    const why = virtualNetwork.addressSpaceUnknown ?? 'a prefix of it has no value here';
    return { ok: false, problem: `The address space of ${title} is not known: ${why}. Give it as a prefix instead.` };
  }
  const prefixes = placed.flatMap(({ prefix }) => (prefix.family === 4 ? [prefix] : []));
  if (prefixes.length === 0)
    return { ok: false, problem: `${title} has no IPv4 prefix, and API Management needs IPv4 addresses.` };
  const used: UsedBlock[] = [];
  const unsure: string[] = [];
  for (const subnet of network.subnets) {
    if (subnet.virtualNetwork !== virtualNetwork.identity) continue;
    const blocks = placedPrefixes(subnet.prefixes).flatMap(({ prefix }) => (prefix.family === 4 ? [prefix] : []));
    const subnetName = knownValue(subnet.name);
    used.push(...blocks.map(prefix => ({ name: subnetName, prefix })));
    const isComplete =
      subnet.prefixesUnknown === undefined && subnet.prefixes.every(({ meaning }) => meaning.kind === 'prefix');
    if (!isComplete || (subnet.definedElsewhere && blocks.length === 0))
      unsure.push(subnetName === undefined ? 'a subnet without a known name' : `'${subnetName}'`);
  }
  const cautions =
    unsure.length === 0
      ? []
      : [
          `The addresses of ${listed([...new Set(unsure)].slice(0, mostNamed))}${unsure.length > mostNamed ? ' and others' : ''} are not known here: they may lie in the block.`,
        ];
  return { ok: true, value: { name, prefixes, used, cautions } };
}

const mostNamed = 5;

/**
 * An address space from texts, such as `10.0.0.0/16` with `10.0.0.0/24` taken.
 *
 * @param used prefixes in it that are taken; single addresses count as such
 */
export function spaceFromTexts(prefixes: readonly string[], used: readonly string[]): Answer<AddressSpace> {
  const space: Ipv4Prefix[] = [];
  for (const text of prefixes) {
    const reading = readBlock(text, 'an address space');
    if (!reading.ok) return reading;
    const { length } = reading.value;
    if (length < subnetBounds.largestPrefixLength || length > subnetBounds.smallestPrefixLength)
      return {
        ok: false,
        problem: `'${text}' is no address space: its prefix length is from ${subnetBounds.largestPrefixLength} to ${subnetBounds.smallestPrefixLength}.`,
      };
    space.push(reading.value);
  }
  const taken: UsedBlock[] = [];
  const cautions: string[] = [];
  const all = setOf(space);
  for (const text of used) {
    const reading = readBlock(text, 'a used prefix');
    if (!reading.ok) return reading;
    taken.push({ name: undefined, prefix: reading.value });
    if (!overlaps(all, setOf([reading.value]))) cautions.push(`'${text}' lies outside the address space.`);
  }
  return { ok: true, value: { name: undefined, prefixes: space, used: taken, cautions } };
}

/** One IPv4 prefix of a user's, or a sentence on what is wrong with it. */
export function readBlock(text: string, what: string): Answer<Ipv4Prefix> {
  const reading = readPrefix(text.trim());
  const fail = (why: string): Answer<Ipv4Prefix> => ({ ok: false, problem: `'${text}' is not ${what}: ${why}` });
  if (!reading.ok) return fail('write an IPv4 prefix such as 10.0.0.0/16.');
  const { prefix } = reading;
  if (prefix.family === 6)
    return fail('API Management takes IPv4 addresses, so write an IPv4 prefix such as 10.0.0.0/16.');
  if (prefix.hostBits)
    return fail(`it names an address inside the prefix. The prefix with this address is ${formatPrefix(prefix)}.`);
  const forbidden = forbiddenRanges.ranges.find(range => {
    const other = readPrefix(range);
    return other.ok && other.prefix.family === 4 && overlaps(setOf([other.prefix]), setOf([prefix]));
  });
  if (forbidden !== undefined) return fail(`no virtual network may use addresses of ${forbidden}.`);
  return { ok: true, value: prefix };
}

/** What is free. Work grows as sorting the blocks does. */
export function freeAddresses(space: AddressSpace): IntervalSet {
  return subtract(setOf(space.prefixes), setOf(space.used.map(({ prefix }) => prefix)));
}

/** The first of the largest free blocks that a subnet can have; `undefined` where not even the smallest subnet fits. */
export function largestFreeBlock(free: IntervalSet): Ipv4Prefix | undefined {
  if (isEmpty(free)) return undefined;
  for (let length = subnetBounds.largestPrefixLength; length <= subnetBounds.smallestPrefixLength; length++) {
    const found = firstFreeBlock(free, length);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A sentence where a subnet of the space has the name, in any case: to write it again would change that one. */
export function subnetNameTaken(space: AddressSpace | undefined, name: string): string | undefined {
  const isTaken = space?.used.some(used => used.name?.toLowerCase() === name.toLowerCase()) === true;
  const where = space?.name === undefined ? 'The virtual network' : `'${space.name}'`;
  return isTaken ? `${where} has a subnet '${name}' already: give the new one another name.` : undefined;
}

/** `snet-apim`, or with the next number where the space has a subnet of that name. */
export function freeSubnetName(space: AddressSpace | undefined): string {
  const base = 'snet-apim';
  for (let name = base, count = 2; ; name = `${base}-${count++}`) {
    if (subnetNameTaken(space, name) === undefined) return name;
  }
}

/** `10.0.0.0/16 and 10.2.0.0/16`; of many the first few. */
export function spaceText({ prefixes }: AddressSpace): string {
  const texts = prefixes.slice(0, mostNamed).map(formatPrefix);
  return prefixes.length > mostNamed ? `${texts.join(', ')} and others` : listed(texts);
}

/** `10.0.1.0 – 10.0.1.63`. */
export function rangeText(start: number, end: number): string {
  return `${formatIpv4(start)} – ${formatIpv4(end - 1)}`;
}

export function setOf(prefixes: readonly Ipv4Prefix[]): IntervalSet {
  return intervalSet(prefixes.map(({ start, end }) => [start, end] as const));
}
