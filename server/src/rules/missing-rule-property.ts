import { firstPriority, priorityBehind } from '../analysis/free-priority.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { type NetworkSecurityGroup, ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { list } from './wording.ts';

export const missingRuleProperty = rule({
  id: 'missing-rule-property',
  severity: 'error',
  summary: 'A rule lacks a property that Azure requires.',
  rationale: `Priority, direction, access and protocol must be given; so must addresses and ports on both sides. Azure refuses the rule. Until it is corrected,
what the rule does is not known, and verdicts that depend on it are left open.`,
  limits:
    'A rule with computed properties is not judged, nor one with a syntax error in it. Null, an empty text and an empty list count as absent, as exports write them.',
  source: 'REST description of security rules, API version 2023-09-01',
  bad: groupText({ priority: undefined }),
  good: groupText({}),
  on: 'securityGroup',

  *check(group, { isBroken }) {
    for (const candidate of group.rules) {
      // It is being written.
      if (isBroken(candidate.span)) continue;
      const given = {
        priority: candidate.priority,
        direction: candidate.direction,
        access: candidate.access,
        protocol: candidate.protocol,
        sourceAddressPrefix:
          candidate.source.terms[0] ?? (candidate.source.unknown === 'it has no source address' ? undefined : true),
        destinationAddressPrefix:
          candidate.destination.terms[0] ??
          (candidate.destination.unknown === 'it has no destination address' ? undefined : true),
        sourcePortRange:
          candidate.sourcePorts.terms[0] ??
          (candidate.sourcePorts.unknown === 'it has no source port' ? undefined : true),
        destinationPortRange:
          candidate.destinationPorts.terms[0] ??
          (candidate.destinationPorts.unknown === 'it has no destination port' ? undefined : true),
      };
      if (candidate.source.unknown === 'it has properties that are computed') continue;
      const missing = Object.entries(given)
        .filter(([, value]) => value === undefined)
        .map(([name]) => `'${name}'`);
      if (missing.length === 0) continue;
      yield {
        at: candidate.nameSpan,
        message: `'${ruleName(candidate)}' lacks ${list(missing)}. Azure refuses the rule, and the deployment with it.`,
        fixes: () => additions(group, candidate),
      };
    }
  },
});

/**
 * What can be told: clients choose their source ports at random, and a rule is asked behind the one that is written before it. The
 * other properties are what the rule is for.
 */
function additions(group: NetworkSecurityGroup, candidate: SecurityRule): readonly Fix[] {
  const add = (name: string, value: string | number, safety: Fix['safety']): Fix => ({
    title: `Add ${name} ${typeof value === 'number' ? value : `'${value}'`}`,
    safety,
    edits: [{ kind: 'set-property', object: candidate.span, path: ['properties', name], value }],
  });
  const fixes: Fix[] = [];
  const { direction, sourcePorts } = candidate;
  if (candidate.priority === undefined && direction?.known === true) {
    const earlier = group.rules.filter(
      other =>
        other.span.end <= candidate.span.start &&
        other.direction?.known === true &&
        other.direction.value === direction.value &&
        other.priority?.known === true,
    );
    const previous = earlier.at(-1);
    const free = previous === undefined ? firstPriority(group, direction.value) : priorityBehind(group, previous);
    if (free.ok) fixes.push(add('priority', free.priority, 'review'));
  }
  if (sourcePorts.terms.length === 0) fixes.push(add('sourcePortRange', '*', 'safe'));
  return fixes;
}
