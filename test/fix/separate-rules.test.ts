/** Rules that are resources of their own, or that a loop makes, are put right like those in a list. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { fixAll } from '../../server/src/features/fixes.ts';
import { isJudged } from '../../server/src/rules/flow-findings.ts';
import { Random } from '../analysis/support/random.ts';
import { viewOfText } from '../support/view.ts';

const trials = 90;
const type = 'Microsoft.Network/networkSecurityGroups';
const directive = '// apim-vnet: mode=Internal sku=Premium';

interface RuleText {
  readonly name: string;
  readonly properties: Readonly<Record<string, string | number>>;
}

/** Rules with room between their priorities. */
function randomRules(random: Random, first: number): readonly RuleText[] {
  return Array.from({ length: 1 + random.below(8) }, (_, i) => ({
    name: `Rule-${i}`,
    properties: {
      priority: first + 10 * random.below(12),
      direction: random.pick(['Inbound', 'Outbound']),
      access: random.pick(['Allow', 'Deny', 'Deny']),
      protocol: random.pick(['Tcp', '*', 'tcp']),
      sourceAddressPrefix: random.pick(['*', 'VirtualNetwork', 'ApiManagement', '10.0.0.0/8']),
      sourcePortRange: '*',
      destinationAddressPrefix: random.pick(['*', 'Internet', 'VirtualNetwork', 'Storage', 'Sql', 'AzureMonitor']),
      destinationPortRange: random.pick(['*', '443', '3443', '1433', '1-1024']),
    },
  }));
}

function bicepObject(properties: RuleText['properties'], indent: string): string {
  const lines = Object.entries(properties).map(([key, value]) => {
    return `${indent}  ${key}: ${typeof value === 'string' ? `'${value}'` : value}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** One text for each way to write the rules of a group, by the name of its file. */
const forms: readonly (readonly [string, (rules: readonly RuleText[]) => string])[] = [
  [
    'parent.bicep',
    rules => {
      const own = rules.map(
        ({ name, properties }, i) => `
resource rule${i} '${type}/securityRules@2023-09-01' = {
  parent: nsg
  name: '${name}'
  properties: ${bicepObject(properties, '  ')}
}
`,
      );
      return `${directive}\nresource nsg '${type}@2023-09-01' = {\n  name: 'nsg'\n}\n${own.join('')}`;
    },
  ],
  [
    'nested.bicep',
    rules => {
      const own = rules.map(
        ({ name, properties }, i) =>
          `\n  resource rule${i} 'securityRules' = {\n    name: '${name}'\n    properties: ${bicepObject(properties, '    ')}\n  }\n`,
      );
      return `${directive}\nresource nsg '${type}@2023-09-01' = {\n  name: 'nsg'\n${own.join('')}}\n`;
    },
  ],
  [
    'loop.bicep',
    rules => `${listOf(rules)}${directive}
resource nsg '${type}@2023-09-01' = {
  name: 'nsg'
  properties: {
    securityRules: [for rule in rules: { name: rule.name, properties: rule.properties }]
  }
}
`,
  ],
  [
    'resource-loop.bicep',
    rules => `${listOf(rules)}${directive}
resource nsg '${type}@2023-09-01' = {
  name: 'nsg'
}

resource nsgRules '${type}/securityRules@2023-09-01' = [for rule in rules: {
  parent: nsg
  name: rule.name
  properties: rule.properties
}]
`,
  ],
  ['beside.jsonc', rules => templateOf(rules, name => `[concat(variables('nsg'), '/${name}')]`, 2)],
  ['minified.jsonc', rules => templateOf(rules, name => `[format('{0}/{1}', variables('nsg'), '${name}')]`, undefined)],
];

function listOf(rules: readonly RuleText[]): string {
  const entries = rules.map(
    ({ name, properties }) => `  {\n    name: '${name}'\n    properties: ${bicepObject(properties, '    ')}\n  }\n`,
  );
  return `var rules = [\n${entries.join('')}]\n`;
}

function templateOf(rules: readonly RuleText[], nameOf: (name: string) => string, indent: number | undefined): string {
  const resources = [
    { type, apiVersion: '2023-09-01', name: "[variables('nsg')]" },
    ...rules.map(({ name, properties }) => ({
      type: `${type}/securityRules`,
      apiVersion: '2023-09-01',
      name: nameOf(name),
      dependsOn: [`[resourceId('${type}', variables('nsg'))]`],
      properties,
    })),
  ];
  const template = { $schema: 'deploymentTemplate.json#', variables: { nsg: 'nsg' }, resources };
  const text = JSON.stringify(template, undefined, indent);
  return text.replace(/\{\s*"type"/, found => `\n${directive}\n${found}`);
}

describe('random rules that are resources or a loop makes', () => {
  it('are right after their safe fixes', () => {
    for (let seed = 0; seed < trials; seed++) {
      const random = new Random(seed);
      const [name, textOf] = random.pick(forms);
      // A loop deploys its rules in any order, so that no new one may take the number that another gives up.
      const rules = randomRules(random, name === 'resource-loop.bicep' ? 200 : random.pick([100, 3980]));
      const text = textOf(rules);
      const { view: after } = fixAll(viewOfText(text, {}, name), neverCancelled);
      const about = `seed ${seed}\n${text}\nafterwards\n${after.source.text}`;
      assert.deepEqual(
        after.syntaxErrors().map(({ message }) => message),
        [],
        about,
      );
      assert.deepEqual(fixAll(after, neverCancelled).made, [], about);
      const [target] = after.targets;
      assert.ok(target !== undefined, about);
      const blocked = after
        .verdicts(target)
        .filter(verdict => isJudged(target, verdict) && /blocked/.test(verdict.verdict))
        .filter(({ ports }) =>
          ports.some(port => !port.optional && !port.exceptionsOnly && /blocked/.test(port.verdict)),
        );
      assert.deepEqual(
        blocked.map(({ flow, verdict }) => `${flow.id} ${verdict}`),
        [],
        about,
      );
    }
  });
});
