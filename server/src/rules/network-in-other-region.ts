import { networkOf } from '../analysis/address-plan.ts';
import { subnetIdentity, targetsInSubnet, usesSubnet } from '../analysis/service-network.ts';
import type { Target } from '../analysis/target.ts';
import type { Sourced } from '../base/sourced.ts';
import { regionKey } from '../knowledge/regions.ts';
import { locationRule } from '../knowledge/subnet-sizing.ts';
import { serviceText } from './examples.ts';
import { type FileFacts, type RelatedPlace, rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

export const networkInOtherRegion = rule({
  id: 'network-in-other-region',
  severity: 'error',
  summary: 'A part of the network is not in the region of the service that uses it.',
  rationale: `The virtual network, its security group and the public IP address, where one is given, must be in the region of the service; each additional location has
its own. Azure refuses the deployment otherwise.`,
  limits: `Compares regions that are written down in one file; 'West Europe' and 'westeurope' are the same. The texts of 2016 and 2020 do not ask for it. That a security group
is in the region of its virtual network is general knowledge of Azure.`,
  source:
    'Network resources for injection, April 2025; Premium v2 injection, October 2025; virtual network concepts, May 2022',
  noFix: 'Which of the two regions is the right one is not known.',
  bad: serviceText({ service: { location: 'northeurope' } }),
  good: serviceText({ service: { location: 'West Europe' } }),
  on: 'target',

  *check(target, file) {
    const place = target.location ?? target.service;
    const region = place?.region;
    if (region?.known !== true || target.service === undefined || !usesSubnet(target)) return;
    if (locationRule(target.profile)?.sameRegion.includes('virtualNetwork') !== true) return;
    const others = [...partsOf(target, file), ...sameSubnet(target, file)].filter(
      ({ location }) => location?.known === true && regionKey(location.value) !== regionKey(region.value),
    );
    if (others.length === 0) return;
    const related: RelatedPlace[] = others.flatMap(({ what, location }) =>
      location?.known === true ? [{ at: location.origin.span, message: `${what} is in ${location.value}` }] : [],
    );
    yield {
      at: region.origin.span,
      message: `${serviceTitle(target.service)} is in ${region.value}, and ${related[0]!.message}: Azure refuses the deployment, because they must be in one region.`,
      related,
    };
  },
});

interface Located {
  readonly what: string;
  readonly location: Sourced<string> | undefined;
}

function partsOf(target: Target, file: FileFacts): readonly Located[] {
  const { subnet, group } = target;
  const network = subnet && networkOf(file.network, subnet);
  const link = (target.location ?? target.service)?.publicIpAddress;
  const addresses = file.network.publicIpAddresses.filter(address => address.identity === link?.identity);
  return [
    ...(network === undefined ? [] : [{ what: 'its virtual network', location: network.location }]),
    ...(group === undefined ? [] : [{ what: 'the security group of its subnet', location: group.location }]),
    ...(addresses.length === 1 ? [{ what: 'its public IP address', location: addresses[0]!.location }] : []),
  ];
}

/** A subnet is in one region, so two regions of a service cannot share one. */
function sameSubnet(target: Target, file: FileFacts): readonly Located[] {
  const id = subnetIdentity(target);
  if (id === undefined || target.location === undefined) return [];
  return targetsInSubnet(file.targets, id)
    .filter(other => other.service === target.service && other !== target)
    .slice(0, 1)
    .map(other => ({
      what: 'another region of it in the same subnet',
      location: (other.location ?? other.service)?.region,
    }));
}
