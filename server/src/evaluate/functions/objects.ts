/** Functions that make objects, list their members, or read one member of an object or element of an array. */
import {
  cannotKnow,
  type Family,
  type FunctionParameter,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  pure,
  shown,
  wouldFail,
} from './function.ts';
import { findKey, MemberMap } from './members.ts';
import { compareAsWords } from './text.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object (read 2026-11)',
  languages: 'both',
};
const arm: Family = { ...family, languages: 'arm' };

const listed = [{ name: 'object', type: 'object' }] as const satisfies readonly FunctionParameter[];

export const objects = [
  pure('createObject', {
    ...arm,
    parameters: [{ name: 'keyOrValue', type: 'any', rest: true, optional: true }],
    summary: 'An object of keys and values, which take turns.',
    body: createObject,
  }),
  pure('items', {
    ...family,
    parameters: listed,
    summary: 'The members of an object as an array of `key` and `value`, in the order of their keys.',
    body: object => sortedKeys(object).map(key => ({ key, value: object[key]! })),
  }),
  pure('objectKeys', {
    ...family,
    parameters: listed,
    summary: 'The keys of an object, in order.',
    body: sortedKeys,
  }),
  pure('shallowMerge', {
    ...family,
    parameters: [{ name: 'inputObjects', type: 'array' }],
    summary: 'The members of several objects in one; of two with one name the later.',
    body(inputs) {
      const members = new MemberMap();
      for (const input of inputs) {
        if (!isObject(input)) return wouldFail(`'shallowMerge' takes an array of objects, and ${shown(input)} is none`);
        for (const [key, value] of Object.entries(input)) members.set(key, value);
      }
      return members.toObject();
    },
  }),
  pure('tryGet', {
    ...arm,
    parameters: [
      { name: 'itemToTest', type: 'any' },
      { name: 'keyOrIndex', type: 'any', rest: true },
    ],
    summary: 'A member or an element, and what lies in it; null where there is no first one.',
    body: (base, first, ...others) => readOn(base, readStep(first!), others),
  }),
  pure('tryIndexFromEnd', {
    ...arm,
    source:
      'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array (read 2026-11)',
    parameters: [
      { name: 'sourceArray', type: 'any' },
      { name: 'reverseIndex', type: 'int' },
      { name: 'keyOrIndex', type: 'any', rest: true, optional: true },
    ],
    summary: 'An element counted from the end, the last being 1, and what lies in it; null where there is none.',
    body: (base, index, ...others) => readOn(base, { key: index, fromEnd: true }, others),
  }),
  pure('indexFromEnd', {
    ...arm,
    source:
      'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array (read 2026-11)',
    parameters: [
      { name: 'sourceArray', type: 'array' },
      { name: 'reverseIndex', type: 'int' },
    ],
    summary: 'An element counted from the end, the last being 1; fails where there is none.',
    body: (base, index) => readOrFail(base, { key: index, fromEnd: true }),
  }),
  pure('coalesce', {
    ...arm,
    source:
      'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison (read 2026-11)',
    parameters: [{ name: 'arg', type: 'any', rest: true }],
    summary: 'The first value that is not null.',
    body: (...values) => values.find(value => value !== null) ?? null,
  }),
];

function createObject(...parts: readonly Json[]): JsonObject {
  if (parts.length % 2 === 1) wouldFail("'createObject' takes a value for each key");
  const members = new MemberMap();
  for (let i = 0; i < parts.length; i += 2) {
    const key = parts[i]!;
    if (typeof key !== 'string') return wouldFail(`'createObject' takes strings as keys, not ${shown(key)}`);
    if (members.get(key) !== undefined)
      cannotKnow(`what 'createObject' does with the key ${shown(key)} given twice is not documented`);
    members.set(key, parts[i + 1]!);
  }
  return members.toObject();
}

/** Digits before letters, and of two keys that differ only in case the lower one first. */
function sortedKeys(object: JsonObject): string[] {
  return Object.keys(object).sort(compareAsWords);
}

/** One step of an access: a name, an index from 0, or an index from the end, where the last element is 1. */
interface Step {
  readonly key: string | number;
  readonly fromEnd: boolean;
}

/** The first step may find nothing, which gives null; the others are plain accesses, which fail then. */
function readOn(base: Json, first: Step, others: readonly Json[]): Json {
  if (base === null) return null;
  const start = read(base, first);
  if (start === undefined) return null;
  return others.reduce<Json>((value, other) => {
    const step = readStep(other);
    if (value === null || typeof value !== 'object') wouldFail(`${shown(value)} has no members`);
    return readOrFail(value, step);
  }, start);
}

/** `undefined` where there is no such member or element. */
function read(base: Json, { key, fromEnd }: Step): Json | undefined {
  if (isArray(base) && typeof key === 'number') return base[fromEnd ? base.length - key : key];
  if (isObject(base) && typeof key === 'string') {
    const found = findKey(base, key);
    return found === undefined ? undefined : base[found];
  }
  return cannotKnow(`what Azure reads at ${shown(key)} of ${shown(base)} is not documented`);
}

/** Compilers write an index from the end as `createObject('value', 1, 'fromEnd', true())`. */
function readStep(given: Json): Step {
  if (typeof given === 'string') return { key: given, fromEnd: false };
  const wrapped = isObject(given);
  const key = wrapped ? (given['value'] ?? null) : given;
  const fromEnd = wrapped && given['fromEnd'] === true;
  if (typeof key === 'number' && Number.isInteger(key)) return { key, fromEnd };
  if (typeof key === 'string' && !fromEnd) return { key, fromEnd };
  return wouldFail(`${shown(given)} is neither a name nor an index`);
}

function readOrFail(base: Json, step: Step): Json {
  const found = read(base, step);
  if (found !== undefined) return found;
  const { key, fromEnd } = step;
  return wouldFail(
    typeof key === 'string'
      ? `there is no member ${shown(key)}`
      : `there is no element ${key}${fromEnd ? ' from the end' : ''}`,
  );
}
