/** Values: operators, accesses, calls, lambdas, literals, objects, arrays, loops. */
import { DOLLAR, QUOTE } from './characters.ts';
import { parseArguments, parseElements } from './parse-lists.ts';
import type { ParserState } from './parser-state.ts';
import { multilineValue, singleLineValue } from './string-values.ts';
import * as T from './token-kinds.ts';
import type {
  ArrayExpression,
  BinaryOperator,
  Expression,
  ForClause,
  ForExpression,
  Hole,
  Identifier,
  IfClause,
  IntegerLiteral,
  Missing,
  ObjectExpression,
  Property,
  ResourceDeclaration,
  Spread,
  StringLiteral,
  StringNode,
  StringPiece,
} from './tree.ts';

/** Reads one value. Where there is none, reports it and gives {@link Missing} without consuming anything. */
export function parseExpression(p: ParserState): Expression {
  if (!p.enter()) {
    p.tooDeep();
    return p.missing();
  }
  let value = parseBinary(p, 0);
  const { kind } = p;
  if (kind === T.QUESTION || (kind === T.NEWLINE && p.kinds[p.pos + 1] === T.QUESTION)) value = parseTernary(p, value);
  p.leave();
  return value;
}

function parseTernary(p: ParserState, condition: Expression): Expression {
  p.skipNewline();
  p.pos++;
  const whenTrue = parseExpression(p);
  let whenFalse: Expression;
  if (p.kind === T.NEWLINE && p.kinds[p.pos + 1] === T.COLON) p.pos++;
  if (p.kind === T.COLON) {
    p.pos++;
    whenFalse = parseExpression(p);
  } else {
    p.expected('expected-colon', "and the value for 'false'");
    whenFalse = p.missing();
  }
  return { kind: 'ternary', start: condition.start, end: whenFalse.end, condition, whenTrue, whenFalse };
}

function parseBinary(p: ParserState, outer: number): Expression {
  let left = parseUnary(p);
  for (;;) {
    const precedence = T.PRECEDENCE[p.kind]!;
    if (precedence <= outer) return left;
    if (!p.link()) return left;
    const operatorStart = p.start;
    const operator = p.tokenText(p.pos) as BinaryOperator;
    p.pos++;
    const right = parseBinary(p, precedence);
    left = { kind: 'binary', start: left.start, end: right.end, operator, operatorStart, left, right };
  }
}

function parseUnary(p: ParserState): Expression {
  const { kind } = p;
  if (kind !== T.EXCLAMATION && kind !== T.MINUS) return parseMember(p);
  const start = p.start;
  p.pos++;
  const operand = parseMember(p);
  return { kind: 'unary', start, end: operand.end, operator: kind === T.MINUS ? '-' : '!', operand };
}

/** A primary value and the accesses behind it. */
function parseMember(p: ParserState): Expression {
  let base = parsePrimary(p);
  for (;;) {
    switch (p.kind) {
      case T.DOT:
        if (!p.link()) return base;
        base = parseDot(p, base);
        break;
      case T.LEFT_SQUARE:
        if (base.kind === 'missing' || !p.link()) return base;
        base = parseIndex(p, base);
        break;
      case T.DOUBLE_COLON: {
        if (!p.link()) return base;
        p.pos++;
        const name = p.identifier('a nested resource');
        base = { kind: 'nested-access', start: base.start, end: name.end, base, name };
        break;
      }
      case T.EXCLAMATION:
        if (base.kind === 'missing' || !p.link()) return base;
        p.pos++;
        base = { kind: 'non-null', start: base.start, end: p.lastEnd, value: base };
        break;
      default:
        return base;
    }
  }
}

function parseDot(p: ParserState, base: Expression): Expression {
  p.pos++;
  const question = p.pos;
  const safe = p.kind === T.QUESTION;
  if (safe) p.pos++;
  const name = p.identifier('a property or function');
  if (p.kind !== T.LEFT_PAREN) return { kind: 'property-access', start: base.start, end: name.end, base, name, safe };
  if (safe) p.report('safe-call', p.starts[question]!, p.ends[question]!);
  return parseCall(p, base, name);
}

function parseIndex(p: ParserState, base: Expression): Expression {
  const opener = p.pos++;
  const safe = p.kind === T.QUESTION;
  if (safe) p.pos++;
  const fromEnd = p.kind === T.HAT;
  if (fromEnd) p.pos++;
  p.squares++;
  const index = parseExpression(p);
  p.squares--;
  closeInline(p, opener, T.RIGHT_SQUARE, ']');
  return { kind: 'index-access', start: base.start, end: p.lastEnd, base, index, safe, fromEnd };
}

/** Expects a closing bracket; words before it are skipped with one error. A body in braces is left for who waits for it. */
export function closeInline(p: ParserState, opener: number, close: number, sign: string): boolean {
  if (p.kind === close) {
    p.pos++;
    return true;
  }
  // Where all brackets of the text match, this one is closed too, though not where it should be.
  const isClosedLater = p.kind === T.NEWLINE && !p.anchored && p.holes === 0;
  if (!isClosedLater && (p.kind === T.NEWLINE || p.kind === T.EOF || p.atOuterEnd())) {
    p.report('unclosed-bracket', p.starts[opener]!, p.ends[opener]!, p.tokenText(opener));
    return false;
  }
  p.expected('expected-closing', sign);
  if (p.kind === T.LEFT_BRACE) return false;
  p.skip();
  while (isClosedLater && p.kind === T.NEWLINE) {
    p.pos++;
    p.skip();
  }
  if (p.kind !== close) return false;
  p.pos++;
  return true;
}

function parseCall(p: ParserState, base: Expression | undefined, name: Identifier): Expression {
  const values: Expression[] = [];
  parseArguments(p, T.RIGHT_PAREN, () => values.push(parseExpression(p)));
  const start = base === undefined ? name.start : base.start;
  return { kind: 'call', start, end: p.lastEnd, base, name, arguments: values };
}

function parsePrimary(p: ParserState): Expression {
  switch (p.kind) {
    case T.IDENT:
      return parseName(p);
    case T.STRING:
    case T.STRING_OPEN:
    case T.STRING_LEFT:
    case T.DOUBLE_QUOTED:
      return parseString(p);
    case T.LEFT_BRACE:
      refuseLiteral(p);
      return parseObject(p, undefined);
    case T.LEFT_SQUARE: {
      refuseLiteral(p);
      const next = p.kinds[p.pos + 1] === T.NEWLINE ? p.pos + 2 : p.pos + 1;
      return p.isWordAt(next, 'for') ? parseFor(p) : parseArray(p);
    }
    case T.LEFT_PAREN:
      return parseParenthesized(p);
    case T.INTEGER:
    case T.TRUE:
    case T.FALSE:
    case T.NULL:
      return parseLiteral(p);
    default:
      p.expectedAfter('expected-value');
      return p.missing();
  }
}

/** A number, `true`, `false` or `null`; the caller has seen that it is one. */
export function parseLiteral(p: ParserState): Expression & { kind: 'integer' | 'boolean' | 'null' } {
  const { kind, start } = p;
  const end = p.ends[p.pos]!;
  if (kind === T.INTEGER) return parseInteger(p, start, end);
  p.pos++;
  if (kind === T.NULL) return { kind: 'null', start, end };
  return { kind: 'boolean', start, end, value: kind === T.TRUE };
}

function parseInteger(p: ParserState, start: number, end: number): IntegerLiteral {
  const digits = p.text.slice(start, end);
  if (digits.length > 19 && BigInt(digits.slice(0, 200)) >= 1n << 64n) p.report('integer-too-large', start, end);
  p.pos++;
  return { kind: 'integer', start, end, value: Number(digits) };
}

function refuseLiteral(p: ParserState): void {
  if (!p.literalsAllowed) p.report('literal-not-allowed', p.start, p.ends[p.pos]!);
}

/** A name that is read, called, or the parameter of a lambda. */
function parseName(p: ParserState): Expression {
  const next = p.kinds[p.pos + 1];
  if (next === T.LEFT_PAREN) return parseCall(p, undefined, p.takeIdentifier());
  if (next === T.ARROW) {
    const parameter = p.takeIdentifier();
    return parseLambdaBody(p, parameter.start, [parameter]);
  }
  const start = p.starts[p.pos]!;
  const end = p.ends[p.pos]!;
  p.pos++;
  return { kind: 'reference', start, end, name: p.word(start, end) };
}

function parseLambdaBody(p: ParserState, start: number, parameters: readonly Identifier[]): Expression {
  p.pos++;
  const body = parseArrowBody(p);
  return { kind: 'lambda', start, end: body.end, parameters, body };
}

/** The value after `=>`: it may stand on the next line, unless that line begins a statement. */
export function parseArrowBody(p: ParserState): Expression {
  if (p.kind === T.NEWLINE) {
    p.pos++;
    const isStatement = p.atStatement();
    if (isStatement) p.pos--;
  }
  const outer = p.literalsAllowed;
  p.literalsAllowed = true;
  const body = parseExpression(p);
  p.literalsAllowed = outer;
  return body;
}

/** `(value)`, or the parameters of a lambda. */
function parseParenthesized(p: ParserState): Expression {
  const opener = p.pos;
  const start = p.start;
  const values: Expression[] = [];
  const closed = parseParenthesizedList(p, values);
  const end = p.lastEnd;
  if (p.kind === T.ARROW) {
    const parameters: Identifier[] = [];
    for (const value of values) {
      if (value.kind === 'reference') {
        parameters.push({ kind: 'identifier', start: value.start, end: value.end, name: value.name });
      } else p.report('lambda-parameters', value.start, value.end);
    }
    return parseLambdaBody(p, start, parameters);
  }
  if (values.length !== 1 && closed) p.report('one-value-in-parentheses', p.starts[opener]!, end);
  return { kind: 'parenthesized', start, end, value: values[0] ?? emptyValue(p, opener) };
}

function emptyValue(p: ParserState, opener: number): Missing {
  const at = p.ends[opener]!;
  return { kind: 'missing', start: at, end: at };
}

function parseParenthesizedList(p: ParserState, values: Expression[]): boolean {
  const opener = p.pos++;
  p.parens++;
  p.skipNewline();
  while (p.kind !== T.RIGHT_PAREN && !p.atOuterEnd()) {
    values.push(parseExpression(p));
    if (p.kind === T.NEWLINE && (p.kinds[p.pos + 1] === T.COMMA || p.kinds[p.pos + 1] === T.RIGHT_PAREN)) p.pos++;
    if (p.kind !== T.COMMA) break;
    p.pos++;
    p.skipNewline();
  }
  p.parens--;
  return closeInline(p, opener, T.RIGHT_PAREN, ')');
}

/** `if (value)`; the caller has seen the word. */
export function parseIf(p: ParserState): IfClause {
  const start = p.start;
  p.pos++;
  if (p.kind !== T.LEFT_PAREN) {
    p.expected('expected-keyword', '(');
    const value = T.startsExpression(p.kind) && p.kind !== T.LEFT_BRACE ? parseExpression(p) : p.missing();
    return { kind: 'if-clause', start, end: value.end, value };
  }
  const opener = p.pos;
  const values: Expression[] = [];
  const closed = parseParenthesizedList(p, values);
  const end = p.lastEnd;
  if (values.length !== 1 && closed) p.report('one-value-in-parentheses', p.starts[opener]!, end);
  return { kind: 'if-clause', start, end, value: values[0] ?? emptyValue(p, opener) };
}

export function parseArray(p: ParserState): ArrayExpression {
  const start = p.start;
  const items: (Expression | Spread)[] = [];
  const closed = parseElements(p, T.RIGHT_SQUARE, () =>
    items.push(p.kind === T.ELLIPSIS ? parseSpread(p) : parseExpression(p)),
  );
  return { kind: 'array', start, end: p.lastEnd, items, closed };
}

function parseSpread(p: ParserState): Spread {
  const start = p.start;
  p.pos++;
  const value = parseExpression(p);
  return { kind: 'spread', start, end: value.end, value };
}

/** Reads `{ … }`; `nestedResource` reads the resources declared in it, where that is allowed. */
export function parseObject(
  p: ParserState,
  nestedResource: ((p: ParserState) => ResourceDeclaration) | undefined,
): ObjectExpression {
  const start = p.start;
  const members: (Property | Spread | ResourceDeclaration)[] = [];
  const closed = parseElements(p, T.RIGHT_BRACE, () => {
    if (
      nestedResource !== undefined &&
      (p.kind === T.AT || (p.kind === T.IDENT && p.kinds[p.pos + 1] === T.IDENT && p.isWord('resource')))
    ) {
      members.push(nestedResource(p));
    } else if (p.kind === T.ELLIPSIS) members.push(parseSpread(p));
    else {
      const property = parseProperty(p);
      if (property !== undefined) members.push(property);
    }
  });
  return { kind: 'object', start, end: p.lastEnd, members, closed };
}

/** `undefined`, with an error, where neither a key nor a colon is there. */
function parseProperty(p: ParserState): Property | undefined {
  const key = parseKey(p);
  if (key === undefined) return undefined;
  const name = key.kind === 'identifier' ? key.name : key.kind === 'string' ? key.value : undefined;
  const value = colonThen(p) ? parseExpression(p) : p.missing();
  return { kind: 'property', start: key.start, end: value.end, key, name, value };
}

/** The key of a property of an object or an object type. */
export function parseKey(p: ParserState): Identifier | StringNode | Missing | undefined {
  const { kind } = p;
  if (kind === T.IDENT) return p.takeIdentifier();
  if (T.startsString(kind)) return parseString(p);
  if (kind >= T.TRUE && kind <= T.INTEGER && p.kinds[p.pos + 1] === T.COLON) {
    p.expected('expected-property-name', `; '${p.tokenText(p.pos)}' must stand in quotes`);
    return p.takeIdentifier();
  }
  p.expectedAfter('expected-property-name');
  return kind === T.COLON ? p.missing() : undefined;
}

/** Whether what follows the key of a property is its value: after a colon, or on the same line where only the colon is absent. */
export function colonThen(p: ParserState): boolean {
  if (p.kind === T.COLON) {
    p.pos++;
    return true;
  }
  p.expected('expected-colon', 'and a value after the name of the property');
  if (p.kind === T.ASSIGN) {
    p.pos++;
    return true;
  }
  return T.startsExpression(p.kind);
}

/** `[for … : value]` */
function parseFor(p: ParserState): ForExpression {
  const opener = p.pos;
  const start = p.start;
  p.squares++;
  const loop = parseForHead(p);
  const body = parseExpression(p);
  p.squares--;
  const closed = closeFor(p, opener);
  return { kind: 'for', start, end: p.lastEnd, loop, body, closed };
}

/** From `[` to the colon: `[for item, or (item, index), in source :`. */
export function parseForHead(p: ParserState): ForClause {
  p.pos++;
  p.skipNewline();
  const start = p.start;
  p.pos++;
  let item: Identifier;
  let index: Identifier | undefined;
  if (p.kind === T.LEFT_PAREN) {
    const opener = p.pos++;
    item = p.identifier('a loop variable');
    if (p.kind === T.COMMA) {
      p.pos++;
      index = p.identifier("the loop's index");
    } else p.expected('loop-variables');
    p.parens++;
    closeInline(p, opener, T.RIGHT_PAREN, ')');
    p.parens--;
  } else item = p.identifier('a loop variable');
  const outer = p.literalsAllowed;
  p.literalsAllowed = true;
  let source: Expression;
  if (p.isWord('in')) {
    p.pos++;
    source = parseExpression(p);
  } else {
    p.expected('expected-keyword', 'in');
    source = T.startsExpression(p.kind) ? parseExpression(p) : p.missing();
  }
  p.literalsAllowed = outer;
  const end = p.lastEnd;
  if (p.kind === T.COLON) p.pos++;
  else {
    p.expected('expected-colon', 'between the source of the loop and its body');
    if (!T.startsExpression(p.kind)) p.skip();
  }
  return { kind: 'for-clause', start, end, item, index, source };
}

/** Expects the `]` of a loop, on this line or the next. */
export function closeFor(p: ParserState, opener: number): boolean {
  if (p.kind === T.NEWLINE && p.kinds[p.pos + 1] === T.RIGHT_SQUARE) p.pos++;
  return closeInline(p, opener, T.RIGHT_SQUARE, ']');
}

// Strings ------------------------------------------------------------------------------------------------------------

/** Reads a string; the caller has seen that one begins here. */
export function parseString(p: ParserState): StringNode {
  const { kind, start } = p;
  const end = p.ends[p.pos]!;
  if (kind === T.STRING_LEFT) return parseInterpolated(p);
  p.pos++;
  const dollars = countDollars(p, start);
  const quotes = start + dollars;
  const multiline = isMultiline(p, quotes, end) && kind !== T.DOUBLE_QUOTED;
  const terminated = kind !== T.STRING_OPEN;
  const contentStart = quotes + (multiline ? 3 : 1);
  const contentEnd = terminated ? end - (multiline ? 3 : 1) : end;
  const raw = p.text.slice(contentStart, contentEnd);
  const value = multiline ? multilineValue(raw) : singleLineValue(raw);
  const literal: StringLiteral = {
    kind: 'string',
    start,
    end,
    multiline,
    dollars,
    terminated,
    value,
    contentStart,
    contentEnd,
  };
  return literal;
}

function countDollars(p: ParserState, start: number): number {
  let at = start;
  while (p.text.charCodeAt(at) === DOLLAR) at++;
  return at - start;
}

function isMultiline(p: ParserState, quotes: number, end: number): boolean {
  return end - quotes > 2 && p.text.charCodeAt(quotes + 1) === QUOTE && p.text.charCodeAt(quotes + 2) === QUOTE;
}

function parseInterpolated(p: ParserState): StringNode {
  const start = p.start;
  const dollars = countDollars(p, start);
  const multiline = dollars > 0;
  const quoteLength = multiline ? 3 : 1;
  const holeLength = Math.max(dollars, 1) + 1;
  const pieces: StringPiece[] = [];
  const holes: Hole[] = [];
  const outer = p.literalsAllowed;
  const base = p.chain;
  let longest = base;
  let terminated = false;
  p.holes++;
  pieces.push(piece(p, start + dollars + quoteLength, p.ends[p.pos]! - holeLength, multiline, true));
  for (;;) {
    const holeStart = p.ends[p.pos]! - holeLength;
    p.pos++;
    p.literalsAllowed = false;
    p.chain = base;
    const value = parseExpression(p);
    if (p.chain > longest) longest = p.chain;
    p.literalsAllowed = outer;
    if (p.kind < T.STRING_MIDDLE || p.kind > T.STRING_RIGHT_OPEN) skipToHoleEnd(p);
    const { kind } = p;
    if (kind < T.STRING_MIDDLE || kind > T.STRING_RIGHT_OPEN) {
      const at = p.lastEnd;
      holes.push({ kind: 'hole', start: holeStart, end: at, value });
      pieces.push({ kind: 'string-piece', start: at, end: at, value: '' });
      break;
    }
    const from = p.start + 1;
    const end = p.ends[p.pos]!;
    holes.push({ kind: 'hole', start: holeStart, end: from, value });
    if (kind === T.STRING_MIDDLE) {
      pieces.push(piece(p, from, end - holeLength, multiline, false));
      continue;
    }
    terminated = kind === T.STRING_RIGHT;
    pieces.push(piece(p, from, terminated ? end - quoteLength : end, multiline, false));
    p.pos++;
    break;
  }
  p.holes--;
  p.chain = longest;
  return { kind: 'interpolated-string', start, end: p.lastEnd, multiline, dollars, terminated, pieces, holes };
}

/** Skips what the value of a hole has left; brackets left open in it end with it. */
function skipToHoleEnd(p: ParserState): void {
  if (p.kind !== T.NEWLINE && p.kind !== T.EOF) p.expected('unexpected-in-hole');
  for (;;) {
    p.skip();
    if (p.kind !== T.RIGHT_PAREN && p.kind !== T.RIGHT_SQUARE && p.kind !== T.RIGHT_BRACE) return;
    p.pos++;
  }
}

function piece(p: ParserState, start: number, end: number, multiline: boolean, isFirst: boolean): StringPiece {
  const raw = p.text.slice(start, end);
  const value = multiline ? (isFirst ? multilineValue(raw) : raw) : singleLineValue(raw);
  return { kind: 'string-piece', start, end, value };
}
