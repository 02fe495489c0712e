/**
 * How a group differs from an earlier version of itself, so that what did not change need not be judged again.
 *
 * Rules are compared by their imprints. Only groups all of whose rules are written down in their list are compared: there,
 * equal imprints mean equal rules.
 */

import type { Imprint } from '../base/imprint.ts';
import { Memo } from '../base/memo.ts';
import type { Direction } from '../knowledge/nsg-defaults.ts';
import { ruleName } from '../network/nsg.ts';
import type { CompiledGroup, CompiledRule } from './compiled-rule.ts';

export interface GroupChanges {
  readonly before: CompiledGroup;
  /** Rules that are in one of the versions only, in the order they are asked. */
  readonly removed: readonly CompiledRule[];
  readonly added: readonly CompiledRule[];
  /** Rules that are asked before all of these; the others are asked after them. */
  readonly first: number;
}

/** Changed rules past which a group is judged anew. */
const fewChanges = 8;

/** The newest version of each group, under the imprints of the rules that are asked first and last. */
const newest = new Memo<Imprint, Map<Direction, CompiledGroup>>();

const changes = new Memo<CompiledGroup, GroupChanges>();

/** Finds out how a group differs from its version before, and takes that version's place. */
export function compareWithLast(group: CompiledGroup, direction: Direction): void {
  const ends = endsOf(group);
  if (ends === undefined) return;
  const before = ends.map(end => newest.get(end)?.get(direction)).find(known => known !== undefined);
  for (const end of ends) {
    const known = newest.get(end) ?? new Map<Direction, CompiledGroup>();
    newest.set(end, known.set(direction, group));
  }
  const found = before && changesBetween(before, group);
  if (found === undefined) return;
  changes.set(group, found);
  // Else each version would keep all those before it.
  changes.forget(found.before);
}

/** What changed since the version before; `undefined` where there is none that is known, or too much did. */
export function changesOf(group: CompiledGroup): GroupChanges | undefined {
  return changes.get(group);
}

/** Where a rule is asked now, by its rank before; `undefined` for one that is gone. */
export function rankNow({ first, removed, added }: GroupChanges, rank: number): number | undefined {
  if (rank < first) return rank;
  return rank < first + removed.length ? undefined : rank - removed.length + added.length;
}

/** Where a rule was asked before; `undefined` for one that is new. */
export function rankBefore({ first, removed, added }: GroupChanges, rank: number): number | undefined {
  if (rank < first) return rank;
  return rank < first + added.length ? undefined : rank - added.length + removed.length;
}

/** Imprints of the first and the last custom rule; `undefined` where a rule has none, or may be asked at any time. */
function endsOf({ ordered, floating }: CompiledGroup): readonly Imprint[] | undefined {
  if (floating.length > 0) return undefined;
  const imprints: Imprint[] = [];
  for (const { rule } of ordered) {
    if (rule.builtIn) continue;
    if (rule.imprint === undefined) return undefined;
    imprints.push(rule.imprint);
  }
  return imprints.length === 0 ? undefined : [imprints[0]!, imprints.at(-1)!];
}

function changesBetween(before: CompiledGroup, now: CompiledGroup): GroupChanges | undefined {
  const [old, own] = [before.ordered, now.ordered];
  const shorter = Math.min(old.length, own.length);
  let first = 0;
  while (first < shorter && isSame(old[first]!, own[first]!)) first++;
  let last = 0;
  while (last < shorter - first && isSame(old.at(-1 - last)!, own.at(-1 - last)!)) last++;
  const removed = old.slice(first, old.length - last);
  const added = own.slice(first, own.length - last);
  return removed.length + added.length > fewChanges ? undefined : { before, removed, added, first };
}

function isSame(a: CompiledRule, b: CompiledRule): boolean {
  if (a.rule.builtIn || b.rule.builtIn)
    return a.rule.builtIn && b.rule.builtIn && ruleName(a.rule) === ruleName(b.rule);
  return a.rule.imprint === b.rule.imprint;
}
