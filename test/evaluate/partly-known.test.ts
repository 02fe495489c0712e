/** What is known of values of which a part is not: neither more nor less than follows from the part that is. */
import assert from 'node:assert/strict';
import { noTemplateFiles } from '../../server/src/evaluate/environment.ts';
import { Evaluator } from '../../server/src/evaluate/evaluate.ts';
import { ownPlace } from '../../server/src/evaluate/places.ts';
import type { Value } from '../../server/src/evaluate/value.ts';
import { Work } from '../../server/src/evaluate/work.ts';
import { parseBicep } from '../../server/src/syntax/bicep/parser.ts';
import { templateFromBicep } from '../../server/src/template/from-bicep.ts';

/** Of parameters without values: `x` is a text, `o` an object, `list` an array, `b` a boolean. */
function evaluated(expression: string): Value {
  const text = `param x string\nparam o object\nparam list array\nparam b bool\noutput result object = ${expression}\n`;
  const template = templateFromBicep(parseBicep(text, { kind: 'bicep' }), 'file:///main.bicep');
  const use = {
    id: '',
    given: () => undefined,
    givenBy: 'parameter-file',
    exact: false,
    chain: [template],
    place: ownPlace,
    deploymentName: undefined,
  } as const;
  const value = new Evaluator(template, use, new Work(noTemplateFiles)).output('result');
  assert.ok(value !== undefined, expression);
  return value;
}

/** JSON, with `?` for what is not known and `…` where there may be more. */
function shown(value: Value): string {
  switch (value.kind) {
    case 'unknown':
      return '?';
    case 'null':
      return 'null';
    case 'list':
      return `[${[...value.items.map(shown), ...(value.open ? ['…'] : [])].join(', ')}]`;
    case 'object':
      return `{${[...value.members.map(member => `${member.name}: ${shown(member.value)}`), ...(value.open ? ['…'] : [])].join(', ')}}`;
    default:
      return JSON.stringify(value.value);
  }
}

const id = "resourceId('Microsoft.Network/networkSecurityGroups', x)";

const rows: Readonly<Record<string, readonly (readonly [expression: string, expected: string])[]>> = {
  'one of two values': [
    ['first([b ? { a: 1 } : { a: 1, c: 2 }]).a', '1'],
    ['first([b ? { a: 1 } : { a: 2 }]).a', '?'],
    ['first([b ? { a: 1 } : { c: 2 }]).a', '?'],
    ['first([b ? { a: 1 } : { c: 2 }]).?c', '?'],
    ['first([b ? { a: 1, c: 3 } : { c: 3 }]).?c', '3'],
    ['first([b ? [1, 2] : [1]])[0]', '1'],
    ['first([b ? [1, 2] : [1]])[1]', '?'],
    ["first([b ? { a: { b: 'x' } } : { a: { b: 'x' }, c: 1 }])!.a['b']", '"x"'],
    ["first([b ? first([x == 'a' ? { a: 1 } : { a: 1, d: 1 }]) : { a: 1, e: 1 }]).a", '1'],
    ["first([b ? first([x == 'a' ? { a: 1 } : { a: 2 }]) : { a: 1, e: 1 }]).a", '?'],
    ['first([b ? { a: 1 } : o]).a', '?'],
    ['first([b ? { a: 1 } : null]).?a', '?'],
  ],
  'texts with known pieces': [
    ["empty('nsg-${x}')", 'false'],
    ["empty('${x}')", '?'],
    ["empty('${x}${x}')", '?'],
    [`empty(${id})`, 'false'],
    ["'nsg-${x}' ?? 'other'", '?'],
    ["('nsg-${x}' ?? null) == null", 'false'],
    ["'nsg-${x}' == ''", 'false'],
    ["'nsg-${x}' == 'nsg-'", '?'],
    ["'nsg-${x}' == 'web-1'", 'false'],
    ["'nsg-${x}' == 'NSG-1'", 'false'],
    ["'nsg-${x}' =~ 'NSG-1'", '?'],
    ["'${x}-a' == '${x}-b'", 'false'],
    ["'${x}-abc-${x}' == 'a'", 'false'],
    [`${id} == ''`, 'false'],
    [`${id} != null`, 'true'],
    ['x == x', 'true'],
    ["'a${x}' == 'a${x}'", '?'],
    ['x == null', '?'],
    ["x == ''", '?'],
    ["startsWith('nsg-${x}', 'NSG')", 'true'],
    ["startsWith('nsg-${x}', 'web')", 'false'],
    ["startsWith('nsg-${x}', 'nsg-a')", '?'],
    ["startsWith('nsg-${x}', 'nst-a')", 'false'],
    ["endsWith('${x}-NSG', '-nsg')", 'true'],
    ["endsWith('${x}-nsg', 'a-nsg')", '?'],
    ["endsWith('nsg-${x}', 'nsg')", '?'],
    ["contains('nsg-${x}', 'sg-')", 'true'],
    ["contains('nsg-${x}', 'web')", '?'],
    ["take('nsg-${x}', 3)", '"nsg"'],
    ["take('nsg-${x}', 5)", '?'],
    ["toLower('NSG-${x}') == 'web'", 'false'],
    ["startsWith(toLower('NSG-${x}'), 'nsg-')", 'true'],
  ],
  'lists and objects in a text': [
    ["'${[1, 'a']}-${{ a: true }}-${null}'", `"[1,'a']-{'a':true}-"`],
    ["'${[x]}'", '?'],
    ["concat('a', { a: 1 })", '?'],
  ],
  'entries that may be one': [
    ["length(union([x], ['a']))", '?'],
    ["union([x], ['a'])[0] == x", 'true'],
    ["empty(union([x], ['a'])[1])", '?'],
    ["length(union(['p-${x}'], ['q-${x}'], ['p']))", '3'],
    ["union([{ n: 'a', v: x }], [{ n: 'b', v: x }], [{ n: 'a', v: x }])", '[{n: "a", v: ?}, {n: "b", v: ?}]'],
    ["length(union([{ n: 'a', v: x }], [{ n: 'a', v: 1 }]))", '?'],
    ["contains([x, 'b'], 'b')", 'true'],
    ["contains(['a-${x}', 'b'], 'c')", 'false'],
    ["contains([x, 'b'], 'c')", '?'],
    ["[x] == ['a', 'b']", 'false'],
    ['{ a: x } == { b: 1 }', 'false'],
    ['{ a: x } == { a: 1 }', '?'],
  ],
  'objects that may be merged over': [
    ['union({ a: 1, c: 2 }, b ? { c: 3 } : {})', '{a: 1, c: ?, …}'],
    ['union({ a: 1 }, b ? null : { c: 3 })', '{a: 1, …}'],
    ['union({ a: 1 }, o)', '{a: ?, …}'],
    ["union({ a: 1 }, { '${x}': 2 })", '{a: ?, …}'],
    ['{ ...{ a: 1 }, ...union({ c: 1 }, o), d: 2 }', '{a: ?, c: ?, d: 2, …}'],
    ['union({ a: 1 }, { a: null })', '{a: ?}'],
    ['{ ...{ a: 1 }, a: null }', '{a: null}'],
  ],
  'choices that come to the same': [
    ['(b ? x : x) == x', 'true'],
    ["b ? 'a' : 'a'", '"a"'],
    ["b ? 'a' : 'A'", '?'],
  ],
  'ranges whose usable addresses are not documented': [
    [
      "parseCidr('10.0.0.7/31')",
      '{network: "10.0.0.6", netmask: "255.255.255.254", broadcast: "10.0.0.7", cidr: 31, firstUsable: ?, lastUsable: ?}',
    ],
    ["parseCidr('10.0.0.7/32').network", '"10.0.0.7"'],
    ["parseCidr('10.0.0.777/32')", '?'],
    ["parseCidr('10.0.0.7/33')", '?'],
  ],
  'names in the order of a dictionary': [
    ["objectKeys({ z: 1, 'é': 1, B: 1, a: 1, A: 1, '1': 1 })", '["1", "a", "A", "B", "é", "z"]'],
  ],
};

describe('values that are known in part', () => {
  for (const [what, table] of Object.entries(rows)) {
    describe(what, () => {
      for (const [expression, expected] of table) {
        it(`${expression} is ${expected}`, () => {
          assert.equal(shown(evaluated(expression)), expected);
        });
      }
    });
  }

  it('says of a place why it is not known', () => {
    for (const [expression, why] of [
      ['resourceGroup().location', 'it depends on where the file is deployed'],
      ['subscription().tenantId', 'it depends on where the file is deployed'],
      ['environment().name', 'it depends on the cloud that is deployed to'],
    ] as const) {
      const value = evaluated(expression);
      assert.ok(value.kind === 'unknown', expression);
      assert.equal(value.why, why);
    }
  });
});
