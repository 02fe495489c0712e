/** Functions that work on values with unknown parts: what is known of the result is kept, what is not is marked. */
import { groupedDigits } from '../base/number-text.ts';
import type { Origin } from '../base/origin.ts';
import type { CallExpr, Expr, LambdaExpr } from '../template/expr.ts';
import { used } from './access.ts';
import type { Evaluator, Locals } from './evaluate.ts';
import { compareAsWords } from './functions/text.ts';
import { identityOf, memberIdentity, shortIdentity, unknown } from './identity.ts';
import { comparable } from './json-value.ts';
import { loadFunctions } from './load-functions.ts';
import { areEqual, isNeverEmpty, isNeverNull, partlyKnownFunctions } from './partly-known.ts';
import { splitPieces, textOf } from './pieces.ts';
import { referenceFunctions } from './reference.ts';
import {
  type ListValue,
  memberValue,
  type ObjectValue,
  type UnknownValue,
  type Value,
  type ValueMember,
} from './value.ts';

/** Items of one list; a longer one is not known. */
const maxItems = 10_000;

type Structural = (evaluator: Evaluator, call: CallExpr, locals: Locals) => Value;

/** By lower-case name. Every other function is asked with plain data only (functions/). */
export const structuralFunctions: Readonly<Record<string, Structural>> = {
  ...loadFunctions,
  ...partlyKnownFunctions,
  ...referenceFunctions,
  if: (evaluator, call, locals) => {
    const [condition, whenTrue, whenFalse] = call.args;
    if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return wrongCount(call);
    return evaluator.evaluate({ kind: 'conditional', condition, whenTrue, whenFalse, span: call.span }, locals);
  },
  and: (evaluator, call, locals) => decisive(evaluator, call, locals, false),
  or: (evaluator, call, locals) => decisive(evaluator, call, locals, true),
  coalesce: (evaluator, call, locals) => {
    for (const [i, arg] of call.args.entries()) {
      const value = evaluator.evaluate(arg, locals);
      if (value.kind === 'unknown' && !isNeverNull(value)) return unknownChoice(evaluator, call, locals, i, value);
      if (value.kind !== 'null') return used(value, call.span, 'function');
    }
    return { kind: 'null', origin: originOf(call) };
  },
  any: (evaluator, call, locals) =>
    call.args[0] === undefined ? wrongCount(call) : evaluator.evaluate(call.args[0], locals),
  createarray: (evaluator, call, locals) => ({
    kind: 'list',
    items: call.args.map(arg => evaluator.evaluate(arg, locals)),
    open: false,
    origin: originOf(call),
  }),
  createobject: (evaluator, call, locals) => {
    const args = call.args.map(arg => evaluator.evaluate(arg, locals));
    const members: ValueMember[] = [];
    let open = args.length % 2 === 1;
    for (let i = 0; i + 1 < args.length; i += 2) {
      const [name, value] = [args[i]!, args[i + 1]!];
      if (name.kind !== 'text') open = true;
      else members.push({ name: name.value, nameSpan: call.args[i]!.span, value, span: call.span });
    }
    const identity = open ? callIdentity(call, args) : undefined;
    return { kind: 'object', members, open, identity, origin: originOf(call) };
  },
  concat: (evaluator, call, locals) => {
    const values = call.args.map(arg => evaluator.evaluate(arg, locals));
    if (values.some(value => value.kind === 'list')) return joined(evaluator, values, call);
    if (values.some(value => value.kind === 'object')) return evaluator.pureCall(call, values);
    return evaluator.evaluate({ kind: 'join', parts: call.args, span: call.span }, locals);
  },
  union: (evaluator, call, locals) => {
    const values = call.args.map(arg => evaluator.evaluate(arg, locals));
    if (values.some(value => value.kind === 'list')) return withoutRepeats(joined(evaluator, values, call));
    if (values.some(value => value.kind === 'object')) return merged(values, call, true);
    return unknownOf(call, values);
  },
  shallowmerge: (evaluator, call, locals) => {
    const list = call.args[0] && evaluator.evaluate(call.args[0], locals);
    return list?.kind === 'list' && !list.open
      ? merged(list.items, call, false)
      : unknownOf(call, list === undefined ? [] : [list]);
  },
  flatten: (evaluator, call, locals) => {
    const list = call.args[0] && evaluator.evaluate(call.args[0], locals);
    if (list?.kind !== 'list') return unknownOf(call, list === undefined ? [] : [list]);
    const flat = joined(evaluator, list.items, call);
    return list.open ? { ...flat, open: true, identity: callIdentity(call, [list]) } : flat;
  },
  length: (evaluator, call, locals) => {
    const value = call.args[0] && evaluator.evaluate(call.args[0], locals);
    const origin = originOf(call);
    if (value?.kind === 'text') return { kind: 'number', value: value.value.length, origin };
    if (value?.kind === 'list' && !value.open && value.mayRepeat !== true)
      return { kind: 'number', value: value.items.length, origin };
    if (value?.kind === 'object' && !value.open) return { kind: 'number', value: value.members.length, origin };
    return unknownOf(call, value === undefined ? [] : [value]);
  },
  empty: (evaluator, call, locals) => {
    const value = call.args[0] && evaluator.evaluate(call.args[0], locals);
    const origin = originOf(call);
    if (value?.kind === 'null') return { kind: 'boolean', value: true, origin };
    if (value?.kind === 'text') return { kind: 'boolean', value: value.value === '', origin };
    const count =
      value?.kind === 'list' ? value.items.length : value?.kind === 'object' ? value.members.length : undefined;
    if (count !== undefined && (count > 0 || !(value as ListValue | ObjectValue).open))
      return { kind: 'boolean', value: count === 0, origin };
    if (value?.kind === 'unknown' && isNeverEmpty(value)) return { kind: 'boolean', value: false, origin };
    return unknownOf(call, value === undefined ? [] : [value]);
  },
  split: (evaluator, call, locals) => {
    const values = call.args.map(arg => evaluator.evaluate(arg, locals));
    const [text, separator] = values;
    if (text?.kind === 'unknown' && text.pieces !== undefined && separator?.kind === 'text' && separator.value !== '') {
      const parts = splitPieces(text.pieces, separator.value);
      return {
        kind: 'list',
        items: parts.map(part => textOf(part, originOf(call))),
        open: false,
        origin: originOf(call),
      };
    }
    return evaluator.pureCall(call, values);
  },
  contains: (evaluator, call, locals) => {
    const values = call.args.map(arg => evaluator.evaluate(arg, locals));
    const [container, sought] = values;
    if (container === undefined || sought === undefined) return wrongCount(call);
    const origin = originOf(call);
    if (container.kind === 'text' && sought.kind === 'text')
      return { kind: 'boolean', value: container.value.includes(sought.value), origin };
    if (container.kind === 'list') {
      evaluator.charge(container.items.length);
      const equal = container.items.map(item => areEqual(item, sought));
      if (equal.includes(true)) return { kind: 'boolean', value: true, origin };
      if (!container.open && !equal.includes(undefined)) return { kind: 'boolean', value: false, origin };
    }
    if (container.kind === 'unknown' && sought.kind === 'text') {
      const isIn = container.pieces?.some(piece => typeof piece === 'string' && piece.includes(sought.value));
      if (isIn === true) return { kind: 'boolean', value: true, origin };
    }
    if (container.kind === 'object' && sought.kind === 'text') {
      if (memberValue(container, sought.value) !== undefined) return { kind: 'boolean', value: true, origin };
      if (!container.open) return { kind: 'boolean', value: false, origin };
    }
    return unknownOf(call, values);
  },
  first: (evaluator, call, locals) => edge(evaluator, call, locals, 0),
  last: (evaluator, call, locals) => edge(evaluator, call, locals, -1),
  map: (evaluator, call, locals) => {
    const { list, lambda, values } = listAndLambda(evaluator, call, locals);
    if (list === undefined || lambda === undefined) return unknownWithLambda(evaluator, call, values, lambda, locals);
    const items = list.items.map((item, i) =>
      evaluator.evaluate(lambda.body, bind(lambda.parameters, [item, placeOf(list, i, item, call)], locals)),
    );
    return {
      kind: 'list',
      items,
      open: list.open,
      identity: list.open ? lambdaIdentity(evaluator, call, list, lambda, locals) : undefined,
      origin: originOf(call),
    };
  },
  filter: (evaluator, call, locals) => {
    const { list, lambda, values } = listAndLambda(evaluator, call, locals);
    if (list === undefined || lambda === undefined) return unknownWithLambda(evaluator, call, values, lambda, locals);
    let { open } = list;
    const items = list.items.filter((item, i) => {
      const keep = evaluator.evaluate(
        lambda.body,
        bind(lambda.parameters, [item, placeOf(list, i, item, call)], locals),
      );
      if (keep.kind !== 'boolean') open = true; // It may be in: the list has more than is listed.
      return keep.kind === 'boolean' && keep.value;
    });
    return {
      kind: 'list',
      items,
      open,
      identity: open ? lambdaIdentity(evaluator, call, list, lambda, locals) : undefined,
      origin: originOf(call),
    };
  },
  reduce: (evaluator, call, locals) => {
    const [source, start, lambda] = call.args;
    const list = source && evaluator.evaluate(source, locals);
    if (list?.kind !== 'list' || list.open || start === undefined || lambda?.kind !== 'lambda')
      return unknownOf(call, list === undefined ? [] : [list]);
    let result = evaluator.evaluate(start, locals);
    list.items.forEach((item, i) => {
      result = evaluator.evaluate(lambda.body, bind(lambda.parameters, [result, item, numberAt(i, item)], locals));
    });
    return result;
  },
  toobject: (evaluator, call, locals) => {
    const [source, key, value] = call.args;
    const list = source && evaluator.evaluate(source, locals);
    if (list?.kind !== 'list' || key?.kind !== 'lambda') return unknownOf(call, list === undefined ? [] : [list]);
    let { open } = list;
    const members = new Map<string, ValueMember>();
    for (const item of list.items) {
      const name = evaluator.evaluate(key.body, bind(key.parameters, [item], locals));
      if (name.kind !== 'text') {
        open = true;
        const whole = callIdentity(call, [list]);
        for (const [key, member] of members) members.set(key, { ...member, value: replaced(key, whole, call) });
        continue;
      }
      const held =
        value?.kind === 'lambda' ? evaluator.evaluate(value.body, bind(value.parameters, [item], locals)) : item;
      members.set(name.value.toLowerCase(), { name: name.value, nameSpan: call.span, value: held, span: call.span });
    }
    return { kind: 'object', members: [...members.values()], open, origin: originOf(call) };
  },
  sort: (evaluator, call, locals) => {
    const { list, lambda, values } = listAndLambda(evaluator, call, locals);
    if (list === undefined || lambda === undefined || list.open)
      return unknownWithLambda(evaluator, call, values, lambda, locals);
    let isKnown = true;
    const isFirst = (a: Value, b: Value): boolean => {
      const first = evaluator.evaluate(lambda.body, bind(lambda.parameters, [a, b], locals));
      isKnown &&= first.kind === 'boolean';
      return first.kind === 'boolean' && first.value;
    };
    const items = [...list.items].sort((a, b) => (isFirst(a, b) ? -1 : Number(isFirst(b, a))));
    return isKnown
      ? { kind: 'list', items, open: false, origin: originOf(call) }
      : unknownWithLambda(evaluator, call, values, lambda, locals);
  },
  mapvalues: (evaluator, call, locals) => {
    const value = call.args[0] && evaluator.evaluate(call.args[0], locals);
    const lambda = call.args[1];
    if (value?.kind !== 'object' || lambda?.kind !== 'lambda')
      return unknownOf(call, value === undefined ? [] : [value]);
    const members = value.members.map(({ name, nameSpan, span, value: held }) => ({
      name,
      nameSpan,
      span,
      value: evaluator.evaluate(lambda.body, bind(lambda.parameters, [held], locals)),
    }));
    const identity = value.open ? lambdaIdentity(evaluator, call, value, lambda, locals) : undefined;
    return { kind: 'object', members, open: value.open, identity, origin: originOf(call) };
  },
  groupby: (evaluator, call, locals) => {
    const { list, lambda, values } = listAndLambda(evaluator, call, locals);
    if (list === undefined || lambda === undefined || list.open)
      return unknownWithLambda(evaluator, call, values, lambda, locals);
    const value = call.args[2];
    const groups = new Map<string, { readonly name: string; readonly items: Value[] }>();
    for (const item of list.items) {
      const name = evaluator.evaluate(lambda.body, bind(lambda.parameters, [item], locals));
      // An item whose group is not known may be in any of them.
      if (name.kind !== 'text') return unknownWithLambda(evaluator, call, values, lambda, locals);
      const group = groups.get(name.value.toLowerCase()) ?? { name: name.value, items: [] };
      group.items.push(
        value?.kind === 'lambda' ? evaluator.evaluate(value.body, bind(value.parameters, [item], locals)) : item,
      );
      groups.set(name.value.toLowerCase(), group);
    }
    const origin = originOf(call);
    const members = [...groups.values()].map(
      ({ name, items }): ValueMember => ({
        name,
        nameSpan: call.span,
        value: { kind: 'list', items, open: false, origin },
        span: call.span,
      }),
    );
    return { kind: 'object', members, open: false, origin };
  },
  objectkeys: (evaluator, call, locals) => {
    const value = call.args[0] && evaluator.evaluate(call.args[0], locals);
    if (value?.kind !== 'object') return unknownOf(call, value === undefined ? [] : [value]);
    const names = value.members.map(({ name }) => name).sort(compareAsWords);
    const identity = value.open ? callIdentity(call, [value]) : undefined;
    const items = names.map((name): Value => ({ kind: 'text', value: name, origin: originOf(call) }));
    return { kind: 'list', items, open: value.open, identity, origin: originOf(call) };
  },
  items: (evaluator, call, locals) => {
    const value = call.args[0] && evaluator.evaluate(call.args[0], locals);
    if (value?.kind !== 'object') return unknownOf(call, value === undefined ? [] : [value]);
    const origin = originOf(call);
    const byName = [...value.members].sort((a, b) => compareAsWords(a.name, b.name));
    const items = byName.map(
      (member): Value => ({
        kind: 'object',
        open: false,
        origin: member.value.origin,
        members: [
          {
            name: 'key',
            nameSpan: member.nameSpan,
            value: { kind: 'text', value: member.name, origin: { span: member.nameSpan, via: 'literal', from: [] } },
            span: member.span,
          },
          { name: 'value', nameSpan: member.nameSpan, value: member.value, span: member.span },
        ],
      }),
    );
    return { kind: 'list', items, open: value.open, origin };
  },
  tryget: (evaluator, call, locals) => {
    const access = safeAccess(call);
    return access === undefined ? wrongCount(call) : evaluator.evaluate(access, locals);
  },
};

/** `tryGet(base, key, …)` as the accesses that it stands for; `undefined` where it is given too few values. */
function safeAccess(call: CallExpr): Expr | undefined {
  const [written, key, ...rest] = call.args;
  if (written === undefined || key === undefined) return undefined;
  const isNested = written.kind === 'call' && written.name.toLowerCase() === 'tryget';
  const base = (isNested ? safeAccess(written) : undefined) ?? written;
  const first: Expr = { kind: 'index', base, index: key, safe: true, fromEnd: false, span: call.span };
  // Further keys are read plainly, and not at all where the first gave null.
  return rest.reduce<Expr>(
    (inner, index) => ({
      kind: 'index',
      base: inner,
      index,
      safe: false,
      chained: true,
      fromEnd: false,
      span: call.span,
    }),
    first,
  );
}

/** `??` whose left side is not known: what follows it belongs to what it is. @param at the place of what is not known */
function unknownChoice(evaluator: Evaluator, call: CallExpr, locals: Locals, at: number, left: UnknownValue): Value {
  const others = call.args.slice(at + 1).map(arg => evaluator.evaluate(arg, locals));
  // One inside another is the same as all of them in a row.
  const flat = [left, ...others].map(identityOf).map(choice => /^\{coalesce (.*)\}$/s.exec(choice)?.[1] ?? choice);
  return unknown(left.why, `{coalesce ${flat.join(' ?? ')}}`, originOf(call), left.fault);
}

/** `and` and `or`: one side that decides is enough, and the sides after it are not looked at. */
function decisive(evaluator: Evaluator, call: CallExpr, locals: Locals, deciding: boolean): Value {
  const values: Value[] = [];
  for (const arg of call.args) {
    const value = evaluator.evaluate(arg, locals);
    if (value.kind === 'boolean' && value.value === deciding)
      return { kind: 'boolean', value: deciding, origin: originOf(call) };
    values.push(value);
  }
  if (values.every(value => value.kind === 'boolean'))
    return { kind: 'boolean', value: !deciding, origin: originOf(call) };
  return unknownOf(call, values);
}

function edge(evaluator: Evaluator, call: CallExpr, locals: Locals, at: 0 | -1): Value {
  const value = call.args[0] && evaluator.evaluate(call.args[0], locals);
  const origin = originOf(call);
  if (value?.kind === 'text')
    return { kind: 'text', value: value.value === '' ? '' : (value.value.at(at) ?? ''), origin };
  // What is not listed may stand anywhere, in front too.
  if (value?.kind === 'list' && !value.open) {
    const item = value.items.at(at);
    return item === undefined ? { kind: 'null', origin } : used(item, call.span, 'function');
  }
  return unknownOf(call, value === undefined ? [] : [value]);
}

/** Lists one after the other; one that is unknown leaves the result open. */
function joined(evaluator: Evaluator, values: readonly Value[], call: CallExpr): ListValue {
  const count = values.reduce((sum, value) => sum + (value.kind === 'list' ? value.items.length : 0), 0);
  const open = count > maxItems || values.some(value => value.kind !== 'list' || value.open);
  const identity = open ? callIdentity(call, values) : undefined;
  if (count > maxItems) {
    const why = `a list has more than ${groupedDigits(maxItems)} entries`;
    const fault = evaluator.fault('bound', `${why}, the most that this tool computes`, call.span);
    return { kind: 'list', items: [], open, identity, why, fault, origin: originOf(call) };
  }
  const source = sourceOf(values);
  const items = values.flatMap(value => (value.kind === 'list' ? value.items : []));
  return {
    kind: 'list',
    items,
    open,
    identity,
    why: source?.why,
    fault: source?.fault,
    origin: originOf(call),
  };
}

/** Pairs of partly known items of one list that are compared; with more of them, some may be one. */
const maxPairs = 5_000;

function withoutRepeats(list: ListValue): ListValue {
  const seen = new Set<string>();
  const partly: Value[] = [];
  let pairs = 0;
  let mayRepeat = list.mayRepeat === true;
  const items: Value[] = [];
  for (const item of list.items) {
    const key = comparable(item);
    if (key !== undefined && seen.has(key)) continue;
    // One that is known in full is compared with those that are not, and the other way round with all.
    const others = key === undefined ? items : partly;
    pairs += others.length;
    const equal = pairs > maxPairs ? [undefined] : others.map(other => areEqual(item, other));
    if (equal.includes(true)) continue;
    mayRepeat ||= equal.includes(undefined);
    if (key === undefined) partly.push(item);
    else seen.add(key);
    items.push(item);
  }
  return mayRepeat ? { ...list, items, mayRepeat } : { ...list, items };
}

/** Objects one over the other, later ones win; `deep` merges objects within objects too. */
function merged(values: readonly Value[], call: CallExpr, deep: boolean): Value {
  const members = new Map<string, ValueMember>();
  let open = false;
  for (const value of values) {
    if (value.kind === 'null') continue;
    const wasOpen = open;
    if (value.kind !== 'object' || value.open) {
      open = true;
      const whole = callIdentity(call, values);
      for (const [name, member] of members)
        if (mayHold(value, name)) members.set(name, { ...member, value: replaced(name, whole, call) });
    }
    if (value.kind !== 'object') continue;
    for (const member of value.members) {
      const name = member.name.toLowerCase();
      const earlier = members.get(name);
      if (deep && earlier?.value.kind === 'object' && member.value.kind === 'object') {
        members.set(name, { ...member, value: merged([earlier.value, member.value], call, true) });
        continue;
      }
      if (deep && member.value.kind === 'null' && earlier !== undefined && earlier.value.kind !== 'null') {
        const why = 'whether null replaces the earlier value in a union is not documented';
        const identity = memberIdentity(callIdentity(call, values), member.name);
        members.set(name, { ...member, value: { ...unknown(why, identity, originOf(call)), ifGiven: earlier.value } });
        continue;
      }
      // An object that is merged over one that is not known may have more members than its own.
      const mayHoldMore =
        deep && member.value.kind === 'object' && (earlier === undefined ? wasOpen : earlier.value.kind === 'unknown');
      members.set(
        name,
        mayHoldMore && member.value.kind === 'object' ? { ...member, value: opened(member.value) } : member,
      );
    }
  }
  const identity = open ? callIdentity(call, values) : undefined;
  return { kind: 'object', members: [...members.values()], open, identity, origin: originOf(call) };
}

/** Whether a value that is not known in full may have a member that is not listed: one that is an object or empty has none but its own. */
function mayHold(value: Value, name: string): boolean {
  if (value.kind === 'object') return value.open && memberValue(value, name) === undefined;
  const given = value.kind === 'unknown' ? value.ifGiven : undefined;
  return given?.kind !== 'object' || given.open || memberValue(given, name) !== undefined;
}

/** The object with, possibly, more members than its own. */
function opened({ members, identity, why, origin }: ObjectValue): ObjectValue {
  return { kind: 'object', members, open: true, identity, why, origin };
}

/** A member that a later one of a name that is not known may replace. @param whole identity of the object */
function replaced(name: string, whole: string, call: CallExpr): Value {
  return unknown('it may be replaced by a value that is not known', memberIdentity(whole, name), originOf(call));
}

function listAndLambda(evaluator: Evaluator, call: CallExpr, locals: Locals) {
  const value = call.args[0] && evaluator.evaluate(call.args[0], locals);
  const lambda = call.args[1];
  return {
    list: value?.kind === 'list' ? value : undefined,
    lambda: lambda?.kind === 'lambda' ? lambda : undefined,
    values: value === undefined ? [] : [value],
  };
}

/** A list that is not known, with what a lambda makes of its items. */
function unknownWithLambda(
  evaluator: Evaluator,
  call: CallExpr,
  values: readonly Value[],
  lambda: LambdaExpr | undefined,
  locals: Locals,
): Value {
  const [list] = values;
  const result = unknownOf(call, values);
  if (list === undefined || lambda === undefined || result.kind !== 'unknown') return result;
  return unknown(result.why, lambdaIdentity(evaluator, call, list, lambda, locals), result.origin);
}

/** Equal for equal lists and lambdas that do the same, whatever they call their parameters. */
function lambdaIdentity(evaluator: Evaluator, call: CallExpr, list: Value, lambda: LambdaExpr, locals: Locals): string {
  const source = identityOf(list);
  const parameters = lambda.parameters.map((_, i) =>
    unknown('it is an item of a list that is not known', `{item ${i} of ${source}}`, originOf(call)),
  );
  const body = evaluator.evaluate(lambda.body, bind(lambda.parameters, parameters, locals));
  return shortIdentity(`{${call.name.toLowerCase()}(${source}, ${identityOf(body)})}`);
}

function callIdentity(call: CallExpr, values: readonly Value[]): string {
  return shortIdentity(`{${call.name.toLowerCase()}(${values.map(identityOf).join(',')})}`);
}

function bind(names: readonly string[], values: readonly Value[], locals: Locals): Locals {
  const bound = new Map(locals);
  names.forEach((name, i) => {
    const value = values[i];
    if (value !== undefined) bound.set(name, value);
  });
  return bound;
}

/** The number of an item, which is not known in a list that may hold more. */
function placeOf(list: ListValue, i: number, item: Value, call: CallExpr): Value {
  if (!list.open) return numberAt(i, item);
  return unknown('its place in a computed list is not known', `{at ${call.span.start} ${i}}`, item.origin);
}

function numberAt(value: number, item: Value): Value {
  return { kind: 'number', value, origin: item.origin };
}

function originOf(call: CallExpr): Origin {
  return { span: call.span, via: 'function', from: [] };
}

function unknownOf(call: CallExpr, values: readonly Value[]): Value {
  const source = sourceOf(values);
  const why = source?.why ?? `a part of what '${call.name}' is given is not known`;
  return unknown(why, callIdentity(call, values), originOf(call), source?.fault);
}

/** The first value that has a reason for not being known. */
function sourceOf(values: readonly Value[]): UnknownValue | ListValue | undefined {
  for (const value of values)
    if ((value.kind === 'unknown' || value.kind === 'list') && value.why !== undefined) return value;
  return undefined;
}

function wrongCount(call: CallExpr): Value {
  return unknown(
    `'${call.name}' is given too few values`,
    `{${call.name.toLowerCase()} at ${call.span.start}}`,
    originOf(call),
  );
}
