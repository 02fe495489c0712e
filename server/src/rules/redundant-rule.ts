import { isForFlow } from '../analysis/flow-rules.ts';
import { redundantRules } from '../analysis/redundancy.ts';
import { ruleName, ruleTitle } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { removeRule } from './rule-fixes.ts';
import { list } from './wording.ts';

export const redundantRule = rule({
  id: 'redundant-rule',
  severity: 'warning',
  pack: 'strict',
  summary: 'A rule could be left out: later rules decide all its traffic the same way.',
  rationale: `A rule that changes nothing is one more to read. Often a wider rule was added later and the narrow one forgotten.`,
  limits: `Exact on ports, protocols, prefixes and service tags. A rule is not reported where a later one is unknown in any part, where it shadows another, and where only built-in
rules would decide in its place: an explicit rule stays right when a rule that denies is added. Rules for AzureLoadBalancer are never reported, nor are rules of API Management's own
groups that name a flow of its documents: they stay right when a wider rule is narrowed.`,
  source: 'Network security groups overview, July 2025',
  bad: groupText({ name: 'AllowSite', sourceAddressPrefix: '10.0.7.0/24' }, { name: 'AllowWeb', priority: 200 }),
  good: groupText(
    { name: 'AllowSite', sourceAddressPrefix: '10.0.7.0/24' },
    { name: 'DenyAdmin', priority: 150, access: 'Deny', sourceAddressPrefix: '10.0.0.0/20' },
    { name: 'AllowWeb', priority: 200 },
  ),
  on: 'securityGroup',

  *check(group, file) {
    const targets = file.targets.filter(target => target.group === group);
    for (const { rule: redundant, decidedBy } of redundantRules(group)) {
      if (targets.some(target => isForFlow(redundant, target))) continue;
      yield {
        at: redundant.nameSpan,
        message: `'${ruleName(redundant)}' could be left out: ${list(decidedBy.slice(0, 3).map(ruleTitle))}${decidedBy.length > 3 ? ` and ${decidedBy.length - 3} more` : ''} would decide the same traffic the same way.`,
        related: decidedBy.map(other => ({ at: other.nameSpan, message: `${ruleTitle(other)} decides the same way` })),
        unnecessary: true,
        fixes: () => [removeRule(redundant, 'review')],
      };
    }
  },
});
