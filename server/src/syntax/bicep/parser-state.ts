/**
 * What the parts of the parser share: the place in the token stream, errors, nesting, and the rules of recovery.
 *
 * Nothing here throws. An expectation that fails reports an error and consumes nothing; each loop of the parser moves on
 * by itself. A closing bracket that belongs to an outer construct is never consumed by an inner one.
 */
import { isNewline, keywordAt, looksLikeStatement } from './characters.ts';
import { type BicepErrorCode, errorMessage } from './errors.ts';
import type { LexedText } from './lexer.ts';
import { MAX_DEPTH, MAX_ERRORS } from './limits.ts';
import * as T from './token-kinds.ts';
import type { BicepFileKind, BicepSyntaxError, Identifier, Missing } from './tree.ts';

const WORDS_MASK = 255;

export class ParserState {
  readonly text: string;
  readonly fileKind: BicepFileKind;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Index of the token to read next. */
  pos = 0;
  /** Whether an object or array may be written here: not within `${…}` and not as the index of a type. */
  literalsAllowed = true;
  /** Brackets that constructs around this place wait for, by kind. */
  braces = 0;
  parens = 0;
  squares = 0;
  /** How many holes of strings enclose this place. */
  holes = 0;
  readonly errors: BicepSyntaxError[] = [];
  /** Ranges that are reported once, whatever is wrong in them. */
  readonly quiet: { readonly start: number; readonly end: number }[] = [];
  /** How many tokens were skipped or looked at a second time; for tests of growth. */
  steps = 0;
  /** How many constructs enclose this place. */
  private depth = 0;
  /** How many operators and accesses are chained on the way to here. */
  private links = 0;
  /** Whether a line that looks like a statement ends what is open: only in a text whose brackets do not match. */
  readonly anchored: boolean;
  /** The line of the last error, and where in it that error begins. */
  private lineStart = 0;
  private lineEnd = -1;
  private quietFrom = -1;
  private readonly words: (string | undefined)[] = new Array(WORDS_MASK + 1).fill(undefined);

  constructor(text: string, fileKind: BicepFileKind, lexed: LexedText) {
    this.text = text;
    this.fileKind = fileKind;
    this.kinds = lexed.kinds;
    this.starts = lexed.starts;
    this.ends = lexed.ends;
    this.anchored = !lexed.balanced;
  }

  // Reading ----------------------------------------------------------------------------------------------------------

  get kind(): number {
    return this.kinds[this.pos]!;
  }

  get start(): number {
    return this.starts[this.pos]!;
  }

  /** Where the last token that is no line end stops; nodes end here, and what is absent is reported here. */
  get lastEnd(): number {
    let last = this.pos - 1;
    if (last >= 0 && this.kinds[last] === T.NEWLINE) last--;
    return last < 0 ? 0 : this.ends[last]!;
  }

  /** Whether the next token is the word `word`. */
  isWord(word: string): boolean {
    return this.isWordAt(this.pos, word);
  }

  isWordAt(at: number, word: string): boolean {
    const start = this.starts[at]!;
    return this.kinds[at] === T.IDENT && this.ends[at]! - start === word.length && this.text.startsWith(word, start);
  }

  skipNewline(): void {
    if (this.kinds[this.pos] === T.NEWLINE) this.pos++;
  }

  tokenText(at: number): string {
    return this.text.slice(this.starts[at]!, this.ends[at]!);
  }

  missing(): Missing {
    const at = this.lastEnd;
    return { kind: 'missing', start: at, end: at };
  }

  /** Reads a name; `what` completes the sentence "Expected the name of …". */
  identifier(what: string): Identifier {
    if (this.kind === T.IDENT) return this.takeIdentifier();
    this.expected('expected-name', what);
    return this.absentIdentifier();
  }

  /** Makes a name of the next token, whatever it is. */
  takeIdentifier(): Identifier {
    const start = this.starts[this.pos]!;
    const end = this.ends[this.pos]!;
    this.pos++;
    return { kind: 'identifier', start, end, name: this.word(start, end) };
  }

  /** The word at `start..end`. Programs repeat few words many times; one string serves for each of them. */
  word(start: number, end: number): string {
    const { text, words } = this;
    const slot = (text.charCodeAt(start) * 31 + text.charCodeAt(end - 1) * 7 + (end - start) * 97) & WORDS_MASK;
    const known = words[slot];
    if (known !== undefined && known.length === end - start && text.startsWith(known, start)) return known;
    const word = text.slice(start, end);
    words[slot] = word;
    return word;
  }

  absentIdentifier(): Identifier {
    const at = this.lastEnd;
    return { kind: 'identifier', start: at, end: at, name: '' };
  }

  // Errors -----------------------------------------------------------------------------------------------------------

  report(code: BicepErrorCode, start: number, end: number, detail = ''): void {
    const isSameLine = start >= this.lineStart && start <= this.lineEnd;
    // What follows an error on the same line is mostly its echo.
    if ((isSameLine && start >= this.quietFrom) || this.errors.length >= MAX_ERRORS) return;
    if (!isSameLine) this.findLine(start);
    this.quietFrom = start;
    this.errors.push({ start, end, message: errorMessage(code, detail), code });
  }

  private findLine(offset: number): void {
    const { text } = this;
    let start = offset;
    while (start > 0 && !isNewline(text.charCodeAt(start - 1))) start--;
    let end = offset;
    while (end < text.length && !isNewline(text.charCodeAt(end))) end++;
    this.lineStart = start;
    this.lineEnd = end;
    this.steps++;
  }

  /** Reports that something is absent: at the token that stands in its place, or where the line ends. */
  expected(code: BicepErrorCode, detail = ''): void {
    const { kind } = this;
    if (kind === T.NEWLINE || kind === T.EOF) this.report(code, this.lastEnd, this.lastEnd, detail);
    else this.report(code, this.start, this.ends[this.pos]!, detail);
  }

  /** Reports that a value or type is absent, naming the sign before it where that helps. */
  expectedAfter(code: 'expected-value' | 'expected-type' | 'expected-property-name'): void {
    const last = this.pos - 1;
    const isSign = last >= 0 && this.kinds[last]! >= T.COMMA && this.kinds[last]! <= T.PIPE;
    this.expected(code, isSign ? ` after '${this.tokenText(last)}'` : '');
  }

  // Nesting ----------------------------------------------------------------------------------------------------------

  /** To be called on entering a construct, with {@link leave} on leaving it; `false` where it would nest too deeply. */
  enter(): boolean {
    if (this.depth + this.links >= MAX_DEPTH) return false;
    this.depth++;
    return true;
  }

  leave(): void {
    this.depth--;
  }

  /** To be called before a value is wrapped into one more node; `false`, with an error, where that is too much. */
  link(): boolean {
    if (this.depth + this.links < MAX_DEPTH) {
      this.links++;
      return true;
    }
    this.tooDeep();
    return false;
  }

  /** Reports the depth and skips what lies beyond it. */
  tooDeep(): void {
    this.expected('too-deep');
    this.skip();
  }

  // Elements of a list chain on their own: each starts from the list's count, and the longest counts for the list.

  get chain(): number {
    return this.links;
  }

  set chain(links: number) {
    this.links = links;
  }

  startStatement(): void {
    this.links = 0;
  }

  // Recovery ---------------------------------------------------------------------------------------------------------

  /** Whether the next token begins a line, in its first column, that looks like a statement, while something is left open. */
  atAnchor(): boolean {
    return this.anchored && this.isAnchor(this.pos);
  }

  private isAnchor(at: number): boolean {
    const kind = this.kinds[at];
    if (kind !== T.IDENT && kind !== T.AT) return false;
    const start = this.starts[at]!;
    return isNewline(this.text.charCodeAt(start - 1)) && looksLikeStatement(this.text, start);
  }

  /** Whether a statement begins here: a decorator, or a keyword that is no key of a property. */
  atStatement(): boolean {
    if (this.kind === T.AT) return true;
    if (this.kind !== T.IDENT || this.kinds[this.pos + 1] === T.COLON) return false;
    return keywordAt(this.text, this.start, this.ends[this.pos]!) !== undefined;
  }

  /** Whether the next token ends an open construct from outside it: its own closing bracket is asked before. */
  atOuterEnd(): boolean {
    switch (this.kinds[this.pos]) {
      case T.EOF:
      case T.STRING_MIDDLE:
      case T.STRING_RIGHT:
      case T.STRING_RIGHT_OPEN:
        return true;
      case T.RIGHT_BRACE:
        return this.braces > 0;
      case T.RIGHT_SQUARE:
        return this.squares > 0;
      case T.RIGHT_PAREN:
        return this.parens > 0;
      default:
        return this.atAnchor();
    }
  }

  /**
   * Skips to the end of the line, or to a closing bracket or an end of a hole that was not opened on the way; none of them is
   * consumed. Brackets opened on the way are skipped with what they hold, over lines if need be; holes end with their line.
   */
  skip(): void {
    let nested = 0;
    let strings = 0;
    let nestedOutside = 0;
    for (; ; this.pos++, this.steps++) {
      switch (this.kinds[this.pos]) {
        case T.EOF:
          return;
        case T.NEWLINE:
          if (strings > 0) nested = nestedOutside;
          strings = 0;
          if (nested === 0 || this.holes > 0 || (this.anchored && this.isAnchor(this.pos + 1))) return;
          break;
        case T.STRING_LEFT:
          if (strings++ === 0) nestedOutside = nested;
          nested++;
          break;
        case T.LEFT_BRACE:
        case T.LEFT_PAREN:
        case T.LEFT_SQUARE:
          nested++;
          break;
        case T.STRING_RIGHT:
        case T.STRING_RIGHT_OPEN:
          if (nested === 0 || strings === 0) return;
          // Brackets left open in a hole end with it.
          if (--strings === 0) nested = nestedOutside;
          break;
        case T.STRING_MIDDLE:
          if (strings === 0) return;
          break;
        case T.RIGHT_BRACE:
        case T.RIGHT_PAREN:
        case T.RIGHT_SQUARE:
          if (nested === 0) return;
          nested--;
          break;
      }
    }
  }

  /** Like {@link skip}, at the top of the file: a closing bracket closes nothing there and is skipped too. */
  skipLine(): void {
    for (;;) {
      this.skip();
      if (this.kind === T.NEWLINE || this.kind === T.EOF) return;
      this.pos++;
    }
  }
}
