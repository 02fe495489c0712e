/** What a word of a directive means: in a comment to this tool, or in `metadata.apimVnet`. */
import { type DirectiveKey, directiveKeys, directiveValues } from '../../analysis/directive.ts';
import { type Span, touches } from '../../base/span.ts';
import type { FileView } from '../../workspace/view.ts';
import { directiveKeyTitles, directiveValueTitle } from '../directive-words.ts';
import { plain } from './markdown.ts';

/** Longer lists are for completion. */
const mostShown = 12;

/** @returns Markdown and the word it is about; `undefined` where no word of ours is */
export function describeDirective(
  view: FileView,
  offset: number,
): { readonly text: string; readonly span: Span } | undefined {
  for (const { key: written, value, keySpan, valueSpan } of entriesOf(view)) {
    if (keySpan.file !== view.source.uri) continue;
    const key = directiveKeys.find(known => known === written.toLowerCase());
    if (key === undefined) continue;
    if (touches(keySpan, offset)) return { text: aboutKey(key), span: keySpan };
    if (value && touches(valueSpan, offset)) {
      const text = aboutValue(key, value);
      return text === undefined ? undefined : { text, span: valueSpan };
    }
  }
  return undefined;
}

function entriesOf({ file, network }: FileView) {
  const { securityGroups, subnets, routeTables, services, workspaceGateways } = network;
  const bearers = [...securityGroups, ...subnets, ...routeTables, ...services, ...workspaceGateways];
  const inMetadata = bearers.flatMap(({ metadata }) => metadata?.entries ?? []);
  return [...file.directives.targets.flatMap(({ entries }) => entries), ...inMetadata];
}

function aboutKey(key: DirectiveKey): string {
  const values = directiveValues(key);
  const shown = values.length === 0 || values.length > mostShown ? [] : [`Known: ${values.map(code).join(', ')}.`];
  return [`**${key}**: ${plain(directiveKeyTitles[key])}.`, ...shown].join('\n\n');
}

/** Of a list, what each entry means. */
function aboutValue(key: DirectiveKey, value: string): string | undefined {
  const parts = key === 'features' ? value.split(',') : [value];
  const lines = parts.flatMap(part => {
    const known = directiveValues(key).find(candidate => candidate.toLowerCase() === part.toLowerCase());
    const title = known === undefined ? undefined : directiveValueTitle(key, known);
    return title === undefined ? [] : [`${code(known!)}: ${plain(title)}.`];
  });
  return lines.length === 0 ? undefined : lines.join('\n\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
