/** The entrance of this folder: from a decoded string to a tree and what is wrong with it. */
import type { TextRange } from '../../base/span.ts';
import { missingCall, missingComma, shown, unexpected } from './errors.ts';
import { type Token, type TokenKind, tokenize } from './lexer.ts';
import { MAX_DEPTH, MAX_EXPRESSION_LENGTH, MAX_INTEGER, MAX_READ_LENGTH, MIN_INTEGER } from './limits.ts';
import type { ArmExpr, ArmExpressionError, ArmExpressionErrorCode, ArmMissing } from './tree.ts';

export { type ArmStringKind, classifyArmString } from './classify.ts';
export { DecodedOffsets } from './decoded-offsets.ts';
export * from './tree.ts';

export interface ParsedArmExpression {
  readonly expr: ArmExpr;
  /** Sorted by `start`. One per stretch of trouble: what follows an error is reported from the next comma or closing bracket on. */
  readonly errors: readonly ArmExpressionError[];
}

export interface ArmExpressionOptions {
  /** What to read; without it all of the string but a leading `[` and a trailing `]`. */
  readonly body?: TextRange;
  /** Counts the tokens that were taken, for tests of growth. */
  readonly meter?: { steps: number };
}

/**
 * Reads a template expression.
 *
 * Never throws and always ends, whatever the string holds; time and memory grow linearly with its length. Whether Azure takes
 * the string for an expression is asked of `classifyArmString`: a half-typed `[parameters('` is not one, and still has a tree here.
 *
 * @param value the decoded string, outer brackets included; all offsets count in it
 */
export function parseArmExpression(value: string, options: ArmExpressionOptions = {}): ParsedArmExpression {
  return new Parser(value, options).parse();
}

/** What a value can begin with. */
const VALUE_STARTS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'string',
  'unclosed-string',
  'double-quoted',
  'integer',
  'bad-number',
  'name',
  '(',
  '[',
]);

class Parser {
  private readonly value: string;
  private readonly body: TextRange;
  /** Offset behind the last character that is read. */
  private readonly limit: number;
  private readonly tokens: readonly Token[];
  private readonly meter: { steps: number };
  private readonly errors: ArmExpressionError[] = [];
  private at = 0;
  /** End of the last token that was taken; where something absent should have stood. */
  private lastEnd: number;
  /** Nodes on the longest path down from the value that was returned last. */
  private height = 1;
  /** Brackets around the present token that are still to be closed, and those of them that separate values by commas. */
  private openParentheses = 0;
  private openBrackets = 0;
  private openLists = 0;
  /** Set by an error, until a comma or closing bracket shows that reader and text agree again. */
  private isQuiet = false;
  private isTooDeep = false;

  constructor(value: string, options: ArmExpressionOptions) {
    this.value = value;
    this.body = bodyWithin(value, options.body);
    this.limit = Math.min(this.body.end, this.body.start + MAX_READ_LENGTH);
    this.tokens = tokenize(value, { start: this.body.start, end: this.limit });
    this.meter = options.meter ?? { steps: 0 };
    this.lastEnd = this.body.start;
  }

  parse(): ParsedArmExpression {
    const expr = this.expression(1, false);
    const { start, end } = this.body;
    if (end - start > MAX_EXPRESSION_LENGTH) {
      const message = `This expression has ${end - start} characters; Azure allows ${MAX_EXPRESSION_LENGTH}. Move parts of it to variables.`;
      this.errors.push({ code: 'too-long', message, start: start + MAX_EXPRESSION_LENGTH, end });
    }
    // The sort is stable: of two errors at one place the one that was found first stays first.
    return { expr, errors: this.errors.sort((a, b) => a.start - b.start) };
  }

  /**
   * A value up to a comma or closing bracket that something outside waits for. What else stands there is an error, and turns
   * the value into a `missing` node: the value of `a() == b()` is unknown, it is not that of `a()`.
   *
   * @param depth nodes from the root to this one, both included
   * @param isArgument whether another value may follow directly: then a comma is missing between them
   */
  private expression(depth: number, isArgument: boolean): ArmExpr {
    if (this.endsHere()) {
      this.report('expected-value', 'Expected a value here.', this.place());
      return this.missing(this.lastEnd, []);
    }
    const start = this.token.start;
    const parts: ArmExpr[] = [];
    let height = 0;
    if (this.startsValue()) {
      const first = this.operand(depth);
      if (this.endsHere() || (isArgument && this.startsNextArgument())) return first;
      parts.push(first);
      height = this.height;
    }
    const { code, message } = unexpected(this.value, this.token, parts.length > 0);
    this.report(code, message, this.token);
    while (!this.endsHere()) {
      if (!this.startsValue()) {
        this.take();
        continue;
      }
      parts.push(this.operand(depth + 1));
      height = Math.max(height, this.height);
    }
    return this.missing(start, parts, depth, height);
  }

  /** A value with its accesses: `primary`, `.name`, `[index]`. Takes at least one token. */
  private operand(depth: number): ArmExpr {
    const start = this.token.start;
    if (depth >= MAX_DEPTH) return this.tooDeep(start);
    let target = this.primary(depth);
    let height = this.height;
    while (this.token.kind === '.' || this.token.kind === '[') {
      if (this.token.kind === '.') {
        target = this.member(target);
      } else {
        target = this.index(target, depth);
        height = Math.max(height, this.height);
      }
      height++;
      if (depth + height - 1 > MAX_DEPTH) return this.tooDeep(start);
    }
    this.height = height;
    return target;
  }

  private primary(depth: number): ArmExpr {
    const token = this.token;
    this.height = 1;
    switch (token.kind) {
      case 'string':
      case 'unclosed-string':
        return this.string();
      case 'double-quoted':
        return this.doubleQuoted();
      case 'integer':
      case 'bad-number':
        return this.integer();
      case 'name':
        return this.call(depth);
      default:
        return this.group(depth);
    }
  }

  private string(): ArmExpr {
    const { kind, start, end } = this.take();
    const contentRange = { start: start + 1, end: kind === 'string' ? end - 1 : end };
    if (kind !== 'string')
      this.report('unclosed-string', 'This text is never closed: a single quote is missing at its end.', {
        start,
        end,
      });
    const value = this.value.slice(contentRange.start, contentRange.end).replaceAll("''", "'");
    return { kind: 'string', value, contentRange, start, end };
  }

  private doubleQuoted(): ArmExpr {
    const { start, end } = this.take();
    const isClosed = end - start > 1 && this.value[end - 1] === '"';
    const contentRange = { start: start + 1, end: isClosed ? end - 1 : end };
    this.note('double-quotes', "Text in an expression stands in single quotes: 'text'.", { start, end });
    return { kind: 'string', value: this.value.slice(contentRange.start, contentRange.end), contentRange, start, end };
  }

  private integer(): ArmExpr {
    const token = this.take();
    const { kind, start, end } = token;
    const written = this.value.slice(start, end);
    if (kind === 'bad-number') {
      const message = `${shown(written)} is not an integer. Text stands in single quotes; a fraction is written as json('1.5').`;
      this.note('not-an-integer', message, token);
      return { kind: 'missing', parts: [], start, end };
    }
    const value = Number(written);
    if (value < MIN_INTEGER || value > MAX_INTEGER) {
      const message = `${shown(written)} does not fit in 32 bits (${MIN_INTEGER} to ${MAX_INTEGER}). Write json('…') for a greater number.`;
      this.note('integer-range', message, token);
    }
    return { kind: 'integer', value: value === 0 ? 0 : value, start, end };
  }

  /** `name(…)`, `namespace.name(…)`, or a bare name. */
  private call(depth: number): ArmExpr {
    const start = this.token.start;
    const names = [this.text(this.take())];
    while (this.token.kind === '.' && this.tokens[this.at + 1]?.kind === 'name') {
      this.take();
      names.push(this.text(this.take()));
    }
    const name = names.join('.');
    const namespace = names.length > 1 ? names.slice(0, -1).join('.') : undefined;
    const nameRange = { start, end: this.lastEnd };
    if (this.token.kind !== '(') {
      this.report('missing-call', missingCall(name), nameRange);
      return {
        kind: 'call',
        name,
        namespace,
        nameRange,
        args: [],
        commas: [],
        argsRange: undefined,
        start,
        end: this.lastEnd,
      };
    }
    const argsStart = this.token.start;
    const { items: args, commas } = this.list(')', depth, `'${name}'`);
    const end = this.lastEnd;
    return { kind: 'call', name, namespace, nameRange, args, commas, argsRange: { start: argsStart, end }, start, end };
  }

  /** Brackets where no function's name stands before them. Their value is unknown, as Azure refuses them. */
  private group(depth: number): ArmExpr {
    const token = this.token;
    if (token.kind === '(') {
      this.note('grouping', 'Parentheses only follow the name of a function. Leave these out.', token);
    } else {
      this.note('array-literal', 'Arrays are not written with brackets here; use createArray(a, b).', token);
    }
    const { items } = this.list(token.kind === '(' ? ')' : ']', depth, 'this bracket');
    return { kind: 'missing', parts: items, start: token.start, end: this.lastEnd };
  }

  /** An opening bracket, values between commas, and the closing bracket. Sets `height` to that of a node around them. */
  private list(closer: ')' | ']', depth: number, owner: string): { items: ArmExpr[]; commas: number[] } {
    const opener = this.take();
    const items: ArmExpr[] = [];
    const commas: number[] = [];
    let height = 0;
    this.open(closer, 1);
    this.openLists++;
    while (items.length > 0 || this.token.kind !== closer) {
      items.push(this.expression(depth + 1, true));
      height = Math.max(height, this.height);
      if (this.token.kind === ',') {
        commas.push(this.token.start);
        this.agree();
      } else if (this.startsNextArgument()) {
        this.report('missing-comma', missingComma(this.value, this.lastEnd, this.token), this.token);
      } else {
        break;
      }
    }
    this.open(closer, -1);
    this.openLists--;
    this.close(closer, owner, opener);
    this.height = height + 1;
    return { items, commas };
  }

  /** Does not touch `height`: the target's is the caller's to know. */
  private member(target: ArmExpr): ArmExpr {
    const { end: dotEnd } = this.take();
    if (this.token.kind !== 'name') {
      this.report(
        'missing-name',
        "Expected the name of a property after '.'. Other keys are taken as ['key'] or [0].",
        this.place(),
      );
      return {
        kind: 'member',
        target,
        name: '',
        nameRange: { start: dotEnd, end: dotEnd },
        start: target.start,
        end: dotEnd,
      };
    }
    const { start } = this.take();
    while (this.continuesWithHyphen()) this.take();
    const nameRange = { start, end: this.lastEnd };
    const name = this.value.slice(start, this.lastEnd);
    if (name.includes('-')) {
      this.note('hyphenated-name', `A name with a hyphen cannot follow a dot: write ['${name}'].`, nameRange);
    }
    return { kind: 'member', target, name, nameRange, start: target.start, end: this.lastEnd };
  }

  /** Whether the present token carries on a name like `foo-bar` or `foo-1` without a space. */
  private continuesWithHyphen(): boolean {
    const token = this.token;
    if (token.start !== this.lastEnd) return false;
    if (this.value[this.lastEnd - 1] === '-') return token.kind === 'name';
    if (token.kind === 'integer' || token.kind === 'bad-number') return this.value[token.start] === '-';
    const next = this.tokens[this.at + 1];
    return this.text(token) === '-' && next?.kind === 'name' && next.start === token.end;
  }

  /** Sets `height` to that of the index. */
  private index(target: ArmExpr, depth: number): ArmExpr {
    const opener = this.take();
    this.openBrackets++;
    const index = this.expression(depth + 1, false);
    const { height } = this;
    this.openBrackets--;
    this.close(']', 'this index', opener);
    this.height = height;
    return { kind: 'index', target, index, start: target.start, end: this.lastEnd };
  }

  private open(closer: ')' | ']', by: 1 | -1): void {
    if (closer === ')') this.openParentheses += by;
    else this.openBrackets += by;
  }

  private close(closer: ')' | ']', owner: string, opener: Token): void {
    if (this.token.kind === closer) {
      this.agree();
      return;
    }
    const message = `Expected '${closer}': ${owner} is never closed.`;
    // At the end of the text nothing stands that could be marked: the opening bracket is the place to look at.
    const isAtEnd = this.token.kind === 'end';
    this.report(closer === ')' ? 'missing-parenthesis' : 'missing-bracket', message, isAtEnd ? opener : this.place());
  }

  /** Gives up a value; skips to what something outside waits for, by counting, so that no depth costs stack. */
  private tooDeep(start: number): ArmMissing {
    if (!this.isTooDeep) {
      this.isTooDeep = true;
      this.report('too-deep', `This is nested deeper than ${MAX_DEPTH} levels and was not read.`, this.token);
    }
    let open = 0;
    while (this.token.kind !== 'end' && (open > 0 || !this.endsHere())) {
      const { kind } = this.take();
      if (kind === '(' || kind === '[') open++;
      else if ((kind === ')' || kind === ']') && open > 0) open--;
    }
    return this.missing(start, []);
  }

  /** A node for what was read since `start`. Parts that would make the tree too deep are left out. */
  private missing(start: number, parts: readonly ArmExpr[], depth = 1, height = 0): ArmMissing {
    const fits = depth + height <= MAX_DEPTH;
    if (!fits && !this.isTooDeep) {
      this.isTooDeep = true;
      this.isQuiet = false;
      this.report('too-deep', `This is nested deeper than ${MAX_DEPTH} levels and was not read.`, {
        start,
        end: this.lastEnd,
      });
    }
    this.height = fits ? height + 1 : 1;
    return { kind: 'missing', parts: fits ? parts : [], start, end: this.lastEnd };
  }

  private get token(): Token {
    return this.tokens[this.at]!;
  }

  /** Moves on; stays at the end. */
  private take(): Token {
    const token = this.token;
    this.meter.steps++;
    if (token.kind === 'end') return token;
    this.at++;
    this.lastEnd = token.end;
    return token;
  }

  /** Takes a token that stands where it should: errors are heard again. */
  private agree(): void {
    this.take();
    this.isQuiet = false;
  }

  private text(token: Token): string {
    return this.value.slice(token.start, token.end);
  }

  private startsValue(): boolean {
    return VALUE_STARTS.has(this.token.kind);
  }

  /** Whether a value begins that is surely not meant to carry on the one before: `a() -1`, `'a' (b)` may be. */
  private startsNextArgument(): boolean {
    const { kind, start } = this.token;
    if (kind === '(' || kind === '[') return false;
    return this.startsValue() && this.value[start] !== '-';
  }

  /** Whether the present token belongs to something outside of the value being read. */
  private endsHere(): boolean {
    switch (this.token.kind) {
      case 'end':
        return true;
      case ')':
        return this.openParentheses > 0;
      case ']':
        return this.openBrackets > 0;
      case ',':
        return this.openLists > 0;
      default:
        return false;
    }
  }

  /** Where to point when something is absent: the token that stands there instead, or the empty place at the end. */
  private place(): TextRange {
    return this.token.kind === 'end' ? { start: this.lastEnd, end: this.lastEnd } : this.token;
  }

  /** An error after which reader and text may disagree. */
  private report(code: ArmExpressionErrorCode, message: string, range: TextRange): void {
    this.note(code, message, range);
    this.isQuiet = true;
  }

  /** An error that leaves no doubt how to read on. */
  private note(code: ArmExpressionErrorCode, message: string, range: TextRange): void {
    if (this.isQuiet) return;
    // What seems to be absent at the end may stand behind it, where nothing is read any more.
    if (this.limit < this.body.end && (this.token.kind === 'end' || range.end >= this.limit)) return;
    this.errors.push({ code, message, start: range.start, end: range.end });
  }
}

function bodyWithin(value: string, body: TextRange | undefined): TextRange {
  const start = Math.max(0, Math.min(body?.start ?? (value.startsWith('[') ? 1 : 0), value.length));
  const end = Math.min(
    body?.end ?? (value.length > 1 && value.endsWith(']') ? value.length - 1 : value.length),
    value.length,
  );
  return { start, end: Math.max(start, end) };
}
