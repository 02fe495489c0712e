import type { TextRange } from '../../base/span.ts';

/** One escape of a JSON string. `source` counts in the token, its opening quote is 0; `decoded` counts in the value. */
interface Escape {
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly decodedStart: number;
  /** One behind `decodedStart`, or equal to it for an escape JSON does not know: such a one adds nothing to the value. */
  readonly decodedEnd: number;
}

/** What a token holds: `contentEnd` counts like `sourceStart` and stands before the closing quote. */
interface Layout {
  readonly escapes: readonly Escape[];
  readonly contentEnd: number;
}

/**
 * Leads from offsets in the value of a JSON string to offsets in its file, and back.
 *
 * Nothing is computed before the first question. A string without a backslash then costs one search; any other one pass, and
 * each question a binary search over its escapes. Offsets outside the string are moved to its nearest end. Escapes that JSON
 * does not know count as jsonc-parser reads them: a backslash and its letter, or `\u` and the digits it has, add nothing.
 */
export class DecodedOffsets {
  private readonly text: string;
  private readonly token: TextRange;
  private known: Layout | undefined;

  /**
   * @param text the whole file
   * @param token the string in it, with its quotes; the closing one may be absent
   */
  constructor(text: string, token: TextRange) {
    this.text = text;
    this.token = token;
  }

  /** Where the character at `decoded` begins in the file; for the end of the value, the closing quote. */
  fileOffset(decoded: number): number {
    const { escapes, contentEnd } = this.layout();
    const before = escapes[lastWhere(escapes, e => e.decodedEnd <= decoded)];
    return this.clamped(before ? before.sourceEnd + decoded - before.decodedEnd : 1 + decoded, contentEnd);
  }

  /** The text in the file that a piece of the value was written as: whole escapes, and none beside it. */
  fileRange(decoded: TextRange): TextRange {
    const start = this.fileOffset(decoded.start);
    if (decoded.end <= decoded.start) return { start, end: start };
    const { escapes, contentEnd } = this.layout();
    const last = escapes[lastWhere(escapes, e => e.decodedStart < decoded.end)];
    const end = this.clamped(last ? last.sourceEnd + decoded.end - last.decodedEnd : 1 + decoded.end, contentEnd);
    return { start, end: Math.max(start, end) };
  }

  /** The offset in the value for a place in the file; inside an escape it is where the escaped character begins. */
  decodedOffset(file: number): number {
    const { escapes, contentEnd } = this.layout();
    const source = Math.max(1, Math.min(file - this.token.start, contentEnd));
    const before = escapes[lastWhere(escapes, e => e.sourceStart <= source)];
    if (!before) return source - 1;
    return source < before.sourceEnd ? before.decodedStart : before.decodedEnd + source - before.sourceEnd;
  }

  private clamped(source: number, contentEnd: number): number {
    return this.token.start + Math.max(1, Math.min(source, contentEnd));
  }

  private layout(): Layout {
    this.known ??= layoutOf(this.text.slice(this.token.start, this.token.end));
    return this.known;
  }
}

function layoutOf(raw: string): Layout {
  const escapes: Escape[] = [];
  let dropped = 1; // Characters of the token so far that are not in the value; the opening quote is one.
  let at = raw.indexOf('\\', 1);
  while (at >= 0) {
    const end = escapeEnd(raw, at);
    const decodedStart = at - dropped;
    const decodedEnd = decodedStart + (isKnownEscape(raw, at, end) ? 1 : 0);
    escapes.push({ sourceStart: at, sourceEnd: end, decodedStart, decodedEnd });
    dropped = end - decodedEnd;
    at = raw.indexOf('\\', end);
  }
  const afterEscapes = escapes.at(-1)?.sourceEnd ?? 1;
  const isClosed = raw.length > afterEscapes && raw.endsWith('"');
  return { escapes, contentEnd: Math.max(1, isClosed ? raw.length - 1 : raw.length) };
}

function escapeEnd(raw: string, at: number): number {
  let end = Math.min(at + 2, raw.length);
  if (raw[at + 1] !== 'u') return end;
  while (end < at + 6 && /^[0-9a-fA-F]$/.test(raw.charAt(end))) end++;
  return end;
}

function isKnownEscape(raw: string, at: number, end: number): boolean {
  const letter = raw.charAt(at + 1);
  return letter === 'u' ? end === at + 6 : letter !== '' && '"\\/bfnrt'.includes(letter);
}

/** Index of the last escape for which a claim holds that holds for all before it; -1 where it holds for none. */
function lastWhere(escapes: readonly Escape[], holds: (candidate: Escape) => boolean): number {
  let low = -1;
  let high = escapes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(escapes[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low;
}
