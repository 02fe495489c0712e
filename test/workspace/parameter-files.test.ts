/** Parameter files: which template they are for, what they give, and what a finding says of them. */
import assert from 'node:assert/strict';
import { filledInLater } from '../../server/src/template/placeholders.ts';
import type { Settings } from '../../server/src/workspace/settings.ts';
import { modelLines } from '../support/model.ts';
import { messagesOf, placesOf, uriOf, viewOfFiles, Workspace } from '../support/workspace.ts';

const template = `param name string
param port string = '443'
param priority int = 100
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: name
  properties: { securityRules: [ { name: 'web', properties: { priority: priority, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: port } } ] }
}`;
const group = (name: string, priority = 100, port = '443') => [
  `group ${name}`,
  `  web Inbound ${priority} Allow Tcp 10.0.0.0/8:* > *:${port}`,
];
const json = (values: Readonly<Record<string, unknown>>) =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
  });
const models = async (texts: Readonly<Record<string, string>>) =>
  (await viewOfFiles(texts)).evaluations.map(({ network }) => modelLines(network));

describe('parameter files', () => {
  it('give values by `using`, wherever the using file is, with variables and loaded text', async () => {
    const files = {
      'main.bicep': template,
      'prod.bicepparam': `using 'main.bicep'\nvar prefix = 'prod'\nparam name = '\${prefix}-\${port}'\nparam port = '8443'`,
      'other.bicepparam': `using 'elsewhere.bicep'\nparam name = 'other'`,
      'params/test.bicepparam': `using '../main.bicep'\nparam name = 'test'`,
    };
    assert.deepEqual(await models(files), [group('prod-8443', 100, '8443'), group('test')]);
  });

  it('build on others', async () => {
    const files = {
      'main.bicep': template,
      'prod.bicepparam': `using 'main.bicep'\nextends 'shared/base.bicepparam'\nparam name = 'prod'`,
      'shared/base.bicepparam': `using none\nparam port = '9443'\nparam name = 'base'`,
    };
    assert.deepEqual(await models(files), [group('prod', 100, '9443')]);
  });

  it('say where what they extend is not there, or leads back to itself', async () => {
    const of = (path: string) => `using 'main.bicep'\nextends '${path}'\nparam port = '443'`;
    const missing = await viewOfFiles({ 'a.bicepparam': of('b.bicepparam'), 'main.bicep': template });
    assert.deepEqual(placesOf(missing), ['a.bicepparam: unread-template "b.bicepparam"']);
    assert.deepEqual(messagesOf(missing, 'unread-template'), [
      "What this file extends is not known, because 'b.bicepparam' does not exist. The file cannot be deployed.",
    ]);
    const files = { 'a.bicepparam': of('b.bicepparam'), 'b.bicepparam': of('a.bicepparam'), 'main.bicep': template };
    assert.deepEqual(placesOf(await viewOfFiles(files)), ['b.bicepparam: unread-template "a.bicepparam"']);
  });

  it('are found by their names in JSON', async () => {
    const files = {
      'main.bicep': template,
      'main.parameters.json': json({ name: 'plain' }),
      'main.parameters.prod.json': json({ Name: 'prod' }),
      'other.parameters.json': json({ name: 'other', unit: 'shop' }),
      'parameters/main.param.test.json': json({ name: 'test' }),
    };
    assert.deepEqual(await models(files), [group('plain'), group('prod'), group('test')]);
  });

  it('are found by `using` in any folder, once their texts have been seen', async () => {
    const workspace = new Workspace({
      'infra/main.bicep': template,
      'deploy/prod/main.bicepparam': `using '../../infra/main.bicep'\nparam name = 'prod'`,
    });
    const shown = async () =>
      (await workspace.view('infra/main.bicep')).evaluations.map(({ network }) => modelLines(network));
    assert.equal((await shown())[0]?.[0], 'group ?');
    const note = (text: string) => workspace.project.note(uriOf('deploy/prod/main.bicepparam'), text);
    note(workspace.files.texts.get('deploy/prod/main.bicepparam')!);
    assert.deepEqual(await shown(), [group('prod')]);
    note(`using none\nparam name = 'prod'`);
    assert.equal((await shown())[0]?.[0], 'group ?');
  });

  it('are found by what they give where their names name no template that is there', async () => {
    const exported = {
      'export/template.json': JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        parameters: { groupName: { type: 'string' } },
        resources: [
          { type: 'Microsoft.Network/networkSecurityGroups', name: "[parameters('groupName')]", properties: {} },
        ],
      }),
      'export/parameters.json': json({ groupname: 'exported' }),
    };
    assert.deepEqual(await models(exported), [['group exported']]);
    const own = json({ name: 'own' });
    assert.deepEqual(
      await models({ 'main.bicep': template, 'main.json': '{ "resources": [] }', 'parameters.dev.json': own }),
      [group('own')],
    );
    assert.deepEqual(await models({ 'main.bicep': template, 'environments/dev.json': own }), [group('own')]);
    const none = [group('?')];
    // Two templates take it, another one has its name, or it gives what the template does not take.
    assert.deepEqual(
      await models({ 'main.bicep': template, 'hub.bicep': 'param name string', 'parameters.json': own }),
      none,
    );
    assert.deepEqual(await models({ 'main.bicep': template, 'hub.bicep': '', 'hub.parameters.json': own }), none);
    assert.deepEqual(await models({ 'main.bicep': template, 'parameters.json': json({ name: 'own', unit: 1 }) }), none);
    assert.deepEqual(await models({ 'main.bicep': template, 'parameters.json': json({}) }), none);
  });

  it('are for the template whose name has more of their words', async () => {
    const own = json({ name: 'one' });
    const other = json({ name: 'two' });
    const both = { 'hub.parameters.all.json': own, 'parameters/hub.parameters.az.multiRegion.all.json': other };
    const files = { 'hub.bicep': template, 'hub-multiRegion.bicep': template, ...both };
    const first = (names: readonly string[]) =>
      Object.fromEntries(names.map(name => [name, files[name as keyof typeof files]!]));
    const paths = Object.keys(files);
    assert.deepEqual(await models(files), [group('one')]);
    assert.deepEqual(await models(first([paths[1]!, paths[0]!, ...paths.slice(2)])), [group('two')]);
    assert.deepEqual(await models(first([paths[3]!, ...paths.slice(0, 3)])), [group('two')]);
    // Without the other template, it is for the one whose name it begins with.
    assert.deepEqual(await models({ 'hub.bicep': template, ...both }), [group('one'), group('two')]);
  });

  it('leave a secret unknown', async () => {
    const files = {
      'main.bicep': template,
      'main.parameters.json': JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
        parameters: { name: { reference: { keyVault: { id: '/x' }, secretName: 's' } } },
      }),
    };
    assert.deepEqual(await models(files), [group('?')]);
  });

  it('are judged by themselves as what they make of their template', async () => {
    const files = {
      'prod.bicepparam': `using 'main.bicep'\nparam name = 'prod'\nparam priority = 5000`,
      'main.bicep': template,
    };
    const view = await viewOfFiles(files);
    assert.equal(view.recognised, true);
    assert.deepEqual(placesOf(view), ['main.bicep: priority-out-of-range "priority"']);
  });
});

describe('parameter files in effect', () => {
  const files = {
    'main.bicep': template,
    'a.bicepparam': `using 'main.bicep'\nparam name = 'a'`,
    'b.bicepparam': `using 'main.bicep'\nparam name = 'b'`,
    'elsewhere/c.json': json({ name: 'c', port: '8443' }),
    'elsewhere/d.json': json({ name: 'd', other: 1 }),
  };
  const groups = async (settings: Partial<Settings>) =>
    (await viewOfFiles(files, settings)).evaluations.map(({ network }) => modelLines(network)[0]);

  it('that are found by what they give find their template', async () => {
    const { 0: first, ...more } = (
      await viewOfFiles({ 'parameters.json': json({ name: 'own', priority: 5000 }), 'main.bicep': template })
    ).evaluations;
    assert.deepEqual([first?.root.uri, Object.keys(more)], [uriOf('main.bicep'), []]);
    const inFolder = await viewOfFiles({ 'params/dev.json': json({ name: 'own' }), 'main.bicep': template });
    assert.equal(inFolder.evaluations[0]?.root.uri, uriOf('main.bicep'));
  });

  it('are all of a template, those that are chosen, or none', async () => {
    assert.deepEqual(await groups({}), ['group a', 'group b']);
    assert.deepEqual(await groups({ parameterFiles: ['b.bicepparam'] }), ['group b']);
    assert.deepEqual(await groups({ parameterFiles: ['another.bicepparam'] }), ['group a', 'group b']);
    assert.deepEqual(await groups({ parameterFiles: ['none'] }), ['group ?']);
  });

  it('are those that are named, where they fit', async () => {
    assert.deepEqual(await groups({ parameters: [uriOf('elsewhere/c.json')] }), ['group c']);
    assert.deepEqual(await groups({ parameters: [uriOf('elsewhere/d.json')] }), ['group a', 'group b']);
  });
});

describe('what does not fit in a parameter file', () => {
  it('is found there: names, types, and what is left out', async () => {
    const view = await viewOfFiles({
      'prod.bicepparam': `using 'main.bicep'\nparam nane = 'x'\nparam priority = 'high'\nparam port = null`,
      'main.bicep': template,
    });
    const places = placesOf(view).filter(place => place.startsWith('prod'));
    assert.deepEqual(places, [
      'prod.bicepparam: missing-parameter "main.bicep"',
      'prod.bicepparam: unknown-parameter "nane"',
      'prod.bicepparam: wrong-parameter-type "priority"',
    ]);
  });

  it('is named as it is written, with the template', async () => {
    const view = await viewOfFiles({
      'main.parameters.json': json({ Priority: 'high', somethingElse: 1 }),
      'main.bicep': template,
    });
    assert.deepEqual(messagesOf(view, 'wrong-parameter-type'), [
      "'main.bicep' wants a number for 'priority', and it is given a text; the deployment is refused.",
    ]);
    assert.deepEqual(messagesOf(view, 'unknown-parameter'), [
      "'main.bicep' has no parameter 'somethingElse'; the deployment is refused.",
    ]);
  });

  it('is not asked of what a tool fills in', async () => {
    const values = { name: '${AZURE_ENV_NAME}', port: 'p-${PORT=80}', priority: '120', somethingElse: 'x' };
    const view = await viewOfFiles({ 'main.parameters.json': json(values), 'main.bicep': template });
    assert.deepEqual(placesOf(view), []);
    const [port] = view.network.securityGroups[0]!.rules[0]!.destinationPorts.terms;
    assert.deepEqual(port?.meaning.kind === 'unknown' && port.meaning.why, filledInLater);
    for (const mark of ['$(webPort)', '#{webPort}#', '${WEB_PORT}']) {
      const text = json({ name: 'x', port: mark });
      const marked = await viewOfFiles({ 'main.parameters.json': text, 'main.bicep': template });
      assert.deepEqual(placesOf(marked), [], mark);
    }
  });

  it('is not asked of a JSON file to be complete, nor of a file to repeat what it extends', async () => {
    const extended = await viewOfFiles({
      'prod.bicepparam': `using 'main.bicep'\nextends 'base.bicepparam'`,
      'base.bicepparam': `using none\nparam name = 'x'`,
      'main.bicep': template,
    });
    assert.deepEqual(placesOf(extended), []);
    const plain = await viewOfFiles({ 'main.parameters.json': json({ port: '80' }), 'main.bicep': template });
    assert.deepEqual(placesOf(plain), []);
  });
});

describe('findings with several parameter files', () => {
  const files = {
    'main.bicep': template,
    'a.bicepparam': `using 'main.bicep'\nparam name = 'nsg'\nparam priority = 5000`,
    'b.bicepparam': `using 'main.bicep'\nparam name = 'nsg'`,
  };

  it('say with which of them they hold', async () => {
    const [message, ...more] = messagesOf(await viewOfFiles(files), 'priority-out-of-range');
    assert.match(message!, /This holds for a\.bicepparam\.$/);
    assert.deepEqual(more, []);
  });

  it('are shown once, without a word about it, where they hold with all', async () => {
    const both = { ...files, 'b.bicepparam': files['a.bicepparam'] };
    const messages = messagesOf(await viewOfFiles(both), 'priority-out-of-range');
    assert.equal(messages.length, 1);
    assert.doesNotMatch(messages[0]!, /This holds/);
  });
});

describe('a module on its own', () => {
  it('is judged as the files use it that are known to', async () => {
    const texts = {
      'nsg.bicep': template,
      'main.bicep': `module a 'nsg.bicep' = { name: 'a', params: { name: 'a', priority: 5000 } }`,
    };
    const workspace = new Workspace(texts);
    assert.equal((await workspace.view('nsg.bicep')).isPart, false);
    await workspace.view('main.bicep');
    const view = await workspace.view('nsg.bicep');
    assert.equal(view.isPart, true);
    assert.deepEqual(placesOf(view), ['nsg.bicep: priority-out-of-range "priority"']);
  });

  it('is judged by itself again when the only use is gone', async () => {
    const texts = { 'nsg.bicep': template, 'main.bicep': `module a 'nsg.bicep' = { name: 'a' }` };
    const workspace = new Workspace(texts);
    await workspace.view('main.bicep');
    assert.equal((await workspace.view('nsg.bicep')).isPart, true);
    workspace.edit('main.bicep', '');
    await workspace.view('main.bicep');
    assert.equal((await workspace.view('nsg.bicep')).isPart, false);
  });
});
