import { isWholeIn, subnetIdentity, targetsInSubnet, usesSubnet } from '../analysis/service-network.ts';
import { type SubnetSize, subnetPrefix, subnetSize } from '../analysis/subnet-size.ts';
import type { Target } from '../analysis/target.ts';
import { subnetBounds, subnetSizing, usableAddresses } from '../knowledge/subnet-sizing.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { resize } from './subnet-fixes.ts';
import { counted, subnetTitle } from './wording.ts';

export const subnetTooSmall = rule({
  id: 'subnet-too-small',
  severity: 'error',
  summary: 'The subnet has too few addresses for the units of API Management.',
  rationale: `Azure keeps five addresses of every subnet. A classic unit takes two (a Developer instance one), and in internal mode the load balancer
takes one more. Premium v2 counts alike and wants a /27 at least. A deployment or a scale-out beyond that fails.`,
  limits: `Exact where prefix, tier and units are written down; with an unknown mode only what fits in neither mode is reported. Services that share the
subnet are added up. Not counted: addresses of other resources in the subnet, and the one more address for an external load balancer that only the text of
July 2020 knows.`,
  source:
    'Network resources for injection, April 2025; Premium v2 injection, October 2025; the older texts for the older profiles',
  bad: serviceText({ subnet: { addressPrefix: '10.0.1.0/29' }, service: { sku: { name: 'Premium', capacity: 2 } } }),
  good: serviceText({ subnet: { addressPrefix: '10.0.1.0/28' }, service: { sku: { name: 'Premium', capacity: 2 } } }),
  on: 'target',

  *check(target, file) {
    const { subnet } = target;
    const place = subnetPrefix(subnet);
    // A subnet below Azure's own bound is no matter of this service.
    if (subnet === undefined || place === undefined || place.prefix.length > subnetBounds.smallestPrefixLength) return;
    if (!usesSubnet(target) || !isWholeIn(file.network, subnet)) return;
    const minimum = subnetSizing(target.profile)?.minimumPrefixLength;
    const at = place.term.span;
    if (minimum !== undefined && place.prefix.length > minimum) {
      yield {
        at,
        message: `${subnetTitle(subnet)} is a /${place.prefix.length}, and ${tierTitle(target)} needs a /${minimum} at least: Azure refuses the deployment.`,
        fixes: () => {
          const needed = subnetSize(target, file.targets)?.needed ?? 0;
          return [resize(subnet, place, Math.min(minimum, prefixLengthFor(needed)), file.network)];
        },
      };
      return;
    }
    const size = subnetSize(target, file.targets);
    if (size === undefined || size.fits || firstCounted(target, file.targets) !== target) return;
    const beside = size.others === 0 ? '' : ' beside them';
    const most =
      size.largestUnits === 0 ? `None fits${beside}` : `${counted(size.largestUnits, 'unit')} would fit${beside}`;
    const shared = size.others === 0 ? '' : `, and other API Management services in it need ${size.others}`;
    yield {
      at,
      message: `${subnetTitle(subnet)} is a /${place.prefix.length} with ${counted(size.usable, 'address', 'addresses')} for use, and ${needText(target, size)}${shared}. ${most}; the deployment, or the scaling to that number, fails.`,
      related: target.how === 'service' ? [{ at: target.at, message: 'the service that needs them' }] : [],
      fixes: () => [
        resize(
          subnet,
          place,
          Math.min(minimum ?? subnetBounds.smallestPrefixLength, prefixLengthFor(size.needed)),
          file.network,
        ),
      ],
    };
  },
});

/** Of the smallest subnet that leaves so many addresses for use. */
function prefixLengthFor(needed: number): number {
  let length = subnetBounds.smallestPrefixLength;
  while (length > subnetBounds.largestPrefixLength && usableAddresses(length) < needed) length--;
  return length;
}

function needText(target: Target, size: SubnetSize): string {
  const mode = target.mode === undefined ? 'even in external mode ' : `in ${target.mode.toLowerCase()} mode `;
  const parts = [
    `${size.units} × ${size.perUnit} for the units`,
    ...(size.loadBalancer > 0 ? [`${size.loadBalancer} for the internal load balancer`] : []),
  ];
  return `${counted(size.units, `${tierOf(target.sku)?.sku} unit`)} ${mode}${size.units === 1 ? 'needs' : 'need'} ${size.own} (${parts.join(', ')})`;
}

function tierTitle(target: Target): string {
  const tier = tierOf(target.sku)?.sku;
  if (target.profile === 'workspace-gateway') return 'a workspace gateway';
  return tier === undefined
    ? `the profile ${target.profile}`
    : `${tier} in ${target.mode === undefined ? 'a virtual network' : `mode ${target.mode}`}`;
}

/** Of several services in one subnet the first speaks for all. */
function firstCounted(target: Target, targets: readonly Target[]): Target | undefined {
  const id = subnetIdentity(target);
  return id === undefined
    ? target
    : targetsInSubnet(targets, id).find(other => subnetSize(other, targets) !== undefined);
}
