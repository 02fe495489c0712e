/** Booleans, equality and the literals that ARM's expressions have as functions. */
import { Budget, sameValue } from './equality.ts';
import {
  type Family,
  type FunctionParameter,
  type Json,
  pure,
  shown,
  type TemplateFunction,
  wouldFail,
} from './function.ts';

const family: Family = {
  source:
    'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical (read 2026-11)',
  languages: 'arm',
};

const operands = [
  { name: 'arg1', type: 'bool' },
  { name: 'arg', type: 'bool', rest: true },
] as const satisfies readonly FunctionParameter[];

export const logic = [
  pure('and', {
    ...family,
    parameters: operands,
    summary: 'Whether all values are true.',
    body: (...values) => values.every(Boolean),
  }),
  pure('or', {
    ...family,
    parameters: operands,
    summary: 'Whether at least one value is true.',
    body: (...values) => values.some(Boolean),
  }),
  pure('not', {
    ...family,
    parameters: [{ name: 'arg1', type: 'bool' }],
    summary: 'The other boolean.',
    body: value => !value,
  }),
  pure('equals', {
    ...family,
    source:
      'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison (read 2026-11)',
    parameters: [
      { name: 'arg1', type: 'any' },
      { name: 'arg2', type: 'any' },
    ],
    summary: 'Whether two values are equal in all their parts; case matters.',
    body: (a, b) => sameValue(a, b, new Budget()),
  }),
  pure('fail', {
    ...family,
    languages: 'both',
    source: 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions (read 2026-11)',
    parameters: [{ name: 'message', type: 'string' }],
    summary: 'Stops the deployment with a message.',
    body: message => wouldFail(`the template says so: ${shown(message)}`),
  }),
  literal('true', true, 'The boolean true.'),
  literal('false', false, 'The boolean false.'),
  literal('null', null, 'The value null.'),
];

function literal(name: string, value: Json, summary: string): TemplateFunction {
  return pure(name, { ...family, parameters: [], summary, body: () => value });
}
