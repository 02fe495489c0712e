import { priorityWithinBounds } from '../analysis/free-priority.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { priorityBounds } from '../knowledge/nsg-defaults.ts';
import { type NetworkSecurityGroup, ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';

export const priorityOutOfRange = rule({
  id: 'priority-out-of-range',
  severity: 'error',
  summary: 'A priority is not a whole number from 100 to 4096.',
  rationale:
    'Azure accepts 100 to 4096 for your own rules; the built-in rules have 65000 and above. With any other number the deployment is refused.',
  limits: 'Exact for numbers that are written down.',
  source: 'Network security groups overview, July 2025',
  bad: groupText({ priority: 5000 }),
  good: groupText({ priority: 4096 }),
  on: 'securityGroup',

  *check(group) {
    const { first, last } = priorityBounds;
    for (const candidate of group.rules) {
      const { priority } = candidate;
      if (priority === undefined || (priority.known && priority.value >= first && priority.value <= last)) continue;
      if (!priority.known && priority.invalid === undefined) continue;
      const written = priority.known ? String(priority.value) : `'${priority.invalid}'`;
      yield {
        at: priority.origin.span,
        message: `'${ruleName(candidate)}' has priority ${written}. Azure accepts whole numbers from ${first} to ${last}; it refuses the group, and the deployment with it.`,
        fixes: () => inRange(group, candidate),
      };
    }
  },
});

/** None for what is no number at all, which tells nothing of its place among the others. */
function inRange(group: NetworkSecurityGroup, candidate: SecurityRule): readonly Fix[] {
  const { priority } = candidate;
  if (priority?.known !== true) return [];
  const free = priorityWithinBounds(group, candidate);
  const title = `Give '${ruleName(candidate)}'`;
  if (!free.ok) return [{ title: `${title} a free priority`, safety: 'review', edits: [], withheld: free.why }];
  return [
    {
      title: `${title} priority ${free.priority}`,
      safety: free.isCertain ? 'safe' : 'review',
      preferred: true,
      edits: [{ kind: 'set-value', at: priority.origin, value: free.priority }],
    },
  ];
}
