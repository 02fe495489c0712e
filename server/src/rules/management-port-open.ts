import { wideManagementOpenings } from '../analysis/management-port.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { type AddressTerm, type NetworkSecurityGroup, ruleTitle, type SecurityRule } from '../network/nsg.ts';
import { formatPorts } from '../network/ports.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { without } from './side-fixes.ts';
import { splitFix } from './split-rule.ts';

const management = {
  name: 'AllowManagement',
  destinationAddressPrefix: 'VirtualNetwork',
  destinationPortRange: '3443',
};
/** The port that the rule is about, as rules write it. */
const managementPort = '3443';
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
    const { group } = target;
    if (group === undefined) return;
    for (const { rule: opening, term } of wideManagementOpenings(target)) {
      yield {
        at: term.span,
        message: `${ruleTitle(opening)} opens the management port 3443 to ${term.meaning.kind === 'any' ? 'every address' : `all of '${term.text}'`}. Only the control plane needs it, which is the tag 'ApiManagement'.`,
        fixes: () => narrowed(group, opening, term),
      };
    }
  },
});

/** The tag in place of the wide source, for the management port alone: other ports of the rule keep their source. */
function narrowed(group: NetworkSecurityGroup, opening: SecurityRule, term: AddressTerm): readonly Fix[] {
  const { source, destinationPorts } = opening;
  if (source.terms.length > 1 || destinationPorts.unknown !== undefined) return [];
  const isManagement = (port: (typeof destinationPorts.terms)[number]) =>
    port.meaning.kind === 'ports' && formatPorts(port.meaning.range) === managementPort;
  const own = destinationPorts.terms.filter(isManagement);
  if (own.length === destinationPorts.terms.length) {
    return [
      {
        title: `Change the source address to 'ApiManagement'`,
        // Any address has the virtual network in it, whose machines may use the endpoint on purpose.
        safety: term.meaning.kind === 'any' ? 'review' : 'safe',
        preferred: true,
        edits: [{ kind: 'set-value', at: term.origin, value: 'ApiManagement' }],
      },
    ];
  }
  if (own.length === 0) return [];
  return [
    splitFix(group, opening, {
      give: `Give port ${managementPort}, from 'ApiManagement' only,`,
      whose: 'its',
      suffix: 'management',
      safety: 'review',
      side: { side: 'destination', what: 'PortRange' },
      texts: [managementPort],
      more: [{ side: { side: 'source', what: 'AddressPrefix' }, texts: ['ApiManagement'] }],
      edits: without(opening, destinationPorts, own),
    }),
  ];
}
