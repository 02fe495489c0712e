/** What users write to this tool in the metadata of a template, where strict JSON has no comments. */
import type { FileId } from '../base/span.ts';
import { type JsonTree, member } from '../syntax/json/tree.ts';
import type { DisableDirective } from './directives.ts';

/** Where a template names the rules to be silent about, from its root inwards. */
export const disablePath: readonly string[] = ['metadata', 'apimVnet', 'disable'];

/**
 * `"metadata": { "apimVnet": { "disable": "rule-id rule-id" } }` of a whole template: silences these rules in the file. Ids stand apart by
 * blanks or commas; without one nothing is silenced. Never throws.
 */
export function metadataDisables({ root }: JsonTree, file: FileId): readonly DisableDirective[] {
  let value = root;
  for (const name of disablePath) value = member(value, name);
  if (value?.kind !== 'string') return [];
  const { start, end } = value;
  const rules = [...value.value.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => {
    // Ids have no signs that JSON would write in another way.
    const at = start + 1 + index;
    return { id, span: { file, start: at, end: Math.min(at + id.length, end) } };
  });
  return rules.length === 0 ? [] : [{ scope: 'file', span: { file, start, end }, rules }];
}
