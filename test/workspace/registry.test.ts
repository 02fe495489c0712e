/** Modules of the public registry, whose bodies are not in the workspace: what they are given is enough for a network. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import { moduleAliases, moduleReference } from '../../server/src/workspace/module-references.ts';
import { modelLines } from '../support/model.ts';
import { messagesOf, placesOf, uriOf, viewOfFiles, wordsAt } from '../support/workspace.ts';

const rule = (name: string, priority: number) => `{
  name: '${name}'
  properties: { priority: ${priority}, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' }
}`;
const network = (registry = 'br/public:avm/res/', priority = 100) => `
module nsg '${registry}network/network-security-group:0.5.2' = {
  params: { name: 'nsg-apim', securityRules: [ ${rule('web', priority)} ] }
}
module routes '${registry}network/route-table:0.5.0' = {
  params: { name: 'rt-apim', routes: [ { name: 'control-plane', properties: { addressPrefix: 'ApiManagement', nextHopType: 'Internet' } } ] }
}
module vnet '${registry}network/virtual-network:0.7.1' = {
  params: {
    name: 'vnet-hub'
    addressPrefixes: ['10.1.0.0/16']
    subnets: [
      { name: 'web', addressPrefix: '10.1.0.0/24' }
      { name: 'apim', addressPrefix: '10.1.1.0/24', networkSecurityGroupResourceId: nsg.outputs.resourceId, routeTableResourceId: routes.outputs.resourceId }
    ]
  }
}
module apim '${registry}api-management/service:0.15.0' = {
  params: { name: 'apim-shop', location: 'westeurope', publisherEmail: 'a@example.com', publisherName: 'Shop', sku: 'Developer', virtualNetworkType: 'Internal', subnetResourceId: vnet.outputs.subnetResourceIds[1] }
}`;
const expected = [
  'group nsg-apim',
  '  web Inbound 100 Allow Tcp 10.0.0.0/8:* > *:443',
  'network vnet-hub dns none',
  'subnet web 10.1.0.0/24 nsg - routes -',
  'subnet apim 10.1.1.0/24 nsg nsg-apim routes rt-apim',
  'routes rt-apim',
  'service apim-shop Developer 1 Internal in westeurope subnet apim and nowhere else',
];

describe('modules of the public registry', () => {
  it('are known in part where they are given what the list of their parameters does not have', async () => {
    const given = (name: string) =>
      network().replace('securityRules: [', `${name}: [`).replace("name: 'nsg-apim'", "name: 'nsg-apim', lock: {}");
    const misspelt = await viewOfFiles({ 'main.bicep': given('securityRuls') });
    assert.deepEqual(
      placesOf(misspelt).filter(place => /required|unread/.test(place)),
      ['main.bicep: unread-template "securityRuls"'],
    );
    assert.deepEqual(messagesOf(misspelt, 'unread-template'), [
      'What is deployed here is known in part only, because the list of the parameters of this module that is kept here does not have this one. Whatever is not given may have any value.',
    ]);
    assert.equal(misspelt.network.securityGroups[0]?.rules.length, 0);
    assert.ok(misspelt.network.securityGroups[0]?.rulesUnknown !== undefined);
    assert.deepEqual(modelLines(misspelt.network).at(-1), expected.at(-1));
    // Parameters that make no difference to a network are known by their names.
    assert.deepEqual(modelLines((await viewOfFiles({ 'main.bicep': given('securityRules') })).network), expected);
  });

  it('are a network of groups, routes, subnets and a service that are linked', async () => {
    const view = await viewOfFiles({ 'main.bicep': network() });
    assert.deepEqual(messagesOf(view, 'unread-template'), []);
    assert.deepEqual(modelLines(view.network), expected);
    assert.equal(view.targets[0]?.how, 'service');
    assert.equal(view.targets[0]?.group?.name?.known, true);
  });

  it('are found under an alias of the nearest bicepconfig.json', async () => {
    const configuration = {
      moduleAliases: { br: { mirror: { registry: 'contoso.azurecr.io', modulePath: 'bicep/avm/res' } } },
    };
    const files = {
      'infra/main.bicep': network('br/mirror:'),
      'bicepconfig.json': JSON.stringify(configuration),
      'other/bicepconfig.json': '{}',
    };
    assert.deepEqual(modelLines((await viewOfFiles(files)).network), expected);
  });

  it('have findings at the text of the file that uses them', async () => {
    const places = placesOf(await viewOfFiles({ 'main.bicep': network(undefined, 5000) }));
    assert.deepEqual(places, [
      'main.bicep: required-flow-blocked "securityRules"',
      'main.bicep: priority-out-of-range "5000"',
    ]);
  });

  describe('have findings at what they are given', () => {
    const group = (params: string) => `module nsg 'br/public:avm/res/network/network-security-group:0.5.2' = {
  params: { ${params} }
}`;
    const findingOf = async (files: Readonly<Record<string, string>>, wanted: string) => {
      const view = await viewOfFiles(files);
      const all = [...view.findings(neverCancelled), ...view.findingsElsewhere(neverCancelled)];
      const finding = all.find(({ rule: id }) => id === wanted);
      assert.ok(finding !== undefined, placesOf(view).join('\n'));
      const shown = ({ at, message }: { at: Finding['at']; message: string }) =>
        `${message}: ${wordsAt(view, at).split('\n')[0]}`;
      return { view, finding, words: wordsAt(view, finding.at), related: finding.related.map(shown) };
    };

    it('the argument that a value comes from, and the module as a related place', async () => {
      const address = `resource a 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } }
}
module subnet 'br/public:avm/res/network/virtual-network/subnet:0.2.0' = {
  params: { virtualNetworkName: a.name, name: 'outside', addressPrefix: prefix }
}
param prefix string = '10.9.0.0/24'`;
      const { words, related } = await findingOf({ 'main.bicep': address }, 'subnet-outside-address-space');
      assert.equal(words, 'prefix');
      assert.deepEqual(related, [
        'the address space: 10.0.0.0/16',
        "the parameter's default is here: '10.9.0.0/24'",
        "it is part of what 'br/public:avm/res/network/virtual-network/subnet:0.2.0' deploys: br/public:avm/res/network/virtual-network/subnet:0.2.0",
      ]);
    });

    it('the name of an argument whose value is a list', async () => {
      const { words } = await findingOf({ 'main.bicep': network(undefined, 5000) }, 'required-flow-blocked');
      assert.equal(words, 'securityRules');
    });

    it('the module where no argument counts', async () => {
      const text = `${group(`name: 'nsg-apim'`)}\n${network().replace(/module nsg [\s\S]*?\n\}\n/, '')}`;
      const { words } = await findingOf({ 'main.bicep': text }, 'required-flow-blocked');
      assert.equal(words, 'nsg');
    });

    it('in the local module that uses them, and for which of its uses', async () => {
      const files = {
        'main.bicep': `module a 'group.bicep' = { params: { priority: 100 } }\nmodule b 'group.bicep' = { params: { priority: 100, other: 100 } }`,
        'group.bicep': `param priority int\nparam other int = 200\n${group(
          `name: 'nsg-apim', securityRules: [ ${rule('one', 0)}, ${rule('two', 1)} ]`,
        )
          .replace('priority: 0,', 'priority: priority,')
          .replace('priority: 1,', 'priority: other,')}`,
      };
      const { finding, words } = await findingOf(files, 'duplicate-priority');
      assert.equal(finding.at.file, uriOf('group.bicep'));
      assert.equal(words, 'other');
      assert.match(finding.message, /This holds for module 'b'\.$/);
    });

    it('twice where one text makes them: the places of a loop are told apart', async () => {
      const text = `module vnet 'br/public:avm/res/network/virtual-network:0.7.1' = {
  params: {
    name: 'vnet-hub'
    addressPrefixes: ['10.1.0.0/16']
    subnets: [
      { name: 'web', addressPrefix: '10.7.0.0/24' }
      { name: 'db', addressPrefix: '10.8.0.0/24' }
    ]
  }
}`;
      const view = await viewOfFiles({ 'main.bicep': text });
      assert.deepEqual(placesOf(view), [
        'main.bicep: subnet-outside-address-space "10.7.0.0/24"',
        'main.bicep: subnet-outside-address-space "10.8.0.0/24"',
      ]);
    });

    it('and name the other declaration where that is theirs', async () => {
      const text = `module vnet 'br/public:avm/res/network/virtual-network:0.7.1' = {
  params: { name: 'vnet-hub', addressPrefixes: ['10.1.0.0/16'], subnets: [ { name: 'web', addressPrefix: '10.1.0.0/24' } ] }
}
module group 'br/public:avm/res/network/network-security-group:0.5.2' = { params: { name: 'nsg-web' } }
resource web 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  name: '\${vnet.outputs.name}/web'
  properties: { addressPrefix: '10.1.0.0/24', networkSecurityGroup: { id: group.outputs.resourceId } }
}`;
      const { words, related } = await findingOf({ 'main.bicep': text }, 'subnet-declared-twice');
      assert.equal(words, 'web');
      assert.equal(related[0], "the other declaration: '${vnet.outputs.name}/web'");
    });

    it('and are put right in the text that gives the value, never in theirs', async () => {
      const { view, finding } = await findingOf({ 'main.bicep': network(undefined, 5000) }, 'priority-out-of-range');
      const made = finding.fixes().map(fix => view.fix(fix));
      assert.ok(made.length > 0);
      for (const outcome of made) if (outcome.ok) assert.equal(outcome.changes[0]?.file, uriOf('main.bicep'));
      const blocked = (await findingOf({ 'main.bicep': network(undefined, 5000) }, 'required-flow-blocked')).finding;
      for (const outcome of blocked.fixes().map(fix => view.fix(fix))) assert.equal(outcome.ok, false);
    });
  });

  it('of an older version are taken for what they are given and nothing else', async () => {
    const text = `module apim 'br/public:avm/res/api-management/service:0.1.0' = { params: { name: 'old', publisherEmail: 'a@example.com', publisherName: 'x' } }`;
    assert.deepEqual(modelLines((await viewOfFiles({ 'main.bicep': text })).network), [
      'service old ? ? ? in ? subnet - and nowhere else',
    ]);
  });

  it('that are not known say so', async () => {
    const text = `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'nsg' }
module a 'br/public:avm/res/storage/account:0.1.0' = {}
module b 'br/nobody:a/b:1.0' = {}
module c 'ts/mine:spec:1.0' = {}`;
    const messages = messagesOf(await viewOfFiles({ 'main.bicep': text }), 'unread-template');
    assert.equal(messages.length, 3);
    assert.match(messages[0]!, /is in a registry, which is not asked/);
    assert.match(messages[2]!, /template spec/);
  });
});

describe('paths of registries', () => {
  const none = moduleAliases('');

  it('are taken apart', () => {
    const reference = { kind: 'registry', registry: 'mcr.microsoft.com', path: 'bicep/avm/res/a' };
    const digest = 'sha256:00ff';
    for (const path of ['br:mcr.microsoft.com/bicep/avm/res/a:1.0', 'br/public:avm/res/a:1.0'])
      assert.deepEqual(moduleReference(path, none), { ...reference, version: '1.0', digest: undefined });
    const byDigest = moduleReference('br/public:avm/res/a@sha256:00ff', none);
    assert.deepEqual(byDigest, { ...reference, version: '', digest });
    assert.equal(moduleReference('br/other:avm/res/a:1.0', none), undefined);
    assert.equal(moduleReference('ts/other:a:1.0', none), undefined);
    assert.equal(moduleReference('modules/a.bicep', none), undefined);
  });
});
