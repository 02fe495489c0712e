/** What may be written in the comments that speak to this tool. */
import { directiveKeys, directiveValues } from '../../analysis/directive.ts';
import { rules } from '../../rules/index.ts';
import { directiveKeyTitles, directiveValueTitle } from '../directive-words.ts';
import type { Candidate } from './candidate.ts';

/** Keys of a directive that are not in use yet, with the sign that stands behind each. */
export function directiveKeyCandidates(taken: readonly string[]): readonly Candidate[] {
  return directiveKeys
    .filter(key => !taken.some(other => other.toLowerCase() === key))
    .map(key => ({ value: key, detail: directiveKeyTitles[key] }));
}

/** Values of a key in any case; of `features`, each one alone. */
export function directiveValueCandidates(written: string): readonly Candidate[] {
  const key = directiveKeys.find(candidate => candidate === written.toLowerCase());
  return key === undefined
    ? []
    : directiveValues(key).map(value => ({ value, detail: directiveValueTitle(key, value) }));
}

/** Rules that a comment may silence. */
export function ruleCandidates(taken: readonly string[]): readonly Candidate[] {
  return rules.filter(({ id }) => !taken.includes(id)).map(({ id, summary }) => ({ value: id, detail: summary }));
}

export type DirectivePlace =
  | { readonly kind: 'key'; readonly taken: readonly string[]; readonly start: number; readonly end: number }
  | { readonly kind: 'value'; readonly key: string; readonly start: number; readonly end: number }
  | { readonly kind: 'rule'; readonly taken: readonly string[]; readonly start: number; readonly end: number };

/**
 * What is being written in a comment; `undefined` where it is nothing of ours.
 *
 * @param comment its text up to the end of the line of the cursor, from its signs on
 * @param cursor offset in it
 */
export function directivePlace(comment: string, cursor: number): DirectivePlace | undefined {
  const head = /^(?:\/\/|\/\*)[\s*]*(apim-vnet:|apim-vnet-disable-next-line(?=\s))/.exec(comment);
  if (head === null || cursor < head[0].length) return undefined;
  const body = comment.slice(head[0].length).replace(/\*\/.*$/s, '');
  const words = [...body.matchAll(/\S+/g)].map(match => ({
    text: match[0],
    start: head[0].length + match.index,
    end: head[0].length + match.index + match[0].length,
  }));
  const word = words.find(({ start, end }) => start <= cursor && cursor <= end) ?? {
    text: '',
    start: cursor,
    end: cursor,
  };
  const others = words.filter(other => other !== word).map(({ text }) => text);
  if (head[1] !== 'apim-vnet:') return { kind: 'rule', taken: others, start: word.start, end: word.end };
  const equals = word.text.indexOf('=');
  const taken = others.map(text => text.split('=')[0]!);
  if (equals < 0 || cursor <= word.start + equals) {
    return { kind: 'key', taken, start: word.start, end: equals < 0 ? word.end : word.start + equals };
  }
  // Of a list, the entry that holds the cursor.
  const before = word.text.slice(0, cursor - word.start).lastIndexOf(',');
  const from = before < 0 ? equals : before;
  const comma = word.text.indexOf(',', cursor - word.start);
  return {
    kind: 'value',
    key: word.text.slice(0, equals),
    start: word.start + from + 1,
    end: comma < 0 ? word.end : word.start + comma,
  };
}
