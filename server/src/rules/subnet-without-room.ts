import { isWholeIn, usesSubnet } from '../analysis/service-network.ts';
import { subnetSize } from '../analysis/subnet-size.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { resize } from './subnet-fixes.ts';
import { counted, subnetTitle } from './wording.ts';

export const subnetWithoutRoom = rule({
  id: 'subnet-without-room',
  severity: 'information',
  summary: 'The subnet is full, so that no unit can be added.',
  rationale: `A subnet that holds just the units of today makes every scale-out a move to another subnet, which takes the service 15 minutes or more and
may change its addresses.`,
  limits: `Only where prefix, tier, units and mode are known, and where the tier allows more units by the newest text. Says nothing about what will be needed.`,
  source: 'Network resources for injection, April 2025; Premium v2 injection, October 2025',
  bad: serviceText({ subnet: { addressPrefix: '10.0.1.0/29' } }),
  good: serviceText({ subnet: { addressPrefix: '10.0.1.0/27' } }),
  on: 'target',

  *check(target, file) {
    const { subnet } = target;
    const size = subnetSize(target, file.targets);
    if (subnet === undefined || size === undefined || !usesSubnet(target) || !isWholeIn(file.network, subnet)) return;
    if (!size.complete || !size.fits || size.units !== size.largestByAddresses) return;
    if (size.unitLimit === null || size.unitLimit <= size.units) return;
    yield {
      at: size.place.term.span,
      message: `${subnetTitle(subnet)} is a /${size.place.prefix.length} and full with ${counted(size.units, 'unit')} (${size.needed} of ${size.usable} usable addresses). ${tierOf(target.sku)?.sku} allows ${size.unitLimit}, but adding one takes a larger subnet.`,
      fixes: () => [resize(subnet, size.place, size.place.prefix.length - 1, file.network)],
    };
  },
});
