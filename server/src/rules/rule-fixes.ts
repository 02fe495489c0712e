/** Fixes that several rules about security rules share, so that the same change reads the same everywhere. */
import { priorityBehind } from '../analysis/free-priority.ts';
import type { Origin } from '../base/origin.ts';
import { knownValue } from '../base/sourced.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { type NetworkSecurityGroup, ruleName, type SecurityRule } from '../network/nsg.ts';

export function removeRule(rule: SecurityRule, safety: Fix['safety']): Fix {
  return {
    title: `Remove '${ruleName(rule)}'`,
    safety,
    preferred: true,
    edits: rule.alsoAt === undefined ? [{ kind: 'remove-item', at: rule.span }] : [],
    withheld: rule.alsoAt && 'The rule is written twice, in its group and as a resource of its own.',
  };
}

/** The next free number behind its own, so that the order of the rules stays. */
export function renumber(group: NetworkSecurityGroup, rule: SecurityRule): Fix {
  const title = `Give '${ruleName(rule)}'`;
  const free = priorityBehind(group, rule);
  if (!free.ok || rule.priority === undefined) {
    return { title: `${title} a free priority`, safety: 'review', edits: [], withheld: free.ok ? undefined : free.why };
  }
  return {
    title: `${title} priority ${free.priority}`,
    safety: free.isCertain ? 'safe' : 'review',
    preferred: true,
    edits: [{ kind: 'set-value', at: rule.priority.origin, value: free.priority }],
  };
}

/** Another word for the same thing, in place of one that Azure refuses or is about to. */
export function respell(at: Origin, from: string, to: string): Fix {
  return {
    title: `Write '${to}' instead of '${from}'`,
    safety: 'safe',
    preferred: true,
    independent: true,
    edits: [{ kind: 'set-value', at, value: to }],
  };
}

/** For the second of two rules with one name. */
export function renameOrRemove(group: NetworkSecurityGroup, first: SecurityRule, second: SecurityRule): readonly Fix[] {
  const name = knownValue(second.name);
  if (name === undefined || second.name === undefined) return [];
  const taken = new Set(group.rules.map(rule => knownValue(rule.name)?.toLowerCase()));
  let number = 2;
  while (taken.has(`${name}${number}`.toLowerCase())) number++;
  const rename: Fix = {
    title: `Name it '${name}${number}'`,
    safety: 'safe',
    preferred: true,
    edits: [{ kind: 'set-value', at: second.name.origin, value: `${name}${number}` }],
  };
  return first.form === 'inline' && second.form === 'inline'
    ? [rename, { ...removeRule(second, 'review'), title: `Remove the second '${name}'`, preferred: false }]
    : [rename];
}
