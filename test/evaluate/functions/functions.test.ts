/** Each pure function by its table, and what holds for all of them. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  functionSignature,
  type Json,
  pureFunction,
  pureFunctions,
  templateFunctions,
} from '../../../server/src/evaluate/functions/index.ts';
import { checkRow } from './support.ts';
import { addresses } from './tables/addresses.ts';
import { arraysAndObjects } from './tables/arrays-and-objects.ts';
import { cidr } from './tables/cidr.ts';
import { collections } from './tables/collections.ts';
import { dates } from './tables/dates.ts';
import { numbersAndLogic } from './tables/numbers-and-logic.ts';
import { strings } from './tables/strings.ts';
import { values } from './tables/values.ts';

/** Some arguments are too deep or too large for a title. */
const shortly = (args: readonly Json[]): string =>
  inspect(args, { depth: 2, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 8, maxStringLength: 40 }).slice(
    1,
    -1,
  );

const tables = {
  ...strings,
  ...collections,
  ...values,
  ...numbersAndLogic,
  ...arraysAndObjects,
  ...cidr,
  ...addresses,
  ...dates,
};

describe('pure template functions', () => {
  for (const [name, rows] of Object.entries(tables)) {
    describe(name, () => {
      for (const row of rows) {
        it(`${name}(${shortly(row[0])})`, () => checkRow(name, row));
      }
    });
  }

  it('all have a table', () => {
    assert.deepEqual(Object.keys(tables).sort(), pureFunctions.map(entry => entry.name).sort());
  });

  it('are found without regard to case', () => {
    for (const entry of pureFunctions) {
      assert.equal(pureFunction(entry.name), entry);
      assert.equal(pureFunction(entry.name.toUpperCase()), entry);
    }
    assert.equal(pureFunction('resourceId'), undefined);
    assert.equal(pureFunction('constructor'), undefined);
    assert.equal(pureFunction(''), undefined);
  });

  it('say which language calls them by name', () => {
    const of = (languages: string): string[] =>
      pureFunctions.filter(entry => entry.languages === languages).map(entry => entry.name);
    assert.deepEqual(of('bicep'), ['any']);
    assert.deepEqual(of('arm').sort(), [
      'add',
      'and',
      'coalesce',
      'createArray',
      'createObject',
      'div',
      'equals',
      'false',
      'greater',
      'greaterOrEquals',
      'indexFromEnd',
      'less',
      'lessOrEquals',
      'mod',
      'mul',
      'not',
      'null',
      'or',
      'sub',
      'true',
      'tryGet',
      'tryIndexFromEnd',
    ]);
  });

  it('keep a member that is named like a part of every object', () => {
    const odd = JSON.parse('{"__proto__": {"x": 1}}');
    for (const [name, args] of [
      ['json', ['{"__proto__": {"x": 1}}']],
      ['createObject', ['__proto__', { x: 1 }]],
      ['shallowMerge', [[odd]]],
      ['union', [odd, {}]],
      ['intersection', [odd, odd]],
    ] as const) {
      checkRow(name, [args, odd]);
    }
  });
});

describe('template functions', () => {
  it('have names that differ in more than case', () => {
    assert.equal(new Set(templateFunctions.map(entry => entry.name.toLowerCase())).size, templateFunctions.length);
  });

  it('are described for hover and completion', () => {
    for (const { name, parameters, summary, source } of templateFunctions) {
      assert.match(summary, /^[A-Z].*\.$/, name);
      assert.match(source, /^https:\/\/(learn\.microsoft\.com\/|github\.com\/Azure\/bicep:).+ \(read 2026-11\)$/, name);
      const names = parameters.map(parameter => parameter.name);
      assert.equal(new Set(names).size, names.length, name);
      assert.ok(
        parameters.every((parameter, i) => !parameter.rest || i === parameters.length - 1),
        `${name}: only the last parameter may stand several times`,
      );
    }
  });

  it('are found without regard to case, lists of keys by what they begin with', () => {
    for (const [name, found] of [
      ['RESOURCEID', 'resourceId'],
      ['toupper', 'toUpper'],
      ['listKeys', 'list*'],
      ['listSecrets', 'list*'],
      ['list', 'list*'],
      ['list*', 'list*'],
      ['listing of all', undefined],
      ['constructor', undefined],
      ['', undefined],
    ] as const)
      assert.equal(functionSignature(name)?.name, found, name);
  });
});
