import assert from 'node:assert/strict';
import type { Span } from '../../server/src/base/span.ts';
import { applyFix, editText, type FixOutcome } from '../../server/src/fix/apply.ts';
import { onlyFile } from '../../server/src/fix/fix-files.ts';
import { bicepFixSource, type FixSource, jsonFixSource } from '../../server/src/fix/fix-source.ts';
import type { Fix, FixValue, TreeEdit } from '../../server/src/fix/tree-edit.ts';
import { parseBicep } from '../../server/src/syntax/bicep/parser.ts';
import { parseJson } from '../../server/src/syntax/json/parser.ts';
import { templateFromJson } from '../../server/src/template/from-json.ts';

const file = 'file:///workspace/file';

/** The file as fixes see it; a text that starts like JSON is JSON. */
export function sourceOf(text: string): FixSource {
  if (!/^\ufeff?\s*(\/\/.*\s*)*[[{]/.test(text)) return bicepFixSource(parseBicep(text, { kind: 'bicep' }), file);
  const tree = parseJson(text);
  return jsonFixSource(tree, file, templateFromJson(tree, file).shape, 'json');
}

/** The place of some words, the nth from 0 where they stand several times. */
export function at(text: string, words: string, nth = 0): Span {
  let start = -1;
  for (let i = 0; i <= nth; i++) start = text.indexOf(words, start + 1);
  assert.ok(start >= 0, `no '${words}' in the text`);
  return { file, start, end: start + words.length };
}

/** What a fix does to a text that is a file of its own. */
export function outcomeOf(text: string, fix: Fix): FixOutcome {
  return applyFix(onlyFile(sourceOf(text)), fix);
}

/** The text after edits; those that cannot be made give the reason in braces. */
export function edited(text: string, ...edits: readonly TreeEdit[]): string {
  const outcome = outcomeOf(text, { title: 'Fix', safety: 'safe', edits });
  if (!outcome.ok) return `{${outcome.why}}`;
  const result = editText(text, outcome.changes[0]!.edits);
  const source = sourceOf(result);
  assert.equal(source.frozen, undefined, `it no longer parses:\n${result}`);
  return result;
}

/** A rule as rules describe it. */
export const newRule: FixValue = {
  name: 'New',
  properties: { priority: 200, direction: 'Inbound', access: 'Allow', destinationPortRanges: ['80', '443'] },
};
