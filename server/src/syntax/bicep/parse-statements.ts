/** Statements of both kinds of files. */
import { type Keyword, keywordAt } from './characters.ts';
import {
  closeFor,
  closeInline,
  parseArrowBody,
  parseExpression,
  parseForHead,
  parseIf,
  parseObject,
  parseString,
} from './parse-expressions.ts';
import { parseElements } from './parse-lists.ts';
import { parseDeclaredType, parseDecorators, parseType } from './parse-types.ts';
import type { ParserState } from './parser-state.ts';
import * as T from './token-kinds.ts';
import type {
  Decorator,
  Expression,
  ForClause,
  FuncParameter,
  Identifier,
  IfClause,
  ImportItem,
  Missing,
  ObjectExpression,
  ResourceDeclaration,
  Statement,
  StringNode,
} from './tree.ts';

/** What the functions below know of their statement: where it begins, where its keyword does. The keyword is already read. */
interface Head {
  readonly start: number;
  readonly keywordStart: number;
  readonly decorators: readonly Decorator[];
}

const BICEP_ONLY: ReadonlySet<Keyword> = new Set([
  'targetScope',
  'metadata',
  'func',
  'resource',
  'module',
  'output',
  'assert',
  'test',
]);
const PARAMETERS_ONLY: ReadonlySet<Keyword> = new Set(['using', 'extends', 'extensionConfig']);

/** All statements up to the end of the text. */
export function parseStatements(p: ParserState): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    p.skipNewline();
    if (p.kind === T.EOF) return statements;
    p.startStatement();
    statements.push(parseStatement(p));
    if (p.kind !== T.NEWLINE && p.kind !== T.EOF && p.kinds[p.pos - 1] !== T.NEWLINE) {
      if (p.kind === T.RIGHT_BRACE || p.kind === T.RIGHT_SQUARE || p.kind === T.RIGHT_PAREN) {
        p.expected('unopened-bracket', p.tokenText(p.pos));
      } else p.expected('expected-new-line');
      p.skipLine();
    }
  }
}

function parseStatement(p: ParserState): Statement {
  const decorators = parseDecorators(p);
  const keywordStart = p.start;
  const head: Head = { start: decorators[0]?.start ?? keywordStart, keywordStart, decorators };
  const keyword =
    p.kind === T.IDENT && p.kinds[p.pos + 1] !== T.COLON ? keywordAt(p.text, keywordStart, p.ends[p.pos]!) : undefined;
  if (keyword === undefined) return parseInvalid(p, head);
  if ((p.fileKind === 'bicep' ? PARAMETERS_ONLY : BICEP_ONLY).has(keyword)) {
    p.expected('wrong-file-kind', p.fileKind === 'bicep' ? '.bicepparam' : '.bicep');
  }
  p.pos++;
  switch (keyword) {
    case 'param':
      return p.fileKind === 'bicep' ? parseParam(p, head) : parseParamAssignment(p, head);
    case 'var':
      return parseVar(p, head);
    case 'resource':
      return parseResource(p, head);
    case 'module':
      return parseModule(p, head);
    case 'output':
      return parseOutput(p, head);
    case 'type':
      return parseTypeDeclaration(p, head);
    case 'func':
      return parseFunc(p, head);
    case 'metadata':
    case 'assert':
      return parseNamedValue(p, head, keyword);
    case 'targetScope': {
      const value = parseAssigned(p, "after 'targetScope'");
      return { kind: 'target-scope', ...at(p, head), value };
    }
    case 'import':
      return T.startsString(p.kind) ? parseExtension(p, head) : parseImport(p, head);
    case 'extension':
      return parseExtension(p, head);
    case 'test':
      return parseTest(p, head);
    case 'using':
      return parseUsing(p, head);
    case 'extends': {
      const path = parsePath(p, 'the path of the parameter file to extend');
      return { kind: 'extends', ...at(p, head), path };
    }
    case 'extensionConfig': {
      const name = p.identifier('the extension');
      const config = parseWith(p) ?? absentWith(p);
      return { kind: 'extension-config', ...at(p, head), name, config };
    }
  }
}

/** The fields every statement has, to be asked for when the rest is read. */
function at(p: ParserState, head: Head) {
  return { start: head.start, end: p.lastEnd, decorators: head.decorators, keywordStart: head.keywordStart };
}

/** Lines that begin like no statement, up to the next that does, with one error for all of them. */
function parseInvalid(p: ParserState, head: Head): Statement {
  const { kind } = p;
  if (head.decorators.length > 0) p.report('decorator-without-declaration', head.start, p.lastEnd);
  else if (kind === T.RIGHT_BRACE || kind === T.RIGHT_SQUARE || kind === T.RIGHT_PAREN) {
    p.expected('unopened-bracket', p.tokenText(p.pos));
  } else {
    const words = p.fileKind === 'bicep' ? BICEP_WORDS : PARAMETERS_WORDS;
    p.expected('expected-declaration', words);
  }
  if (p.kind !== T.EOF && !(head.decorators.length > 0 && p.atStatement())) {
    p.skipLine();
    while (p.kind === T.NEWLINE && p.kinds[p.pos + 1] !== T.EOF) {
      p.pos++;
      if (p.atStatement()) {
        p.pos--;
        break;
      }
      p.skipLine();
    }
  }
  const end = p.lastEnd;
  p.quiet.push({ start: head.keywordStart, end });
  return { kind: 'invalid', start: head.start, end, decorators: head.decorators, keywordStart: head.keywordStart };
}

const BICEP_WORDS = "'param', 'var', 'resource', 'module', 'output' or another keyword";
const PARAMETERS_WORDS = "'using', 'param', 'var' or another keyword";

/** `= value`; `place` completes the sentence "Expected '=' …". */
function parseAssigned(p: ParserState, place: string): Expression {
  if (takeAssign(p, place)) return parseExpression(p);
  return T.startsExpression(p.kind) ? parseExpression(p) : p.missing();
}

function takeAssign(p: ParserState, place: string): boolean {
  if (p.kind !== T.ASSIGN) {
    p.expected('expected-assignment', place);
    return false;
  }
  p.pos++;
  return true;
}

function parseNamedValue(p: ParserState, head: Head, kind: 'metadata' | 'assert'): Statement {
  const name = p.identifier(kind === 'metadata' ? 'the metadata' : 'the assertion');
  const value = parseAssigned(p, 'and a value');
  return { kind, ...at(p, head), name, value };
}

function parseParam(p: ParserState, head: Head): Statement {
  const name = p.identifier('the parameter');
  const type = parseDeclaredType(p, false);
  let defaultValue: Expression | undefined;
  if (p.kind === T.ASSIGN) {
    p.pos++;
    defaultValue = parseExpression(p);
  }
  return { kind: 'param', ...at(p, head), name, type, defaultValue };
}

function parseParamAssignment(p: ParserState, head: Head): Statement {
  const name = p.identifier('the parameter');
  const value = parseAssigned(p, 'and the value of the parameter');
  return { kind: 'param-assignment', ...at(p, head), name, value };
}

function parseVar(p: ParserState, head: Head): Statement {
  const name = p.identifier('the variable');
  const hasType = p.kind !== T.ASSIGN && p.kind !== T.NEWLINE && p.kind !== T.EOF;
  const type = hasType ? parseType(p) : undefined;
  const value = parseAssigned(p, 'and the value of the variable');
  return { kind: 'var', ...at(p, head), name, type, value };
}

function parseOutput(p: ParserState, head: Head): Statement {
  const name = p.identifier('the output');
  const type = parseDeclaredType(p, true);
  const value = parseAssigned(p, 'and the value of the output');
  return { kind: 'output', ...at(p, head), name, type, value };
}

function parseTypeDeclaration(p: ParserState, head: Head): Statement {
  const name = p.identifier('the type');
  const value = takeAssign(p, 'and the type') || p.kind !== T.NEWLINE ? parseType(p) : p.missing();
  return { kind: 'type', ...at(p, head), name, value };
}

function parseFunc(p: ParserState, head: Head): Statement {
  const name = p.identifier('the function');
  const parameters: FuncParameter[] = [];
  if (p.kind === T.LEFT_PAREN) parseFuncParameters(p, parameters);
  else p.expected('expected-keyword', '(');
  const returnType = parseDeclaredType(p, false);
  let body: Expression;
  if (p.kind === T.ARROW) {
    p.pos++;
    body = parseArrowBody(p);
  } else {
    p.expected('expected-arrow');
    body = p.missing();
  }
  return { kind: 'func', ...at(p, head), name, parameters, returnType, body };
}

/** A line may also end before a comma here, unlike in a call. */
function parseFuncParameters(p: ParserState, parameters: FuncParameter[]): void {
  const opener = p.pos++;
  p.parens++;
  p.skipNewline();
  while (p.kind !== T.RIGHT_PAREN && p.kind !== T.NEWLINE && !p.atOuterEnd()) {
    const name = p.identifier('a parameter');
    const type = parseDeclaredType(p, false);
    parameters.push({ kind: 'func-parameter', start: name.start, end: type.end, name, type });
    if (p.kind === T.NEWLINE && (p.kinds[p.pos + 1] === T.COMMA || p.kinds[p.pos + 1] === T.RIGHT_PAREN)) p.pos++;
    if (p.kind !== T.COMMA) break;
    p.pos++;
    p.skipNewline();
  }
  p.parens--;
  closeInline(p, opener, T.RIGHT_PAREN, ')');
}

// What is deployed ---------------------------------------------------------------------------------------------------

function parseResource(p: ParserState, head: Head): ResourceDeclaration {
  const name = p.identifier('the resource');
  const type = T.startsString(p.kind) ? parseString(p) : absentString(p);
  const existing = p.isWord('existing');
  if (existing) p.pos++;
  const value = parseDeployed(p, 'the resource', parseNestedResource);
  const nested: ResourceDeclaration[] = [];
  if (value.body.kind === 'object') {
    for (const member of value.body.members) if (member.kind === 'resource') nested.push(member);
  }
  return { kind: 'resource', ...at(p, head), name, type, existing, ...value, nested };
}

function absentString(p: ParserState): Missing {
  p.expected('expected-type-string');
  const missing = p.missing();
  skipToValue(p);
  return missing;
}

/** Skips what stands where a string should, up to the `=` or the body behind it. */
function skipToValue(p: ParserState): void {
  for (;;) {
    switch (p.kind) {
      case T.ASSIGN:
      case T.LEFT_BRACE:
      case T.LEFT_SQUARE:
      case T.NEWLINE:
      case T.EOF:
      case T.STRING_MIDDLE:
      case T.STRING_RIGHT:
      case T.STRING_RIGHT_OPEN:
      case T.RIGHT_BRACE:
      case T.RIGHT_PAREN:
      case T.RIGHT_SQUARE:
        return;
    }
    p.pos++;
    p.steps++;
  }
}

/** A resource in the body of another; the caller has seen a decorator or `resource` and a name. */
function parseNestedResource(p: ParserState): ResourceDeclaration {
  const decorators = parseDecorators(p);
  const keywordStart = p.start;
  const head: Head = { start: decorators[0]?.start ?? keywordStart, keywordStart, decorators };
  const isResource = p.isWord('resource') && p.kinds[p.pos + 1] !== T.COLON;
  if (isResource && p.enter()) {
    p.pos++;
    const resource = parseResource(p, head);
    p.leave();
    return resource;
  }
  if (isResource) p.tooDeep();
  else p.report('decorator-without-declaration', head.start, p.lastEnd);
  const missing = p.missing();
  const name = p.absentIdentifier();
  const value = { start: missing.start, end: missing.start };
  const absent = { name, type: missing, existing: false, loop: undefined, condition: undefined, body: missing, value };
  // Without a keyword the declaration ends with its last decorator.
  const ends = { start: head.start, end: Math.max(head.start, p.lastEnd), decorators, keywordStart: p.lastEnd };
  return { kind: 'resource', ...ends, ...absent, nested: [] };
}

function parseModule(p: ParserState, head: Head): Statement {
  const name = p.identifier('the module');
  const path = parsePath(p, 'the path of the module');
  if (path.kind === 'missing') skipToValue(p);
  const value = parseDeployed(p, 'the module', undefined);
  return { kind: 'module', ...at(p, head), name, path, ...value };
}

interface Deployed {
  readonly loop: ForClause | undefined;
  readonly condition: IfClause | undefined;
  readonly body: ObjectExpression | Missing;
  readonly value: { readonly start: number; readonly end: number };
}

/** `= …` of a resource or module. */
function parseDeployed(
  p: ParserState,
  what: string,
  nestedResource: ((p: ParserState) => ResourceDeclaration) | undefined,
): Deployed {
  takeAssign(p, `and the body of ${what}`);
  if (p.kind === T.NEWLINE && p.isWordAt(p.pos + 1, 'if') && p.kinds[p.pos + 2] === T.LEFT_PAREN) p.pos++;
  if (p.kind === T.NEWLINE && p.kinds[p.pos + 1] === T.LEFT_BRACE) {
    p.expected('expected-body', what);
    p.pos++;
  }
  const start = p.kind === T.NEWLINE || p.kind === T.EOF ? p.lastEnd : p.start;
  let loop: ForClause | undefined;
  let condition: IfClause | undefined;
  let body: ObjectExpression | Missing;
  if (p.kind === T.LEFT_SQUARE) {
    const opener = p.pos;
    p.squares++;
    if (p.isWordAt(p.kinds[opener + 1] === T.NEWLINE ? opener + 2 : opener + 1, 'for')) loop = parseForHead(p);
    else {
      p.pos++;
      p.expected('expected-keyword', 'for');
    }
    if (p.isWord('if')) condition = parseIf(p);
    body = parseBody(p, what, nestedResource);
    p.squares--;
    closeFor(p, opener);
  } else {
    if (p.isWord('if')) condition = parseIf(p);
    body = parseBody(p, what, nestedResource);
  }
  return { loop, condition, body, value: { start, end: Math.max(start, p.lastEnd) } };
}

function parseBody(
  p: ParserState,
  what: string,
  nestedResource: ((p: ParserState) => ResourceDeclaration) | undefined,
): ObjectExpression | Missing {
  if (p.kind === T.LEFT_BRACE) return parseObject(p, nestedResource);
  p.expected('expected-body', what);
  const missing = p.missing();
  if (p.kind !== T.NEWLINE) skipToBody(p);
  return p.kind === T.LEFT_BRACE ? parseObject(p, nestedResource) : missing;
}

/** Skips what stands before a body on its line. */
function skipToBody(p: ParserState): void {
  skipToValue(p);
  while (p.kind === T.ASSIGN) {
    p.pos++;
    skipToValue(p);
  }
  if (p.kind === T.LEFT_SQUARE) p.skip();
}

// Other statements ---------------------------------------------------------------------------------------------------

/** A string that names a file; `what` completes the sentence "Expected … in quotes." */
function parsePath(p: ParserState, what: string): StringNode | Missing {
  if (T.startsString(p.kind)) return parseString(p);
  p.expected('expected-path', what);
  return p.missing();
}

function parseTest(p: ParserState, head: Head): Statement {
  const name = p.identifier('the test');
  const path = parsePath(p, 'the path of the file to test');
  if (path.kind === 'missing') skipToValue(p);
  takeAssign(p, 'and the body of the test');
  const body = parseRequiredObject(p, 'and the body of the test');
  return { kind: 'test', ...at(p, head), name, path, body };
}

function parseRequiredObject(p: ParserState, place: string): Expression {
  if (p.kind === T.LEFT_BRACE) return parseObject(p, undefined);
  p.expected('expected-object', place);
  return p.missing();
}

function parseImport(p: ParserState, head: Head): Statement {
  let items: ImportItem[] | undefined;
  let alias: Identifier | undefined;
  if (p.kind === T.ASTERISK) {
    p.pos++;
    if (p.isWord('as')) {
      p.pos++;
      alias = p.identifier('what is imported');
    } else p.expected('expected-keyword', 'as');
  } else if (p.kind === T.LEFT_BRACE) {
    const list: ImportItem[] = [];
    parseElements(p, T.RIGHT_BRACE, () => {
      const item = parseImportItem(p);
      if (item !== undefined) list.push(item);
    });
    items = list;
  } else p.expected('expected-import-list');
  let path: StringNode | Missing;
  if (p.isWord('from')) {
    p.pos++;
    path = parsePath(p, 'the path of the file to import from');
  } else {
    p.expected('expected-keyword', 'from');
    path = T.startsString(p.kind) ? parseString(p) : p.missing();
  }
  return { kind: 'import', ...at(p, head), items, alias, path };
}

function parseImportItem(p: ParserState): ImportItem | undefined {
  const isString = T.startsString(p.kind);
  if (!isString && p.kind !== T.IDENT) {
    p.expected('expected-name', 'what is imported');
    return undefined;
  }
  const name = isString ? parseString(p) : p.takeIdentifier();
  const alias = parseAlias(p);
  if (isString && alias === undefined) p.report('import-name-needs-alias', name.start, name.end);
  return { kind: 'import-item', start: name.start, end: p.lastEnd, name, alias };
}

function parseAlias(p: ParserState): Identifier | undefined {
  if (!p.isWord('as')) return undefined;
  p.pos++;
  return p.identifier("use here, after 'as'");
}

function parseExtension(p: ParserState, head: Head): Statement {
  const spec = p.kind === T.IDENT ? p.takeIdentifier() : parsePath(p, 'the extension and its version');
  const config = parseWith(p);
  const alias = parseAlias(p);
  if (alias === undefined && p.kind !== T.NEWLINE && p.kind !== T.EOF) p.expected('expected-keyword', 'as');
  return { kind: 'extension', ...at(p, head), spec, config, alias };
}

/** `with {…}`; `undefined` where it does not stand here. */
function parseWith(p: ParserState): Expression | undefined {
  if (!p.isWord('with')) return undefined;
  p.pos++;
  return parseRequiredObject(p, "after 'with'");
}

function absentWith(p: ParserState): Expression {
  p.expected('expected-keyword', 'with');
  return p.kind === T.LEFT_BRACE ? parseObject(p, undefined) : p.missing();
}

function parseUsing(p: ParserState, head: Head): Statement {
  let path: StringNode | Identifier | Missing;
  if (p.isWord('none')) path = p.takeIdentifier();
  else path = parsePath(p, "'none', or the path of the file the parameters are for");
  const config = parseWith(p);
  return { kind: 'using', ...at(p, head), path, config };
}
