import { overlapOf } from '../analysis/address-plan.ts';
import type { Subnet } from '../network/network.ts';
import { networkText } from './examples.ts';
import { rule } from './rule.ts';
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
  on: 'subnet',

  *check(subnet, file) {
    if (subnet.virtualNetwork === undefined || subnet.conditional) return;
    for (const other of file.network.subnets) {
      if (other === subnet) return;
      if (other.virtualNetwork !== subnet.virtualNetwork || other.definedElsewhere || other.conditional) continue;
      if (!areTwo(subnet, other)) continue;
      const overlap = overlapOf(subnet, other);
      if (overlap === undefined) continue;
      yield {
        at: overlap.own.term.span,
        message: `${subnetTitle(subnet)} (${overlap.own.term.text}) shares addresses with ${subnetTitle(other)} (${overlap.other.term.text}) of the same virtual network. Azure refuses the deployment.`,
        related: [{ at: overlap.other.term.span, message: `${subnetTitle(other)} has these addresses too` }],
      };
    }
  },
});

/** Whether two subnets are different ones for certain: a computed name may be any. */
function areTwo(a: Subnet, b: Subnet): boolean {
  return a.identity !== b.identity && a.name?.known === true && b.name?.known === true;
}
