/** What a file's own parameters, variables, functions, loops and conditions amount to, in both languages. */
import assert from 'node:assert/strict';
import { knownValue } from '../../server/src/base/sourced.ts';
import { modelLines } from '../support/model.ts';
import { viewOfText } from '../support/view.ts';

const model = (text: string, name: string) => modelLines(viewOfText(text, {}, name).network);

const bicepRule = (name: string, priority: string, access = "'Allow'") =>
  `{ name: ${name}, properties: { priority: ${priority}, direction: 'Inbound', access: ${access}, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }`;
const jsonRule = (name: string, priority: unknown, access: unknown = 'Allow') => ({
  name,
  properties: {
    priority,
    direction: 'Inbound',
    access,
    protocol: 'Tcp',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '443',
  },
});
const line = (name: string, priority: number | string, access = 'Allow') =>
  `  ${name} Inbound ${priority} ${access} Tcp *:* > *:443`;

/** The same network in both languages, and what it amounts to. */
const twins: readonly {
  readonly what: string;
  readonly bicep: string;
  readonly json: object;
  readonly model: readonly string[];
}[] = [
  {
    what: 'parameter defaults, variables and text put together',
    bicep: `param prefix string = 'contoso'\nvar base = 100\nvar name = '\${prefix}-nsg'
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: name, properties: { securityRules: [ ${bicepRule("'a-${prefix}'", 'base + 5')} ] } }`,
    json: {
      parameters: { prefix: { type: 'string', defaultValue: 'contoso' } },
      variables: { base: 100, name: "[concat(parameters('prefix'), '-nsg')]" },
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: "[variables('name')]",
          properties: {
            securityRules: [jsonRule("[format('a-{0}', parameters('prefix'))]", "[add(variables('base'), 5)]")],
          },
        },
      ],
    },
    model: ['group contoso-nsg', line('a-contoso', 105)],
  },
  {
    what: 'property loops over a list',
    bicep: `var names = [ 'x', 'y' ]
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: [for (n, i) in names: ${bicepRule('n', '100 + i')}] } }`,
    json: {
      variables: { names: ['x', 'y'] },
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: 'n',
          properties: {
            copy: [
              {
                name: 'securityRules',
                count: "[length(variables('names'))]",
                input: jsonRule(
                  "[variables('names')[copyIndex('securityRules')]]",
                  "[copyIndex('securityRules', 100)]",
                ),
              },
            ],
          },
        },
      ],
    },
    model: ['group n', line('x', 100), line('y', 101)],
  },
  {
    what: 'resource loops, conditions and links into a collection',
    bicep: `var names = [ 'a', 'b' ]
resource nsgs 'Microsoft.Network/networkSecurityGroups@2023-09-01' = [for (n, i) in names: { name: 'nsg-\${n}', properties: { securityRules: [] } }]
resource child 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = { parent: nsgs[1], name: 'late', properties: ${bicepRule('', '300').replace('{ name: , properties: ', '').replace(/ }$/, '')} }
resource off 'Microsoft.Network/networkSecurityGroups@2023-09-01' = if (length(names) > 2) { name: 'off' }`,
    json: {
      variables: { names: ['a', 'b'] },
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: "[concat('nsg-', variables('names')[copyIndex()])]",
          copy: { name: 'nsgs', count: 2 },
          properties: { securityRules: [] },
        },
        {
          type: 'Microsoft.Network/networkSecurityGroups/securityRules',
          name: "[concat('nsg-', variables('names')[1], '/late')]",
          properties: jsonRule('', 300).properties,
        },
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: 'off',
          condition: "[greater(length(variables('names')), 2)]",
        },
      ],
    },
    model: ['group nsg-a', 'group nsg-b', line('late', 300)],
  },
  {
    what: 'lists joined with what is not known stay open',
    bicep: `param more array
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: concat([ ${bicepRule("'a'", '100')} ], more) } }`,
    json: {
      parameters: { more: { type: 'array' } },
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: 'n',
          properties: { securityRules: "[concat(createArray(json('{}')), parameters('more'))]" },
        },
      ],
    },
    model: [],
  },
  {
    what: 'choices whose condition is known, and those whose is not',
    bicep: `param production bool = true\nparam strict bool
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: [ ${bicepRule("'a'", 'production ? 100 : 200')}, ${bicepRule("'b'", 'strict ? 110 : 120')}, ${bicepRule("'c'", 'strict ? 130 : 130')} ] } }`,
    json: {
      parameters: { production: { type: 'bool', defaultValue: true }, strict: { type: 'bool' } },
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: 'n',
          properties: {
            securityRules: [
              jsonRule('a', "[if(parameters('production'), 100, 200)]"),
              jsonRule('b', "[if(parameters('strict'), 110, 120)]"),
              jsonRule('c', "[if(parameters('strict'), 130, 130)]"),
            ],
          },
        },
      ],
    },
    model: ['group n', line('a', 100), line('b', '?'), line('c', 130)],
  },
];

describe('values of a file', () => {
  for (const twin of twins) {
    if (twin.model.length === 0) continue;
    it(`Bicep: ${twin.what}`, () =>
      assert.deepEqual([...model(twin.bicep, 'main.bicep')].sort(), [...twin.model].sort()));
    it(`JSON: ${twin.what}`, () =>
      assert.deepEqual([...model(JSON.stringify(twin.json), 'main.json')].sort(), [...twin.model].sort()));
  }

  it('a list joined with one that is not known keeps what it has', () => {
    const { securityGroups } = viewOfText(twins[3]!.bicep, {}, 'main.bicep').network;
    assert.equal(securityGroups[0]?.rules.length, 1);
    assert.match(securityGroups[0].rulesUnknown ?? '', /part/);
  });

  it('passes parameters into nested templates, and null selects the default', () => {
    const inner = {
      parameters: { name: { type: 'string' }, priority: { type: 'int', defaultValue: 150 } },
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: "[parameters('name')]",
          properties: { securityRules: [jsonRule('a', "[parameters('priority')]")] },
        },
      ],
    };
    const deployment = (parameters: object) => ({
      type: 'Microsoft.Resources/deployments',
      name: 'net',
      properties: { expressionEvaluationOptions: { scope: 'inner' }, parameters, template: inner },
    });
    const text = JSON.stringify({
      parameters: { name: { defaultValue: 'outer' } },
      resources: [
        deployment({ name: { value: "[concat(parameters('name'), '-1')]" }, priority: { value: null } }),
        deployment({
          name: "[if(true(), createObject('value', 'whole'), createObject('value', 'no'))]",
          priority: { value: 400 },
        }),
      ],
    });
    assert.deepEqual(model(text, 'main.json'), ['group outer-1', line('a', 150), 'group whole', line('a', 400)]);
  });

  it('points at the use of a value, and at the text of a rule that a variable holds', () => {
    const text = `var rules = [ ${bicepRule("'bad'", '5000')} ]\nresource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: rules } }`;
    const view = viewOfText(text, {}, 'main.bicep');
    const [finding] = view.findings({ isCancellationRequested: false });
    assert.equal(finding?.rule, 'priority-out-of-range');
    assert.equal(text.slice(finding.at.start, finding.at.end), '5000');
  });

  it('takes no empty default for a "none": whoever deploys may give the value', () => {
    const { subnets, securityGroups } = viewOfText(
      `param nsgId string = ''\nparam rules array = []
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: rules } }
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = { name: 'v', properties: { subnets: [ { name: 's', properties: { networkSecurityGroup: empty(nsgId) ? null : { id: nsgId } } } ] } }`,
      {},
      'main.bicep',
    ).network;
    assert.deepEqual(
      [subnets[0]?.securityGroup?.identity, subnets[0]?.securityGroup === undefined],
      [undefined, false],
    );
    assert.notEqual(securityGroups[0]?.rulesUnknown, undefined);
  });

  const circles: readonly [what: string, text: string][] = [
    [
      'variables',
      "var a = b\nvar b = a\nresource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: a }",
    ],
    [
      'parameters',
      "param a string = b\nparam b string = '${a}x'\nresource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: b }",
    ],
    ['names', "resource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: '${n.id}' }"],
    [
      'a list that doubles',
      `${Array.from({ length: 64 }, (_, i) => `var a${i + 1} = [ a${i}, a${i} ]`).join('\n')}\nvar a0 = 'x'\nresource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: string(a64) }`,
    ],
    [
      'a list joined with itself',
      `${Array.from({ length: 64 }, (_, i) => `var a${i + 1} = concat(a${i}, a${i})`).join('\n')}\nvar a0 = [ 1 ]\nresource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: '\${length(a64)}' }`,
    ],
    [
      'a text that doubles',
      `${Array.from({ length: 64 }, (_, i) => `var a${i + 1} = '\${a${i}}\${a${i}}'`).join('\n')}\nvar a0 = 'x'\nresource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: a64 }`,
    ],
    [
      'a loop of a billion',
      "resource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = [for i in range(0, 1000000000): { name: 'n${i}' }]",
    ],
    [
      'loops in loops',
      `var a = [for i in range(0, 800): [for j in range(0, 800): [for k in range(0, 800): '\${i}\${j}\${k}']]]\nresource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: a[1][2][3] }`,
    ],
    [
      'variables that lead deep',
      `${Array.from({ length: 5000 }, (_, i) => `var a${i + 1} = a${i}`).join('\n')}\nvar a0 = 'x'\nresource n 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: a5000 }`,
    ],
  ];
  for (const [what, text] of circles) {
    it(`ends on ${what}, and the name is not known`, () => {
      const { securityGroups } = viewOfText(text, {}, 'main.bicep').network;
      assert.equal(securityGroups.length, 1);
      assert.equal(knownValue(securityGroups[0]?.name), undefined);
    });
  }
});
