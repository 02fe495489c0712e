/** Says in the file what a finding had to guess: that a group is API Management's, and in which mode. */
import { apimModes } from '../analysis/target.ts';
import type { Fix, TreeEdit } from '../fix/tree-edit.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import type { Finding } from '../rules/rule.ts';
import type { FileView } from '../workspace/view.ts';

/** One for each mode where the mode is not known; nothing for a finding that rests on no guess. */
export function directiveFixes(view: FileView, { related }: Finding): readonly Fix[] {
  const target = view.targets.find(
    ({ how, at }) =>
      how === 'inferred' &&
      related.some(place => place.at.file === at.file && place.at.start === at.start && place.at.end === at.end),
  );
  if (target?.group === undefined) return [];
  const { group, sku } = target;
  const modes = target.mode === undefined ? [...apimModes].reverse() : [target.mode];
  return modes.map(mode => {
    const entries = { mode, ...(sku !== undefined && { sku }) };
    const text = Object.entries(entries)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ');
    return {
      title: `Write that it is API Management's (${text})`,
      safety: 'review',
      edits: [edit(view, group, entries, text)],
    };
  });
}

/** A comment, or a property where the file is strict JSON. */
function edit(
  view: FileView,
  group: NetworkSecurityGroup,
  entries: { readonly [key: string]: string },
  text: string,
): TreeEdit {
  return view.allowsComments
    ? { kind: 'insert-comment', above: group.span, text: `apim-vnet: ${text}` }
    : { kind: 'set-property', object: group.span, path: ['metadata', 'apimVnet'], value: entries };
}
