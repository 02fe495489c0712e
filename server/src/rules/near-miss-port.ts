import { flowSlips } from '../analysis/flow-slips.ts';
import { ruleName } from '../network/nsg.ts';
import { apimGroupText } from './examples.ts';
import { rule } from './rule.ts';
import { flowTitle } from './wording.ts';

const storage = {
  name: 'AllowStorage',
  direction: 'Outbound',
  sourceAddressPrefix: 'VirtualNetwork',
  destinationAddressPrefix: 'Storage',
};

export const nearMissPort = rule({
  id: 'near-miss-port',
  severity: 'warning',
  summary: 'A rule names the service tag of a flow with a port that is one slip away from the right one.',
  rationale: `A port such as 433 for 443 is refused by nobody. The rule opens nothing that API Management uses, and while a built-in rule lets the traffic out
nothing is missed; on the day a rule denies the rest, the flow is cut off.`,
  limits: `Looked at are rules of API Management's groups that allow, and tags that stand for one Azure service. A slip is one digit changed, added or left
out, or two neighbours swapped. Ports that any text of any year gives for the tag are no slip. Quiet where another rule opens the right port.`,
  source:
    'API Management, virtual network configuration reference, April 2026 (and the older texts for the older profiles)',
  bad: apimGroupText('mode=Internal sku=Developer', { ...storage, destinationPortRange: '433' }),
  good: apimGroupText('mode=Internal sku=Developer', { ...storage, destinationPortRange: '443' }),
  on: 'target',

  *check(target, file) {
    for (const slip of flowSlips(target, file.verdicts(target))) {
      if (slip.kind !== 'port') continue;
      yield {
        at: slip.at,
        message: `'${ruleName(slip.rule)}' opens port ${slip.written}, and API Management needs ${flowTitle(slip.flow)}: ${slip.meant} may be meant. The service has no use for ${slip.written}.`,
        // Azure takes the port as it is, and a machine beside the service may listen on it.
        fixes: () => [
          {
            title: `Change port ${slip.written} to ${slip.meant}`,
            safety: 'review',
            preferred: true,
            edits: [{ kind: 'set-value', at: slip.origin, value: String(slip.meant) }],
          },
        ],
      };
    }
  },
});
