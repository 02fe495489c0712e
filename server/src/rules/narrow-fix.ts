/** The fix that takes a flow's ports out of the rule that blocks it. */
import type { FlowVerdict } from '../analysis/flow-verdict.ts';
import { narrowedDeny } from '../analysis/narrowed-deny.ts';
import type { Target } from '../analysis/target.ts';
import type { Fix, TreeEdit } from '../fix/tree-edit.ts';
import { ruleName } from '../network/nsg.ts';
import { formatPorts } from '../network/ports.ts';
import { type SideName, severalFor, sideOf, without } from './side-fixes.ts';
import { list } from './wording.ts';

const side: SideName = { side: 'destination', what: 'PortRange' };

/** For review: whatever else the rule denies on these ports, of other ends and protocols, is let through as well. */
export function narrowFixes(target: Target, verdict: FlowVerdict): readonly Fix[] {
  const narrowed = narrowedDeny(target, verdict);
  if (narrowed === undefined) return [];
  const { rule, changes, kept, freed } = narrowed;
  const edits: TreeEdit[] = [];
  for (const { term, left } of changes) {
    const changed =
      left.length === 0
        ? without(rule, sideOf(rule, side), [term])
        : severalFor(rule, side, term, left.map(formatPorts));
    if (changed === undefined) return [];
    edits.push(...changed);
  }
  const title = `Take ${list(freed.map(formatPorts))} out of '${ruleName(rule)}', which then denies ports ${list(kept.map(formatPorts))}`;
  return [{ title, safety: 'review', edits }];
}
