import { ruleName } from '../network/nsg.ts';
import { apimGroupText } from './examples.ts';
import { rule } from './rule.ts';
import { onlyValue } from './side-fixes.ts';

const inbound = { name: 'AllowApps', sourceAddressPrefix: '10.1.0.0/16', destinationPortRange: '8443' };
const asg = [{ id: "[resourceId('Microsoft.Network/applicationSecurityGroups', 'asg-gateway')]" }];

export const applicationSecurityGroupBesideService = rule({
  id: 'application-security-group-beside-service',
  severity: 'information',
  summary: "A rule names an application security group where API Management's own machines would stand.",
  rationale: `Members of an application security group are network interfaces of machines that one has made. Those of API Management are Azure's and can be put into no group, so
a rule with a group on the service's side does not match the service's traffic. In a subnet that is shared with machines of one's own it may be right for these.`,
  limits: `That the machines of API Management are no members is concluded from how groups are assigned; no text says it. Looked at are the destination of inbound rules and the
source of outbound ones, in groups of API Management.`,
  source: 'Application security groups, February 2020; the conclusion is ours',
  bad: apimGroupText('mode=Internal sku=Developer', {
    ...inbound,
    destinationAddressPrefix: undefined,
    destinationApplicationSecurityGroups: asg,
  }),
  good: apimGroupText('mode=Internal sku=Developer', { ...inbound, destinationAddressPrefix: 'VirtualNetwork' }),
  on: 'target',

  *check(target) {
    for (const candidate of target.group?.rules ?? []) {
      if (candidate.direction?.known !== true) continue;
      const side = candidate.direction.value === 'Inbound' ? candidate.destination : candidate.source;
      const term = side.terms.find(({ meaning }) => meaning.kind === 'application-security-group');
      if (term === undefined) continue;
      yield {
        at: side.applicationSecurityGroups?.nameSpan ?? term.span,
        message: `'${ruleName(candidate)}' is about machines of an application security group. The machines of API Management can be in none, so the rule does not match the service's own traffic.`,
        fixes: () => [
          {
            title: `Change the ${side === candidate.destination ? 'destination' : 'source'} address to 'VirtualNetwork'`,
            safety: 'review',
            edits: onlyValue(
              candidate,
              { side: side === candidate.destination ? 'destination' : 'source', what: 'AddressPrefix' },
              'VirtualNetwork',
            ),
          },
        ],
      };
    }
  },
});
