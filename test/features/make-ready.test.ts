import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { makeReady, readyStep } from '../../server/src/features/make-ready.ts';
import { editText } from '../../server/src/fix/apply.ts';
import { findingsIn, viewOfTarget, viewOfText } from '../support/view.ts';

const rule = (name: string, priority: number, direction: string, access: string) =>
  `      { name: '${name}', properties: { priority: ${priority}, direction: '${direction}', access: '${access}', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }`;

const bicep = (...rules: readonly string[]) => `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
${rules.join('\n')}
    ]
  }
}
`;

const closed = bicep(rule('DenyIn', 4096, 'Inbound', 'Deny'), rule('DenyOut', 4096, 'Outbound', 'Deny'));

function ready(text: string, answers: Readonly<Record<string, string | readonly string[]>>) {
  const outcome = makeReady(viewOfText(text, {}, 'main.bicep'), answers, neverCancelled);
  assert.ok(outcome.ok);
  return { ...outcome, text: editText(text, outcome.edits) };
}

describe('making a group ready', () => {
  it('opens what the mode and the tier need, and nothing else', () => {
    const { text, made, left } = ready(closed, { mode: 'Internal', sku: 'Premium', features: [] });
    assert.deepEqual(made.map(({ title }) => title).sort(), [
      'Allow ApiManagement to TCP 3443 (priority 100)',
      'Allow AzureLoadBalancer to TCP 6390 (priority 110)',
      'Allow TCP 1433 to Sql (priority 120)',
      'Allow TCP 1886 and 443 to AzureMonitor (priority 140)',
      'Allow TCP 443 to AzureKeyVault (priority 130)',
      'Allow TCP 443 to Storage (priority 110)',
      'Allow TCP 80 to Internet (priority 100)',
    ]);
    assert.deepEqual(left, []);
    const after = viewOfTarget(text, { mode: 'Internal', sku: 'Premium' });
    assert.ok(!findingsIn(after).some(({ rule: id }) => id.startsWith('required-flow')));
  });

  it('opens to the Internet in external mode, and for features that are used', () => {
    const { made } = ready(closed, { mode: 'External', sku: 'Developer', features: ['rate-limit'] });
    const titles = made.map(({ title }) => title.replace(/ \(.*/, ''));
    assert.ok(titles.includes('Allow Internet to TCP 443'));
    assert.ok(titles.includes('Allow VirtualNetwork to UDP 4290'));
    assert.ok(titles.includes('Allow UDP 4290 to VirtualNetwork'));
    assert.ok(!titles.some(title => /6390|EventHub/.test(title)));
  });

  it('opens what the v2 tiers need for certain, and names what may be needed', () => {
    const unsure = "the group blocks it, and Microsoft's texts do not say for certain that it is needed";
    const outcome = (answers: Readonly<Record<string, string | readonly string[]>>) => {
      const { made, left } = ready(closed, { ...answers, features: [] });
      return [made.map(({ title }) => title), left];
    };
    const integrated = [['Allow TCP 443 to AzureKeyVault (priority 100)'], [`TCP 443 outbound to Storage: ${unsure}.`]];
    assert.deepEqual(outcome({ sku: 'StandardV2' }), integrated);
    assert.deepEqual(outcome({ sku: 'PremiumV2', mode: 'External' }), integrated);
    assert.deepEqual(outcome({ sku: 'PremiumV2', mode: 'Internal' }), [
      [],
      [
        `TCP 443 outbound to Storage, TCP 443 outbound to AzureKeyVault, TCP 80 inbound from AzureLoadBalancer and TCP 80 and 443 inbound from VirtualNetwork: ${unsure}.`,
      ],
    ]);
  });

  it('opens for the gateway of a workspace what it needs as its subnet is delegated', () => {
    const { made, left } = ready(closed, { sku: 'workspace-gateway', features: [] });
    assert.deepEqual(made, []);
    assert.deepEqual(
      left.map(text => text.replace(/^.*: /, '')),
      ['injection', 'integration'].map(
        kind => `needed for ${kind} only, and how the gateway is connected is not known.`,
      ),
    );
    const delegated = `${closed}resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [ { name: 'snet', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: nsg.id }, delegations: [ { name: 'd', properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } } ] } } ]
  }
}
`;
    const connected = ready(delegated, { sku: 'workspace-gateway', features: [] });
    assert.deepEqual(
      [connected.made.map(({ title }) => title).sort(), connected.left],
      [
        [
          'Allow AzureLoadBalancer to TCP 80 (priority 100)',
          'Allow TCP 443 to AzureKeyVault (priority 110)',
          'Allow TCP 443 to Storage (priority 100)',
          'Allow VirtualNetwork to TCP 443 (priority 110)',
          'Allow VirtualNetwork to TCP 80 and 443 (priority 120)',
        ],
        [],
      ],
    );
  });

  it('asks for the mode only where a tier has several', () => {
    const asked = (sku: string) => readyStep(viewOfText(closed, {}, 'main.bicep'), { sku }).question;
    assert.equal(asked('StandardV2')?.key, 'features');
    assert.equal(asked('workspace-gateway')?.key, 'features');
    const question = asked('PremiumV2');
    assert.ok(question?.kind === 'choice');
    assert.deepEqual(
      question.choices.map(({ label }) => label),
      ['Internal (injection)', 'External (outbound integration)'],
    );
  });

  it('refuses a tier that cannot be in a virtual network', () => {
    const outcome = makeReady(viewOfText(closed, {}, 'main.bicep'), { sku: 'Basic' }, neverCancelled);
    assert.deepEqual(outcome, { ok: false, problem: "'Basic' is no tier that can be in a virtual network." });
  });

  it('changes nothing where nothing is missing', () => {
    const { text } = ready(closed, { mode: 'Internal', sku: 'Developer', features: [] });
    const again = ready(text, { mode: 'Internal', sku: 'Developer', features: [] });
    assert.deepEqual([again.edits, again.made, again.left], [[], [], []]);
  });

  it('says what it could not open', () => {
    const every = Array.from({ length: 3997 }, (_, i) => rule(`Deny${i}`, 100 + i, 'Inbound', 'Deny'));
    const { made, left } = ready(bicep(...every), { mode: 'Internal', sku: 'Developer', features: [] });
    assert.deepEqual(made, []);
    assert.deepEqual(left, ['No inbound priority from 100 to 4096 is free where the rule would have to be.']);
  });

  it('refuses a file without a group', () => {
    const outcome = makeReady(viewOfText('param a string\n', {}, 'main.bicep'), {}, neverCancelled);
    assert.deepEqual(outcome, { ok: false, problem: 'No network security group of this file has its rules in it.' });
  });

  it('asks for the group only where there are several', () => {
    const keys = (text: string) => {
      const asked: string[] = [];
      for (let answers = {}; ; ) {
        const { question } = readyStep(viewOfText(text, {}, 'main.bicep'), answers);
        if (question === null) return asked;
        asked.push(question.key);
        answers = { ...answers, [question.key]: 'x' };
      }
    };
    assert.deepEqual(keys(closed), ['sku', 'mode', 'features']);
    assert.deepEqual(keys(closed + closed.replace('nsg ', 'other ').replace('nsg-web', 'nsg-two')), [
      'group',
      'sku',
      'mode',
      'features',
    ]);
  });
});
