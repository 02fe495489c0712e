import { wideManagementOpenings } from '../analysis/management-port.ts';
import { ruleTitle } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';

const management = {
  name: 'AllowManagement',
  destinationAddressPrefix: 'VirtualNetwork',
  destinationPortRange: '3443',
};
const directive = (text: string) => text.replace('{\n', '{\n  // apim-vnet: mode=Internal sku=Developer\n');

export const managementPortOpen = rule({
  id: 'management-port-open',
  severity: 'warning',
  summary: 'The management port 3443 is open to more than the control plane.',
  rationale: `Port 3443 is the management endpoint of the service. Only the control plane of API Management needs to reach it, and the service tag ApiManagement is just
that. A rule with every address, Internet or AzureCloud as its source works too, and lets strangers knock.`,
  limits: `Exact on rule order. Prefixes that are written down are not reported: they may be one's own tools. Quiet for profiles of 2016 and 2017, whose text says Internet
itself.`,
  source: 'API Management, virtual network configuration reference, April 2026; virtual network article, December 2016',
  bad: directive(groupText({ ...management, sourceAddressPrefix: 'Internet' })),
  good: directive(groupText({ ...management, sourceAddressPrefix: 'ApiManagement' })),
  on: 'target',

  *check(target) {
    for (const { rule: opening, term } of wideManagementOpenings(target)) {
      yield {
        at: term.span,
        message: `${ruleTitle(opening)} opens the management port 3443 to ${term.meaning.kind === 'any' ? 'every address' : `all of '${term.text}'`}. Only the control plane needs it, which is the tag 'ApiManagement'.`,
      };
    }
  },
});
