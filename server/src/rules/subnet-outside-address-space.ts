import { networkOf, outsideSpace } from '../analysis/address-plan.ts';
import { networkText } from './examples.ts';
import { rule } from './rule.ts';
import { resize } from './subnet-fixes.ts';
import { list, subnetTitle } from './wording.ts';

export const subnetOutsideAddressSpace = rule({
  id: 'subnet-outside-address-space',
  severity: 'error',
  summary: 'A subnet lies outside the address space of its virtual network.',
  rationale:
    'Every prefix of a subnet must lie in the address space of its virtual network; Azure refuses the deployment otherwise.',
  limits:
    'Exact for prefixes that are written down. Nothing is said where the address space is computed, handed out by a pool, or defined in another file.',
  source: 'Virtual network FAQ, February 2019',
  bad: networkText([{ name: 'snet-web', addressPrefix: '10.1.0.0/24' }]),
  good: networkText([{ name: 'snet-web', addressPrefix: '10.0.0.0/24' }]),
  on: 'subnet',

  *check(subnet, file) {
    const network = networkOf(file.network, subnet);
    if (network === undefined) return;
    for (const { term, prefix } of outsideSpace(subnet, network)) {
      const first = network.addressSpace[0];
      yield {
        at: term.span,
        message: `${subnetTitle(subnet)} has the prefix ${term.text}, which is not in the address space ${list(network.addressSpace.map(({ text }) => text))} of its virtual network. Azure refuses the deployment.`,
        related: first === undefined ? [] : [{ at: first.span, message: 'the address space' }],
        fixes: () => (prefix.family === 4 ? [resize(subnet, { prefix, term }, prefix.length, file.network)] : []),
      };
    }
  },
});
