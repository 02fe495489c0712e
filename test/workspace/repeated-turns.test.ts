/** Turns of a module's loop that deploy the same again, as tests of modules do: worked out once, and nothing else is left out. */
import assert from 'node:assert/strict';
import { modelLines } from '../support/model.ts';
import { viewOfFiles } from '../support/workspace.ts';

const group = (name: string, before = '') => `${before}
param rules array = []
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: ${name}, properties: { securityRules: rules } }
output id string = nsg.id
`;
const loop = (given: string, condition = '') =>
  `module m 'm.bicep' = [for (turn, i) in ['init', 'idem']: ${condition}{ name: 'm-\${turn}', params: { ${given} } }]\n`;

/** The network, and which turns of the module `m` were worked out. */
async function deployed(main: string, others: Readonly<Record<string, string>>) {
  const view = await viewOfFiles({ 'main.bicep': main, ...others });
  const lines = modelLines(view.network);
  const { root } = view.evaluations[0]!.deployment.trail;
  const made = root.instancesOf(root.template.modules[0]!).map(instance => instance.made !== undefined);
  return { lines, made };
}

describe('turns of a loop that are given the same', () => {
  it('are worked out once', async () => {
    const { lines, made } = await deployed(loop('rules: []'), { 'm.bicep': group("'nsg'") });
    assert.deepEqual(lines, ['group nsg']);
    assert.deepEqual(made, [true, false]);
  });

  it('have outputs all the same', async () => {
    const main = `${loop('rules: []')}
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet/apim'
  properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: m[1].outputs.id } }
}`;
    const { lines } = await deployed(main, { 'm.bicep': group("'nsg'") });
    assert.deepEqual(lines, ['group nsg', 'subnet apim 10.0.0.0/24 nsg nsg routes -']);
  });

  it('are told apart by the name of the deployment where the module asks for it', async () => {
    const { lines, made } = await deployed(loop('rules: []'), { 'm.bicep': group("'nsg-${deployment().name}'") });
    assert.deepEqual(lines, ['group nsg-m-init', 'group nsg-m-idem']);
    assert.deepEqual(made, [true, true]);
  });

  it('are told apart by it where a module within asks', async () => {
    const outer = `module inner 'inner.bicep' = { name: 'i-\${deployment().name}' }`;
    const files = { 'm.bicep': `param rules array = []\n${outer}`, 'inner.bicep': group("'nsg-${deployment().name}'") };
    const { lines, made } = await deployed(loop('rules: []'), files);
    assert.deepEqual(lines, ['group nsg-i-m-init', 'group nsg-i-m-idem']);
    assert.deepEqual(made, [true, true]);
  });

  it('are told apart by what each of them alone is not known to have', async () => {
    const { made } = await deployed(loop('rules: []'), { 'm.bicep': group('name', 'param name string') });
    assert.deepEqual(made, [true, true]);
  });

  it('are told apart by a condition that only one meets', async () => {
    const { lines, made } = await deployed(loop('rules: []', "if (turn == 'idem') "), { 'm.bicep': group("'nsg'") });
    assert.deepEqual(lines, ['group nsg']);
    assert.deepEqual(made, [false, true]);
  });

  it('are all worked out where one of the things they are given names the turn', async () => {
    const { lines, made } = await deployed(loop("name: map([turn], t => 'nsg-${t}')[0]"), {
      'm.bicep': group('name', 'param name string'),
    });
    assert.deepEqual(lines, ['group nsg-init', 'group nsg-idem']);
    assert.deepEqual(made, [true, true]);
  });

  it('are all worked out where they go to different places', async () => {
    const main = loop('rules: []').replace('{ name:', '{ scope: resourceGroup(turn), name:');
    const { made } = await deployed(main, { 'm.bicep': group("'nsg'") });
    assert.deepEqual(made, [true, true]);
  });
});
