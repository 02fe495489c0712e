/** Whatever a group looks like, safe fixes come to an end, and let through all that the service needs. */
import assert from 'node:assert/strict';
import type { PortVerdict } from '../../server/src/analysis/flow-verdict.ts';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { fixAll } from '../../server/src/features/fixes.ts';
import { isJudged } from '../../server/src/rules/flow-findings.ts';
import { Random } from '../analysis/support/random.ts';
import { findingsIn, viewOfText } from '../support/view.ts';

const trials = 150;

const addresses = [
  '*',
  'Internet',
  'VirtualNetwork',
  'Storage',
  'Sql',
  'AzureMonitor',
  'AzureCloud',
  'ApiManagement',
  'AzureLoadBalancer',
  '10.0.0.0/8',
  '10.0.1.0/24',
  '20.1.2.3/32',
  'Storrage',
  'AzureKeyVualt',
];
const ports = ['*', '443', '80', '3443', '1433', '1886', '6390', '1-1024', '1000-7000'];
const protocols = ['Tcp', 'Tcp', 'Udp', '*', 'tcp', 'Udb'];

interface RuleText {
  readonly name: string;
  readonly properties: Readonly<Record<string, string | number>>;
}

function randomRules(random: Random): readonly RuleText[] {
  // Few numbers, so that rules clash and leave no room between them.
  const first = random.pick([100, 100, 4080]);
  const step = random.pick([1, 1, 10, 100]);
  return Array.from({ length: random.below(12) }, (_, i) => ({
    name: random.oneIn(10) ? 'Twice' : `Rule${i}`,
    properties: {
      priority: Math.min(4096, first + step * random.below(14)),
      direction: random.pick(['Inbound', 'Outbound']),
      access: random.pick(['Allow', 'Deny', 'Deny']),
      protocol: random.pick(protocols),
      sourceAddressPrefix: random.pick(addresses),
      sourcePortRange: '*',
      destinationAddressPrefix: random.pick(addresses),
      destinationPortRange: random.pick(ports),
    },
  }));
}

function jsonText(rules: readonly RuleText[], directive: string, indent: number | undefined): string {
  const group = { type: 'Microsoft.Network/networkSecurityGroups', name: 'nsg', properties: { securityRules: rules } };
  return `// ${directive}\n${JSON.stringify(group, undefined, indent)}\n`;
}

function bicepText(rules: readonly RuleText[], directive: string): string {
  const literal = (value: string | number) => (typeof value === 'string' ? `'${value}'` : String(value));
  const list = rules.map(({ name, properties }) => {
    const lines = Object.entries(properties).map(([key, value]) => `          ${key}: ${literal(value)}`);
    return `      {\n        name: '${name}'\n        properties: {\n${lines.join('\n')}\n        }\n      }`;
  });
  return `// ${directive}
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
${list.join('\n')}
    ]
  }
}
`;
}

describe('random groups', () => {
  it('are right after their safe fixes, in as many steps as there were findings', function () {
    this.timeout(120_000);
    for (let seed = 0; seed < trials; seed++) {
      const random = new Random(seed);
      const rules = randomRules(random);
      const directive = `apim-vnet: mode=Internal sku=${random.pick(['Developer', 'Premium'])} profile=${random.pick(['stv2-current', 'vnet-2020-07'])}`;
      const [name, text] = random.pick([
        ['main.bicep', bicepText(rules, directive)],
        ['nsg.jsonc', jsonText(rules, directive, 2)],
        ['nsg.jsonc', jsonText(rules, directive, undefined)],
      ] as const);
      const view = viewOfText(text, {}, name);
      const about = `seed ${seed}\n${text}`;
      // A misspelled value hides what its rule does, so spellings come first.
      const spelled = fixAll(view, neverCancelled, { wanted: ({ rule }) => rule.startsWith('unknown-') });
      const { view: after, made } = fixAll(spelled.view, neverCancelled);
      const found = `${about}\nafterwards\n${after.source.text}`;

      assert.deepEqual(
        after.syntaxErrors().map(({ message }) => message),
        [],
        found,
      );
      assert.ok(spelled.made.length <= findingsIn(view).length, found);
      assert.ok(made.length <= findingsIn(spelled.view).length, found);
      assert.deepEqual(fixAll(after, neverCancelled).made, [], found);
      const [target] = after.targets;
      assert.ok(target !== undefined, found);
      // Single addresses that somebody denies while all others are open are no finding.
      const isException = (port: PortVerdict) => port.exceptionsOnly || port.verdict.startsWith('allowed');
      const blocked = after
        .verdicts(target)
        .filter(verdict => isJudged(target, verdict) && /blocked/.test(verdict.verdict))
        .filter(({ ports }) => !ports.filter(port => !port.optional).every(isException));
      assert.deepEqual(
        blocked.map(({ flow, verdict }) => `${flow.id} ${verdict}`),
        [],
        found,
      );
    }
  });
});
