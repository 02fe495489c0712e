/** Arithmetic and comparison. Azure counts in 64 bits; results outside the safe range of JavaScript are not known here. */
import {
  cannotKnow,
  type Family,
  type FunctionParameter,
  integer,
  isArray,
  type Json,
  pure,
  shown,
  type TemplateFunction,
  wouldFail,
} from './function.ts';
import { compareAsWords } from './text.ts';

const numeric: Family = {
  source:
    'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric (read 2026-11)',
  languages: 'both',
};
const comparison: Family = {
  source:
    'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison (read 2026-11)',
  languages: 'arm',
};

const operands = [
  { name: 'operand1', type: 'int' },
  { name: 'operand2', type: 'int' },
] as const satisfies readonly FunctionParameter[];

export const numbers = [
  arithmetic('add', 'The sum of two integers.', (a, b) => a + b),
  arithmetic('sub', 'The first integer less the second.', (a, b) => a - b),
  arithmetic('mul', 'The product of two integers.', (a, b) => a * b),
  arithmetic('div', 'The quotient of two integers, without its fraction.', (a, b) => (a - (a % divisor(b))) / b),
  arithmetic(
    'mod',
    'What is left of a division of integers; it has the sign of the dividend.',
    (a, b) => a % divisor(b),
  ),
  extreme('min', 'The smallest of several integers, or of an array of them.', (a, b) => Math.min(a, b)),
  extreme('max', 'The largest of several integers, or of an array of them.', (a, b) => Math.max(a, b)),
  compared('less', 'Whether the first value is less than the second.', order => order < 0),
  compared('lessOrEquals', 'Whether the first value is less than the second or equal to it.', order => order <= 0),
  compared('greater', 'Whether the first value is greater than the second.', order => order > 0),
  compared(
    'greaterOrEquals',
    'Whether the first value is greater than the second or equal to it.',
    order => order >= 0,
  ),
];

function arithmetic(name: string, summary: string, compute: (a: number, b: number) => number): TemplateFunction {
  return pure(name, {
    ...numeric,
    languages: 'arm',
    parameters: operands,
    summary,
    body: (a, b) => integer(compute(a, b)),
  });
}

function divisor(value: number): number {
  return value === 0 ? wouldFail('nothing can be divided by 0') : value;
}

function extreme(name: string, summary: string, choose: (a: number, b: number) => number): TemplateFunction {
  return pure(name, {
    ...numeric,
    parameters: [{ name: 'arg', type: 'any', rest: true }],
    summary,
    body(...args) {
      const only = args[0]!;
      const values = args.length === 1 && isArray(only) ? only : args;
      if (values.length === 0) wouldFail(`'${name}' has no number to choose from`);
      return values.map(value => integerOf(name, value)).reduce(choose);
    },
  });
}

function integerOf(name: string, value: Json): number {
  return typeof value === 'number' && Number.isInteger(value)
    ? integer(value)
    : wouldFail(`'${name}' compares integers, not ${shown(value)}`);
}

function compared(name: string, summary: string, holds: (order: number) => boolean): TemplateFunction {
  return pure(name, {
    ...comparison,
    parameters: [
      { name: 'arg1', type: 'any' },
      { name: 'arg2', type: 'any' },
    ],
    summary,
    body(a, b) {
      if (typeof a === 'string' && typeof b === 'string') return holds(textOrder(a, b));
      if (typeof a !== 'number' || typeof b !== 'number')
        return wouldFail(`'${name}' compares two integers or two strings`);
      return holds(a - b);
    },
  });
}

/** How Azure orders texts is not documented: an answer is given where code units and dictionaries agree. */
function textOrder(a: string, b: string): number {
  const order = a < b ? -1 : Number(a > b);
  return order === Math.sign(compareAsWords(a, b))
    ? order
    : cannotKnow(`the order of ${shown(a)} and ${shown(b)} is not documented`);
}
