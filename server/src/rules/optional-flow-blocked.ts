import type { FlowVerdict } from '../analysis/flow-verdict.ts';
import type { Target } from '../analysis/target.ts';
import { ruleTitle, type SecurityRule } from '../network/nsg.ts';
import { blockers, isRequired } from './flow-findings.ts';
import { type Draft, rule } from './rule.ts';
import { flowTitle, groupTitle } from './wording.ts';

export const optionalFlowBlocked = rule({
  id: 'optional-flow-blocked',
  severity: 'information',
  summary:
    'The security group blocks traffic that an optional feature, or a host named in the prose of the document, needs.',
  rationale: `Rate limits that count across units, the internal cache, logging to Event Hubs or sign-in with Entra ID need flows of their own, which a strict
deny closes. Nothing fails at deployment; the feature does not work, or works per machine only. The same holds for hosts that the document names outside its
port table.`,
  limits: `One finding for each blocking rule lists all features. Whether a feature is used is not looked at yet.`,
  source:
    'API Management, virtual network configuration reference, April 2026 (and the older texts for the older profiles)',
  bad: `{
  // apim-vnet: mode=Internal sku=Developer
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-apim",
  "properties": {
    "securityRules": [
      { "name": "AllowApiManagement", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
          "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "3443" } },
      { "name": "DenyUdp", "properties": { "priority": 4096, "direction": "Inbound", "access": "Deny", "protocol": "Udp",
          "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } }
    ]
  }
}`,
  good: `{
  // apim-vnet: mode=Internal sku=Developer
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-apim",
  "properties": {
    "securityRules": [
      { "name": "AllowApiManagement", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
          "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "3443" } },
      { "name": "AllowRateLimitSync", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Udp",
          "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "4290" } },
      { "name": "DenyUdp", "properties": { "priority": 4096, "direction": "Inbound", "access": "Deny", "protocol": "Udp",
          "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } }
    ]
  }
}`,
  on: 'target',

  *check(target, file) {
    const byBlocker = new Map<SecurityRule, FlowVerdict[]>();
    for (const verdict of file.verdicts(target)) {
      if (isRequired(verdict) || (verdict.verdict !== 'blocked' && verdict.verdict !== 'partly-blocked')) continue;
      // A flow that only an older text has is not asked for.
      if (!verdict.flow.inNewestText || verdict.flow.uncertain) continue;
      const [blocker] = blockers(verdict);
      // Where nothing but the built-in deny blocks, nobody closed the feature: it was never opened.
      if (blocker === undefined || blocker.builtIn) continue;
      const known = byBlocker.get(blocker);
      if (known) known.push(verdict);
      else byBlocker.set(blocker, [verdict]);
    }
    for (const [blocker, verdicts] of byBlocker) yield draft(target, blocker, verdicts);
  },
});

/** Features that a message names; a strict deny blocks more than anybody reads in one. */
const mostNamed = 5;

function draft(target: Target, blocker: SecurityRule, verdicts: readonly FlowVerdict[]): Draft {
  const features = [...new Set(verdicts.map(({ flow }) => `${flow.feature ?? flow.purpose} (${flowTitle(flow)})`))];
  const more =
    features.length > mostNamed ? `; and ${features.length - mostNamed} more, which 'apim-vnet explain' lists` : '';
  const title = ruleTitle(blocker);
  return {
    at: blocker.nameSpan,
    message: `${groupTitle(target.group!)}: ${title} also blocks what optional features and named hosts need: ${features.slice(0, mostNamed).join('; ')}${more}.`,
    related: [{ at: blocker.access?.origin.span ?? blocker.nameSpan, message: `${title} denies it` }],
  };
}
