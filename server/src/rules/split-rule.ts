/** Fixes that give a part of what a rule says a rule of its own, right beside it, so that the group decides as before. */
import { prioritiesBeside } from '../analysis/free-priority.ts';
import { knownValue } from '../base/sourced.ts';
import type { Fix, FixValue, TreeEdit } from '../fix/tree-edit.ts';
import { type NetworkSecurityGroup, ruleName, type SecurityRule } from '../network/nsg.ts';
import { addingRules, type NewRule } from './new-rule-fixes.ts';
import { asRuleName, freeRuleName } from './rule-names.ts';
import { placesOf, pluralName, type SideName, sideOf, singularName } from './side-fixes.ts';

export interface SplitRule {
  /** What the new rule is for, as in "Give the IPv6 prefixes"; "a rule of their own (priority 110)" is added. */
  readonly give: string;
  readonly whose: 'its' | 'their';
  /** Added to the name of the rule. */
  readonly suffix: string;
  readonly safety: Fix['safety'];
  /** The side that differs, and what the new rule has there. */
  readonly side: SideName;
  readonly texts: readonly string[];
  /** What the new rule has otherwise, such as another source. */
  readonly more?: readonly { readonly side: SideName; readonly texts: readonly string[] }[];
  /** Edits that take the part out of the rule. */
  readonly edits: readonly TreeEdit[];
}

export function splitFix(group: NetworkSecurityGroup, rule: SecurityRule, split: SplitRule): Fix {
  const title = `${split.give} a rule of ${split.whose} own`;
  const name = knownValue(rule.name);
  const free = prioritiesBeside(group, rule, 1);
  const withheld = whyNot(rule) ?? (free.ok ? undefined : free.why);
  if (withheld !== undefined || !free.ok || name === undefined)
    return { title, safety: 'review', edits: [], withheld: withheld ?? 'The rule has no name here.' };
  const [priority = 0] = free.priorities;
  const fix: Fix = {
    title: `${title} (priority ${priority})`,
    safety: free.isCertain ? split.safety : 'review',
    preferred: true,
    edits: split.edits,
  };
  const added: NewRule = {
    name: freeRuleName(group, `${name}-${asRuleName(split.suffix)}`),
    properties: copyOf(rule, priority, [split, ...(split.more ?? [])]),
    before: nextInText(group, rule),
    behind: rule,
  };
  return addingRules(fix, group, [added]);
}

function whyNot(rule: SecurityRule): string | undefined {
  if (rule.alsoAt !== undefined) return 'The rule is written twice, in its group and as a resource of its own.';
  return rule.maybe === undefined ? undefined : `'${ruleName(rule)}' may be absent: ${rule.maybe}.`;
}

/** The properties of the rule as they are written, but for its number and some sides. */
function copyOf(
  rule: SecurityRule,
  priority: number,
  other: readonly { readonly side: SideName; readonly texts: readonly string[] }[],
): { readonly [name: string]: FixValue } {
  const result: { [name: string]: FixValue } = { priority };
  for (const [name, field] of [
    ['direction', rule.direction],
    ['access', rule.access],
    ['protocol', rule.protocol],
    ['description', rule.description],
  ] as const) {
    if (field !== undefined) result[name] = { $copyOf: field.origin.span };
  }
  for (const name of sideNames) {
    const texts = other.find(({ side }) => side.side === name.side && side.what === name.what)?.texts;
    if (texts?.length === 1) result[singularName(name)] = texts[0]!;
    else if (texts !== undefined) result[pluralName(name)] = texts;
    else for (const place of placesOf(sideOf(rule, name))) result[place.name] = { $copyOf: place.valueSpan };
  }
  return result;
}

const sideNames: readonly SideName[] = (['source', 'destination'] as const).flatMap(side => [
  { side, what: 'AddressPrefix' },
  { side, what: 'PortRange' },
]);

/** The rule that is written behind another, before which a new one goes. */
function nextInText(group: NetworkSecurityGroup, rule: SecurityRule) {
  return group.rules
    .filter(other => other.form === 'inline' && other.span.start >= rule.span.end)
    .toSorted((a, b) => a.span.start - b.span.start)[0]?.span;
}
