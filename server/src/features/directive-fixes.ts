/** Says in the file what a finding had to guess: that a part of a network is API Management's, and in which mode. */
import { apimModes, type NetworkPart } from '../analysis/target.ts';
import type { Fix, TreeEdit } from '../fix/tree-edit.ts';
import type { Finding } from '../rules/rule.ts';
import type { FileView } from '../workspace/view.ts';

/** One for each mode where the mode is not known; nothing for a finding that rests on no guess. */
export function directiveFixes(view: FileView, { related }: Finding): readonly Fix[] {
  const target = view.targets.find(
    ({ how, at }) =>
      how === 'inferred' &&
      related.some(place => place.at.file === at.file && place.at.start === at.start && place.at.end === at.end),
  );
  if (target?.recognised === undefined || !hasRoom(view, target.recognised)) return [];
  const { recognised, sku } = target;
  const modes = target.mode === undefined ? [...apimModes].reverse() : [target.mode];
  return modes.map(mode => {
    const entries = { mode, ...(sku !== undefined && { sku }) };
    const text = Object.entries(entries)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ');
    return {
      title: `Write that it is API Management's (${text})`,
      safety: 'review',
      edits: [edit(view, recognised, entries, text)],
    };
  });
}

/** Whether a comment can stand right above it, or in strict JSON a property in it: Azure refuses unknown ones in a list of subnets. */
function hasRoom({ source, allowsComments, file }: FileView, part: NetworkPart): boolean {
  if (part.kind !== 'subnet' || part.form === 'resource') return true;
  if (!allowsComments) return file.forFixes.isExport;
  if (part.span.file !== source.uri) return false;
  const line = source.text.slice(source.text.lastIndexOf('\n', part.span.start) + 1, part.span.start);
  return line.trim() === '';
}

/** A comment, or a property where the file is strict JSON. */
function edit(
  view: FileView,
  { span }: NetworkPart,
  entries: { readonly [key: string]: string },
  text: string,
): TreeEdit {
  return view.allowsComments
    ? { kind: 'insert-comment', above: span, text: `apim-vnet: ${text}` }
    : { kind: 'set-property', object: span, path: ['metadata', 'apimVnet'], value: entries };
}
