/** Fixes that several rules about security rules share, so that the same change reads the same everywhere. */
import { priorityBehind } from '../analysis/free-priority.ts';
import type { Origin } from '../base/origin.ts';
import { knownValue } from '../base/sourced.ts';
import type { Fix } from '../fix/tree-edit.ts';
import {
  type AddressTerm,
  type NetworkSecurityGroup,
  type PortTerm,
  ruleName,
  type SecurityRule,
} from '../network/nsg.ts';
import { freeRuleName } from './rule-names.ts';
import { type SideName, severalFor } from './side-fixes.ts';
import { list } from './wording.ts';

export function removeRule(rule: SecurityRule, safety: Fix['safety']): Fix {
  return {
    title: `Remove '${ruleName(rule)}'`,
    safety,
    preferred: true,
    edits: rule.alsoAt === undefined ? [{ kind: 'remove-item', at: rule.span, turn: rule.name?.origin }] : [],
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

/** The entries that a refused one was meant for; none where `texts` is not known. */
export function corrected(
  rule: SecurityRule,
  name: SideName,
  term: AddressTerm | PortTerm,
  texts: readonly string[] | undefined,
): readonly Fix[] {
  const edits = texts && severalFor(rule, name, term, texts);
  if (edits === undefined || texts === undefined) return [];
  const written = list(texts.map(text => `'${text}'`));
  const title = `Write ${written} instead of '${term.text}'`;
  return [{ title, safety: 'safe', preferred: true, independent: true, edits }];
}

/** For the second of two rules with one name. */
export function renameOrRemove(group: NetworkSecurityGroup, first: SecurityRule, second: SecurityRule): readonly Fix[] {
  const name = knownValue(second.name);
  if (name === undefined || second.name === undefined) return [];
  const free = freeRuleName(group, name);
  const rename: Fix = {
    title: `Name it '${free}'`,
    safety: 'safe',
    preferred: true,
    edits: [{ kind: 'set-value', at: second.name.origin, value: free }],
  };
  return first.form === 'inline' && second.form === 'inline'
    ? [rename, { ...removeRule(second, 'review'), title: `Remove the second '${name}'`, preferred: false }]
    : [rename];
}
