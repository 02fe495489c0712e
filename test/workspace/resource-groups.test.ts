/** Resources of one type and name in several resource groups: which of them a mention means. */
import assert from 'node:assert/strict';
import { writtenAt } from '../../server/src/base/origin.ts';
import type { DeployedResource } from '../../server/src/evaluate/deployment.ts';
import { tellApart } from '../../server/src/evaluate/tell-apart.ts';
import type { Value } from '../../server/src/evaluate/value.ts';
import type { Network } from '../../server/src/network/network.ts';
import { messagesOf, viewOfFiles } from '../support/workspace.ts';

const nsgType = 'Microsoft.Network/networkSecurityGroups';
const closed = `{ name: 'close', properties: { priority: 100, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }`;
/** A group that lets nothing in. */
const group = `resource nsg '${nsgType}@2023-09-01' = {
  name: 'nsg-common'
  location: 'westeurope'
  properties: { securityRules: [ ${closed} ] }
}
output id string = nsg.id
`;
/** An internal service in a subnet with the group that `id` leads to. */
const service = (id: string) => `resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [ { name: 'apim', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: ${id} } } } ]
  }
}
resource apim 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim'
  location: 'westeurope'
  sku: { name: 'Developer', capacity: 1 }
  properties: { virtualNetworkType: 'Internal', virtualNetworkConfiguration: { subnetResourceId: vnet.properties.subnets[0].id } }
}
`;
const existing = (scope: string) =>
  `resource shared '${nsgType}@2023-09-01' existing = {\n  name: 'nsg-common'\n  scope: ${scope}\n}\n`;
const hub = (scope: string) => `module hub 'hub.bicep' = { name: 'hub', scope: ${scope} }\n`;

/** What the network makes of the link of its one subnet: the group that is deployed, one that is only referred to, or none. */
function linked({ subnets, securityGroups }: Network): string {
  const found = securityGroups.filter(({ identity }) => identity === subnets[0]?.securityGroup?.identity);
  return (
    found
      .map(({ definedElsewhere }) => (definedElsewhere ? 'referred to' : 'deployed'))
      .sort()
      .join(' and ') || 'none'
  );
}

async function judged(main: string, others: Readonly<Record<string, string>> = { 'hub.bicep': group }) {
  const view = await viewOfFiles({ 'main.bicep': main, ...others });
  return { link: linked(view.network), blocked: messagesOf(view, 'required-flow-blocked').length };
}

describe('a group that is only referred to, of the name of one that is deployed', () => {
  it('is another one where both resource groups have names, and they differ', async () => {
    const main = `${hub("resourceGroup('rg-hub')")}${existing("resourceGroup('rg-shared')")}${service('shared.id')}`;
    assert.deepEqual(await judged(main), { link: 'referred to', blocked: 0 });
  });

  it('is the one that is deployed where the resource groups are one', async () => {
    const main = `${hub("resourceGroup('rg-hub')")}${existing("resourceGroup('RG-Hub')")}${service('shared.id')}`;
    assert.deepEqual(await judged(main), { link: 'deployed', blocked: 1 });
  });

  it('may be the one that is deployed where a name is not known', async () => {
    const own = `${group.replace('output id string = nsg.id', '')}${existing("resourceGroup('rg-shared')")}${service('shared.id')}`;
    assert.equal((await judged(own)).link, 'deployed and referred to');
    const parameter = `param hubGroup string\n${hub('resourceGroup(hubGroup)')}${existing("resourceGroup('rg-shared')")}${service('shared.id')}`;
    assert.equal((await judged(parameter)).link, 'deployed and referred to');
    const parameters = `param a string\nparam b string\n${hub("resourceGroup('rg-${a}-hub')")}${existing("resourceGroup('rg-${b}-shared')")}${service('shared.id')}`;
    assert.equal((await judged(parameters)).link, 'deployed and referred to');
  });

  it('is another one where the names differ beside the same value that is not known', async () => {
    const main = (shared: string) =>
      `param stage string\n${hub("resourceGroup('rg-${stage}-hub')")}${existing(`resourceGroup('rg-\${stage}${shared}')`)}${service('shared.id')}`;
    assert.equal((await judged(main('-shared'))).link, 'referred to');
    assert.equal((await judged(main(''))).link, 'referred to');
    assert.equal((await judged(main('-hub'))).link, 'deployed');
  });

  it('is another one in another subscription', async () => {
    const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    const main = (subscription: string) =>
      `${hub(`resourceGroup('${one}', 'rg-network')`)}${existing(`resourceGroup('${subscription}', 'rg-network')`)}${service('shared.id')}`;
    assert.equal((await judged(main(two))).link, 'referred to');
    assert.equal((await judged(main(one))).link, 'deployed');
    const own = `${hub(`resourceGroup('${one}', 'rg-network')`)}${existing("resourceGroup('rg-network')")}${service('shared.id')}`;
    assert.equal((await judged(own)).link, 'deployed and referred to');
  });

  it('is the one of its own resource group where several are deployed', async () => {
    const main = `${hub("resourceGroup('rg-hub')")}module spoke 'spoke.bicep' = { name: 'spoke', scope: resourceGroup('rg-spoke') }
${existing("resourceGroup('rg-spoke')")}${service('shared.id')}`;
    const open = group.replace("'Deny'", "'Allow'");
    assert.deepEqual(await judged(main, { 'hub.bicep': group, 'spoke.bicep': open }), {
      link: 'deployed',
      blocked: 0,
    });
  });

  it('is told apart in the file of the module too', async () => {
    const main = `targetScope = 'subscription'
module network 'network.bicep' = { name: 'network', scope: resourceGroup('rg-network') }`;
    const network = `${group.replace('output id string = nsg.id', '')}${existing("resourceGroup('rg-shared')")}${service('shared.id')}`;
    assert.deepEqual(await judged(main, { 'network.bicep': network }), { link: 'referred to', blocked: 0 });
  });
});

describe('a reference to what the same deployment makes in the same place', () => {
  const own = group.replace('output id string = nsg.id\n', '');
  const reference = `resource shared '${nsgType}@2023-09-01' existing = {\n  name: 'nsg-common'\n}\n`;
  const parts = (condition = '') =>
    `module hub 'hub.bicep' = ${condition}{ name: 'hub' }\nmodule spoke 'spoke.bicep' = { name: 'spoke' }`;
  const both = (files: Readonly<Record<string, string>>) => judged(parts(), { 'hub.bicep': group, ...files });

  it('is that, in one file, in a module and from module to module', async () => {
    const one = { link: 'deployed', blocked: 1 };
    assert.deepEqual(await judged(`${hub('resourceGroup()')}${reference}${service('shared.id')}`), one);
    assert.deepEqual(await judged(`${reference}${hub('resourceGroup()')}${service('shared.id')}`), one);
    assert.deepEqual(await judged(`${reference}${own}${service('shared.id')}`), one);
    assert.deepEqual(await both({ 'spoke.bicep': `${reference}${service('shared.id')}` }), one);
    const scoped = `param a string\nmodule hub 'hub.bicep' = { name: 'hub', scope: resourceGroup(a) }
module spoke 'spoke.bicep' = { name: 'spoke', scope: resourceGroup('rg-apim'), params: { g: a } }`;
    const spoke = `param g string\n${existing('resourceGroup(g)')}${service('shared.id')}`;
    assert.deepEqual(await judged(scoped, { 'hub.bicep': group, 'spoke.bicep': spoke }), one);
  });

  it('stays a reference where it may lie elsewhere, whichever stands first', async () => {
    const elsewhere = existing("resourceGroup('rg-shared')");
    const none = { link: 'deployed and referred to', blocked: 0 };
    assert.deepEqual(await judged(`${own}${elsewhere}${service('shared.id')}`), none);
    assert.deepEqual(await judged(`${elsewhere}${own}${service('shared.id')}`), none);
    assert.deepEqual(await judged(`${own}${elsewhere}${service('nsg.id')}`), { ...none, blocked: 1 });
    assert.deepEqual(await judged(`${elsewhere}${own}${service('nsg.id')}`), { ...none, blocked: 1 });
  });

  it('stays a reference where it is not certain that the other is made', async () => {
    const condition = 'if (deployGroup) ';
    const files = { 'hub.bicep': group, 'spoke.bicep': `${reference}${service('shared.id')}` };
    const link = 'deployed and referred to';
    assert.equal((await judged(`param deployGroup bool\n${parts(condition)}`, files)).link, link);
    assert.deepEqual(await judged(`param deployGroup bool = true\n${parts(condition)}`, files), {
      link: 'deployed',
      blocked: 1,
    });
    assert.equal((await judged(`param deployGroup bool = false\n${parts(condition)}`, files)).link, 'referred to');
  });

  it('says what it says of API Management in the comment above it', async () => {
    const main = `${hub('resourceGroup()')}// apim-vnet: mode=Internal sku=Premium\n${reference}`;
    const view = await viewOfFiles({ 'main.bicep': main, 'hub.bicep': group });
    const [target, ...others] = view.targets;
    assert.deepEqual(
      [target?.how, target?.mode, target?.group?.definedElsewhere, others.length],
      ['directive', 'Internal', false, 0],
    );
  });

  it('is that for route tables, virtual networks and addresses, too', async () => {
    const types = ['routeTables', 'virtualNetworks', 'publicIPAddresses'];
    const made = types.map(
      type =>
        `resource ${type} 'Microsoft.Network/${type}@2023-09-01' = { name: 'one', location: 'westeurope', properties: {} }`,
    );
    const referred = types.map(
      type => `resource ${type} 'Microsoft.Network/${type}@2023-09-01' existing = { name: 'one' }`,
    );
    const main = `module hub 'hub.bicep' = { name: 'hub' }\n${referred.join('\n')}`;
    const { network } = await viewOfFiles({ 'main.bicep': main, 'hub.bicep': made.join('\n') });
    const { routeTables, virtualNetworks, publicIpAddresses } = network;
    assert.deepEqual(
      [routeTables, virtualNetworks, publicIpAddresses].map(list => list.map(one => one.definedElsewhere)),
      [[false], [false], [false]],
    );
  });

  it('brings the rules of a group that is made beside those that stand alone', async () => {
    const rule = `resource rule '${nsgType}/securityRules@2023-09-01' = { parent: shared, name: 'more', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }`;
    const { network } = await viewOfFiles({
      'main.bicep': `${hub('resourceGroup()')}${reference}${rule}`,
      'hub.bicep': group,
    });
    const [one, ...others] = network.securityGroups;
    assert.deepEqual([one?.rules.length, one?.rulesUnknown, others.length], [2, undefined, 0]);
  });

  it('is that in ARM JSON with symbolic names', async () => {
    const nsg = { type: nsgType, apiVersion: '2023-09-01', name: 'nsg-common' };
    const text = JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      languageVersion: '2.0',
      contentVersion: '1.0.0.0',
      resources: { shared: { existing: true, ...nsg }, made: { ...nsg, location: 'westeurope', properties: {} } },
    });
    const { network } = await viewOfFiles({ 'main.json': text });
    assert.deepEqual(
      network.securityGroups.map(one => one.definedElsewhere),
      [false],
    );
  });
});

describe('an id that names a resource group', () => {
  const id = (...place: readonly string[]) =>
    `resourceId(${[...place, nsgType, 'nsg-common'].map(part => `'${part}'`).join(', ')})`;

  it('leads to no group of another one', async () => {
    const main = `${hub("resourceGroup('rg-hub')")}${service(id('rg-shared'))}`;
    assert.deepEqual(await judged(main), { link: 'none', blocked: 0 });
    const same = `${hub("resourceGroup('rg-hub')")}${service(id('rg-hub'))}`;
    assert.deepEqual(await judged(same), { link: 'deployed', blocked: 1 });
  });

  it('leads to no group of another one where all of it is written down', async () => {
    const subscription = '11111111-1111-4111-8111-111111111111';
    const text = (name: string) =>
      `'/subscriptions/${subscription}/resourceGroups/${name}/providers/${nsgType}/nsg-common'`;
    const main = (name: string) => `${hub("resourceGroup('rg-hub')")}${service(text(name))}`;
    assert.equal((await judged(main('rg-shared'))).link, 'none');
    assert.equal((await judged(main('rg-hub'))).link, 'deployed');
    assert.equal((await judged(main('<your group>'))).link, 'deployed', 'a stand-in is no name');
    const two = `module hub 'hub.bicep' = { name: 'hub', scope: resourceGroup('${subscription}', 'rg-hub') }
module spoke 'hub.bicep' = { name: 'spoke', scope: resourceGroup('${subscription}', 'rg-spoke') }
${service(text('rg-spoke'))}`;
    assert.equal((await judged(two)).link, 'deployed');
  });

  it('may lead to the group that the file itself deploys', async () => {
    const main = `${group}${service(id('rg-shared'))}`;
    assert.equal((await judged(main)).link, 'deployed');
    assert.equal(
      (await judged(`${group}${service(id('11111111-1111-4111-8111-111111111111', 'rg-a'))}`)).link,
      'deployed',
    );
  });
});

describe('a body that is looked through for ids', () => {
  it('is looked through once, however often its parts are repeated', async () => {
    const levels = Array.from({ length: 48 }, (_, i) => `var a${i + 1} = [ a${i}, a${i} ]`).join('\n');
    const main = `var a0 = [ 'x' ]\n${levels}\n${hub("resourceGroup('rg-hub')")}${service("resourceId('rg-shared', '${nsgType}', 'nsg-common')").replace('properties: {', 'tags: a48\n  properties: {')}`;
    assert.equal((await judged(main)).link, 'none');
  });

  it('stays the very same where nothing in it changes', () => {
    const at = { file: 'main.bicep', start: 0, end: 1 };
    const origin = writtenAt(at);
    const text = (value: string): Value => ({ kind: 'text', value, origin });
    const body = (value: Value): Value => ({
      kind: 'object',
      members: [{ name: 'id', nameSpan: at, value: { kind: 'list', items: [value], open: false, origin }, span: at }],
      open: false,
      origin,
    });
    const place = '/subscriptions/s/resourcegroups/';
    const placed = (name: string, id: string): DeployedResource => ({
      type: nsgType.toLowerCase(),
      segments: [name],
      place: `${place}a`,
      lastSegment: name,
      body: body(text(id)),
      span: at,
      head: at,
      nameSpan: at,
      existing: false,
      conditional: false,
      loop: false,
      loopFault: undefined,
      uses: [],
    });
    const [same, other] = [
      placed('one', `${place}a/providers/${nsgType}/one`),
      placed('two', `${place}b/providers/${nsgType}/one`),
    ];
    const told = tellApart([same, other]);
    assert.equal(told[0], same);
    assert.notEqual(told[1], other);
    assert.deepEqual(told[1]?.segments, ['two']);
  });
});

describe('ARM templates in several resource groups', () => {
  const json = (resources: object, more: object = {}) =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      ...more,
      resources,
    });
  const nsg = (name: string) => ({
    type: nsgType,
    apiVersion: '2023-09-01',
    name: 'nsg-common',
    location: name,
    properties: {},
  });
  const subnet = (id: string) => ({
    type: 'Microsoft.Network/virtualNetworks/subnets',
    apiVersion: '2023-09-01',
    name: 'vnet/apim',
    properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id } },
  });
  const deployment = (resourceGroup: string, evaluated: string, resources: readonly object[]) => ({
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: resourceGroup,
    resourceGroup,
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: evaluated },
      template: JSON.parse(json(resources)),
    },
  });
  const network = async (text: string) => (await viewOfFiles({ 'main.json': text })).network;
  /** Where the group of the subnet is, by the location that stands for its resource group here. */
  const place = ({ subnets, securityGroups }: Network) =>
    securityGroups
      .filter(({ identity }) => identity === subnets[0]?.securityGroup?.identity)
      .map(({ location }) => (location?.known === true ? location.value : 'unknown'));

  for (const evaluated of ['Inner', 'Outer']) {
    it(`are told apart by the resource groups of nested deployments (${evaluated.toLowerCase()} scope)`, async () => {
      const nested = (...names: readonly string[]) => names.map(name => deployment(name, evaluated, [nsg(name)]));
      const link = (group: string) => subnet(`[resourceId('${group}', '${nsgType}', 'nsg-common')]`);
      assert.deepEqual(place(await network(json([...nested('rg-a'), link('rg-b')]))), []);
      assert.deepEqual(place(await network(json([...nested('rg-a'), link('rg-a')]))), ['rg-a']);
      assert.deepEqual(place(await network(json([...nested('rg-a', 'rg-b'), link('rg-b')]))), ['rg-b']);
    });
  }

  it('say of what is only referred to where it is', async () => {
    const text = (resourceGroup: string) =>
      json(
        {
          hub: deployment('rg-hub', 'Inner', [nsg('rg-hub')]),
          shared: { ...nsg('shared'), location: undefined, existing: true, resourceGroup },
          subnet: subnet(`[resourceId('${resourceGroup}', '${nsgType}', 'nsg-common')]`),
        },
        { languageVersion: '2.0' },
      );
    assert.equal(linked(await network(text('rg-shared'))), 'referred to');
    assert.equal(linked(await network(text('rg-hub'))), 'deployed');
  });
});
