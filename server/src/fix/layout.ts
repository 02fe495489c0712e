/** How a text is laid out: lines, indentation, blanks. Asks the text only, so it serves both languages. */
import type { TextRange } from '../base/span.ts';
import { childrenOf, type ListPart, type ObjectPart, type Part } from './parts.ts';

/** The habits of one file. */
export interface Style {
  readonly lineEnd: '\n' | '\r\n';
  /** One level of indentation. */
  readonly unit: string;
  /** Blanks after a colon, after a comma, and inside the brackets of an object and of a list of values that stand on one line. */
  readonly afterColon: string;
  readonly afterComma: string;
  readonly inBraces: string;
  readonly inBrackets: string;
}

/** Reads the habits of a file off its text and parts. */
export function styleOf(text: string, root: Part): Style {
  const first = text.indexOf('\n');
  const seen: { unit?: string; afterColon?: string; afterComma?: string; inBraces?: string; inBrackets?: string } = {};
  const stack: Part[] = [root];
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    const inner = childrenOf(part);
    for (let i = inner.length - 1; i >= 0; i--) stack.push(inner[i]!);
    if (part.kind === 'member') {
      const colon = text.indexOf(':', part.key.end);
      if (colon >= 0 && colon < part.value.start) seen.afterColon ??= blanks(text, colon + 1, part.value.start);
    }
    const [head, next] = inner;
    if ((part.kind !== 'object' && part.kind !== 'list') || head === undefined) continue;
    if (startsLine(text, head.start)) {
      const [outer, own] = [indentAt(text, part.start), indentAt(text, head.start)];
      if (own.length > outer.length && own.startsWith(outer)) seen.unit ??= own.slice(outer.length);
    } else if (part.kind === 'object') seen.inBraces ??= blanks(text, part.start + 1, head.start);
    else if (head.kind !== 'object' && head.kind !== 'list')
      seen.inBrackets ??= blanks(text, part.start + 1, head.start);
    if (next !== undefined && text[next.start - 1] !== '\n' && !startsLine(text, next.start)) {
      const comma = text.lastIndexOf(',', next.start);
      if (comma >= head.end) seen.afterComma ??= blanks(text, comma + 1, next.start);
    }
    if (Object.keys(seen).length === 5) break;
  }
  const afterColon = seen.afterColon ?? ' ';
  return {
    lineEnd: first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n',
    unit: seen.unit ?? '  ',
    afterColon,
    afterComma: seen.afterComma ?? afterColon,
    inBraces: seen.inBraces ?? afterColon,
    inBrackets: seen.inBrackets ?? '',
  };
}

/** Whether nothing but blanks stands before an offset in its line. */
export function startsLine(text: string, offset: number): boolean {
  // Backwards by hand: a line may be a whole file.
  let at = offset - 1;
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t' || text[at] === '\ufeff')) at--;
  return at < 0 || text[at] === '\n';
}

/** Whether the first entry has a line of its own; an empty bracket pair is asked for a line break in it. */
export function isSpread(text: string, part: ObjectPart | ListPart): boolean {
  const [head] = part.children;
  return head === undefined ? text.slice(part.start, part.end).includes('\n') : startsLine(text, head.start);
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset behind the line end of the line, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** The blanks that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^\ufeff?([ \t]*)/.exec(text.slice(start, Math.max(offset, start)))![1]!;
}

/** The end of what stands behind an offset in the same line and belongs to it: blanks and one comment. */
export function endOfLineComment(text: string, offset: number, comments: readonly TextRange[]): number {
  const lineEnd = endOfLine(text, offset);
  const comment = comments.find(
    ({ start, end }) => start >= offset && end <= lineEnd && text.slice(offset, start).trim() === '',
  );
  return comment !== undefined && text.slice(comment.end, lineEnd).trim() === '' ? comment.end : offset;
}

/** The offset of the line end, without it. */
export function endOfLine(text: string, offset: number): number {
  const at = nextLine(text, offset);
  let end = text[at - 1] === '\n' && at > offset ? at - 1 : at;
  if (end > offset && text[end - 1] === '\r') end--;
  return end;
}

/** The offset of the comma that follows an entry, comments skipped; `undefined` where none does. */
export function commaAfter(
  text: string,
  offset: number,
  limit: number,
  comments: readonly TextRange[],
): number | undefined {
  for (let at = offset; at < limit; at++) {
    const comment = text[at] === '/' ? comments.find(({ start }) => start === at) : undefined;
    if (comment !== undefined) at = comment.end - 1;
    else if (text[at] === ',') return at;
    else if (text[at]!.trim() !== '') return undefined;
  }
  return undefined;
}

function blanks(text: string, start: number, end: number): string {
  const between = text.slice(start, end);
  return /^ *$/.test(between) ? between : between.includes('\n') ? '' : ' ';
}
