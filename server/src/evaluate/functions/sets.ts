/** `union` and `intersection`, which work on arrays as on objects. */
import { Budget, distinctValues, identityKey, sameValue } from './equality.ts';
import {
  cannotKnow,
  checkArrayLength,
  type Family,
  type FunctionParameter,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  pure,
  wouldFail,
} from './function.ts';
import { findKey, MemberMap } from './members.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array (read 2026-11)',
  languages: 'both',
};

const operands = [
  { name: 'arg1', type: 'any' },
  { name: 'arg', type: 'any', rest: true },
] as const satisfies readonly FunctionParameter[];

export const sets = [
  pure('union', {
    ...family,
    parameters: operands,
    summary: 'All elements of several arrays, each once; or all members of several objects, of which the later win.',
    body(...args) {
      const budget = new Budget();
      if (args.every(isArray)) {
        const result = distinctValues(args.flat(1), budget);
        checkArrayLength(result.length);
        return result;
      }
      return objectsOf('union', args).reduce((merged, next) => merge(merged, next, budget, 0));
    },
  }),
  pure('intersection', {
    ...family,
    parameters: operands,
    summary: 'The elements that all arrays have; or the members that all objects have with equal values.',
    body(...args) {
      const budget = new Budget();
      return args.every(isArray)
        ? commonElements(args, budget)
        : commonMembers(objectsOf('intersection', args), budget);
    },
  }),
];

function objectsOf(name: string, args: readonly Json[]): JsonObject[] {
  return args.map(arg => (isObject(arg) ? arg : wouldFail(`'${name}' takes arrays only, or objects only`)));
}

/** Objects in objects are merged in turn; everything else is replaced. */
function merge(first: JsonObject, second: JsonObject, budget: Budget, depth: number): JsonObject {
  const members = new MemberMap();
  for (const [key, value] of Object.entries(first)) {
    budget.spend(depth);
    members.set(key, value);
  }
  for (const [key, value] of Object.entries(second)) {
    budget.spend(depth);
    const before = members.get(key) ?? null;
    if (value === null && before !== null)
      cannotKnow(`whether null replaces the earlier value of '${key}' is not documented`);
    members.set(
      key,
      before !== null && isObject(before) && isObject(value) ? merge(before, value, budget, depth + 1) : value,
    );
  }
  return members.toObject();
}

function commonElements([first = [], ...others]: readonly (readonly Json[])[], budget: Budget): Json {
  const elsewhere = others.map(array => new Set(array.map(value => identityKey(value, budget))));
  const common = first.filter(value => elsewhere.every(keys => keys.has(identityKey(value, budget))));
  if (distinctValues(common, budget).length < common.length) {
    cannotKnow("whether 'intersection' keeps an element that the first array has twice is not documented");
  }
  return common;
}

function commonMembers([first = {}, ...others]: readonly JsonObject[], budget: Budget): Json {
  const inAll = ([name, value]: readonly [string, Json]): boolean =>
    others.every(other => {
      const key = findKey(other, name);
      return key !== undefined && sameValue(value, other[key]!, budget);
    });
  return Object.fromEntries(Object.entries(first).filter(inAll));
}
