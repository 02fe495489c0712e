import { priorityOf } from '../analysis/compiled-rule.ts';
import { ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { renumber } from './rule-fixes.ts';

export const duplicatePriority = rule({
  id: 'duplicate-priority',
  severity: 'error',
  summary: 'Two rules of one direction have the same priority.',
  rationale: `Azure refuses the group with SecurityRuleConflict: priority and direction together must be unique in it. The same number once inbound and once
outbound is fine.`,
  limits:
    'Exact for numbers that are written down. Rules that are deployed under a condition are left out, because they may not exist together.',
  source:
    'Network security groups overview, July 2025; the error code: Azure/aks-engine, issue 2106 (read November 2026)',
  bad: groupText({ name: 'AllowWeb' }, { name: 'AllowAdmin', destinationPortRange: '8443' }),
  good: groupText({ name: 'AllowWeb' }, { name: 'AllowAdmin', priority: 110, destinationPortRange: '8443' }),
  on: 'securityGroup',

  *check(group) {
    const seen = new Map<string, SecurityRule>();
    for (const candidate of group.rules) {
      const { priority, direction } = candidate;
      if (priority?.known !== true || direction?.known !== true || candidate.maybe !== undefined) continue;
      const key = `${direction.value} ${priority.value}`;
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, candidate);
        continue;
      }
      yield {
        at: priority.origin.span,
        message: `'${ruleName(candidate)}' has priority ${priority.value}, which the ${direction.value.toLowerCase()} rule '${ruleName(earlier)}' has too. Azure refuses the group, and the deployment with it: a priority may be used once per direction.`,
        related: [
          {
            at: earlier.priority?.origin.span ?? earlier.nameSpan,
            message: `'${ruleName(earlier)}' has priority ${priorityOf(earlier)}`,
          },
        ],
        fixes: () => [renumber(group, candidate)],
      };
    }
  },
});
