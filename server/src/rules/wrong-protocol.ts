import { flowSlips, type ProtocolSlip } from '../analysis/flow-slips.ts';
import type { Target } from '../analysis/target.ts';
import { disagreement } from '../knowledge/profiles.ts';
import { ruleName } from '../network/nsg.ts';
import { apimGroupText } from './examples.ts';
import { safetyOfOpening } from './flow-findings.ts';
import { type Draft, rule } from './rule.ts';
import { flowTitle } from './wording.ts';

const sql = {
  name: 'AllowSql',
  direction: 'Outbound',
  sourceAddressPrefix: 'VirtualNetwork',
  destinationAddressPrefix: 'Sql',
  destinationPortRange: '1433',
};

export const wrongProtocol = rule({
  id: 'wrong-protocol',
  severity: 'warning',
  summary: 'A rule has the addresses and the ports of a flow, and another protocol.',
  rationale: `TCP and UDP ports of one number have nothing to do with each other. A rule for UDP 1433 opens nothing that API Management uses, and the flow itself stays
without a rule.`,
  limits: `Looked at are rules of API Management's groups that allow, and name no ports but those of the flow. Quiet where another rule opens the flow. Where texts
of Microsoft contradict each other about the protocol, the finding is information and says both: the port of the rate limit counters is UDP in every reference and TCP in a
quickstart template, those of the internal cache were UDP in the texts of 2016.`,
  source:
    'API Management, virtual network configuration reference, April 2026 (and the older texts for the older profiles)',
  bad: apimGroupText('mode=Internal sku=Developer', { ...sql, protocol: 'Udp' }),
  good: apimGroupText('mode=Internal sku=Developer', { ...sql, protocol: 'Tcp' }),
  on: 'target',

  *check(target, file) {
    for (const slip of flowSlips(target, file.verdicts(target)))
      if (slip.kind === 'protocol') yield draft(target, slip);
  },
});

function draft(target: Target, { rule: written, flow, at }: ProtocolSlip): Draft {
  const protocol = written.protocol?.known === true ? written.protocol.value.toUpperCase() : '';
  const texts = disagreement(target.profile, flow.id);
  const doubt = texts !== undefined && /\bUDP\b/.test(texts) ? texts : undefined;
  return {
    at,
    severity: doubt === undefined ? 'warning' : 'information',
    message: `'${ruleName(written)}' is for ${protocol}, and API Management needs ${flowTitle(flow)}: the rule opens nothing that the service uses.${doubt === undefined ? '' : ` The texts differ: ${doubt}`}`,
    fixes: () =>
      written.protocol === undefined
        ? []
        : [
            {
              title: `Change the protocol to ${flow.protocol}`,
              safety: doubt === undefined ? safetyOfOpening(flow) : 'review',
              preferred: doubt === undefined,
              edits: [{ kind: 'set-value', at: written.protocol.origin, value: flow.protocol }],
            },
          ],
  };
}
