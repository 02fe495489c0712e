/**
 * What is being written at a place of an expression of ARM JSON. In: its text, whole or not, and an offset. Out: the kind of thing that is
 * due there, and what a name takes the place of. Never here: which names there are.
 */
import type { TextRange } from '../base/span.ts';
import { type Token, tokenize } from '../syntax/arm-expression/lexer.ts';
import { type ArmMember, parseArmExpression } from '../syntax/arm-expression/parser.ts';
import { children } from '../syntax/arm-expression/tree.ts';

/** All offsets count in the decoded string. */
export type ExpressionPlace =
  | FunctionPlace
  /** A property of what an expression amounts to; `replaces` reaches from the dot to the end of the name. */
  | { readonly kind: 'member'; readonly expression: string; readonly replaces: TextRange }
  /** A name that is written as text, as an argument of one of {@link namingFunctions}. */
  | NamedArgument;

/** A function is due; its name may have begun. */
export interface FunctionPlace {
  readonly kind: 'function';
  /** What is written of it, its namespace included. */
  readonly replaces: TextRange;
  /** The namespace that is written, in lower case; `undefined` where there is none. */
  readonly namespace: string | undefined;
  /** Its bracket follows already. */
  readonly isCalled: boolean;
}

export interface NamedArgument {
  readonly kind: 'named';
  readonly what: 'parameter' | 'variable' | 'loop' | 'resource' | 'resource-type' | 'lambda-variable';
  readonly replaces: TextRange;
  /** What must stand around a name that is put there, so that it is a text and, where the name is all it takes, a whole call. */
  readonly before: "'" | '';
  readonly after: string;
  /** Of a variable of a lambda: those that the lambdas around the place name. */
  readonly bound: readonly string[];
}

/** Functions whose argument is a name that the template tells, and what may follow that. */
const namingFunctions: Readonly<Record<string, { readonly what: NamedArgument['what']; readonly isAlone: boolean }>> = {
  parameters: { what: 'parameter', isAlone: true },
  variables: { what: 'variable', isAlone: true },
  copyindex: { what: 'loop', isAlone: false },
  lambdavariables: { what: 'lambda-variable', isAlone: true },
  reference: { what: 'resource', isAlone: false },
  references: { what: 'resource', isAlone: false },
  resourceid: { what: 'resource-type', isAlone: false },
  subscriptionresourceid: { what: 'resource-type', isAlone: false },
  tenantresourceid: { what: 'resource-type', isAlone: false },
  managementgroupresourceid: { what: 'resource-type', isAlone: false },
  extensionresourceid: { what: 'resource-type', isAlone: false },
};

/** A bracket that is open at the place. */
interface Open {
  /** The function whose arguments it holds, in lower case; `undefined` for an index. */
  readonly callee: string | undefined;
  /** Of its arguments before the one at the place, those that are texts. */
  readonly texts: string[];
  argument: number;
}

/**
 * `undefined` where nothing that has a name is due, and for a text that does not begin like an expression.
 *
 * @param value the decoded string, its outer brackets included as far as they are there
 */
export function expressionPlaceAt(value: string, at: number): ExpressionPlace | undefined {
  if (!/^\[(?!\[)/.test(value) || at < 1) return undefined;
  const tokens = tokenize(value, { start: 1, end: at }).slice(0, -1);
  const last = tokens.at(-1);
  const isText = last?.kind === 'unclosed-string';
  const word = last !== undefined && (isText || (last.kind === 'name' && last.end === at)) ? last : undefined;
  const before = word === undefined ? tokens : tokens.slice(0, -1);
  const previous = before.at(-1);
  const open = openBrackets(value, before);
  const around = open.at(-1);
  const naming = around?.callee === undefined ? undefined : namingFunctions[around.callee];
  if (previous?.kind === '.') return isText ? undefined : behindDot(value, at, before);
  if (previous !== undefined && !['(', ',', '['].includes(previous.kind)) return undefined;
  const isName =
    around !== undefined &&
    naming !== undefined &&
    (naming.what === 'resource-type' ? !around.texts.some(text => text.includes('/')) : around.argument === 0);
  // What is named otherwise than by a text: a resource by its id, and the type of one behind a subscription.
  const needsText = naming?.what === 'resource' || naming?.what === 'resource-type';
  if (isText) return isName ? namedArgument(value, at, naming, last.start + 1, true, open) : undefined;
  if (isName && !needsText) return namedArgument(value, at, naming, word?.start ?? at, false, open);
  return functionPlace(value, at, word?.start ?? at, undefined);
}

function functionPlace(value: string, at: number, start: number, namespace: string | undefined): FunctionPlace {
  const end = at + (/^\w*/.exec(value.slice(at))?.[0].length ?? 0);
  return { kind: 'function', replaces: { start, end }, namespace, isCalled: value[end] === '(' };
}

/** Behind a dot: a property of the value before it, or a function of the namespace before it. */
function behindDot(value: string, at: number, before: readonly Token[]): ExpressionPlace | undefined {
  const namespace = before.at(-2);
  const isNamespace = namespace?.kind === 'name' && before.at(-3)?.kind !== '.';
  if (isNamespace)
    return functionPlace(value, at, namespace.start, value.slice(namespace.start, namespace.end).toLowerCase());
  const dot = before.at(-1)!;
  const member = memberBehind(value, dot.end);
  if (member === undefined) return undefined;
  const end = at + (/^[\w-]*/.exec(value.slice(at))?.[0].length ?? 0);
  const expression = value.slice(member.target.start, member.target.end);
  return { kind: 'member', expression, replaces: { start: dot.start, end } };
}

/** The access whose dot ends at an offset. */
function memberBehind(value: string, dotEnd: number): ArmMember | undefined {
  const waiting = [parseArmExpression(value).expr];
  for (let expr = waiting.pop(); expr !== undefined; expr = waiting.pop()) {
    if (expr.kind === 'member' && expr.target.end < dotEnd && dotEnd <= expr.nameRange.start) return expr;
    waiting.push(...children(expr));
  }
  return undefined;
}

function namedArgument(
  value: string,
  at: number,
  { what, isAlone }: { readonly what: NamedArgument['what']; readonly isAlone: boolean },
  start: number,
  isQuoted: boolean,
  open: readonly Open[],
): NamedArgument {
  const rest = value.slice(at);
  // Up to the quote that closes it, or all of a text that begins here; where there is none, to the end of the word.
  const whole = isQuoted ? /^[^'()[\],]*(?=')/.exec(rest) : /^'[^'()[\],]*'/.exec(rest);
  const written = (whole ?? /^[\w-]*/.exec(rest))?.[0] ?? '';
  const end = at + written.length;
  const isClosed = isQuoted && value[end] === "'";
  const next = /\S/.exec(value.slice(isClosed ? end + 1 : end))?.[0];
  const needsBracket = what !== 'resource-type' && next !== ')' && (isAlone || next !== ',');
  const bound = open.flatMap(({ callee, texts }) => (callee === 'lambda' ? texts : []));
  // A quote that has no bracket behind it is written anew with one.
  if (isClosed && !needsBracket) return { kind: 'named', what, replaces: { start, end }, before: '', after: '', bound };
  return {
    kind: 'named',
    what,
    replaces: { start, end: isClosed ? end + 1 : end },
    before: isQuoted ? '' : "'",
    after: needsBracket ? "')" : "'",
    bound,
  };
}

/** The brackets that tokens leave open, outermost first. */
function openBrackets(value: string, tokens: readonly Token[]): readonly Open[] {
  const open: Open[] = [];
  for (const [i, { kind, start, end }] of tokens.entries()) {
    const name = tokens[i - 1];
    if (kind === '(' && name?.kind === 'name' && tokens[i - 2]?.kind !== '.')
      open.push({ callee: value.slice(name.start, name.end).toLowerCase(), texts: [], argument: 0 });
    else if (kind === '(' || kind === '[') open.push({ callee: undefined, texts: [], argument: 0 });
    else if (kind === ')' || kind === ']') open.pop();
    const around = open.at(-1);
    if (around === undefined) continue;
    if (kind === ',') around.argument++;
    else if (kind === 'string') around.texts.push(value.slice(start + 1, end - 1).replaceAll("''", "'"));
  }
  return open;
}
