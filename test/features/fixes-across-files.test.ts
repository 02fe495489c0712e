/** Fixes of what is wrong in one file because of what another gives it. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { fixAll, judgedFixes } from '../../server/src/features/fixes.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { uriOf, viewOfFiles, Workspace } from '../support/workspace.ts';

const rule = (values: Readonly<Record<string, string>>) => {
  const all = {
    priority: '100',
    direction: "'Outbound'",
    access: "'Allow'",
    protocol: "'Tcp'",
    sourceAddressPrefix: "'VirtualNetwork'",
    sourcePortRange: "'*'",
    destinationAddressPrefix: "'Storage'",
    destinationPortRange: "'443'",
    ...values,
  };
  const lines = Object.entries(all).map(([key, value]) => `          ${key}: ${value}`);
  return `      {\n        name: 'storage'\n        properties: {\n${lines.join('\n')}\n        }\n      }`;
};
const group = (
  rules: string,
  name = "'nsg-web'",
) => `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: ${name}
  properties: {
    securityRules: [
${rules}
    ]
  }
}
`;
const nsg = `param tag string\nparam name string = 'nsg-web'\n${group(rule({ destinationAddressPrefix: 'tag' }), 'name')}`;
const use = (symbol: string, tag: string, path = 'modules/nsg.bicep') =>
  `module ${symbol} '${path}' = {\n  name: '${symbol}'\n  params: {\n    name: '${symbol}'\n    tag: ${tag}\n  }\n}\n`;

/** Of the findings of one rule, here and in the texts of other files: `title (safety): file`, or the reason of one that is withheld. */
function offers(view: FileView, rule = 'unknown-service-tag'): readonly string[] {
  return [...view.findings(neverCancelled), ...view.findingsElsewhere(neverCancelled)]
    .filter(finding => finding.rule === rule)
    .flatMap(finding => judgedFixes(view, finding.fixes()))
    .map(fix =>
      'changes' in fix
        ? `${fix.title} (${fix.safety}): ${fix.changes.map(({ file }) => file.replace(uriOf(''), '')).join(', ')}`
        : fix.why,
    );
}

/** The texts that safe fixes change, whatever file they are in. */
function fixedTexts(view: FileView): Readonly<Record<string, string>> {
  const { texts } = fixAll(view, neverCancelled, { mayChange: () => true, elsewhere: true });
  return Object.fromEntries([...texts].map(([uri, text]) => [uri.replace(uriOf(''), ''), text]));
}

const write = "Write 'Storage' instead of 'Storrage'";

describe('fixes across files', () => {
  it('change what a module is given, where it alone reads it', async () => {
    const main = use('nsg', "'Storrage'");
    const view = await viewOfFiles({ 'main.bicep': main, 'modules/nsg.bicep': nsg });
    assert.deepEqual(offers(view), [`${write}, in what module 'nsg' of main.bicep is given (safe): main.bicep`]);
    assert.deepEqual(fixedTexts(view), { 'main.bicep': main.replace('Storrage', 'Storage') });
  });

  it('are the same from the module, and stay out of other files unless that is asked for', async () => {
    const workspace = new Workspace({ 'main.bicep': use('nsg', "'Storrage'"), 'modules/nsg.bicep': nsg });
    await workspace.view('main.bicep');
    const view = await workspace.view('modules/nsg.bicep');
    assert.deepEqual(offers(view), [`${write}, in what module 'nsg' of main.bicep is given (safe): main.bicep`]);
    assert.deepEqual([...fixAll(view, neverCancelled).texts], []);
    assert.deepEqual(Object.keys(fixedTexts(view)), ['main.bicep']);
  });

  it('follow the value through modules in modules and through variables', async () => {
    const view = await viewOfFiles({
      'main.bicep': `var names = { storage: 'Storrage', sql: 'Sql' }\nvar tags = names\n${use('outer', 'tags.storage', 'modules/outer.bicep')}output sql string = tags.sql\n`,
      'modules/outer.bicep': `param tag string\nparam name string\nvar same = tag\n${use('inner', 'same', 'nsg.bicep')}output name string = name\n`,
      'modules/nsg.bicep': nsg,
    });
    assert.deepEqual(offers(view), [`${write}, in main.bicep (safe): main.bicep`]);
    assert.match(fixedTexts(view)['main.bicep']!, /storage: 'Storage', sql/);
  });

  it('are for review in the default of a parameter', async () => {
    const view = await viewOfFiles({
      'main.bicep': `param tag string = 'Storrage'\n${use('nsg', 'tag')}`,
      'modules/nsg.bicep': nsg,
    });
    assert.deepEqual(offers(view), [`${write}, in the default of parameter 'tag' of main.bicep (review): main.bicep`]);
  });

  it('are withheld where the module reads the parameter twice, or computes with it', async () => {
    const twice = `${nsg}output used string = tag\n`;
    const computed = nsg.replace("'Storage'", 'x').replace(': tag', ": toLower('A') == 'a' ? tag : tag");
    for (const [text, why] of [
      [twice, "'tag' is read in other places too"],
      [computed, 'it is computed'],
    ]) {
      const view = await viewOfFiles({ 'main.bicep': use('nsg', "'Storrage'"), 'modules/nsg.bicep': text! });
      assert.deepEqual(offers(view), [`It is not changed here, because ${why}.`]);
    }
  });

  it('are withheld where a list goes to two groups of a module', async () => {
    const view = await viewOfFiles({
      'main.bicep': `module nsg 'nsg.bicep' = {\n  name: 'nsg'\n  params: {\n    rules: [\n${rule({ destinationAddressPrefix: "'Storrage'" })}\n    ]\n  }\n}\n`,
      'nsg.bicep': `param rules array
resource a 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'a', properties: { securityRules: rules } }
resource b 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'b', properties: { securityRules: rules } }
`,
    });
    assert.deepEqual(
      [...new Set(offers(view))],
      ["It is not changed here, because parameter 'rules' of nsg.bicep is read in 2 places."],
    );
  });

  it('offer each argument where a module is used several times, and make all of them together', async () => {
    const main = `${use('one', "'Storrage'")}${use('two', "'Storrage'")}${use('three', "'Storage'")}`;
    const view = await viewOfFiles({ 'main.bicep': main, 'modules/nsg.bicep': nsg });
    assert.deepEqual(offers(view), [
      `${write}, in what module 'one' of main.bicep is given (safe): main.bicep`,
      `${write}, in what module 'two' of main.bicep is given (safe): main.bicep`,
    ]);
    assert.deepEqual(fixedTexts(view), { 'main.bicep': main.replaceAll('Storrage', 'Storage') });
  });

  it('leave a text that is right where it is used in another way', async () => {
    const view = await viewOfFiles({
      'main.bicep': `${use('a', "'Inbound'", 'middle.bicep')}${use('b', "'Outbound'", 'middle.bicep')}`,
      'middle.bicep': `param tag string\nmodule nsg 'nsg.bicep' = { name: 'nsg', params: { way: tag, port: '3443' } }\n`,
      'nsg.bicep': `// apim-vnet: mode=Internal sku=Premium
param way string
param port string
${group(rule({ direction: 'way', sourceAddressPrefix: "'ApiManagement'", destinationPortRange: 'port', destinationAddressPrefix: "'VirtualNetwork'" }))}`,
    });
    const found = [...view.findingsElsewhere(neverCancelled)].flatMap(finding => judgedFixes(view, finding.fixes()));
    const inMiddle = found.filter(fix => 'changes' in fix && fix.changes.some(({ file }) => /middle/.test(file)));
    assert.deepEqual(inMiddle, []);
  });

  it('change what a parameter file gives, in Bicep and in JSON', async () => {
    const main = `param tag string\n${group(rule({ destinationAddressPrefix: 'tag' }))}`;
    const bicep = await viewOfFiles({
      'main.bicep': main,
      'main.bicepparam': "using 'main.bicep'\nparam tag = 'Storrage'\n",
    });
    assert.deepEqual(offers(bicep), [`${write}, in main.bicepparam (safe): main.bicepparam`]);
    assert.equal(fixedTexts(bicep)['main.bicepparam'], "using 'main.bicep'\nparam tag = 'Storage'\n");
    const given = JSON.stringify(
      { $schema: 'deploymentParameters.json#', parameters: { tag: { value: 'Storrage' } } },
      undefined,
      2,
    );
    const json = await viewOfFiles({ 'main.bicep': main, 'main.parameters.json': given });
    assert.deepEqual(offers(json), [`${write}, in main.parameters.json (safe): main.parameters.json`]);
    assert.equal(fixedTexts(json)['main.parameters.json'], given.replace('Storrage', 'Storage'));
  });

  it('are withheld from a parameter file whose value the template reads twice', async () => {
    const view = await viewOfFiles({
      'main.bicep': `param tag string\n${group(rule({ destinationAddressPrefix: 'tag' }))}output used string = tag\n`,
      'main.bicepparam': "using 'main.bicep'\nparam tag = 'Storrage'\n",
    });
    assert.deepEqual(offers(view), ["It is not changed here, because 'tag' is read in other places too."]);
  });

  it('are for review in a file of data, and withheld where that is loaded twice', async () => {
    const main = `var tags = loadJsonContent('tags.json')\n${group(rule({ destinationAddressPrefix: 'tags.storage' }))}`;
    const files = { 'main.bicep': main, 'tags.json': '{ "storage": "Storrage", "sql": "Sql" }' };
    const view = await viewOfFiles(files);
    assert.deepEqual(offers(view), [`${write}, in tags.json (review): tags.json`]);
    const twice = await viewOfFiles({ ...files, 'main.bicep': `${main}var again = loadJsonContent('tags.json')\n` });
    assert.deepEqual(offers(twice), ['It is not changed here, because tags.json is loaded in 2 places.']);
  });

  it('say that YAML is not changed', async () => {
    const view = await viewOfFiles({
      'main.bicep': `var tags = loadYamlContent('tags.yaml')\n${group(rule({ destinationAddressPrefix: 'tags.storage' }))}`,
      'tags.yaml': 'storage: Storrage\n',
    });
    assert.deepEqual(offers(view), [
      'It is not changed here, because it is written in a file that fixes do not change.',
    ]);
  });

  it('change what a module of a registry is given, and never that module', async () => {
    const main = `module nsg 'br/public:avm/res/network/network-security-group:0.5.0' = {
  name: 'nsg'
  params: {
    name: 'nsg-web'
    securityRules: [
${rule({ destinationAddressPrefix: "'Storrage'" })}
    ]
  }
}
`;
    const view = await viewOfFiles({ 'main.bicep': main });
    assert.deepEqual(offers(view), [`${write} (safe): main.bicep`]);
    assert.deepEqual(fixedTexts(view), { 'main.bicep': main.replace('Storrage', 'Storage') });
  });

  it('add a rule to the list that a module is given', async () => {
    const deny = rule({
      access: "'Deny'",
      destinationAddressPrefix: "'Sql'",
      destinationPortRange: "'*'",
      protocol: "'*'",
    });
    const main = `module nsg 'nsg.bicep' = {\n  name: 'nsg'\n  params: {\n    rules: [\n${deny}\n    ]\n  }\n}\n`;
    const view = await viewOfFiles({
      'main.bicep': main,
      'nsg.bicep': `param rules array
// apim-vnet: mode=Internal sku=Premium
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'nsg', properties: { securityRules: rules } }
`,
    });
    assert.match(
      offers(view, 'required-flow-blocked')[0]!,
      /^Allow TCP 1433 to Sql \(priority 100, .*\), in main\.bicep \(safe\): main\.bicep$/,
    );
    const after = fixedTexts(view);
    assert.deepEqual(Object.keys(after), ['main.bicep']);
    assert.match(after['main.bicep']!, /AllowApimSqlOutbound/);
  });
});
