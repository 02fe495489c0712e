import { flowSlips } from '../analysis/flow-slips.ts';
import { ruleName } from '../network/nsg.ts';
import { apimGroupText } from './examples.ts';
import { safetyOfOpening } from './flow-findings.ts';
import { rule } from './rule.ts';
import { onlyValue } from './side-fixes.ts';
import { flowTitle, list } from './wording.ts';

const storage = {
  name: 'AllowStorage',
  direction: 'Outbound',
  sourceAddressPrefix: 'VirtualNetwork',
  destinationAddressPrefix: 'Storage',
};

export const fixedSourcePort = rule({
  id: 'fixed-source-port',
  severity: 'warning',
  summary: 'A rule for a flow names source ports, which clients choose at random.',
  rationale: `The source port of a connection is picked anew by the system for every connection. A rule that names the destination port on the source side too matches next to
nothing, and the flow is cut off as soon as another rule denies the rest.`,
  limits: `Looked at are rules of API Management's groups that allow, with the tag, the protocol and a port of a flow. Source ports that the text of the profile
itself names are right, and so are rules that name all of 49152-65535. Quiet where another rule opens the flow.`,
  source:
    'API Management, virtual network configuration reference, April 2026 (and the older texts for the older profiles); RFC 6335, August 2011',
  bad: apimGroupText('mode=Internal sku=Developer', { ...storage, sourcePortRange: '443' }),
  good: apimGroupText('mode=Internal sku=Developer', { ...storage, sourcePortRange: '*' }),
  on: 'target',

  *check(target, file) {
    for (const slip of flowSlips(target, file.verdicts(target))) {
      if (slip.kind !== 'source-port') continue;
      yield {
        at: slip.at,
        message: `'${ruleName(slip.rule)}' matches source port ${list(slip.written)} only, and the source port of ${flowTitle(slip.flow)} is any: almost no connection matches the rule.`,
        fixes: () => [
          {
            title: "Change the source port range to '*'",
            safety: slip.isNarrow ? safetyOfOpening(slip.flow) : 'review',
            preferred: true,
            edits: onlyValue(slip.rule, { side: 'source', what: 'PortRange' }, '*'),
          },
        ],
      };
    }
  },
});
