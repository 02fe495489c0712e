import type { FlowVerdict } from '../analysis/flow-verdict.ts';
import type { Span } from '../base/span.ts';
import { ruleTitle, type SecurityRule } from '../network/nsg.ts';
import { allowFixes } from './allow-fix.ts';
import { blockers, isJudged } from './flow-findings.ts';
import { narrowFixes } from './narrow-fix.ts';
import { rule } from './rule.ts';
import { flowTitle, groupTitle, list } from './wording.ts';

export const requiredFlowPartlyBlocked = rule({
  id: 'required-flow-partly-blocked',
  severity: 'warning',
  summary: 'The security group lets only part of a required flow through.',
  rationale: `A flow often has several ports, and a rule copied from an older document opens only some of them; or it opens the ports for only part of the
addresses. The service then comes up and fails later in one feature: metrics stop, or some clients cannot connect.`,
  limits: `Exact on ports, prefixes and service tags. Single addresses or tags that are denied while
the rest of the Internet is open are not reported. Where only part of the Internet is let in, such as Azure Front Door, that is
usually intended: it is reported as information.`,
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
      { "name": "AllowMonitor", "properties": { "priority": 100, "direction": "Outbound", "access": "Allow", "protocol": "Tcp",
          "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "AzureMonitor", "destinationPortRange": "443" } },
      { "name": "DenyMonitor", "properties": { "priority": 200, "direction": "Outbound", "access": "Deny", "protocol": "*",
          "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "AzureMonitor", "destinationPortRange": "*" } }
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
      { "name": "AllowMonitor", "properties": { "priority": 100, "direction": "Outbound", "access": "Allow", "protocol": "Tcp",
          "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "AzureMonitor", "destinationPortRanges": ["1886", "443"] } },
      { "name": "DenyMonitor", "properties": { "priority": 200, "direction": "Outbound", "access": "Deny", "protocol": "*",
          "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "AzureMonitor", "destinationPortRange": "*" } }
    ]
  }
}`,
  on: 'target',

  *check(target, file) {
    const { group } = target;
    if (group === undefined) return;
    for (const verdict of file.verdicts(target)) {
      if (verdict.ifNeeded !== 'partly-blocked' || !isJudged(target, verdict)) continue;
      // Picked addresses of the whole Internet are denied on purpose, and what the service needs is seldom among them.
      const ports = verdict.ports.filter(
        port => !port.optional && port.verdict !== 'allowed' && port.verdict !== 'allowed-by-default',
      );
      if (ports.every(port => port.exceptionsOnly)) continue;
      const rules = blockers(verdict);
      const [blocker] = rules;
      if (blocker === undefined) continue;
      const blockedPorts = verdict.ports
        .filter(port => !port.optional && port.verdict === 'blocked')
        .map(port => port.range);
      const opened = allowers(verdict);
      const fromPart = isClients(verdict) && blockedPorts.length === 0;
      yield {
        at: blocker.builtIn ? placeOfFirst(opened, group.rulesSpan) : blocker.nameSpan,
        severity: fromPart ? 'information' : 'warning',
        message: fromPart
          ? `${groupTitle(group)}: only part of the Internet reaches the gateway: ${list(opened.map(ruleTitle))} ${opened.length === 1 ? 'lets' : 'let'} in some addresses, and ${ruleTitle(blocker)} stops the others. Other clients and the portal's test console cannot connect; if that is intended, nothing is wrong.`
          : blockedPorts.length > 0
            ? `${groupTitle(group)}: ${flowTitle(verdict.flow, blockedPorts)} is blocked by ${ruleTitle(blocker)}, though other ports of this flow are open. API Management needs it for: ${verdict.flow.purpose}.`
            : `${groupTitle(group)}: ${flowTitle(verdict.flow)} is let through in part only, and the rest of it (other addresses or source ports) is blocked by ${ruleTitle(blocker)}. API Management needs it for: ${verdict.flow.purpose}.`,
        related: [
          ...rules.map(other => ({ at: other.nameSpan, message: `${ruleTitle(other)} denies the rest` })),
          ...opened.map(other => ({ at: other.nameSpan, message: `${ruleTitle(other)} opens part of it` })),
        ],
        fixes: () => [
          ...allowFixes(target, verdict, {
            ...(blockedPorts.length > 0 && { ports: blockedPorts }),
            safety: verdict.verdict === 'undetermined' ? 'review' : 'safe',
            preferred: !fromPart,
          }),
          ...narrowFixes(target, verdict),
        ],
      };
    }
  },
});

/** Custom rules that let a part of the flow through. */
function allowers(verdict: FlowVerdict): readonly SecurityRule[] {
  const decided = verdict.ports.filter(port => !port.optional).flatMap(port => port.decidedBy);
  return [...new Set(decided)].filter(
    rule => !rule.builtIn && rule.access?.known === true && rule.access.value === 'Allow',
  );
}

/** The flow of API clients from the Internet, which many networks narrow on purpose. */
function isClients({ flow }: FlowVerdict): boolean {
  return flow.direction === 'Inbound' && flow.source.kind === 'tag' && flow.source.tag === 'Internet';
}

function placeOfFirst(rules: readonly SecurityRule[], otherwise: Span): Span {
  return rules[0]?.nameSpan ?? otherwise;
}
