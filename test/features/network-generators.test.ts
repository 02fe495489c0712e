import assert from 'node:assert/strict';
import { checkAnswer, generate } from '../../server/src/features/generators/index.ts';
import { tiers } from '../../server/src/knowledge/tiers.ts';
import type { Answers } from '../../server/src/protocol.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { walk, written } from '../support/generators.ts';
import { findingsIn, viewOfText } from '../support/view.ts';

const file = `
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-gateway'
  location: 'westeurope'
  properties: { securityRules: [] }
}
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-hub'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    dhcpOptions: { dnsServers: ['10.0.0.4'] }
    subnets: [{ name: 'snet-apim', properties: { addressPrefix: '10.0.1.0/28', networkSecurityGroup: { id: nsg.id } } }]
  }
}
resource apim 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: { name: 'Premium', capacity: 3 }
  properties: {
    virtualNetworkType: 'External'
    virtualNetworkConfiguration: { subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-hub', 'snet-apim') }
  }
}
`;

const bicep = (text: string) => viewOfText(text, {}, 'main.bicep');
const keys = (generator: string, given: Answers, open?: FileView) =>
  walk(generator, given, open).asked.map(({ key }) => key);
const problem = (generator: string, key: string, value: string, answers: Answers = {}, open?: FileView) =>
  checkAnswer({ generator, key, value, answers }, open);
const internal = { sku: 'Premium', mode: 'Internal' };

describe('the generator of subnets', () => {
  it('asks for what the tier leaves open', () => {
    assert.deepEqual(keys('subnet', { ...internal, place: 'none' }), [
      'sku',
      'mode',
      'profile',
      'units',
      'maximum units',
      'instances',
      'zones',
      'regions',
      'place',
    ]);
    assert.deepEqual(keys('subnet', { sku: 'StandardV2', place: 'none' }), [
      'sku',
      'profile',
      'units',
      'maximum units',
      'place',
    ]);
    const forItem = keys('subnet', { ...internal, place: 'typed', space: '10.0.0.0/16', form: 'bicep-item' });
    assert.deepEqual(forItem.slice(8), ['place', 'space', 'used', 'size', 'form', 'name', 'group', 'table', 'tunnel']);
  });

  it('starts with what the file says of its service', () => {
    const { asked } = walk('subnet', {}, bicep(file));
    const suggested = Object.fromEntries(asked.map(({ key, suggested: value }) => [key, value]));
    assert.deepEqual(
      [suggested['sku'], suggested['mode'], suggested['profile'], suggested['units']],
      ['Premium', 'External', 'stv2-current', '3'],
    );
    const place = asked.find(({ key }) => key === 'place');
    assert.deepEqual(place?.kind === 'choice' && place.choices.map(({ id, label }) => [id, label]), [
      ['0', 'vnet-hub'],
      ['typed', 'An address space that I type in'],
      ['none', 'Nowhere yet'],
    ]);
  });

  it('shows for each size the block that it would be', () => {
    const { asked } = walk('subnet', {}, bicep(file));
    const size = asked.find(({ key }) => key === 'size');
    assert.deepEqual(
      size?.kind === 'choice' && size.choices.map(({ label, description }) => `${label}: ${description}`),
      [
        '/27, recommended: 10.0.0.0/27',
        '/28, smallest: 10.0.0.0/28',
        '/26: 10.0.0.0/26',
        '/25: 10.0.0.0/25',
        '/24: 10.0.0.0/24',
      ],
    );
  });

  it('writes an entry for the virtual network of the file, with its security group', () => {
    const text = written('subnet', { form: 'bicep-item', size: 'smallest', name: 'snet-new' }, bicep(file));
    assert.match(text, /^\{\n {2}name: 'snet-new'\n {2}properties: \{\n {4}addressPrefix: '10\.0\.0\.0\/28'/);
    assert.match(text, /'nsg-gateway'/);
    const whole = file.replace('subnets: [{', `subnets: [${text}\n{`);
    assert.equal(bicep(whole).network.subnets.length, 2);
  });

  it('gives a plan as text, and with a picture for the preview', () => {
    const { answers } = walk(
      'subnet',
      { ...internal, place: 'typed', space: '10.0.0.0/16', used: '10.0.0.0/24', form: 'plan' },
      undefined,
    );
    const result = generate({ generator: 'subnet', answers }, undefined);
    assert.ok(result.ok);
    assert.deepEqual([result.language, result.notes], ['markdown', []]);
    assert.match(result.text, /^# Subnet for API Management: Premium, 1 unit, Internal mode$/m);
    assert.doesNotMatch(result.text, /data:/);
    const [, address] = /!\[[^\]]*\]\((data:image\/svg\+xml;utf8,[^()\s]+)\)/.exec(result.preview ?? '') ?? [];
    assert.match(decodeURIComponent(address ?? ''), /<svg .*10\.0\.1\.0\/28/s);
  });

  it('plans without a place', () => {
    assert.match(written('subnet', { ...internal, place: 'none' }), /^# Subnet for API Management/);
  });

  it('says while the user types what is allowed', () => {
    assert.equal(problem('subnet', 'units', '4', internal), null);
    assert.match(problem('subnet', 'units', '0', internal)!, /from 1 to 31/);
    assert.match(problem('subnet', 'units', 'two', internal)!, /^'two' is no number of units/);
    assert.match(problem('subnet', 'units', '', internal)!, /^Write a number/);
    assert.equal(problem('subnet', 'units', '8', { ...internal, 'maximum units': '4' }), null);
    assert.match(problem('subnet', 'maximum units', '2', { ...internal, units: '4' })!, /below the number now/);
    assert.equal(problem('subnet', 'maximum units', '', { ...internal, units: '4' }), null);
    assert.match(problem('subnet', 'zones', '7', { ...internal, units: '4' })!, /from 0 to 3/);
    assert.match(problem('subnet', 'space', 'fd00::/48')!, /IPv4/);
    assert.match(problem('subnet', 'space', ' ')!, /such as 10\.0\.0\.0\/16/);
    assert.match(
      problem('subnet', 'used', '10.0.0.1/24', { place: 'typed', space: '10.0.0.0/16' })!,
      /is not a used prefix/,
    );
    assert.match(problem('subnet', 'name', 'a b')!, /no name of a subnet/);
    assert.match(problem('subnet', 'network', 'v', { place: 'typed' })!, /no name of a virtual network/);
    assert.match(problem('subnet', 'network', '', { place: 'typed' })!, /^'' is no name of a virtual network/);
    assert.equal(problem('subnet', 'table', '', { name: 'snet-apim' }), null);
  });

  it('makes up no name for a virtual network', () => {
    const answers = { ...internal, place: 'typed', space: '10.0.0.0/16', network: '' };
    assert.match(written('subnet', { ...answers, form: 'bicep' }), /^! '' is no name of a virtual network/);
    assert.match(written('subnet', { ...answers, form: 'bicep-item' }), /^\{\n {2}name: 'snet-apim'/);
  });

  it('gives no name that a subnet of the virtual network has, which would be changed by it', () => {
    const open = bicep(file);
    const { asked } = walk('subnet', { form: 'bicep' }, open);
    assert.equal(asked.find(({ key }) => key === 'name')?.fallback, 'snet-apim-2');
    assert.match(
      problem('subnet', 'name', 'SNET-apim', { place: '0' }, open)!,
      /^'vnet-hub' has a subnet 'SNET-apim' already/,
    );
    assert.match(written('subnet', { form: 'bicep', name: 'snet-apim' }, open), /^! 'vnet-hub' has a subnet/);
  });

  it('writes nothing where there is no room', () => {
    const full = bicep(file.replace("'10.0.1.0/28'", "'10.0.0.0/16'"));
    assert.match(written('subnet', { form: 'bicep' }, full), /^! 'vnet-hub' \(10\.0\.0\.0\/16\) has no room/);
    const unknown = bicep(`param space string\n${file.replace("'10.0.0.0/16'", 'space')}`);
    assert.match(written('subnet', { form: 'bicep' }, unknown), /^! The address space of 'vnet-hub' is not known/);
  });
});

describe('the generator of security groups', () => {
  it('asks for features that the document knows, and for DNS servers where they would be cut off', () => {
    assert.deepEqual(keys('nsg', { ...internal, style: 'minimal' }), [
      'sku',
      'mode',
      'profile',
      'style',
      'features',
      'region',
      'name',
      'form',
    ]);
    assert.deepEqual(keys('nsg', { sku: 'StandardV2', style: 'strict' }), [
      'sku',
      'profile',
      'style',
      'dns',
      'region',
      'name',
      'form',
    ]);
    const { asked } = walk('nsg', { ...internal, profile: 'stv1-final' }, undefined);
    const features = asked.find(({ key }) => key === 'features');
    assert.ok(features?.kind === 'choice' && features.many && features.choices.some(({ id }) => id === 'key-vault'));
    assert.deepEqual(keys('nsg', { sku: 'PremiumV2', profile: 'workspace-gateway' }).slice(0, 4), [
      'sku',
      'mode',
      'profile',
      'attachment',
    ]);
  });

  it('starts with what the file says, its DNS servers among it', () => {
    const open = bicep(file);
    const { asked } = walk('nsg', { style: 'strict' }, open);
    const suggested = Object.fromEntries(asked.map(({ key, suggested: value }) => [key, value]));
    assert.deepEqual(
      [suggested['mode'], suggested['dns'], suggested['region']],
      ['External', '10.0.0.4', 'westeurope'],
    );
    const text = written('nsg', { style: 'strict', form: 'bicep' }, open);
    assert.match(text, /destinationAddressPrefix: '10\.0\.0\.4'/);
    assert.match(text, /location: 'westeurope'/);
  });

  it('writes groups without findings, whatever is answered', () => {
    for (const { sku } of tiers.filter(({ networking }) => networking.some(kind => kind !== 'private-endpoint'))) {
      for (const style of ['minimal', 'strict']) {
        const text = written('nsg', { sku, style, form: 'arm' });
        assert.deepEqual(findingsIn(viewOfText(text)), [], `${sku} ${style}`);
      }
    }
  });

  it('writes one resource for a template that is there', () => {
    const resource = JSON.parse(written('nsg', { ...internal, form: 'arm-item' }));
    assert.deepEqual([resource.type, resource.name], ['Microsoft.Network/networkSecurityGroups', 'nsg-apim']);
  });

  it('says while the user types what is allowed', () => {
    assert.match(problem('nsg', 'dns', 'dns.contoso.com', { ...internal, style: 'strict' })!, /is no DNS server/);
    assert.equal(problem('nsg', 'dns', '', { ...internal, style: 'strict' }), null);
    assert.match(problem('nsg', 'region', 'west-europe', internal)!, /is no region/);
    assert.match(problem('nsg', 'name', 'nsg apim', internal)!, /no name of a network security group/);
    assert.equal(problem('nsg', 'name', 'nsg-apim', internal), null);
  });
});

describe('the generator of route tables', () => {
  it('asks for clients where their answers would go to the appliance', () => {
    const all = ['sku', 'mode', 'profile', 'region', 'appliance', 'gateways', 'name', 'form'];
    assert.deepEqual(keys('routes', { ...internal, appliance: '10.0.255.4' }), all);
    assert.deepEqual(
      keys('routes', { sku: 'Premium', mode: 'External', appliance: '10.0.255.4', clients: '203.0.113.0/24' }),
      all.toSpliced(5, 0, 'clients'),
    );
  });

  it('writes the table', () => {
    const text = written('routes', { ...internal, appliance: '10.0.255.4', gateways: 'refuse', form: 'bicep' });
    assert.match(text, /disableBgpRoutePropagation: true/);
    assert.match(text, /addressPrefix: 'ApiManagement'/);
    assert.equal(
      JSON.parse(written('routes', { ...internal, form: 'arm-item' })).type,
      'Microsoft.Network/routeTables',
    );
  });

  it('says while the user types what is allowed', () => {
    const external = { sku: 'Premium', mode: 'External' };
    assert.match(problem('routes', 'appliance', '8.8.8.8', internal)!, /private IPv4 address/);
    assert.match(problem('routes', 'appliance', '8.8.8.8', external)!, /private IPv4 address/);
    assert.equal(problem('routes', 'appliance', '10.0.255.4', external), null);
    assert.equal(problem('routes', 'appliance', '', internal), null);
    assert.match(
      problem('routes', 'appliance', '', { sku: 'PremiumV2', mode: 'Internal' })!,
      /No text asks for a route table/,
    );
    assert.equal(problem('routes', 'region', '', { sku: 'PremiumV2', mode: 'Internal' }), null);
    assert.match(
      problem('routes', 'clients', 'Internet', { ...external, appliance: '10.0.255.4' })!,
      /cannot name that service tag/,
    );
    assert.match(problem('routes', 'clients', '', { ...external, appliance: '10.0.255.4' })!, /give the prefixes/);
    const older = { ...internal, profile: 'vnet-2020-07' };
    assert.match(problem('routes', 'region', '', older)!, /so a region is needed/);
    assert.match(problem('routes', 'region', 'italynorth', older)!, /has no row/);
    assert.equal(problem('routes', 'region', 'westeurope', older), null);
    assert.match(problem('routes', 'name', 'rt-', internal)!, /no name of a route table/);
  });
});
