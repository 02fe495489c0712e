import { overlapsIn } from '../analysis/address-plan.ts';
import { networkText } from './examples.ts';
import { rule } from './rule.ts';
import { resize } from './subnet-fixes.ts';
import { subnetTitle } from './wording.ts';

export const overlappingSubnets = rule({
  id: 'overlapping-subnets',
  severity: 'error',
  summary: 'Two subnets of one virtual network share addresses.',
  rationale: 'Azure refuses a virtual network in which the prefixes of two subnets overlap.',
  limits:
    'Exact for prefixes that are written down. Subnets under a condition, made by a loop or with computed names are left out, because they may not exist together or may be one.',
  source: 'Virtual network FAQ, February 2019',
  bad: networkText([
    { name: 'snet-web', addressPrefix: '10.0.0.0/24' },
    { name: 'snet-api', addressPrefix: '10.0.0.128/25' },
  ]),
  good: networkText([
    { name: 'snet-web', addressPrefix: '10.0.0.0/25' },
    { name: 'snet-api', addressPrefix: '10.0.0.128/25' },
  ]),
  on: 'file',

  *check({ network }) {
    for (const { subnet, own, other, theirs } of overlapsIn(network)) {
      yield {
        at: own.term.span,
        message: `${subnetTitle(subnet)} (${own.term.text}) shares addresses with ${subnetTitle(other)} (${theirs.term.text}) of the same virtual network. Azure refuses the deployment.`,
        related: [{ at: theirs.term.span, message: `${subnetTitle(other)} has these addresses too` }],
        fixes: () => {
          const { prefix, term } = own;
          return prefix.family === 4 ? [resize(subnet, { prefix, term }, prefix.length, network)] : [];
        },
      };
    }
  },
});
