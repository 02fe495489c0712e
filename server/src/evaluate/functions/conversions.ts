/** Functions that turn a value of one type into another. */
import { cannotKnow, type Family, integer, isArray, pure, shown, wouldFail } from './function.ts';
import { parseJsonText } from './json-text.ts';
import { jsonText, scalarText } from './text.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions (read 2026-11)',
  languages: 'both',
};

export const conversions = [
  pure('string', {
    ...family,
    parameters: [{ name: 'valueToConvert', type: 'any' }],
    summary: 'The value as text; arrays and objects as JSON.',
    body(value) {
      if (value === null) cannotKnow("the text that 'string' makes of null is not documented");
      return scalarText(value) ?? jsonText(value, '"');
    },
  }),
  pure('json', {
    ...family,
    parameters: [{ name: 'json', type: 'string' }],
    summary: 'The value that a JSON text stands for.',
    body: parseJsonText,
  }),
  pure('int', {
    ...family,
    parameters: [{ name: 'valueToConvert', type: 'any' }],
    summary: 'The integer that a text stands for.',
    body(value) {
      if (typeof value === 'number') {
        return Number.isInteger(value)
          ? value
          : cannotKnow(`the integer that 'int' makes of ${value} is not documented`);
      }
      if (typeof value !== 'string') return wouldFail(`'int' takes a string or an integer, not ${shown(value)}`);
      const digits = /^[\t-\r ]*([+-]?\d+)[\t-\r ]*$/.exec(value)?.[1];
      return digits === undefined ? wouldFail(`${shown(value)} is no integer`) : integer(Number(digits));
    },
  }),
  pure('bool', {
    ...family,
    parameters: [{ name: 'arg', type: 'any' }],
    summary: "The boolean that 'true', 'false', 1 or 0 stands for.",
    body(value) {
      if (typeof value === 'boolean') return value;
      if (value === 0 || value === 1) return value === 1;
      const word = typeof value === 'string' ? value.toLowerCase() : '';
      if (word === 'true' || word === 'false') return word === 'true';
      if (typeof value === 'string' && !/^\s*(true|false|[01])\s*$/.test(word))
        wouldFail(`${shown(value)} is no boolean`);
      return cannotKnow(`the boolean that 'bool' makes of ${shown(value)} is not documented`);
    },
  }),
  pure('array', {
    ...family,
    parameters: [{ name: 'convertToArray', type: 'any' }],
    summary: 'An array that holds the value; an array itself.',
    body(value) {
      if (value === null) cannotKnow("what 'array' makes of null is not documented");
      return isArray(value) ? value : [value];
    },
  }),
  pure('any', {
    ...family,
    languages: 'bicep',
    source: 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-any (read 2026-11)',
    parameters: [{ name: 'value', type: 'any' }],
    summary: 'The value itself; the compiler asks no more for its type.',
    body: value => value,
  }),
];
