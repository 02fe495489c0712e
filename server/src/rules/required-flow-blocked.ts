import { allowedTooLate, type FlowVerdict } from '../analysis/flow-verdict.ts';
import type { Target } from '../analysis/target.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { ruleTitle, type SecurityRule } from '../network/nsg.ts';
import { allowFixes, moveBehindFixes, moveFixes } from './allow-fix.ts';
import { blockers, isJudged } from './flow-findings.ts';
import { narrowFixes } from './narrow-fix.ts';
import { type Draft, lower, rule } from './rule.ts';
import { flowTitle, groupTitle } from './wording.ts';

export const requiredFlowBlocked = rule({
  id: 'required-flow-blocked',
  severity: 'error',
  summary: 'The security group blocks traffic that API Management needs.',
  rationale: `API Management in a virtual network talks to its control plane, to Azure Storage, to Azure SQL and to others. Microsoft's reference for each
platform lists these flows with their ports and service tags, and prints in bold those without which a deployment fails. A rule that denies one of them
makes the deployment fail after 15 to 45 minutes, with an error that names a port and not the rule.`,
  limits: `Exact on ports, protocols, prefixes and service tags, rule order and the six built-in rules. A missing allow rule is not a block where a
built-in rule allows. Where it is unknown how a service tag and a prefix overlap, or a group is too intricate to be followed to the end, nothing is reported. Not looked at: Azure Firewall, security admin rules, Azure Policy,
and what an appliance drops.`,
  source:
    'API Management, virtual network configuration reference, April 2026 (and the older texts for the older profiles)',
  bad: `{
  // apim-vnet: mode=Internal sku=Premium
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-apim",
  "properties": {
    "securityRules": [
      { "name": "AllowApiManagement", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
          "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "3443" } },
      { "name": "DenySqlOutbound", "properties": { "priority": 200, "direction": "Outbound", "access": "Deny", "protocol": "*",
          "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "Sql", "destinationPortRange": "*" } }
    ]
  }
}`,
  good: `{
  // apim-vnet: mode=Internal sku=Premium
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-apim",
  "properties": {
    "securityRules": [
      { "name": "AllowApiManagement", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
          "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "3443" } }
    ]
  }
}`,
  on: 'target',

  *check(target, file) {
    for (const verdict of file.verdicts(target)) {
      if (verdict.ifNeeded !== 'blocked' || !isJudged(target, verdict)) continue;
      yield* draft(target, verdict);
    }
  },
});

function* draft(target: Target, verdict: FlowVerdict): Iterable<Draft> {
  const { group } = target;
  const { flow } = verdict;
  const [blocker, ...others] = blockers(verdict);
  if (group === undefined || blocker === undefined) return;
  const late = allowedTooLate(target, flow, blocker);
  const doubt = verdict.verdict === 'undetermined' ? ` Not certain: ${verdict.because}.` : '';
  const nobody = blocker.builtIn ? ', because no rule allows it' : '';
  yield {
    at: blocker.builtIn ? group.rulesSpan : blocker.nameSpan,
    severity: verdict.verdict === 'undetermined' ? lower('error') : 'error',
    message: `${groupTitle(group)}: ${flowTitle(flow)} is blocked by ${ruleTitle(blocker)}${nobody}. ${consequence(verdict)}${doubt}`,
    related: [
      { at: placeOf(blocker), message: decides(blocker) },
      ...others.map(other => ({ at: placeOf(other), message: `${ruleTitle(other)} blocks it too` })),
      ...late.map(allow => ({ at: allow.nameSpan, message: `${ruleTitle(allow)} would allow it, but comes later` })),
    ],
    fixes: () => [
      ...allowFixes(target, verdict, { safety: safetyOf(verdict), preferred: true }),
      ...narrowFixes(target, verdict),
      ...moveFixes(target, verdict, late),
      ...moveBehindFixes(target, verdict, late),
    ],
  };
}

function consequence({ flow }: FlowVerdict): string {
  const use = `API Management needs it for: ${flow.purpose}.`;
  return flow.requirement === 'required-for-deployment'
    ? `${use} Without it the deployment fails.`
    : `${use} Without it this part of the service does not work.`;
}

/** A flow that may not be needed at all is opened by whoever knows. */
function safetyOf({ verdict }: FlowVerdict): Fix['safety'] {
  return verdict === 'undetermined' ? 'review' : 'safe';
}

function placeOf(rule: SecurityRule) {
  return rule.builtIn ? rule.nameSpan : (rule.access?.origin.span ?? rule.nameSpan);
}

function decides(rule: SecurityRule): string {
  if (rule.builtIn) return `no rule of this list allows it, so ${ruleTitle(rule)} decides`;
  return `${ruleTitle(rule)} denies it`;
}
