/** What must hold of every fix, whatever its rule: asked of each fix of each fixture. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { offeredFixes } from '../../server/src/features/fixes.ts';
import { editText } from '../../server/src/fix/apply.ts';
import { type Finding, type Severity, severities } from '../../server/src/rules/rule.ts';
import type { FileView } from '../../server/src/workspace/view.ts';

/** Makes each fix that a finding offers, one at a time from the same text, and checks what came of it. */
export function checkFixes(view: FileView, finding: Finding): void {
  const titles = new Set<string>();
  for (const { title, changes } of offeredFixes(view, finding)) {
    const [{ file, edits } = { file: '', edits: [] }, ...others] = changes;
    if (file !== view.source.uri || others.length > 0) continue;
    const { text } = view.source;
    const fixed = editText(text, edits);
    const about = `${finding.rule}: ${title}\n${fixed}`;
    assert.ok(!titles.has(title), `two fixes of one finding have the title '${title}'`);
    titles.add(title);
    const after = view.withText(fixed);
    assert.deepEqual(
      after.syntaxErrors().map(error => error.message),
      view.syntaxErrors().map(error => error.message),
      `it no longer parses. ${about}`,
    );
    assert.notEqual(fixed, text, `nothing changes. ${about}`);
    assert.deepEqual(lineEnds(fixed), lineEnds(text), `line ends are mixed. ${about}`);
    assert.equal(fixed.startsWith('\ufeff'), text.startsWith('\ufeff'), `the byte order mark changes. ${about}`);
    assert.ok(count(after, finding) < count(view, finding), `its finding is still there. ${about}`);
    assert.deepEqual(graver(view, after, finding.severity), [], `it makes new findings. ${about}`);
    assert.deepEqual(lostComments(text, fixed, edits), [], `comments are lost. ${about}`);
    assert.ok(!/[ \t]+\r?$/m.test(newLines(text, fixed)), `blanks stand at the end of a line. ${about}`);
  }
}

/** Checks what came of all fixes of a file together: it parses as it did, and no rule has more errors: what an error hid may come to light. */
export function checkTogether(before: FileView, after: FileView): void {
  const about = `all together\n${after.source.text}`;
  assert.equal(after.syntaxErrors().length, before.syntaxErrors().length, `it no longer parses. ${about}`);
  assert.deepEqual(graver(before, after, 'error'), [], `they make new findings. ${about}`);
}

function count(view: FileView, { rule, message }: Finding): number {
  return view.findings(neverCancelled).filter(other => other.rule === rule && other.message === message).length;
}

/** A flow that is let through in part moves from one of these to another. */
const aboutFlows = new Set(['required-flow-blocked', 'required-flow-partly-blocked', 'optional-flow-blocked']);

/** Rules that have more findings of a severity or above than they had. */
function graver(before: FileView, after: FileView, severity: Severity): readonly string[] {
  const bound = severities.indexOf(severity);
  const byRule = (view: FileView) => {
    const rules = new Map<string, number>();
    for (const finding of view.findings(neverCancelled)) {
      const rule = aboutFlows.has(finding.rule) ? 'a rule about flows' : finding.rule;
      if (severities.indexOf(finding.severity) <= bound) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    }
    return rules;
  };
  const known = byRule(before);
  return [...byRule(after)].filter(([rule, number]) => number > (known.get(rule) ?? 0)).map(([rule]) => rule);
}

/** Comments on lines of their own that are gone, though no code that they stand in is gone with them. */
function lostComments(
  text: string,
  fixed: string,
  edits: readonly { start: number; end: number }[],
): readonly string[] {
  const comments = [...text.matchAll(/^[ \t]*(\/\/.*)$/gm)];
  return comments
    .filter(({ index, 0: whole }) => {
      const edit = edits.find(({ start, end }) => start < index + whole.length && index < end);
      // Other words in a comment are no loss.
      if (edit === undefined || (index <= edit.start && edit.end <= index + whole.length)) return false;
      const before = text.slice(edit.start, index).trim();
      const behind = text.slice(index + whole.length, edit.end).trim();
      return before === '' || behind === '';
    })
    .map(match => match[1]!.trim())
    .filter(comment => !fixed.includes(comment));
}

function lineEnds(text: string): readonly string[] {
  return [...new Set(text.match(/\r?\n/g) ?? [])].sort();
}

function newLines(text: string, fixed: string): string {
  const known = new Set(text.split('\n'));
  return fixed
    .split('\n')
    .filter(line => !known.has(line))
    .join('\n');
}
