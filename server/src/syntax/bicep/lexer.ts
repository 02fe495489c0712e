/**
 * Cuts a text into tokens.
 *
 * In: any text. Out: tokens in typed arrays, comments, directives and errors, each sorted by start.
 * The work grows linearly with the text. Never here: what a sequence of tokens means.
 */
import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  CR,
  DOLLAR,
  isBlank,
  isDigit,
  isLetter,
  isNewline,
  isWordPart,
  LF,
  looksLikeStatement,
  QUOTE,
} from './characters.ts';
import { type BicepErrorCode, errorMessage } from './errors.ts';
import { MAX_ERRORS } from './limits.ts';
import * as T from './token-kinds.ts';
import type { BicepSyntaxError, Comment, Directive, DirectiveCode } from './tree.ts';

export interface LexedText {
  /** Kinds of token-kinds.ts. After the last token stand three EOF, so that looking ahead by two needs no check. */
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Without the EOFs. */
  readonly count: number;
  readonly comments: readonly Comment[];
  readonly directives: readonly Directive[];
  readonly errors: readonly BicepSyntaxError[];
  /** Whether every bracket has its partner. If not, the parser looks for lines at which to end what was left open. */
  readonly balanced: boolean;
  /** How many characters were read more than once. */
  readonly reread: number;
}

export function lex(text: string): LexedText {
  return new Lexer(text).run();
}

// What is open at a place. A hole is written as `HOLE + 2 * dollars + (multi-line ? 1 : 0)`.
const OPEN_BRACE = 0;
const OPEN_PAREN = 1;
const OPEN_SQUARE = 2;
const HOLE = 4;

const DIRECTIVE_KINDS = ['disable-next-line', 'disable-diagnostics', 'restore-diagnostics'] as const;

class Lexer {
  private readonly text: string;
  private readonly length: number;
  private kinds: Uint8Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private count = 0;
  private readonly comments: Comment[] = [];
  private readonly directives: Directive[] = [];
  private readonly errors: BicepSyntaxError[] = [];
  private readonly open: number[] = [];
  private holes = 0;
  private balanced = true;
  private reread = 0;
  /** Where the line of the last error ends: errors up to there are its echoes. */
  private quietUntil = -1;
  /** Up to here no `"` has a partner. */
  private strayQuotesUntil = -1;
  /** Where a multi-line string read from any place in `closingFrom..closingAt` ends; kept so that no stretch is searched twice. */
  private closingFrom = -1;
  private closingAt = -1;
  private isClosed = false;

  constructor(text: string) {
    this.text = text;
    this.length = text.length;
    const capacity = (text.length >> 2) + 16;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  run(): LexedText {
    const text = this.text;
    const length = this.length;
    let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (i < length) {
      const c = text.charCodeAt(i);
      if (c === 32 || c === 9) {
        i++;
      } else if (isLetter(c)) {
        i = this.word(i);
      } else if (c === LF || c === CR) {
        i = this.newline(i);
      } else if (c === QUOTE) {
        i = this.string(i, 0);
      } else {
        i = this.sign(i, c);
      }
    }
    if (this.holes > 0) this.closeHoles(length);
    if (this.open.length > 0) this.balanced = false;
    const { count } = this;
    for (let n = 0; n < 3; n++) this.push(T.EOF, length, length);
    return {
      kinds: this.kinds,
      starts: this.starts,
      ends: this.ends,
      count,
      comments: this.comments,
      directives: this.directives,
      errors: this.errors,
      balanced: this.balanced,
      reread: this.reread,
    };
  }

  /** Adds a token; the answer is its end, where reading goes on. */
  private push(kind: number, start: number, end: number): number {
    const at = this.count;
    if (at === this.kinds.length) this.grow();
    this.kinds[at] = kind;
    this.starts[at] = start;
    this.ends[at] = end;
    this.count = at + 1;
    return end;
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    const kinds = new Uint8Array(capacity);
    const starts = new Int32Array(capacity);
    const ends = new Int32Array(capacity);
    kinds.set(this.kinds);
    starts.set(this.starts);
    ends.set(this.ends);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
  }

  private error(code: BicepErrorCode, start: number, end: number, detail = ''): void {
    if (start <= this.quietUntil || this.errors.length >= MAX_ERRORS) return;
    let lineEnd = start;
    while (lineEnd < this.length && !isNewline(this.text.charCodeAt(lineEnd))) lineEnd++;
    this.quietUntil = lineEnd;
    this.errors.push({ start, end, message: errorMessage(code, detail), code });
  }

  private word(start: number): number {
    const text = this.text;
    let i = start + 1;
    while (isWordPart(text.charCodeAt(i))) i++;
    let kind = T.IDENT;
    if (i - start === 4) {
      const c = text.charCodeAt(start);
      if (c === 116) {
        if (text.startsWith('true', start)) kind = T.TRUE;
      } else if (c === 110 && text.startsWith('null', start)) kind = T.NULL;
    } else if (i - start === 5 && text.charCodeAt(start) === 102 && text.startsWith('false', start)) kind = T.FALSE;
    return this.push(kind, start, i);
  }

  private newline(start: number): number {
    const text = this.text;
    if (this.holes > 0) this.closeHoles(start);
    let i = start + 1;
    while (isNewline(text.charCodeAt(i))) i++;
    const last = this.count - 1;
    if (last >= 0 && this.kinds[last] === T.NEWLINE) this.ends[last] = i;
    else this.push(T.NEWLINE, start, i);
    return i;
  }

  /** A line that ends inside a hole ends every string that is open, so that the next line is read afresh. */
  private closeHoles(at: number): void {
    const { open } = this;
    this.balanced = false;
    this.error('newline-in-hole', at, at);
    let keep = open.length;
    for (let holes = this.holes; holes > 0; ) if (open[--keep]! >= HOLE) holes--;
    open.length = keep;
    this.holes = 0;
  }

  private sign(i: number, c: number): number {
    const text = this.text;
    const next = text.charCodeAt(i + 1);
    switch (c) {
      case 123: // {
        this.open.push(OPEN_BRACE);
        return this.push(T.LEFT_BRACE, i, i + 1);
      case 125: // }
        return this.closingBrace(i);
      case 40: // (
        this.open.push(OPEN_PAREN);
        return this.push(T.LEFT_PAREN, i, i + 1);
      case 41: // )
        this.close(OPEN_PAREN);
        return this.push(T.RIGHT_PAREN, i, i + 1);
      case 91: // [
        this.open.push(OPEN_SQUARE);
        return this.push(T.LEFT_SQUARE, i, i + 1);
      case 93: // ]
        this.close(OPEN_SQUARE);
        return this.push(T.RIGHT_SQUARE, i, i + 1);
      case 58: // :
        return next === 58 ? this.push(T.DOUBLE_COLON, i, i + 2) : this.push(T.COLON, i, i + 1);
      case 46: // .
        if (next === 46 && text.charCodeAt(i + 2) === 46) return this.push(T.ELLIPSIS, i, i + 3);
        return this.push(T.DOT, i, i + 1);
      case 44: // ,
        return this.push(T.COMMA, i, i + 1);
      case 47: // /
        if (next === 47) return this.lineComment(i);
        if (next === 42) return this.blockComment(i);
        return this.push(T.SLASH, i, i + 1);
      case 61: // =
        if (next === 61) return this.push(T.EQUALS, i, i + 2);
        if (next === 62) return this.push(T.ARROW, i, i + 2);
        if (next === 126) return this.push(T.EQUALS_NO_CASE, i, i + 2);
        return this.push(T.ASSIGN, i, i + 1);
      case 63: // ?
        return next === 63 ? this.push(T.COALESCE, i, i + 2) : this.push(T.QUESTION, i, i + 1);
      case 33: // !
        if (next === 61) return this.push(T.NOT_EQUALS, i, i + 2);
        if (next === 126) return this.push(T.NOT_EQUALS_NO_CASE, i, i + 2);
        return this.push(T.EXCLAMATION, i, i + 1);
      case 60: // <
        return next === 61 ? this.push(T.LESS_EQUAL, i, i + 2) : this.push(T.LESS, i, i + 1);
      case 62: // >
        return next === 61 ? this.push(T.GREATER_EQUAL, i, i + 2) : this.push(T.GREATER, i, i + 1);
      case 38: // &
        return next === 38 ? this.push(T.AND, i, i + 2) : this.unknown(i);
      case 124: // |
        return next === 124 ? this.push(T.OR, i, i + 2) : this.push(T.PIPE, i, i + 1);
      case 64: // @
        return this.push(T.AT, i, i + 1);
      case 59: // ;
        return this.push(T.SEMICOLON, i, i + 1);
      case 43: // +
        return this.push(T.PLUS, i, i + 1);
      case 45: // -
        return this.push(T.MINUS, i, i + 1);
      case 42: // *
        return this.push(T.ASTERISK, i, i + 1);
      case 37: // %
        return this.push(T.PERCENT, i, i + 1);
      case 94: // ^
        return this.push(T.HAT, i, i + 1);
      case DOLLAR:
        return this.dollars(i);
      case 35: // #
        return this.directive(i);
      case 34: // "
        return this.doubleQuoted(i);
      default:
        return isDigit(c) ? this.digits(i) : this.unknown(i);
    }
  }

  private digits(start: number): number {
    let i = start + 1;
    while (isDigit(this.text.charCodeAt(i))) i++;
    return this.push(T.INTEGER, start, i);
  }

  private close(bracket: number): void {
    const { open } = this;
    if (open.length > 0 && open[open.length - 1] === bracket) open.pop();
    else this.balanced = false;
  }

  private closingBrace(i: number): number {
    const { open } = this;
    let top = open.pop();
    while (top === OPEN_PAREN || top === OPEN_SQUARE) {
      this.balanced = false;
      top = open.pop();
    }
    if (top === undefined) this.balanced = false;
    else if (top >= HOLE) {
      this.holes--;
      return this.piece(i, i + 1, (top - HOLE) >> 1, (top & 1) === 1, false);
    }
    return this.push(T.RIGHT_BRACE, i, i + 1);
  }

  private lineComment(start: number): number {
    const text = this.text;
    let i = start + 2;
    while (i < this.length && !isNewline(text.charCodeAt(i))) i++;
    this.comments.push({ kind: 'line', start, end: i });
    return i;
  }

  private blockComment(start: number): number {
    const closing = this.text.indexOf('*/', start + 2);
    const end = closing < 0 ? this.length : closing + 2;
    if (closing < 0) this.error('unterminated-comment', start, start + 2);
    this.comments.push({ kind: 'block', start, end });
    return end;
  }

  /** `#…` is a directive where it is the first sign of its line. */
  private directive(start: number): number {
    const text = this.text;
    const kind = DIRECTIVE_KINDS.find(name => text.startsWith(name, start + 1));
    if (kind === undefined || !this.isFirstOfLine(start)) return this.unknown(start);
    const codes: DirectiveCode[] = [];
    let i = start + 1 + kind.length;
    let end = i;
    for (;;) {
      while (isBlank(text.charCodeAt(i))) i++;
      const from = i;
      while (isWordPart(text.charCodeAt(i)) || text.charCodeAt(i) === 45) i++;
      if (i === from) break;
      end = i;
      codes.push({ start: from, end: i, text: text.slice(from, i) });
    }
    if (codes.length === 0) this.error('expected-directive-codes', end, end);
    this.directives.push({ kind, start, end, codes });
    return i;
  }

  private isFirstOfLine(at: number): boolean {
    let i = at - 1;
    while (i >= 0 && isBlank(this.text.charCodeAt(i))) i--;
    return i < 0 || isNewline(this.text.charCodeAt(i)) || (i === 0 && this.text.charCodeAt(0) === 0xfeff);
  }

  /** Reads `"…"` as one token, so that its contents are not taken for quotes and names. */
  private doubleQuoted(start: number): number {
    const text = this.text;
    if (start >= this.strayQuotesUntil) {
      let i = start + 1;
      for (; i < this.length; i++) {
        const c = text.charCodeAt(i);
        if (c === 34) {
          this.error('double-quote', start, i + 1);
          return this.push(T.DOUBLE_QUOTED, start, i + 1);
        }
        if (isNewline(c)) break;
        if (c === BACKSLASH && !isNewline(text.charCodeAt(i + 1))) i++;
      }
      this.strayQuotesUntil = i;
      this.reread += i - start;
    }
    this.error('double-quote', start, start + 1);
    return this.push(T.UNKNOWN, start, start + 1);
  }

  /** One or more neighbouring characters that mean nothing, as one token. */
  private unknown(start: number): number {
    const text = this.text;
    let i = start + 1;
    while (i < this.length && (text.charCodeAt(i) > 127 || text.charCodeAt(i) < 9)) i++;
    this.error('unexpected-character', start, i, shown(text.slice(start, Math.min(i, start + 20))));
    return this.push(T.UNKNOWN, start, i);
  }

  private dollars(start: number): number {
    const text = this.text;
    let i = start + 1;
    while (text.charCodeAt(i) === DOLLAR) i++;
    if (text.startsWith("'''", i)) return this.string(i, i - start);
    this.error('unexpected-character', start, i, '$');
    return this.push(T.UNKNOWN, start, i);
  }

  private string(quote: number, dollars: number): number {
    const text = this.text;
    const multiline = text.charCodeAt(quote + 1) === QUOTE && text.charCodeAt(quote + 2) === QUOTE;
    return this.piece(quote - dollars, quote + (multiline ? 3 : 1), dollars, multiline, true);
  }

  /** Reads literal text of a string from `from`, up to its end or its next hole; `start` is where the token begins. */
  private piece(start: number, from: number, dollars: number, multiline: boolean, isFirst: boolean): number {
    return multiline ? this.multilinePiece(start, from, dollars, isFirst) : this.singleLinePiece(start, from, isFirst);
  }

  private singleLinePiece(start: number, from: number, isFirst: boolean): number {
    const text = this.text;
    for (let i = from; ; ) {
      const c = text.charCodeAt(i);
      if (c === QUOTE) return this.push(isFirst ? T.STRING : T.STRING_RIGHT, start, i + 1);
      if (c === BACKSLASH) i = this.escape(i);
      else if (c === DOLLAR && text.charCodeAt(i + 1) === BRACE_OPEN) {
        this.openHole(0, false);
        return this.push(isFirst ? T.STRING_LEFT : T.STRING_MIDDLE, start, i + 2);
      } else if (c === LF || c === CR || i >= this.length) {
        this.error('unterminated-string', isFirst ? start : from, i);
        return this.push(isFirst ? T.STRING_OPEN : T.STRING_RIGHT_OPEN, start, i);
      } else i++;
    }
  }

  private openHole(dollars: number, multiline: boolean): void {
    this.open.push(HOLE + 2 * dollars + (multiline ? 1 : 0));
    this.holes++;
  }

  /** Checks an escape at its backslash; the answer is where the text goes on. */
  private escape(at: number): number {
    const text = this.text;
    const c = text.charCodeAt(at + 1);
    switch (c) {
      case 110: // n
      case 114: // r
      case 116: // t
      case BACKSLASH:
      case QUOTE:
      case DOLLAR:
        return at + 2;
      case 117: {
        // u
        let i = at + 2;
        if (text.charCodeAt(i) === BRACE_OPEN) {
          let value = 0;
          let digits = 0;
          for (i++; ; i++, digits++) {
            const digit = hexValue(text.charCodeAt(i));
            if (digit < 0) break;
            value = Math.min(value * 16 + digit, 0x110000);
          }
          if (digits > 0 && value <= 0x10ffff && text.charCodeAt(i) === BRACE_CLOSE) return i + 1;
        }
        this.error('bad-unicode-escape', at, i);
        return i;
      }
      default: {
        if (at + 1 >= this.length || isNewline(c)) return at + 1; // The string is reported as unterminated.
        const end = at + 2;
        this.error('bad-escape', at, end, shown(text.slice(at, end)));
        return end;
      }
    }
  }

  private multilinePiece(start: number, from: number, dollars: number, isFirst: boolean): number {
    const text = this.text;
    const closing = this.multilineEnd(from);
    if (dollars > 0) {
      for (let i = from; i < closing; i++) {
        if (text.charCodeAt(i) !== DOLLAR) continue;
        let run = i + 1;
        while (text.charCodeAt(run) === DOLLAR) run++;
        if (run - i >= dollars && text.charCodeAt(run) === BRACE_OPEN) {
          this.openHole(dollars, true);
          return this.push(isFirst ? T.STRING_LEFT : T.STRING_MIDDLE, start, run + 1);
        }
        i = run - 1;
      }
    }
    if (this.isClosed) {
      let end = closing + 3;
      while (text.charCodeAt(end) === QUOTE) end++;
      return this.push(isFirst ? T.STRING : T.STRING_RIGHT, start, end);
    }
    this.error('unterminated-multi-line-string', start, from);
    this.balanced = false;
    return this.push(isFirst ? T.STRING_OPEN : T.STRING_RIGHT_OPEN, start, closing);
  }

  /**
   * Where the text of a multi-line string read from `from` ends: at the next three quotes. A string left open ends before the
   * next line that begins a statement in its first column, so that the rest of the file is not lost.
   */
  private multilineEnd(from: number): number {
    if (from < this.closingFrom || from > this.closingAt) {
      const found = this.text.indexOf("'''", from);
      this.closingFrom = from;
      this.isClosed = found >= 0;
      this.closingAt = found >= 0 ? found : this.nextStatementLine(from);
    }
    return this.closingAt;
  }

  private nextStatementLine(from: number): number {
    const text = this.text;
    let i = from;
    while (i < this.length && !(isNewline(text.charCodeAt(i)) && looksLikeStatement(text, i + 1))) i++;
    this.reread += i - from;
    if (i < this.length) while (i > from && isNewline(text.charCodeAt(i - 1))) i--;
    return i;
  }
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(c: number): number {
  if (isDigit(c)) return c - 48;
  if (c >= 97 && c <= 102) return c - 87;
  if (c >= 65 && c <= 70) return c - 55;
  return -1;
}

/** Text as a message can show it: what has no glyph is written as its code. */
function shown(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const hidden = code < 32 || code === 127 || (code >= 0xd800 && code <= 0xdfff) || code === 0xfeff || code === 0xa0;
    result += hidden ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character;
  }
  return result;
}
