/** Functions that make or rearrange arrays. */
import { Budget, distinctValues } from './equality.ts';
import { checkArrayLength, type Family, isArray, pure, shown, shownNumber, wouldFail } from './function.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array (read 2026-11)',
  languages: 'both',
};

export const arrays = [
  pure('createArray', {
    ...family,
    languages: 'arm',
    parameters: [{ name: 'arg', type: 'any', rest: true, optional: true }],
    summary: 'An array of the values.',
    body: (...values) => values,
  }),
  pure('flatten', {
    ...family,
    parameters: [{ name: 'arrayToFlatten', type: 'array' }],
    summary: 'The elements of the arrays in an array, in their order; deeper arrays stay.',
    body(outer) {
      const inner = outer.map(item =>
        isArray(item) ? item : wouldFail(`'flatten' takes an array of arrays, and ${shown(item)} is none`),
      );
      checkArrayLength(inner.reduce((sum, array) => sum + array.length, 0));
      return inner.flat(1);
    },
  }),
  pure('range', {
    ...family,
    parameters: [
      { name: 'startIndex', type: 'int' },
      { name: 'count', type: 'int' },
    ],
    summary: 'Integers that follow each other, from a first one.',
    body(start, count) {
      if (count < 0 || count > 10_000) wouldFail(`'range' makes 0 to 10,000 integers, not ${shownNumber(count)}`);
      if (start + count > 2_147_483_647) wouldFail(`'range' cannot go past 2,147,483,647`);
      return Array.from({ length: count }, (_, i) => start + i);
    },
  }),
  pure('distinct', {
    ...family,
    source: 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-array (read 2026-11)',
    parameters: [{ name: 'array', type: 'array' }],
    summary: 'The elements of an array, each of them once.',
    body: values => distinctValues(values, new Budget()),
  }),
];
