/** What users write to this tool in comments: targets above a resource, and rules to be silent about. */
import type { FileId, Span, TextRange } from '../base/span.ts';

/** `// apim-vnet: mode=Internal sku=Premium` */
export interface TargetDirective {
  readonly span: Span;
  /** The comment it stands in. */
  readonly comment: TextRange;
  readonly entries: readonly DirectiveEntry[];
}

export interface DirectiveEntry {
  readonly key: string;
  /** `undefined` where no `=` follows the key. */
  readonly value: string | undefined;
  readonly keySpan: Span;
  readonly valueSpan: Span;
}

/**
 * `// apim-vnet-disable-next-line rule-id…`, or `// apim-vnet-disable rule-id…` for the whole file; without ids it silences every rule.
 */
export interface DisableDirective {
  readonly scope: 'next-line' | 'file';
  readonly span: Span;
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
}

export interface Directives {
  readonly targets: readonly TargetDirective[];
  readonly disables: readonly DisableDirective[];
}

const targetWord = 'apim-vnet:';
const disableWords = { 'next-line': 'apim-vnet-disable-next-line', file: 'apim-vnet-disable' } as const;
const scopes = ['next-line', 'file'] as const;

/** Reads the comments of a file, in order. A comment that only mentions the words in its text is none of ours. Never throws. */
export function readDirectives(text: string, comments: readonly TextRange[], file: FileId): Directives {
  const targets: TargetDirective[] = [];
  const disables: DisableDirective[] = [];
  for (const comment of comments) {
    const block = text.startsWith('/*', comment.start);
    const bodyEnd = block && text.endsWith('*/', comment.end) ? comment.end - 2 : comment.end;
    let start = comment.start + 2;
    while (start < bodyEnd && /[\s*]/.test(text[start]!)) start++;
    if (text.startsWith(targetWord, start)) {
      const entries = words(text, start + targetWord.length, bodyEnd).map(word => entryOf(text, word, file));
      targets.push({ span: { file, start, end: lastEnd(entries, start + targetWord.length) }, comment, entries });
      continue;
    }
    const scope = scopes.find(candidate => hasWord(text, start, disableWords[candidate]));
    if (scope === undefined) continue;
    const word = disableWords[scope];
    const rules = words(text, start + word.length, bodyEnd)
      .map(word => ({ id: text.slice(word.start, word.end).replace(/,$/, ''), span: { file, ...word } }))
      .filter(rule => rule.id !== '');
    disables.push({ scope, span: { file, start, end: rules.at(-1)?.span.end ?? start + word.length }, rules });
  }
  return { targets, disables };
}

/** Whether a text has a word at an offset, and not the beginning of a longer one. */
function hasWord(text: string, at: number, word: string): boolean {
  return text.startsWith(word, at) && !/[\w-]/.test(text[at + word.length] ?? ' ');
}

/** The directives that belong to a resource: in the comments right above it, or between its start and its first property. */
export function directivesAt(
  head: TextRange,
  text: string,
  comments: readonly TextRange[],
  directives: readonly TargetDirective[],
): readonly TargetDirective[] {
  if (directives.length === 0) return [];
  const belongs = new Set<number>();
  let cursor = head.start;
  let i = comments.length - 1;
  while (i >= 0 && comments[i]!.end > cursor) i--;
  for (; i >= 0; i--) {
    const comment = comments[i]!;
    if (text.slice(comment.end, cursor).trim() !== '') break;
    belongs.add(comment.start);
    cursor = comment.start;
  }
  return directives.filter(
    ({ comment }) => belongs.has(comment.start) || (comment.start >= head.start && comment.end <= head.end),
  );
}

function entryOf(text: string, word: TextRange, file: FileId): DirectiveEntry {
  const written = text.slice(word.start, word.end);
  const equals = written.indexOf('=');
  const keyEnd = equals < 0 ? word.end : word.start + equals;
  return {
    key: text.slice(word.start, keyEnd),
    value: equals < 0 ? undefined : written.slice(equals + 1),
    keySpan: { file, start: word.start, end: keyEnd },
    valueSpan: { file, start: equals < 0 ? word.end : keyEnd + 1, end: word.end },
  };
}

function words(text: string, from: number, to: number): TextRange[] {
  const result: TextRange[] = [];
  for (const match of text.slice(from, to).matchAll(/\S+/g)) {
    if (/^\*+$/.test(match[0])) continue;
    result.push({ start: from + match.index, end: from + match.index + match[0].length });
  }
  return result;
}

function lastEnd(entries: readonly DirectiveEntry[], otherwise: number): number {
  return entries.at(-1)?.valueSpan.end ?? otherwise;
}
