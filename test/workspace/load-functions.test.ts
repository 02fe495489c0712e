/** Functions that read files of the workspace: text, JSON and YAML, with their places there. */
import assert from 'node:assert/strict';
import { modelLines } from '../support/model.ts';
import { messagesOf, placesOf, viewOfFiles, wordsAt } from '../support/workspace.ts';

const nsg = (rules: string) =>
  `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'nsg', properties: { securityRules: ${rules} } }`;
const properties = {
  priority: 5000,
  direction: 'Inbound',
  access: 'Allow',
  protocol: 'Tcp',
  sourceAddressPrefix: '10.0.0.0/8',
  sourcePortRange: '*',
  destinationAddressPrefix: '*',
  destinationPortRange: '443',
};
const line = '  web Inbound 5000 Allow Tcp 10.0.0.0/8:* > *:443';
const yaml = `rules:
  # one rule
  - name: web
    properties: &defaults
      priority: 5000
      direction: Inbound
      access: Allow
      protocol: "Tcp"
      sourceAddressPrefix: 10.0.0.0/8
      sourcePortRange: '*'
      destinationAddressPrefix: '*'
      destinationPortRange: '443'
`;

describe('loadJsonContent', () => {
  it('gives the data of a file, and findings about it lie there', async () => {
    const view = await viewOfFiles({
      'main.bicep': nsg(`loadJsonContent('rules/web.json')`),
      'rules/web.json': JSON.stringify([{ name: 'web', properties }], undefined, 2),
    });
    assert.deepEqual(modelLines(view.network), ['group nsg', line]);
    assert.deepEqual(placesOf(view), ['rules/web.json: priority-out-of-range "5000"']);
  });

  it('follows a path in the file', async () => {
    const data = JSON.stringify({ groups: [{ 'the rules': [{ name: 'web', properties }] }] });
    for (const path of ["$.groups[0][\\'the rules\\']", "groups[0][\\'the rules\\']"]) {
      const files = { 'main.bicep': nsg(`loadJsonContent('a.json', '${path}')`), 'a.json': data };
      assert.deepEqual(modelLines((await viewOfFiles(files)).network), ['group nsg', line], path);
    }
  });

  it('is not known where the file or the path leads to nothing', async () => {
    for (const call of [
      `loadJsonContent('absent.json')`,
      `loadJsonContent('a.json', '$.nothing')`,
      `loadJsonContent('b.json')`,
    ]) {
      const files = { 'main.bicep': nsg(call), 'a.json': '{}', 'b.json': '' };
      assert.deepEqual(modelLines((await viewOfFiles(files)).network), ['group nsg incomplete'], call);
    }
  });

  it('is told of at the path where the file is not there', async () => {
    for (const call of [`loadJsonContent('absent.json')`, `json(loadTextContent('absent.json')).rules`]) {
      const view = await viewOfFiles({ 'main.bicep': nsg(call) });
      assert.deepEqual(placesOf(view), ['main.bicep: failing-expression "\'absent.json\'"'], call);
      assert.deepEqual(messagesOf(view, 'failing-expression'), [
        "This has no value: 'absent.json' does not exist. The deployment fails with it.",
      ]);
    }
  });
});

describe('loadYamlContent', () => {
  it('gives the data of a file, with its places', async () => {
    const view = await viewOfFiles({
      'main.bicep': nsg(`loadYamlContent('rules.yaml').rules`),
      'rules.yaml': yaml,
    });
    assert.deepEqual(modelLines(view.network), ['group nsg', line]);
    assert.deepEqual(placesOf(view), ['rules.yaml: priority-out-of-range "5000"']);
  });

  it('resolves aliases, within bounds', async () => {
    const again = `${yaml}  - name: again\n    properties: *defaults\n`;
    const view = await viewOfFiles({ 'main.bicep': nsg(`loadYamlContent('r.yml', '$.rules')`), 'r.yml': again });
    assert.equal(view.network.securityGroups[0]?.rules.length, 2);
    const lines = ['a0: &a0 [x, x]'];
    for (let i = 1; i < 40; i++) lines.push(`a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`);
    const laughs = await viewOfFiles({ 'main.bicep': nsg(`loadYamlContent('r.yml').a39`), 'r.yml': lines.join('\n') });
    assert.equal(laughs.network.securityGroups.length, 1);
  });

  it('is not known where the text is no YAML', async () => {
    const files = { 'main.bicep': nsg(`loadYamlContent('r.yml')`), 'r.yml': 'a: [1\nb: }' };
    assert.deepEqual(modelLines((await viewOfFiles(files)).network), ['group nsg incomplete']);
  });
});

describe('loadTextContent and loadFileAsBase64', () => {
  it('give the text of a file', async () => {
    const view = await viewOfFiles({
      'main.bicep': `resource a 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: trim(loadTextContent('name.txt')) }
resource b 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: base64ToString(loadFileAsBase64('name.txt')) }`,
      'name.txt': 'nsg-shop',
    });
    assert.deepEqual(modelLines(view.network), ['group nsg-shop', 'group nsg-shop']);
    assert.equal(wordsAt(view, view.network.securityGroups[0]!.nameSpan).startsWith('trim('), true);
  });

  it('refuse a text that is too long', async () => {
    const view = await viewOfFiles({
      'main.bicep': `resource a 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: loadTextContent('long.txt') }`,
      'long.txt': 'x'.repeat(200_000),
    });
    assert.deepEqual(modelLines(view.network), ['group ?']);
  });
});
