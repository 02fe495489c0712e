/** Whatever a group looks like, safe fixes come to an end, and let through all that the service needs. */
import assert from 'node:assert/strict';
import type { FlowVerdict, PortVerdict } from '../../server/src/analysis/flow-verdict.ts';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { fixAll } from '../../server/src/features/fixes.ts';
import { isJudged, safetyOfOpening } from '../../server/src/rules/flow-findings.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
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

/** A network as somebody might write it: as JSON of many lines or of one, or as Bicep. */
function randomView(random: Random, directive: string): FileView {
  const rules = randomRules(random);
  const [name, text] = random.pick([
    ['main.bicep', bicepText(rules, directive)],
    ['nsg.jsonc', jsonText(rules, directive, 2)],
    ['nsg.jsonc', jsonText(rules, directive, undefined)],
  ] as const);
  return viewOfText(text, {}, name);
}

/** Makes safe fixes until none is left, and checks that this takes no more of them than there were findings. */
function afterSafeFixes(view: FileView, about: string): FileView {
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
  return after;
}

/** The required flows that the group blocks. Single addresses that somebody denies while all others are open are no finding. */
function blockedFlows(view: FileView): readonly FlowVerdict[] {
  const isException = (port: PortVerdict) => port.exceptionsOnly || port.verdict.startsWith('allowed');
  return view.targets.flatMap(target =>
    view
      .verdicts(target)
      .filter(verdict => isJudged(target, verdict) && /blocked/.test(verdict.verdict))
      .filter(({ ports }) => !ports.filter(port => !port.optional).every(isException)),
  );
}

const titles = (verdicts: readonly FlowVerdict[]) => verdicts.map(({ flow, verdict }) => `${flow.id} ${verdict}`);

describe('random groups', () => {
  it('in internal mode let through all that is required after their safe fixes', function () {
    this.timeout(120_000);
    for (let seed = 0; seed < trials; seed++) {
      const random = new Random(seed);
      const profile = random.pick(['stv2-current', 'stv2-current', 'vnet-2020-07', 'stv1-final']);
      const sku = random.pick(['Developer', 'Premium']);
      const view = randomView(random, `apim-vnet: mode=Internal sku=${sku} profile=${profile}`);
      const about = `seed ${seed}, ${profile}\n${view.source.text}`;
      const after = afterSafeFixes(view, about);
      assert.equal(after.targets.length, 1, about);
      assert.deepEqual(titles(blockedFlows(after)), [], `${about}\nafterwards\n${after.source.text}`);
    }
  });

  it('in external mode lack nothing but what comes from the Internet, and after the preferred fixes only where no priority is free', function () {
    this.timeout(120_000);
    let opened = 0;
    for (let seed = 0; seed < trials; seed++) {
      const random = new Random(1_000 + seed);
      const profile = random.pick(['stv2-current', 'stv2-current', 'vnet-2020-07', 'stv1-final']);
      const sku = random.pick(['Developer', 'Premium']);
      const view = randomView(random, `apim-vnet: mode=External sku=${sku} profile=${profile}`);
      const about = `seed ${seed}, ${profile}\n${view.source.text}`;
      const safe = afterSafeFixes(view, about);
      const left = blockedFlows(safe);
      // Letting in the Internet is a decision.
      assert.deepEqual(
        left.filter(({ flow }) => safetyOfOpening(flow) === 'safe').map(({ flow }) => flow.id),
        [],
        `${about}\nafterwards\n${safe.source.text}`,
      );
      const preferred = fixAll(safe, neverCancelled, {
        wanted: ({ rule }) => /^required-flow/.test(rule),
        choose: (_, offers) => offers.find(({ fix }) => fix.preferred === true),
      });
      const found = `${about}\nat the end\n${preferred.view.source.text}`;
      // Part of the Internet is what many let in on purpose; the fix for the rest is offered and not preferred.
      const closed = blockedFlows(preferred.view).filter(({ verdict }) => verdict === 'blocked');
      const full = findingsIn(preferred.view)
        .filter(({ rule }) => rule === 'required-flow-blocked')
        .filter(finding =>
          finding.fixes().some(({ withheld }) => /^No inbound priority .* is free/.test(withheld ?? '')),
        );
      assert.equal(closed.length, full.length, `${titles(closed).join(', ')}\n${found}`);
      opened += full.length === 0 ? preferred.made.length : 0;
    }
    assert.ok(opened > 0, 'no group was closed to the Internet');
  });
});
