import { type FlowUse, flowsInUse } from '../analysis/features-in-use.ts';
import { type FlowVerdict, isDns } from '../analysis/flow-verdict.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { RequiredFlow } from '../knowledge/profiles.ts';
import { ruleTitle, type SecurityRule } from '../network/nsg.ts';
import { allowFixes } from './allow-fix.ts';
import { blockers, isRequired } from './flow-findings.ts';
import { narrowFixes } from './narrow-fix.ts';
import { type Draft, rule } from './rule.ts';
import { flowTitle, groupTitle } from './wording.ts';

export const optionalFlowBlocked = rule({
  id: 'optional-flow-blocked',
  severity: 'information',
  summary:
    'The security group blocks traffic for an optional feature, or to a host that the documentation names outside its port table.',
  rationale: `Rate limits that count across units, the internal cache, logging to Event Hubs or sign-in with Entra ID need flows of their own, which a strict
deny rule closes. Nothing fails at deployment; the feature does not work, or counts on each unit by itself. The same holds for hosts that the documentation
names outside its port table. Where the file or a setting shows that a feature is in use, its blocked flow is a warning of its own.`,
  limits: `One finding per blocking rule names up to five flows and counts the others. A feature counts as used where the setting apimVnet.features or a comment with
features= names it, or the file has a logger to Event Hubs, an external cache, an identity provider of Entra ID or a provider of the credential manager for the service. A comment
with features= names all that are in use, so the optional flows of others are not reported. Policies are not read. Whether the other end is reached by a private endpoint is not looked at.`,
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
    const inUse = flowsInUse(target, file.network, file.features);
    const byBlocker = new Map<SecurityRule, FlowVerdict[]>();
    for (const verdict of file.verdicts(target)) {
      if (isRequired(verdict) || (verdict.verdict !== 'blocked' && verdict.verdict !== 'partly-blocked')) continue;
      const [blocker] = blockers(verdict);
      const use = inUse.get(verdict.flow.id);
      if (use !== undefined && blocker !== undefined) {
        yield usedDraft(target, blocker, verdict, use);
        continue;
      }
      // A flow that only an older text has is not asked for.
      if (!verdict.flow.inNewestText || !verdict.flow.inEveryCopy || verdict.flow.uncertain) continue;
      // Whoever lists the features in use has closed the others on purpose.
      if (target.features !== undefined && verdict.flow.requirement === 'optional-feature') continue;
      // DNS servers that are blocked are the matter of `custom-dns-blocked`.
      if (isDns(verdict.flow)) continue;
      // Where nothing but the built-in deny blocks, nobody closed the feature: it was never opened.
      if (blocker === undefined || blocker.builtIn) continue;
      const known = byBlocker.get(blocker);
      if (known) known.push(verdict);
      else byBlocker.set(blocker, [verdict]);
    }
    for (const [blocker, verdicts] of byBlocker) yield draft(target, blocker, verdicts);
  },
});

function usedDraft(target: Target, blocker: SecurityRule, verdict: FlowVerdict, use: FlowUse): Draft {
  const { flow } = verdict;
  const title = ruleTitle(blocker);
  const shownBy =
    use.shownBy === undefined
      ? `${target.features?.includes(use.feature.id) === true ? 'a comment' : 'the setting apimVnet.features'} says that it is in use`
      : `${knownValue(use.shownBy.name) === undefined ? 'a resource' : `'${knownValue(use.shownBy.name)}'`} of this file uses it`;
  return {
    at: blocker.builtIn ? target.group!.rulesSpan : blocker.nameSpan,
    severity: 'warning',
    message: `${groupTitle(target.group!)}: ${title} blocks ${flowTitle(flow)}, which ${use.feature.title} needs, and ${shownBy}. It does not work as long as this is so, unless the other end is reached by a private endpoint.`,
    related: [
      ...(blocker.builtIn
        ? []
        : [{ at: blocker.access?.origin.span ?? blocker.nameSpan, message: `${title} denies it` }]),
      ...(use.shownBy === undefined ? [] : [{ at: use.shownBy.nameSpan, message: `This uses ${use.feature.title}` }]),
    ],
    fixes: () => [...allowFixes(target, verdict, { safety: 'safe', preferred: true }), ...narrowFixes(target, verdict)],
  };
}

/** Flows that a message names; a strict deny blocks more than anybody reads in one. */
const mostNamed = 5;

function draft(target: Target, blocker: SecurityRule, verdicts: readonly FlowVerdict[]): Draft {
  const features = [...new Set(verdicts.map(({ flow }) => `${flowTitle(flow)} for ${useOf(flow)}`))];
  const more =
    features.length > mostNamed ? `; and ${features.length - mostNamed} more ('apim-vnet explain' lists them)` : '';
  const title = ruleTitle(blocker);
  return {
    at: blocker.nameSpan,
    message: `${groupTitle(target.group!)}: ${title} also blocks traffic ${kindOf(verdicts)}: ${features.slice(0, mostNamed).join('; ')}${more}. What needs it does not work: open what you use.`,
    related: [{ at: blocker.access?.origin.span ?? blocker.nameSpan, message: `${title} denies it` }],
    // Nobody said that the features are used, so nothing is opened without a look.
    fixes: () => verdicts.slice(0, mostNamed).flatMap(verdict => allowFixes(target, verdict, { safety: 'review' })),
  };
}

/** Features and purposes may hold semicolons, which separate the flows here. */
function useOf({ feature, purpose }: RequiredFlow): string {
  return (feature ?? purpose).replaceAll('; ', ' and ');
}

/** What the text calls optional, and what it asks for outside its port table, are not the same promise. */
function kindOf(verdicts: readonly FlowVerdict[]): string {
  const isOptional = ({ flow }: FlowVerdict) => flow.requirement === 'optional-feature';
  if (verdicts.every(isOptional)) return 'for optional features';
  return verdicts.some(isOptional)
    ? 'for optional features, or named outside the port table of the documentation'
    : 'that the documentation names outside its port table';
}
