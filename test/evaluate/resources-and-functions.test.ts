/** Resources read back, chains of safe accesses, nested symbols, conditions of parents, functions of the file's own. */
import assert from 'node:assert/strict';
import { deploy } from '../../server/src/evaluate/deployment.ts';
import { identityOf } from '../../server/src/evaluate/identity.ts';
import { toJson } from '../../server/src/evaluate/json-value.ts';
import { memberValue } from '../../server/src/evaluate/value.ts';
import { viewOfText } from '../support/view.ts';

/** What `properties.value` of the resource `x` of a Bicep text amounts to: plain data, or `?` and the identity of what is not known. */
function amountOf(expression: string, before = ''): unknown {
  const text = `${before}\nresource x 'Test.Rp/things@2024-01-01' = { name: 'x', properties: { value: ${expression} } }`;
  const { template } = viewOfText(text, {}, 'main.bicep').file.reading;
  const { resources } = deploy(template, { exact: true });
  const thing = resources.find(({ type }) => type === 'test.rp/things');
  const value = memberValue(memberValue(thing?.body, 'properties')?.value, 'value')?.value;
  assert.ok(value);
  const plain = toJson(value);
  return plain === undefined ? `?${identityOf(value)}` : plain;
}

const vnet = `param p string
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = { name: 'v', location: 'westeurope', properties: { enableDdosProtection: false, subnets: [ { name: 'a' }, { name: p } ] } }`;
const group = '/subscriptions/{subscription().subscriptionid}/resourcegroups/{resourcegroup().name}/providers';

const rows: readonly (readonly [what: string, before: string, expression: string, expected: unknown])[] = [
  ['what is declared is read back', vnet, 'vnet.properties.enableDdosProtection', false],
  ['members beside properties too', vnet, 'vnet.location', 'westeurope'],
  [
    'what Azure adds is not known',
    vnet,
    'vnet.properties.resourceGuid',
    '?{state microsoft.network/virtualnetworks v.properties.resourceguid}',
  ],
  [
    'also within what is declared',
    vnet,
    'vnet.properties.subnets[0].etag',
    '?{state microsoft.network/virtualnetworks v.properties.subnets[0].etag}',
  ],
  [
    'subnets have ids',
    vnet,
    'vnet.properties.subnets[1].id',
    `?${group}/microsoft.network/virtualnetworks/v/subnets/{parameter p}`,
  ],
  ['an id can be taken apart', vnet, "last(split(vnet.properties.subnets[0].id, '/'))", 'a'],
  ['a parent in an id', vnet, "split(vnet.properties.subnets[1].id, '/')[8]", 'v'],
  [
    'type and version are in the text',
    vnet,
    "'${vnet.type} ${vnet.apiVersion}'",
    'Microsoft.Network/virtualNetworks 2023-09-01',
  ],
  [
    'an existing resource has its id',
    "resource e 'Microsoft.Network/routeTables@2023-09-01' existing = { name: 'r', scope: resourceGroup('hub') }",
    'e.id',
    '?/subscriptions/{subscription().subscriptionid}/resourcegroups/hub/providers/microsoft.network/routetables/r',
  ],
  [
    'and nothing that is declared',
    "resource e 'Microsoft.Network/routeTables@2023-09-01' existing = { name: 'r' }",
    'e.properties.routes',
    '?{state microsoft.network/routetables r.properties.routes}',
  ],
  [
    'an item of a loop is read back',
    "resource all 'Microsoft.Network/routeTables@2023-09-01' = [for n in [ 'a', 'b' ]: { name: n, tags: { n: n } }]",
    'all[1].tags.n',
    'b',
  ],
  [
    'ids of an extension',
    "resource l 'Microsoft.Authorization/locks@2020-05-01' = { name: 'l', scope: t }\nresource t 'Microsoft.Network/routeTables@2023-09-01' = { name: 'r' }",
    'l.id',
    `?${group}/microsoft.network/routetables/r/providers/microsoft.authorization/locks/l`,
  ],
  [
    'a resource that asks for itself ends',
    "resource r 'Microsoft.Network/routeTables@2023-09-01' = { name: 'r', tags: { t: r.tags.t } }",
    'r.tags.t',
    '?{state microsoft.network/routetables r.tags.t}',
  ],
  ['a missing member ends the chain', 'param o object = { a: 1 }', "o.?b.c.d ?? 'none'", 'none'],
  ['an index in the chain, too', 'param o object = { a: 1 }', "o.?b[0].d ?? 'none'", 'none'],
  ['a member that is there is read on', 'param o object = { b: { c: 2 } }', 'o.?b.c ?? 1', 2],
  ['a missing member further on fails', 'param o object = { b: {} }', 'o.?b.c ?? 1', '?{coalesce {{}.c} ?? 1}'],
  ['functions of the file', 'func twice(n int) int => n * 2\nfunc four(n int) int => twice(twice(n))', 'four(3)', 12],
  ['a function that calls itself ends', 'func f(n int) int => f(n)', 'string(f(1))', undefined],
  ['a function sees its arguments only', 'param n int = 5\nfunc f(n int) int => n + 1', 'f(1) + n', 7],
  ['names of symbols', vnet, "'${nameof(vnet)} ${nameof(vnet.properties)}'", 'vnet properties'],
  ['placeholders of the group', '', 'resourceGroup().location', '?{resourcegroup().location}'],
  [
    'ids of the group',
    '',
    'resourceGroup().id',
    '?/subscriptions/{subscription().subscriptionid}/resourcegroups/{resourcegroup().name}',
  ],
  ['a member of an unknown is no text that goes on', 'param o object', "'${o}.name' == o.name ? 1 : 2", undefined],
  ['lists in order', 'var l = [ 3, 1, 2 ]', 'sort(l, (a, b) => a < b)', [1, 2, 3]],
  [
    'equal items stay in their order',
    "var l = [ { k: 1, n: 'a' }, { k: 0, n: 'b' }, { k: 1, n: 'c' } ]",
    'map(sort(l, (a, b) => a.k < b.k), i => i.n)',
    ['b', 'a', 'c'],
  ],
  ['an order that is not known', 'param p int', 'sort([ p, 1 ], (a, b) => a < b)', undefined],
  ['values of an object one by one', 'param p string', 'mapValues({ a: 1, b: 2 }, v => v * 10)', { a: 10, b: 20 }],
  [
    'what a lambda makes of items in groups',
    "var l = [ { k: 'x', n: 1 }, { k: 'X', n: 2 } ]",
    'groupBy(l, i => i.k, i => i.n)',
    { x: [1, 2] },
  ],
  [
    'the time of the deployment is one',
    'param t string = utcNow()\nparam u string = utcNow()',
    '[t, u]',
    '?{[{utcnow()},{utcnow()}]}',
  ],
  [
    'each new GUID is another',
    'param g string = newGuid()\nparam h string = newGuid()',
    '[g, h, g]',
    '?{[{new :parameter g},{new :parameter h},{new :parameter g}]}',
  ],
  [
    'items in groups',
    "var l = [ { k: 'x', n: 1 }, { k: 'y', n: 2 }, { k: 'x', n: 3 } ]",
    'groupBy(l, i => i.k)',
    {
      x: [
        { k: 'x', n: 1 },
        { k: 'x', n: 3 },
      ],
      y: [{ k: 'y', n: 2 }],
    },
  ],
  ['names of members whose values are not known', 'param p string', 'objectKeys({ b: p, a: 1 })', ['a', 'b']],
  ['a failure is no value', '', "fail('no')", undefined],
  ['names of members that are computed', "var k = 'a'", "{ '${k}b': 1, c: 2 }", { ab: 1, c: 2 }],
  ['a name that is not known leaves the object open', 'param k string', "{ '${k}': 1, c: 2 }.c", 2],
  ['a choice that is not known keeps both sides', 'param b bool', 'b ? 1 : 2', '?{if {parameter b} 1 2}'],
];

describe('resources and functions in expressions', () => {
  for (const [what, before, expression, expected] of rows) {
    it(what, () => {
      const value = amountOf(expression, before);
      // Where only the end counts, the identity may be any.
      if (expected === undefined) assert.match(String(value), /^\?/);
      else
        assert.deepEqual(
          typeof value === 'string' && value.startsWith('?') ? value.toLowerCase() : value,
          typeof expected === 'string' && expected.startsWith('?') ? expected.toLowerCase() : expected,
        );
    });
  }

  it('finds nested resources of one name in their own parent', () => {
    const parent = (name: string) =>
      `resource ${name} 'Microsoft.Network/virtualNetworks@2023-09-01' = { name: '${name}'\n resource s 'subnets' = { name: 'in-${name}' } }`;
    const text = `${parent('a')}\n${parent('b')}`;
    assert.equal(amountOf('a::s.name', text), 'in-a');
    assert.equal(amountOf('b::s.name', text), 'in-b');
  });

  it('deploys a child that names its parent whether or not the parent is deployed', () => {
    const text = `resource t 'Microsoft.Network/routeTables@2023-09-01' = if (false) { name: 't'\n resource inner 'routes' = { name: 'inner' } }
resource named 'Microsoft.Network/routeTables/routes@2023-09-01' = { parent: t, name: 'named' }`;
    const { template } = viewOfText(text, {}, 'main.bicep').file.reading;
    assert.deepEqual(
      deploy(template).resources.map(({ lastSegment }) => lastSegment),
      ['named'],
    );
  });

  it('takes a definition that allows null for the type of a parameter', () => {
    const { template } = viewOfText(
      JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        languageVersion: '2.0',
        definitions: { 'a/b': { type: 'string', nullable: true }, link: { $ref: '#/definitions/a~1b' } },
        parameters: { p: { $ref: '#/definitions/link' } },
        resources: { r: { type: 'Microsoft.Network/routeTables', name: "[coalesce(parameters('p'), 'none')]" } },
      }),
    ).file.reading;
    assert.deepEqual(deploy(template, { exact: true }).resources[0]?.segments, ['none']);
  });

  it('counts nested templates without anything that is wanted as deployed, and still reads their outputs', () => {
    const nested = (name: string, resources: readonly object[], outputs = {}) => ({
      type: 'Microsoft.Resources/deployments',
      name,
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        template: { parameters: { unused: { type: 'string' } }, resources, outputs },
      },
    });
    const table = { type: 'Microsoft.Network/routeTables', name: "[reference('names').outputs.table.value]" };
    const other = { type: 'Microsoft.Storage/storageAccounts', name: 'store' };
    const { template } = viewOfText(
      JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        resources: [
          nested('names', [other, nested('deeper', [other])], { table: { type: 'string', value: 'rt' } }),
          nested('tables', [nested('deepest', [{ ...table, name: 'inner' }])]),
          table,
        ],
      }),
    ).file.reading;
    const { resources, templates } = deploy(template, { isWanted: type => type === 'microsoft.network/routetables' });
    assert.deepEqual(
      resources.map(({ lastSegment, uses }) => [lastSegment, uses.map(({ title }) => title)]),
      [
        ['rt', []],
        ['inner', ['tables', 'deepest']],
      ],
    );
    assert.equal(templates.length, 5);
  });
});
