/** Fixes of a value that others read too: the use is given a value of its own where it does nothing but name the shared one. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { judgedFixes } from '../../server/src/features/fixes.ts';
import { editText } from '../../server/src/fix/apply.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { viewOfFiles } from '../support/workspace.ts';

const rule = (tag: string, name = 'AllowStorage', priority = 100) =>
  `{ name: '${name}', properties: { priority: ${priority}, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: ${tag}, destinationPortRange: '443' } }`;
const group = (rules: string, symbol = 'nsg') =>
  `resource ${symbol} 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: '${symbol}'
  properties: {
    securityRules: ${rules}
  }
}
`;
const groupOf = (tag: string) => group(`[\n      ${rule(tag)}\n    ]`);

/** Of the findings about tags, here and in the texts of other files: `title (safety)`, or the reason of one that is withheld. */
function offers(view: FileView): readonly string[] {
  return judged(view).map(fix => ('changes' in fix ? `${fix.title} (${fix.safety})` : fix.why));
}

function judged(view: FileView) {
  return [...view.findings(neverCancelled), ...view.findingsElsewhere(neverCancelled)]
    .filter(finding => finding.rule === 'unknown-service-tag')
    .flatMap(finding => judgedFixes(view, finding.fixes()));
}

/** The text after the first fix that can be made. */
function fixed(view: FileView): string {
  const fix = judged(view).find(fix => 'changes' in fix);
  assert.ok(fix !== undefined && 'changes' in fix);
  assert.deepEqual(
    fix.changes.map(({ file }) => file),
    [view.source.uri],
  );
  return editText(view.source.text, fix.changes[0]!.edits);
}

/** A rule with a tag that an output names, too. */
function armRule(more: Readonly<Record<string, unknown>> = {}): string {
  const properties = {
    priority: 100,
    direction: 'Outbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: 'VirtualNetwork',
    sourcePortRange: '*',
    destinationAddressPrefixes: ["[parameters('tag')]", 'Sql'],
    destinationPortRange: '443',
  };
  const type = 'Microsoft.Network/networkSecurityGroups/securityRules';
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { Tag: { type: 'string', defaultValue: 'Storrage' } },
    resources: [{ type, apiVersion: '2023-09-01', name: 'nsg/AllowStorage', ...more, properties }],
    outputs: { tag: { type: 'string', value: "[parameters('tag')]" } },
  };
  return JSON.stringify(template, undefined, 2);
}

const write = "Write 'Storage' instead of 'Storrage', here in place of";
const withheld = (why: string) => [`It is not changed here, because ${why}.`];
const shared = (name = "'tag'") => withheld(`${name} is read in other places too`);

describe('fixes of shared values', () => {
  it('write the value at the use, in place of a variable', async () => {
    const text = `var tag = 'Storrage'\n${groupOf('tag')}output a string = tag\noutput b string = '\${tag}!'\n`;
    const view = await viewOfFiles({ 'main.bicep': text });
    assert.deepEqual(offers(view), [`${write} variable 'tag', which 2 other places read (review)`]);
    assert.equal(fixed(view), text.replace('Prefix: tag', "Prefix: 'Storage'"));
  });

  it('do so for the default of a parameter, and for a name of a name', async () => {
    const text = `param tag string = 'Storrage'\nvar same = tag\n${groupOf('same')}output a string = same\n`;
    const view = await viewOfFiles({ 'main.bicep': text });
    assert.deepEqual(offers(view), [`${write} variable 'same', which 1 other place reads (review)`]);
    assert.equal(fixed(view), text.replace('Prefix: same', "Prefix: 'Storage'"));
    const direct = await viewOfFiles({ 'main.bicep': text.replace('Prefix: same', 'Prefix: tag') });
    assert.deepEqual(offers(direct), [`${write} parameter 'tag', which 1 other place reads (review)`]);
  });

  it('do so in ARM JSON, whatever the case of the name, but not where a copy loop makes the rule', async () => {
    const text = armRule();
    const view = await viewOfFiles({ 'main.json': text });
    assert.deepEqual(offers(view), [`${write} parameter 'Tag', which 1 other place reads (review)`]);
    assert.equal(fixed(view), text.replace("[parameters('tag')]", 'Storage'));
    const repeated = await viewOfFiles({ 'main.json': armRule({ copy: { name: 'rules', count: 1 } }) });
    assert.deepEqual(offers(repeated), shared("parameter 'tag'"));
  });

  it('say so, too, where the use is in the default of another parameter', async () => {
    const text = `var tag = 'Storrage'\nparam rules array = [\n  ${rule('tag')}\n]\n${group('rules')}output a string = tag\n`;
    const view = await viewOfFiles({ 'main.bicep': text });
    assert.deepEqual(offers(view), [
      `${write} variable 'tag', which 1 other place reads, in the default of parameter 'rules' (review)`,
    ]);
  });

  const notThere: Readonly<Record<string, readonly [text: string, why: readonly string[]]>> = {
    'that is part of a text that is computed': [
      `var tag = 'Storrage'\nparam on bool = true\n${groupOf("on ? tag : 'Sql'")}output a string = tag\n`,
      withheld('it is computed'),
    ],
    'in the body of a loop': [
      `var tag = 'Storrage'\n${group(`[for i in range(0, 1): ${rule('tag')}]`)}output a string = tag\n`,
      shared(),
    ],
    'in a lambda': [`var tag = 'Storrage'\n${group(`map([1], i => ${rule('tag')})`)}output a string = tag\n`, shared()],
    'that picks an entry or a member': [
      `var tags = ['Storrage']\n${groupOf('tags[0]')}output a string = tags[0]\n`,
      shared("'tags.*'"),
    ],
    'in a list that two groups have': [
      `var tag = 'Storrage'\nvar rules = [\n  ${rule('tag')}\n]\n${group('rules')}${group('rules', 'other')}output a string = tag\n`,
      shared(),
    ],
    'of a variable that is computed': [
      `param tags object = { storage: 'Storrage' }\nvar tag = tags.storage\n${groupOf('tag')}output a string = tag\n`,
      shared(),
    ],
  };
  for (const [title, [text, why]] of Object.entries(notThere)) {
    it(`are withheld from a use ${title}`, async () => {
      const view = await viewOfFiles({ 'main.bicep': text });
      assert.deepEqual([...new Set(offers(view))], why);
    });
  }

  it('are withheld where the value is given from outside', async () => {
    const text = `param tag string = 'Sql'\n${groupOf('tag')}output a string = tag\n`;
    const byModule = await viewOfFiles({
      'main.bicep': "module nsg 'nsg.bicep' = { name: 'nsg', params: { tag: 'Storrage' } }\n",
      'nsg.bicep': text,
    });
    assert.deepEqual(offers(byModule), shared());
    const byFile = await viewOfFiles({
      'main.bicep': text,
      'main.bicepparam': "using 'main.bicep'\nparam tag = 'Storrage'\n",
    });
    assert.deepEqual(offers(byFile), shared());
  });

  it('are withheld where the module that reads the value is another file than the one that shares it', async () => {
    const view = await viewOfFiles({
      'main.bicep':
        "var tag = 'Storrage'\nmodule nsg 'nsg.bicep' = { name: 'nsg', params: { tag: tag } }\noutput a string = tag\n",
      'nsg.bicep': `param tag string\n${groupOf('tag')}`,
    });
    assert.deepEqual(offers(view), shared());
  });

  it('leave a module alone that is given a right value elsewhere', async () => {
    const view = await viewOfFiles({
      'main.bicep': `module one 'nsg.bicep' = { name: 'one' }\nmodule two 'nsg.bicep' = { name: 'two', params: { tag: 'Storage' } }\n`,
      'nsg.bicep': `param tag string = 'Storrage'\n${groupOf('tag')}output a string = tag\n`,
    });
    assert.equal(
      judged(view).some(fix => 'changes' in fix),
      false,
    );
    assert.equal(judged(view).length, 1);
  });
});
