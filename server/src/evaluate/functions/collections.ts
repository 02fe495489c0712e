/** Functions that take a text as well as an array, and some of them an object. */
import { Budget, sameValue } from './equality.ts';
import {
  cannotKnow,
  checkArrayLength,
  type Family,
  type FunctionParameter,
  isArray,
  isObject,
  type Json,
  pure,
  shown,
  type TemplateFunction,
  wouldFail,
} from './function.ts';
import { findKey } from './members.ts';
import { checkSearch, foldCase, scalarText, TextBuilder } from './text.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array (read 2026-11)',
  languages: 'both',
};

const original = { name: 'originalValue', type: 'any' } as const satisfies FunctionParameter;
const searched = [
  { name: 'container', type: 'any' },
  { name: 'itemToFind', type: 'any' },
] as const satisfies readonly FunctionParameter[];
const alone = [{ name: 'arg', type: 'any' }] as const satisfies readonly FunctionParameter[];

export const collections = [
  pure('concat', {
    ...family,
    parameters: [{ name: 'arg', type: 'any', rest: true }],
    summary: 'Several texts as one text, or several arrays as one array.',
    body: (...args) => (args.some(isArray) ? concatArrays(args) : concatTexts(args)),
  }),
  pure('take', {
    ...family,
    parameters: [original, { name: 'numberToTake', type: 'int' }],
    summary: 'The first characters of a text or elements of an array; all of them where there are fewer.',
    body: (value, count) => textOrArray('take', value).slice(0, Math.max(count, 0)),
  }),
  pure('skip', {
    ...family,
    parameters: [original, { name: 'numberToSkip', type: 'int' }],
    summary: 'What follows the first characters of a text or elements of an array.',
    body: (value, count) => textOrArray('skip', value).slice(Math.max(count, 0)),
  }),
  pure('first', {
    ...family,
    parameters: alone,
    summary: 'The first character of a text or element of an array; null for an empty array.',
    body: value => (typeof value === 'string' ? value.slice(0, 1) : (textOrArray('first', value)[0] ?? null)),
  }),
  pure('last', {
    ...family,
    parameters: alone,
    summary: 'The last character of a text or element of an array; null for an empty array.',
    body: value => (typeof value === 'string' ? value.slice(-1) : (textOrArray('last', value).at(-1) ?? null)),
  }),
  pure('contains', {
    ...family,
    parameters: searched,
    summary: 'Whether a text has a part, an array an element or an object a key; only for keys case does not matter.',
    body: contains,
  }),
  search(
    'indexOf',
    'The place of the first match in a text (without regard to case) or an array, from 0; -1 where there is none.',
  ),
  search(
    'lastIndexOf',
    'The place of the last match in a text (without regard to case) or an array, from 0; -1 where there is none.',
  ),
  pure('empty', {
    ...family,
    parameters: [{ name: 'itemToTest', type: 'any' }],
    summary: 'Whether a text, an array or an object has nothing in it; true for null.',
    body: value => value === null || size('empty', value) === 0,
  }),
  pure('length', {
    ...family,
    parameters: alone,
    summary: 'The number of characters of a text, elements of an array or members of an object.',
    body: value => size('length', value),
  }),
];

function textOrArray(name: string, value: Json): string | readonly Json[] {
  return typeof value === 'string' || isArray(value)
    ? value
    : wouldFail(`'${name}' takes a string or an array, not ${shown(value)}`);
}

function size(name: string, value: Json): number {
  if (typeof value === 'string' || isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  return wouldFail(`'${name}' takes a string, an array or an object, not ${shown(value)}`);
}

function concatArrays(args: readonly Json[]): Json {
  const arrays = args.map(arg =>
    isArray(arg) ? arg : wouldFail(`'concat' joins arrays only with arrays, not with ${shown(arg)}`),
  );
  checkArrayLength(arrays.reduce((sum, array) => sum + array.length, 0));
  return arrays.flat(1);
}

function concatTexts(args: readonly Json[]): string {
  const text = new TextBuilder();
  for (const arg of args) {
    if (arg === null) cannotKnow("the text that 'concat' makes of null is not documented");
    text.add(scalarText(arg) ?? wouldFail(`'concat' joins texts, not ${shown(arg)}`));
  }
  return text.toString();
}

function contains(container: Json, item: Json): boolean {
  if (isArray(container)) {
    const budget = new Budget();
    return container.some(element => sameValue(element, item, budget));
  }
  if (typeof container !== 'string' && !isObject(container)) {
    return wouldFail(`'contains' looks into a string, an array or an object, not into ${shown(container)}`);
  }
  if (typeof item !== 'string') return cannotKnow(`how 'contains' looks for ${shown(item)} there is not documented`);
  if (typeof container !== 'string') return findKey(container, item) !== undefined;
  checkSearch(container, item.length);
  return container.includes(item);
}

function search(name: 'indexOf' | 'lastIndexOf', summary: string): TemplateFunction {
  return pure(name, {
    ...family,
    parameters: searched,
    summary,
    body(container, item) {
      if (isArray(container)) {
        const budget = new Budget();
        const found = (element: Json): boolean => sameValue(element, item, budget);
        return name === 'indexOf' ? container.findIndex(found) : container.findLastIndex(found);
      }
      if (typeof container !== 'string' || typeof item !== 'string') {
        return wouldFail(`'${name}' takes an array, or two strings`);
      }
      checkSearch(container, item.length);
      if (name === 'indexOf') return foldCase(container).indexOf(foldCase(item));
      if (item === '') cannotKnow("where 'lastIndexOf' finds an empty text is not documented");
      return foldCase(container).lastIndexOf(foldCase(item));
    },
  });
}
