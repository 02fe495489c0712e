/** Fixes that several rules about subnets share, so that the same change reads the same everywhere. */
import { newBlock } from '../analysis/free-block.ts';
import type { SubnetPrefix } from '../analysis/subnet-size.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { formatPrefix } from '../network/address.ts';
import type { Network, Subnet } from '../network/network.ts';

/**
 * Gives a subnet another block. For review, because a subnet that is in use cannot simply be changed.
 *
 * @param length of the new prefix
 */
export function resize(subnet: Subnet, { prefix, term }: SubnetPrefix, length: number, network: Network): Fix {
  const block = newBlock(subnet, prefix, length, network);
  if (!block.ok) return { title: `Give the subnet a /${length}`, safety: 'review', edits: [], withheld: block.why };
  const text = formatPrefix(block.prefix);
  return {
    title: block.keepsAddresses ? `Grow the subnet to ${text}` : `Move the subnet to ${text}, which is free`,
    safety: 'review',
    preferred: true,
    edits: [{ kind: 'set-value', at: term.origin, value: text }],
  };
}
