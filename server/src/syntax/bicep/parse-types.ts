/** Types, and the decorators that stand before declarations and before members of types. */
import { closeInline, parseExpression, parseKey, parseLiteral, parseString } from './parse-expressions.ts';
import { parseArguments, parseElements } from './parse-lists.ts';
import type { ParserState } from './parser-state.ts';
import * as T from './token-kinds.ts';
import type {
  Decorator,
  Expression,
  Identifier,
  ObjectType,
  ObjectTypeProperty,
  TupleType,
  TupleTypeItem,
  TypeNode,
} from './tree.ts';

/** The type of a parameter, output or variable: also in the older form `resource 'type@version'`. */
export function parseDeclaredType(p: ParserState, isStringOptional: boolean): TypeNode {
  if (!p.isWord('resource') || p.kinds[p.pos + 1] === T.LESS) return parseType(p);
  const start = p.start;
  p.pos++;
  const hasString = T.startsString(p.kind);
  if (!hasString && !isStringOptional) p.expected('expected-type-string');
  const type = hasString ? parseString(p) : isStringOptional ? undefined : p.missing();
  return { kind: 'resource-typed', start, end: p.lastEnd, type };
}

/** Reads one type. Where there is none, reports it and gives {@link Missing} without consuming anything. */
export function parseType(p: ParserState): TypeNode {
  if (!p.enter()) {
    p.tooDeep();
    return p.missing();
  }
  const start = takePipe(p);
  const base = p.chain;
  const first = parseUnaryType(p);
  let type = first;
  if (start >= 0 || hasPipe(p)) {
    const members: TypeNode[] = [first];
    let longest = p.chain;
    while (takePipe(p) >= 0) {
      p.chain = base;
      members.push(parseUnaryType(p));
      if (p.chain > longest) longest = p.chain;
    }
    p.chain = longest;
    const end = members[members.length - 1]!.end;
    type = { kind: 'union-type', start: start >= 0 ? start : first.start, end, members };
  }
  p.leave();
  return type;
}

function hasPipe(p: ParserState): boolean {
  return p.kind === T.PIPE || (p.kind === T.NEWLINE && p.kinds[p.pos + 1] === T.PIPE);
}

/** The start of the `|` that was read, on this line or the next; -1 where there is none. */
function takePipe(p: ParserState): number {
  if (!hasPipe(p)) return -1;
  p.skipNewline();
  const { start } = p;
  p.pos++;
  return start;
}

function parseUnaryType(p: ParserState): TypeNode {
  const { kind, start } = p;
  let type: TypeNode;
  if (kind === T.MINUS || kind === T.EXCLAMATION) {
    p.pos++;
    const operand = parseMemberType(p);
    type = { kind: 'unary-type', start, end: operand.end, operator: kind === T.MINUS ? '-' : '!', operand };
  } else type = parseMemberType(p);
  while ((p.kind === T.QUESTION || p.kind === T.EXCLAMATION) && type.kind !== 'missing') {
    if (!p.link()) return type;
    const isNullable = p.kind === T.QUESTION;
    p.pos++;
    type = {
      kind: isNullable ? 'nullable-type' : 'non-nullable-type',
      start: type.start,
      end: p.lastEnd,
      operand: type,
    };
  }
  return type;
}

function parseMemberType(p: ParserState): TypeNode {
  let base = parsePrimaryType(p);
  for (;;) {
    if (p.kind !== T.LEFT_SQUARE && p.kind !== T.DOT) return base;
    if (base.kind === 'missing' || !p.link()) return base;
    base = p.kind === T.DOT ? parseTypeDot(p, base) : parseTypeIndex(p, base);
  }
}

function parseTypeDot(p: ParserState, base: TypeNode): TypeNode {
  p.pos++;
  const { start } = base;
  if (p.kind === T.ASTERISK) {
    p.pos++;
    return { kind: 'type-property-access', start, end: p.lastEnd, base, name: undefined, arguments: undefined };
  }
  const name = p.identifier('a property of the type');
  const values = parseTypeArguments(p);
  return { kind: 'type-property-access', start, end: p.lastEnd, base, name, arguments: values };
}

function parseTypeIndex(p: ParserState, base: TypeNode): TypeNode {
  const { start } = base;
  const opener = p.pos++;
  if (p.kind === T.RIGHT_SQUARE) {
    p.pos++;
    return { kind: 'array-type', start, end: p.lastEnd, element: base };
  }
  let index: Expression | undefined;
  if (p.kind === T.ASTERISK) p.pos++;
  else {
    const outer = p.literalsAllowed;
    p.literalsAllowed = false;
    p.squares++;
    index = parseExpression(p);
    p.squares--;
    p.literalsAllowed = outer;
  }
  closeInline(p, opener, T.RIGHT_SQUARE, ']');
  return { kind: 'type-index-access', start, end: p.lastEnd, base, index };
}

function parseTypeArguments(p: ParserState): readonly TypeNode[] | undefined {
  if (p.kind !== T.LESS) return undefined;
  const values: TypeNode[] = [];
  parseArguments(p, T.GREATER, () => values.push(parseType(p)));
  return values;
}

function parsePrimaryType(p: ParserState): TypeNode {
  const { start } = p;
  switch (p.kind) {
    case T.IDENT: {
      const name = p.takeIdentifier();
      const values = parseTypeArguments(p);
      return { kind: 'named-type', start, end: p.lastEnd, name, arguments: values };
    }
    case T.STRING:
    case T.STRING_OPEN:
    case T.STRING_LEFT:
    case T.DOUBLE_QUOTED:
      return parseString(p);
    case T.INTEGER:
    case T.TRUE:
    case T.FALSE:
    case T.NULL:
      return parseLiteral(p);
    case T.LEFT_BRACE:
      return parseObjectType(p);
    case T.LEFT_SQUARE:
      return parseTupleType(p);
    case T.LEFT_PAREN: {
      const opener = p.pos++;
      p.parens++;
      const value = parseType(p);
      p.parens--;
      closeInline(p, opener, T.RIGHT_PAREN, ')');
      return { kind: 'parenthesized-type', start, end: p.lastEnd, value };
    }
    default:
      p.expectedAfter('expected-type');
      return p.missing();
  }
}

function parseObjectType(p: ParserState): ObjectType {
  const { start } = p;
  const members: ObjectTypeProperty[] = [];
  const closed = parseElements(p, T.RIGHT_BRACE, () => {
    const member = parseObjectTypeProperty(p);
    if (member !== undefined) members.push(member);
  });
  return { kind: 'object-type', start, end: p.lastEnd, members, closed };
}

function parseObjectTypeProperty(p: ParserState): ObjectTypeProperty | undefined {
  const decorators = parseDecorators(p);
  const { start } = p;
  const isRest = p.kind === T.ASTERISK;
  if (isRest) p.pos++;
  const key = isRest ? undefined : parseKey(p);
  if (key === undefined && !isRest && decorators.length === 0) return undefined;
  const name = key?.kind === 'identifier' ? key.name : key?.kind === 'string' ? key.value : undefined;
  let value: TypeNode;
  if (p.kind === T.COLON) {
    p.pos++;
    value = parseType(p);
  } else {
    if (key !== undefined || isRest) p.expected('expected-colon', 'and a type after the name of the property');
    value = p.missing();
  }
  const first = decorators[0]?.start ?? key?.start ?? start;
  return { kind: 'object-type-property', start: first, end: value.end, decorators, key, name, value };
}

function parseTupleType(p: ParserState): TupleType {
  const { start } = p;
  const items: TupleTypeItem[] = [];
  const closed = parseElements(p, T.RIGHT_SQUARE, () => {
    const decorators = parseDecorators(p);
    const value = parseType(p);
    items.push({
      kind: 'tuple-type-item',
      start: decorators[0]?.start ?? value.start,
      end: value.end,
      decorators,
      value,
    });
  });
  return { kind: 'tuple-type', start, end: p.lastEnd, items, closed };
}

const NO_DECORATORS: readonly Decorator[] = [];

/** Reads the decorators that stand here, each with the end of its line. */
export function parseDecorators(p: ParserState): readonly Decorator[] {
  if (p.kind !== T.AT) return NO_DECORATORS;
  const decorators: Decorator[] = [];
  while (p.kind === T.AT) {
    decorators.push(parseDecorator(p));
    if (p.kind !== T.NEWLINE && p.kind !== T.EOF && !p.atOuterEnd()) {
      p.expected('expected-new-line');
      // A declaration right behind its decorator is read all the same.
      if (p.kind !== T.IDENT && p.kind !== T.AT) p.skip();
    }
    p.skipNewline();
  }
  return decorators;
}

function parseDecorator(p: ParserState): Decorator {
  const { start } = p;
  p.pos++;
  let name = p.identifier('a decorator');
  let expression: Expression = isCalled(p, name)
    ? parseDecoratorCall(p, undefined, name)
    : name.name === ''
      ? p.missing()
      : { kind: 'reference', start: name.start, end: name.end, name: name.name };
  while (p.kind === T.DOT && p.link()) {
    p.pos++;
    const base = expression;
    name = p.identifier('a decorator');
    expression = isCalled(p, name)
      ? parseDecoratorCall(p, base, name)
      : { kind: 'property-access', start: base.start, end: name.end, base, name, safe: false };
  }
  return { kind: 'decorator', start, end: p.lastEnd, name: name.name, expression };
}

function isCalled(p: ParserState, name: Identifier): boolean {
  return p.kind === T.LEFT_PAREN && name.name !== '';
}

function parseDecoratorCall(p: ParserState, base: Expression | undefined, name: Identifier): Expression {
  const values: Expression[] = [];
  parseArguments(p, T.RIGHT_PAREN, () => values.push(parseExpression(p)));
  const start = base === undefined ? name.start : base.start;
  return { kind: 'call', start, end: p.lastEnd, base, name, arguments: values };
}
