/** Where in an address space the planned subnet goes. */
import { firstFreeBlock } from '../../analysis/free-block.ts';
import { includes, overlaps } from '../../base/interval-set.ts';
import { subnetBounds } from '../../knowledge/subnet-sizing.ts';
import { formatPrefix, type Ipv4Prefix } from '../../network/address.ts';
import type { Answer } from '../answer.ts';
import { lowerFirst } from '../words.ts';
import { type AddressSpace, freeAddresses, largestFreeBlock, readBlock, setOf, spaceText } from './address-space.ts';
import type { SubnetPlan } from './plan-subnet.ts';

/** The size asked for: one of the plan's, or a prefix length. */
export type BlockSize = 'recommended' | 'smallest' | number;

export interface PlacedBlock {
  readonly block: Ipv4Prefix;
  /** The block as a prefix. */
  readonly text: string;
  /** What to know about the choice, as sentences. */
  readonly notes: readonly string[];
}

/** The first free block of the size, by address; or a sentence that names the largest free one. */
export function placeBlock(plan: SubnetPlan, space: AddressSpace, size: BlockSize): Answer<PlacedBlock> {
  const length = lengthOf(plan, size);
  if (!length.ok) return length;
  const free = freeAddresses(space);
  const block = firstFreeBlock(free, length.value);
  if (block !== undefined)
    return {
      ok: true,
      value: { block, text: formatPrefix(block), notes: [...space.cautions, ...sizeNotes(plan, block.length)] },
    };
  const largest = largestFreeBlock(free);
  const where = space.name === undefined ? spaceText(space) : `'${space.name}' (${spaceText(space)})`;
  if (largest === undefined)
    return { ok: false, problem: `${where} has no room for a /${length.value}: everything in it is taken.` };
  const still = largest.length <= plan.smallest;
  return {
    ok: false,
    problem: `${where} has no room for a /${length.value}. The largest free block is ${formatPrefix(largest)}${still ? `, which is enough for the units now; ask for a /${largest.length}.` : `, and the smallest subnet that is enough is a /${plan.smallest}: the virtual network needs a further prefix.`}`,
  };
}

/**
 * A block that a user has chosen, as a prefix.
 *
 * @param space where it is known, the block has to be free in it
 */
export function checkBlock(plan: SubnetPlan, text: string, space: AddressSpace | undefined): Answer<PlacedBlock> {
  const reading = readBlock(text, 'a subnet');
  if (!reading.ok) return reading;
  const block = reading.value;
  const length = lengthOf(plan, block.length);
  if (!length.ok) return length;
  const set = setOf([block]);
  if (space !== undefined && !includes(setOf(space.prefixes), set))
    return { ok: false, problem: `${formatPrefix(block)} lies outside the address space ${spaceText(space)}.` };
  const taken = space?.used.find(({ prefix }) => overlaps(setOf([prefix]), set));
  if (taken !== undefined)
    return {
      ok: false,
      problem: `${formatPrefix(block)} is not free: ${taken.name === undefined ? `${formatPrefix(taken.prefix)} is taken` : `'${taken.name}' has ${formatPrefix(taken.prefix)}`}.`,
    };
  return {
    ok: true,
    value: { block, text: formatPrefix(block), notes: [...(space?.cautions ?? []), ...sizeNotes(plan, block.length)] },
  };
}

function lengthOf(plan: SubnetPlan, size: BlockSize): Answer<number> {
  const length = size === 'recommended' ? plan.recommended : size === 'smallest' ? plan.smallest : size;
  const first = plan.largest ?? subnetBounds.largestPrefixLength;
  if (Number.isInteger(length) && length >= first && length <= plan.smallest) return { ok: true, value: length };
  const range =
    first === plan.smallest ? `a /${first}` : `from /${plan.smallest}, the smallest that is enough, to /${first}`;
  return { ok: false, problem: `A /${length} does not do: the subnet is ${range}.` };
}

function sizeNotes(plan: SubnetPlan, length: number): string[] {
  return length > plan.recommended
    ? [`A /${length} is smaller than the recommended /${plan.recommended}: ${lowerFirst(plan.because)}`]
    : [];
}
