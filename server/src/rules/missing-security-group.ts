import { isWholeIn, usesSubnet } from '../analysis/service-network.ts';
import { nsgRequirement } from '../knowledge/subnet-sizing.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { groupForSubnet } from './security-group-fixes.ts';
import { subnetTitle } from './wording.ts';

export const missingSecurityGroup = rule({
  id: 'missing-security-group',
  severity: 'error',
  summary: 'The subnet of the service has no network security group.',
  rationale: `The load balancer in front of an stv2 service lets nothing in until a security group does, and the v2 tiers ask for a group too. Without one
Azure refuses the deployment with NetworkSecurityGroupNotFound.`,
  limits: `Only where the same file defines the subnet, in one place and without a condition. A subnet known by its id alone, or one whose properties are
computed, may have a group. The texts of 2016 to 2020 and of stv1 ask for none.`,
  source:
    'Network resources for injection, April 2025; reference, April 2026; Premium v2 injection, October 2025; outbound integration, December 2025; the error code: terraform-provider-azurerm, pull request 31823 (read November 2026)',
  bad: serviceText({ subnet: { networkSecurityGroup: undefined } }),
  good: serviceText(),
  on: 'target',

  *check(target, file) {
    const { subnet, service } = target;
    if (service === undefined || subnet === undefined || target.group !== undefined || subnet.conditional) return;
    if (nsgRequirement(target.profile)?.required !== true || subnet.securityGroup !== undefined) return;
    if (!usesSubnet(target) || !isWholeIn(file.network, subnet)) return;
    yield {
      at: subnet.nameSpan,
      message: `${subnetTitle(subnet)} has no network security group, and API Management is deployed into it: Azure refuses that (NetworkSecurityGroupNotFound).`,
      related: [{ at: target.at, message: 'the service that uses the subnet' }],
      fixes: () => groupForSubnet(target, file),
    };
  },
});
