/** What can be told of values that are known in part: whether they are empty, begin with a text, or equal each other. */
import { writtenAt } from '../base/origin.ts';
import type { CallExpr } from '../template/expr.ts';
import type { Evaluator, Locals } from './evaluate.ts';
import { networkEdges } from './functions/cidr.ts';
import { changeCase, foldCase } from './functions/text.ts';
import { memberIdentity, unknown } from './identity.ts';
import { comparable, fromJson } from './json-value.ts';
import { textOf } from './pieces.ts';
import { type ListValue, memberValue, type ObjectValue, type Piece, type UnknownValue, type Value } from './value.ts';

type Structural = (evaluator: Evaluator, call: CallExpr, locals: Locals) => Value;

/** A text that is put together is a text, whatever its pieces turn out to be. */
export function isNeverNull(value: Value): boolean {
  if (value.kind !== 'unknown') return value.kind !== 'null';
  return value.resource !== undefined || value.pieces !== undefined;
}

/** Of a value that is not known: it is a text with at least one letter. */
export function isNeverEmpty({ resource, pieces = [] }: UnknownValue): boolean {
  return resource !== undefined || pieces.some(piece => typeof piece === 'string' && piece !== '');
}

/** Of a value that is known: null, or nothing is in it. */
export function isEmpty(value: Value): boolean {
  if (value.kind === 'list') return value.items.length === 0;
  if (value.kind === 'object') return value.members.length === 0;
  return value.kind === 'null' || (value.kind === 'text' && value.value === '');
}

/** Levels of lists and objects that are compared part by part. */
const maxLevels = 50;

/** Whether two values are equal as Azure compares them, letters in their case; `undefined` where that is not known. */
export function areEqual(a: Value, b: Value, level = 0): boolean | undefined {
  if (level > maxLevels) return undefined;
  if (a.kind === 'unknown' || b.kind === 'unknown') return areEqualUnknowns(a, b);
  if (a.kind !== b.kind) return false;
  if ('value' in a && 'value' in b) return a.value === b.value;
  const text = comparable(a);
  const other = text === undefined ? undefined : comparable(b);
  if (text !== undefined && other !== undefined) return text === other;
  if (a.kind === 'list' && b.kind === 'list') return areEqualLists(a, b, level);
  return a.kind === 'object' && b.kind === 'object' ? areEqualObjects(a, b, level) : undefined;
}

function areEqualUnknowns(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'null' || b.kind === 'null') return isNeverNull(a.kind === 'null' ? b : a) ? false : undefined;
  // Other identities are without regard to case, and equality is not.
  if (a.kind === 'unknown' && b.kind === 'unknown' && /^\{parameter [^{}()]*\}$/.test(a.identity))
    if (a.identity === b.identity && a.pieces === undefined && b.pieces === undefined) return true;
  const [pieces, others] = [piecesOf(a), piecesOf(b)];
  if (pieces === undefined || others === undefined) return undefined;
  return canBeEqual(pieces, others) ? undefined : false;
}

/** Of a text; `undefined` for what may be something else. */
function piecesOf(value: Value): readonly Piece[] | undefined {
  if (value.kind === 'text') return [value.value];
  return value.kind === 'unknown' ? value.pieces : undefined;
}

/** False where two texts differ whatever their unknown pieces are: they begin or end differently, or one is too short. */
function canBeEqual(a: readonly Piece[], b: readonly Piece[]): boolean {
  const [start, otherStart, end, otherEnd] = [a[0], b[0], a.at(-1), b.at(-1)];
  if (typeof start === 'string' && typeof otherStart === 'string')
    if (!start.startsWith(otherStart) && !otherStart.startsWith(start)) return false;
  if (typeof end === 'string' && typeof otherEnd === 'string')
    if (!end.endsWith(otherEnd) && !otherEnd.endsWith(end)) return false;
  return isLongEnough(a, b) && isLongEnough(b, a);
}

/** Whether a text that is known in full has room for the known pieces of another. */
function isLongEnough(text: readonly Piece[], pieces: readonly Piece[]): boolean {
  const [whole] = text;
  if (text.length !== 1 || typeof whole !== 'string') return true;
  return pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0) <= whole.length;
}

function areEqualLists(a: ListValue, b: ListValue, level: number): boolean | undefined {
  if (a.open || b.open || a.mayRepeat === true || b.mayRepeat === true) return undefined;
  if (a.items.length !== b.items.length) return false;
  return allOf(a.items, (item, i) => areEqual(item, b.items[i]!, level + 1));
}

function areEqualObjects(a: ObjectValue, b: ObjectValue, level: number): boolean | undefined {
  const lacks = (one: ObjectValue, other: ObjectValue): boolean =>
    !other.open && one.members.some(({ name }) => memberValue(other, name) === undefined);
  if (lacks(a, b) || lacks(b, a)) return false;
  const shared = a.members.filter(({ name }) => memberValue(b, name) !== undefined);
  const equal = allOf(shared, ({ name, value }) => areEqual(value, memberValue(b, name)!.value, level + 1));
  return equal === true && (a.open || b.open) ? undefined : equal;
}

/** False where one is false, true where all are true. */
function allOf<T>(items: readonly T[], test: (item: T, i: number) => boolean | undefined): boolean | undefined {
  let all: boolean | undefined = true;
  for (const [i, item] of items.entries()) {
    const result = test(item, i);
    if (result === false) return false;
    if (result === undefined) all = undefined;
  }
  return all;
}

/** By lower-case name; each asks for plain data where nothing can be told of the parts. */
export const partlyKnownFunctions: Readonly<Record<string, Structural>> = {
  equals: (evaluator, call, locals) => {
    const values = call.args.map(arg => evaluator.evaluate(arg, locals));
    const [a, b, more] = values;
    const equal = a !== undefined && b !== undefined && more === undefined ? areEqual(a, b) : undefined;
    return equal === undefined
      ? evaluator.pureCall(call, values)
      : { kind: 'boolean', value: equal, ...originOf(call) };
  },
  startswith: (evaluator, call, locals) => withEdge(evaluator, call, locals, 'start'),
  endswith: (evaluator, call, locals) => withEdge(evaluator, call, locals, 'end'),
  tolower: (evaluator, call, locals) => inCase(evaluator, call, locals, 'lower'),
  toupper: (evaluator, call, locals) => inCase(evaluator, call, locals, 'upper'),
  take: (evaluator, call, locals) => {
    const values = call.args.map(arg => evaluator.evaluate(arg, locals));
    const [text, count] = values;
    const start = text?.kind === 'unknown' ? text.pieces?.[0] : undefined;
    return typeof start === 'string' && count?.kind === 'number' && count.value <= start.length
      ? { kind: 'text', value: start.slice(0, Math.max(count.value, 0)), ...originOf(call) }
      : evaluator.pureCall(call, values);
  },
  parsecidr: (evaluator, call, locals) => {
    const values = call.args.map(arg => evaluator.evaluate(arg, locals));
    const whole = evaluator.pureCall(call, values);
    const [text] = values;
    const edges = whole.kind === 'unknown' && text?.kind === 'text' ? networkEdges(text.value) : undefined;
    if (edges === undefined || whole.kind !== 'unknown') return whole;
    const known = fromJson(edges, whole.origin);
    if (known.kind !== 'object') return whole;
    const pair = ['firstUsable', 'lastUsable'].map(name => ({
      name,
      nameSpan: call.span,
      value: unknown(whole.why, memberIdentity(whole.identity, name), whole.origin),
      span: call.span,
    }));
    return { ...known, members: [...known.members, ...pair] };
  },
};

function withEdge(evaluator: Evaluator, call: CallExpr, locals: Locals, edge: 'start' | 'end'): Value {
  const values = call.args.map(arg => evaluator.evaluate(arg, locals));
  const [text, sought] = values;
  const piece = text?.kind === 'unknown' ? text.pieces?.at(edge === 'start' ? 0 : -1) : undefined;
  if (typeof piece !== 'string' || sought?.kind !== 'text') return evaluator.pureCall(call, values);
  const [own, wanted] = [foldCase(piece), foldCase(sought.value)];
  const has = (longer: string, shorter: string): boolean =>
    edge === 'start' ? longer.startsWith(shorter) : longer.endsWith(shorter);
  // A known piece that is shorter than what is sought can only say no.
  if (own.length < wanted.length && has(wanted, own)) return evaluator.pureCall(call, values);
  return { kind: 'boolean', value: has(own, wanted), ...originOf(call) };
}

/** Names and ids are the same in either case, so that what is not known keeps its identity among pieces that are. */
function inCase(evaluator: Evaluator, call: CallExpr, locals: Locals, to: 'lower' | 'upper'): Value {
  const values = call.args.map(arg => evaluator.evaluate(arg, locals));
  const [text] = values;
  if (text?.kind !== 'unknown' || text.pieces === undefined) return evaluator.pureCall(call, values);
  const pieces = text.pieces.map(piece => (typeof piece === 'string' ? changeCase(piece, to) : piece));
  return textOf(pieces, { span: call.span, via: 'function', from: [text.origin] });
}

function originOf(call: CallExpr) {
  return { origin: { ...writtenAt(call.span), via: 'function' as const } };
}
