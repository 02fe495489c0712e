/** Values that look known and are not, and texts that cost more than they are long: each was a false alarm or a hang once. */
import assert from 'node:assert/strict';
import { knownValue } from '../../server/src/base/sourced.ts';
import { shortFindings, viewOfText } from '../support/view.ts';

const nsg = (rules: string) =>
  `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: ${rules} } }`;
const rule = (name: string, priority: string) =>
  `{ name: ${name}, properties: { priority: ${priority}, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }`;
const jsonRule = (name: string, priority: unknown) => ({
  name,
  properties: {
    priority,
    direction: 'Inbound',
    access: 'Deny',
    protocol: 'Tcp',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '443',
  },
});
const template = (content: object) => JSON.stringify(content);

const quiet: readonly (readonly [what: string, name: string, text: string])[] = [
  [
    'places in a list that may hold more in front',
    'a.bicep',
    `param extra array\nvar all = concat(extra, [ 7 ])\n${nsg(`[ ${rule("'a'", 'all[0]')}, ${rule("'b'", 'first(all)')} ]`)}`,
  ],
  [
    'the counter of a map over such a list',
    'b.bicep',
    `param extra array\n${nsg(`map(concat(extra, [ 'x' ]), (r, i) => ${rule('r', 'i')})`)}`,
  ],
  [
    'an object merged over one that is not known',
    'c.bicep',
    `param base object\n${nsg(`[ union({ name: 'a', properties: base.p }, { properties: { priority: 100, access: 'Allow', direction: 'Inbound' } }) ]`)}`,
  ],
  [
    'a member that a later key may replace',
    'd.bicep',
    `param k string\nvar o = toObject([ { k: 'p', v: 5 }, { k: k, v: 100 } ], e => e.k, e => e.v)\n${nsg(`[ ${rule("'a'", 'o.p')} ]`)}`,
  ],
  [
    'equal objects whose members stand in another order',
    'e.bicep',
    `var found = contains([ { a: 1, b: 2 } ], { b: 2, a: 1 })\n${nsg(`[ ${rule("'a'", 'found ? 100 : 5')} ]`)}`,
  ],
  [
    'rules whose full names are not known',
    'f.json',
    template({
      parameters: { hub: { type: 'string' }, spoke: { type: 'string' } },
      resources: ['hub', 'spoke'].map(name => ({
        type: 'Microsoft.Network/networkSecurityGroups/securityRules',
        ...jsonRule(`[parameters('${name}')]`, 100),
      })),
    }),
  ],
  [
    'a nested template of language version 2.0',
    'g.json',
    template({
      languageVersion: '2.0',
      parameters: { p: { type: 'int', defaultValue: 5 } },
      resources: {
        net: {
          type: 'Microsoft.Resources/deployments',
          name: 'net',
          properties: {
            parameters: { p: { value: 100 } },
            template: {
              parameters: { p: { type: 'int' } },
              resources: [
                {
                  type: 'Microsoft.Network/networkSecurityGroups',
                  name: 'n',
                  properties: { securityRules: [jsonRule('a', "[parameters('p')]")] },
                },
              ],
            },
          },
        },
      },
    }),
  ],
  [
    'a parameter from a key vault',
    'h.json',
    template({
      resources: [
        {
          type: 'Microsoft.Resources/deployments',
          name: 'net',
          properties: {
            expressionEvaluationOptions: { scope: 'inner' },
            parameters: { p: { reference: { keyVault: { id: 'x' }, secretName: 's' } } },
            template: {
              parameters: { p: { type: 'securestring' } },
              resources: [
                {
                  type: 'Microsoft.Network/networkSecurityGroups',
                  name: 'n',
                  properties: { securityRules: [jsonRule('a', "[int(parameters('p'))]")] },
                },
              ],
            },
          },
        },
      ],
    }),
  ],
  [
    'turns of a deployment loop',
    'i.json',
    template({
      parameters: { base: { type: 'string' } },
      resources: [
        {
          type: 'Microsoft.Resources/deployments',
          name: "[concat('d', copyIndex())]",
          copy: { name: 'all', count: 3 },
          properties: {
            expressionEvaluationOptions: { scope: 'inner' },
            parameters: { name: { value: "[concat(parameters('base'), copyIndex())]" } },
            template: {
              parameters: { name: { type: 'string' } },
              resources: [
                {
                  type: 'Microsoft.Network/networkSecurityGroups',
                  name: "[parameters('name')]",
                  properties: { securityRules: [jsonRule("[parameters('name')]", 100)] },
                },
              ],
            },
          },
        },
      ],
    }),
  ],
  [
    'a property loop that cannot be read',
    'j.json',
    template({
      variables: { c: [] },
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: 'n',
          properties: { securityRules: [{ name: 'a', properties: { copy: "[variables('c')]" } }] },
        },
      ],
    }),
  ],
];

describe('what is not known', () => {
  for (const [what, name, text] of quiet) {
    it(`stays so: ${what}`, () => {
      const view = viewOfText(text, {}, name);
      assert.ok(view.network.securityGroups.length > 0);
      assert.deepEqual(
        shortFindings(view).filter(finding => !finding.startsWith('information')),
        [],
      );
    });
  }

  it('does not join instances of a loop whose names are not known', () => {
    const { network, targets } = viewOfText(
      `import * as naming from 'naming.bicep'
resource nsgs 'Microsoft.Network/networkSecurityGroups@2023-09-01' = [for r in [ 'a', 'b' ]: { name: naming.nsg(r), properties: { securityRules: [] } }]
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = { name: 'v', properties: { subnets: [ { name: 'apim', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: nsgs[1].id } } } ] } }`,
      {},
      'loop.bicep',
    );
    assert.equal(new Set(network.securityGroups.map(group => group.identity)).size, 2);
    assert.equal(targets.length, 1);
    assert.equal(targets[0]?.group, network.securityGroups[1]);
  });

  it('a second read of a place by name costs as much as the first', () => {
    const chain = `x${"['k']".repeat(20)}`;
    const value = `${'{ k: '.repeat(20)}100${' }'.repeat(20)}`;
    const view = viewOfText(`var x = ${value}\n${nsg(`[ ${rule("'a'", chain)} ]`)}`, {}, 'chain.bicep');
    assert.equal(knownValue(view.network.securityGroups[0]?.rules[0]?.priority), 100);
  });

  const costly: readonly (readonly [what: string, name: string, text: string])[] = [
    [
      'names made of names',
      'names.bicep',
      `${Array.from({ length: 30 }, (_, i) => `resource r${i + 1} 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: '\${r${i}.name}\${r${i}.name}' }`).join('\n')}\nresource r0 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'x' }`,
    ],
    [
      'loops within loops',
      'loops.json',
      template({
        resources: [
          {
            type: 'Microsoft.Network/networkSecurityGroups',
            name: 'n',
            properties: Array.from({ length: 30 }).reduce<object>(
              (input, _, i) => ({ copy: [{ name: `l${i}`, count: 1, input }] }),
              {},
            ),
          },
        ],
      }),
    ],
    [
      'a function named like a member of every object',
      'constructor.bicep',
      nsg("[ { name: 'a${constructor('x')}${__proto__()}${toString(1)}' } ]"),
    ],
    [
      'a list that nests itself',
      'deep.bicep',
      nsg('[ { name: string(reduce(range(0, 10000), [], (all, i) => [ all ])) } ]'),
    ],
    [
      'loops of deployments',
      'deployments.json',
      template({
        resources: [1, 2, 3].reduce<object[]>(
          inner => [
            {
              type: 'Microsoft.Resources/deployments',
              name: 'd',
              copy: { name: 'c', count: 800 },
              properties: { template: { resources: inner } },
            },
          ],
          [{ type: 'Microsoft.Network/networkSecurityGroups', name: 'n', properties: { securityRules: [] } }],
        ),
      }),
    ],
  ];
  for (const [what, name, text] of costly) {
    it(`ends on ${what}`, () => assert.ok(viewOfText(text, {}, name).network.securityGroups.length > 0));
  }

  it('counts what a file writes down before the copies that loops make', () => {
    const many = Array.from({ length: 6000 }, (_, i) => ({ type: 'Microsoft.Storage/storageAccounts', name: `s${i}` }));
    const last = {
      type: 'Microsoft.Network/networkSecurityGroups',
      name: 'n',
      properties: { securityRules: [jsonRule('a', 5)] },
    };
    const view = viewOfText(template({ resources: [...many, last] }), {}, 'rows.json');
    assert.deepEqual(shortFindings(view), ['error priority-out-of-range "5"']);
  });
});
