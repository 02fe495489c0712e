import { ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { renameOrRemove } from './rule-fixes.ts';

export const duplicateRuleName = rule({
  id: 'duplicate-rule-name',
  severity: 'error',
  summary: 'Two rules of one group have the same name.',
  rationale: `The name of a rule is unique in its group, inbound and outbound together, because it is the name of a resource. Azure refuses a group that has it twice.`,
  limits: `Exact for names that are written down; case does not count. A rule in the group's list and a resource of its own with the same name are one rule. Rules that are
deployed under a condition are left out, because they may not exist together.`,
  source: 'Network security groups overview, July 2025',
  bad: groupText({ name: 'AllowWeb' }, { name: 'AllowWeb', priority: 110, destinationPortRange: '8443' }),
  good: groupText({ name: 'AllowWeb' }, { name: 'AllowAdmin', priority: 110, destinationPortRange: '8443' }),
  on: 'securityGroup',

  *check(group) {
    const seen = new Map<string, SecurityRule>();
    for (const candidate of group.rules) {
      if (candidate.name?.known !== true || candidate.maybe !== undefined) continue;
      const key = candidate.name.value.toLowerCase();
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, candidate);
      else if (earlier.nameSpan.start !== candidate.nameSpan.start) {
        yield {
          at: candidate.nameSpan,
          message: `'${ruleName(candidate)}' is the name of two rules of this group. Azure refuses the group, and the deployment with it: a name may be used once, whatever the direction.`,
          related: [{ at: earlier.nameSpan, message: `'${ruleName(earlier)}' is used here` }],
          fixes: () => renameOrRemove(group, earlier, candidate),
        };
      }
    }
  },
});
