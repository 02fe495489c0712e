import { type DirectionSlip, flowSlips } from '../analysis/flow-slips.ts';
import { ruleName } from '../network/nsg.ts';
import { apimGroupText } from './examples.ts';
import { rule } from './rule.ts';
import { flowTitle } from './wording.ts';

const monitor = {
  name: 'AllowMonitor',
  sourceAddressPrefix: 'VirtualNetwork',
  destinationAddressPrefix: 'AzureMonitor',
  destinationPortRange: undefined,
  destinationPortRanges: ['443', '1886'],
};

export const wrongDirection = rule({
  id: 'wrong-direction',
  severity: 'warning',
  summary: 'A rule has the service tag and the ports of a flow, and the other direction.',
  rationale: `Connections of API Management to Azure Monitor, Storage or SQL start at the service: rules for them are outbound. Rules are stateful, so answers need no
rule of the other direction. A rule of the wrong direction opens nothing that the service uses, and the flow itself stays without a rule.`,
  limits: `Looked at are rules of API Management's groups that allow, with a tag for which Microsoft's list recommends one direction only, and no ports but those of the
flow. Quiet where another rule opens the flow, and for tags that the profile's table has in both directions.`,
  source:
    'API Management, virtual network configuration reference, April 2026 (and the older texts for the older profiles); service tags overview, July 2025',
  bad: apimGroupText('mode=Internal sku=Developer', { ...monitor, direction: 'Inbound' }),
  good: apimGroupText('mode=Internal sku=Developer', { ...monitor, direction: 'Outbound' }),
  on: 'target',

  *check(target, file) {
    for (const slip of flowSlips(target, file.verdicts(target))) {
      if (slip.kind === 'direction') yield { at: slip.at, message: messageOf(slip) };
    }
  },
});

function messageOf({ rule: written, flow, matchesNothing }: DirectionSlip): string {
  const inbound = flow.direction === 'Outbound';
  const what = matchesNothing
    ? inbound
      ? 'no inbound packet has that destination, so the rule matches nothing'
      : 'no outbound packet has that source, so the rule matches nothing'
    : 'connections the other way are none that the service uses';
  return `'${ruleName(written)}' is ${inbound ? 'an inbound' : 'an outbound'} rule, and API Management needs ${flowTitle(flow)}: ${what}.`;
}
