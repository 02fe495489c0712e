import { profile } from '../knowledge/profiles.ts';
import { ruleName } from '../network/nsg.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { counted, groupTitle } from './wording.ts';

const integrated = (direction: string) =>
  serviceText({
    service: { sku: { name: 'StandardV2', capacity: 1 } },
    properties: { virtualNetworkType: 'External' },
    subnet: {
      networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-integration')]" },
      delegations: [{ name: 'apim', properties: { serviceName: 'Microsoft.Web/serverFarms' } }],
    },
    others: [
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        name: 'nsg-integration',
        properties: {
          securityRules: [
            {
              name: 'DenyTelnet',
              properties: {
                priority: 100,
                direction,
                access: 'Deny',
                protocol: 'Tcp',
                sourceAddressPrefix: '*',
                sourcePortRange: '*',
                destinationAddressPrefix: '*',
                destinationPortRange: '23',
              },
            },
          ],
        },
      },
    ],
  });

export const inboundRulesWithoutEffect = rule({
  id: 'inbound-rules-without-effect',
  severity: 'information',
  summary: 'The security group has inbound rules, and nothing comes in through an integrated subnet.',
  rationale: `Outbound integration of the v2 tiers uses the subnet for calls to back ends only. Clients reach the gateway over its public address or a private endpoint, so inbound
rules of the subnet's security group neither protect it nor let anybody in.`,
  limits:
    'Only where the file attaches the group to this subnet alone. Rules of a group that is used elsewhere too may have an effect there.',
  source: 'Outbound integration of API Management, December 2025',
  bad: integrated('Inbound'),
  good: integrated('Outbound'),
  on: 'target',

  *check(target, file) {
    const { group, subnet } = target;
    if (group === undefined || group.definedElsewhere || target.how === 'inferred') return;
    if (profile(target.profile).inboundNsgRulesApply !== false) return;
    const users = file.network.subnets.filter(other => other.securityGroup?.identity === group.identity);
    if (users.some(other => other.identity !== subnet?.identity) || group.attachedSubnets.length > 1) return;
    const inbound = group.rules.filter(({ direction }) => direction?.known === true && direction.value === 'Inbound');
    const [first] = inbound;
    if (first === undefined) return;
    yield {
      at: first.nameSpan,
      message: `${groupTitle(group)} has ${counted(inbound.length, 'inbound rule')}, and its subnet is used for outbound integration only: they have no effect on API Management.`,
      related: [{ at: target.at, message: 'the service or group that the integration belongs to' }],
      // Whether another subnet uses the group too is not for this file to say.
      fixes: () => [
        {
          title: inbound.length === 1 ? `Remove '${ruleName(first)}'` : `Remove the ${inbound.length} inbound rules`,
          safety: 'review',
          edits: inbound.map(({ span }) => ({ kind: 'remove-item', at: span })),
        },
      ],
    };
  },
});
