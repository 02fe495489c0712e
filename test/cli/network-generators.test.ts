import assert from 'node:assert/strict';
import type { CoreView } from '../../server/src/cli/core.ts';
import { spacesIn } from '../../server/src/generate/subnet/address-space.ts';
import { profileIds } from '../../server/src/knowledge/profiles.ts';
import type { SourceText } from '../../server/src/workspace/project.ts';
import type { Settings } from '../../server/src/workspace/settings.ts';
import { findingsIn, viewOfText } from '../support/view.ts';
import { FakeCore } from './support/fake-core.ts';
import { run } from './support/run.ts';

/** Reads virtual networks as the real core does. */
class NetworkCore extends FakeCore {
  override readonly profiles = profileIds;

  override view(source: SourceText, settings: Settings): CoreView {
    const { network } = viewOfText(source.text);
    return { ...super.view(source, settings), recognised: true, addressSpaces: () => spacesIn(network) };
  }
}

const network = (name: string, subnets: readonly string[]) => ({
  type: 'Microsoft.Network/virtualNetworks',
  apiVersion: '2024-05-01',
  name,
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/24'] },
    subnets: subnets.map((addressPrefix, i) => ({ name: `snet-${i}`, properties: { addressPrefix } })),
  },
});
const template = (...resources: readonly unknown[]) =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
  });
const files = {
  'one.json': template(network('vnet-hub', ['10.0.0.0/25'])),
  'two.json': template(network('vnet-a', []), network('vnet-b', ['10.0.0.0/27'])),
  'full.json': template(network('vnet-full', ['10.0.0.0/24'])),
  'none.json': template(),
};

function cli(line: string) {
  return run(line.split(' '), { files, core: new NetworkCore() });
}

const premium = 'subnet --sku Premium --units 4 --mode Internal';

describe('cli subnet', () => {
  it('prints sizes, the sum, what each size holds and the source', async () => {
    const { code, output, notes } = await cli(premium);
    assert.deepEqual([code, notes], [0, '']);
    assert.match(output, /^Subnet for API Management: Premium, 4 units, Internal mode\n\nA \/28 is the smallest/);
    assert.match(output, /^▸ together +14 +22$/m);
    assert.match(output, /^ {2}\/25 +128 +5 +2 +1 +120 +60 +61 +31 +61$/m);
    assert.match(output, /^Source: .*, April 2025 \(profile stv2-current\)\.$/m);
  });

  it('draws with ASCII only where that is asked for', async () => {
    const { output } = await cli(`${premium} --space 10.0.0.0/16 --used 10.0.0.0/24 --ascii`);
    assert.match(
      output,
      /^= 10\.0\.0\.0\/24 +256 {2}used\n# 10\.0\.1\.0\/27 +32 {2}snet-apim \(new\)\n\. 10\.0\.1\.32 - /m,
    );
    assert.doesNotMatch(output, /[^\n -~]/);
  });

  it('finds the next free block in the virtual network of a file, and writes the subnet', async () => {
    const { code, output } = await cli(`${premium} --vnet one.json --format bicep`);
    assert.equal(code, 0);
    assert.match(output, /name: 'vnet-hub'\n/);
    assert.match(output, /addressPrefix: '10\.0\.0\.128\/27'/);
    assert.deepEqual(findingsIn(viewOfText(output, { rulePack: 'all' }, 'subnet.bicep')), []);
  });

  it('takes the virtual network that is named, and what else is taken of it', async () => {
    const { output } = await cli(`${premium} --vnet two.json --vnet-name VNET-B --used 10.0.0.32/27 --format cli`);
    assert.match(output, /--vnet-name VNET-B \\\n {2}--name snet-apim \\\n {2}--address-prefixes 10\.0\.0\.64\/27 /);
  });

  it('gives all there is as JSON', async () => {
    const { output } = await cli(`${premium} --space 10.0.0.0/24 --size /28 --format json`);
    const { version, smallest, recommended, block, arithmetic, sizes, source } = JSON.parse(output);
    assert.deepEqual([version, smallest, recommended, arithmetic.length, sizes.length], [1, 28, 27, 3, 6]);
    assert.equal(block.prefix, '10.0.0.0/28');
    assert.match(block.notes[0], /smaller than the recommended/);
    assert.deepEqual(Object.keys(source), ['document', 'date', 'url']);
  });

  it('says on standard error what the text does not', async () => {
    const { notes } = await cli(`${premium} --prefix 10.0.0.0/28 --vnet-name vnet-hub --format arm`);
    assert.match(notes, /^apim-vnet: A \/28 is smaller than the recommended \/27/);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    [
      'subnet --sku Premium --units 0 --mode Internal',
      /^apim-vnet: 0 is no number of units: it is a whole number from 1 to 31 on Premium/,
    ],
    ['subnet --sku Premium --units 10000 --mode Internal', /^apim-vnet: 10000 is no number of units/],
    ['subnet --sku Premium --units two --mode Internal', /Expected a whole number/],
    ['subnet --sku Premium --units -1 --mode Internal', /./],
    ['subnet --sku Premium --units 4', /needs a mode, which is External or Internal/],
    ['subnet --units 4 --mode Internal', /--sku/],
    [
      `${premium} --space 10.0.0.9/16`,
      /it names an address inside the prefix. The prefix with this address is 10\.0\.0\.0\/16/,
    ],
    [`${premium} --space fd00::/48`, /API Management takes IPv4 addresses/],
    [
      `${premium} --space 10.0.0.0/27 --used 10.0.0.0/29`,
      /10\.0\.0\.0\/27 has no room for a \/27\. The largest free block is 10\.0\.0\.16\/28/,
    ],
    [
      `${premium} --vnet full.json`,
      /'vnet-full' \(10\.0\.0\.0\/24\) has no room for a \/27: everything in it is taken/,
    ],
    [
      `${premium} --vnet two.json`,
      /two\.json has several virtual networks: say which with --vnet-name, one of 'vnet-a', 'vnet-b'/,
    ],
    [
      `${premium} --vnet two.json --vnet-name vnet-c`,
      /two\.json has no virtual network 'vnet-c': it has 'vnet-a', 'vnet-b'/,
    ],
    [`${premium} --vnet none.json`, /^apim-vnet: no virtual network in none\.json\n$/],
    [`${premium} --vnet missing.json`, /^apim-vnet: missing\.json does not exist\n$/],
    [`${premium} --vnet .`, /is a folder; --vnet takes a file/],
    [`${premium} --vnet one.json --space 10.0.0.0/16`, /Give --vnet or --space, not both/],
    [`${premium} --used 10.0.0.0/24`, /--used says what is taken of --space/],
    [`${premium} --size huge`, /'huge' is no size/],
    [`${premium} --vnet one.json --name snet-0 --format bicep`, /^apim-vnet: 'vnet-hub' has a subnet 'snet-0' already/],
    [`${premium} --format bicep`, /say where it goes: --vnet FILE, --space PREFIX or --prefix PREFIX/],
    [`${premium} --space 10.0.0.0/16 --format bicep`, /say which virtual network it goes into: --vnet-name NAME/],
    [`${premium} --prefix 10.0.0.0/29`, /A \/29 does not do/],
    [`${premium} --prefix 10.0.0.0/27 --vnet-name v --format cli`, /'v' is no name of a virtual network/],
    [
      'subnet --sku Premium --units 1 --profile workspace-gateway --prefix 10.0.0.0/24 --vnet-name vnet-hub --format arm',
      /--attachment injection or integration/,
    ],
  ];
  for (const [line, expected] of refused)
    it(`refuses with a sentence: ${line}`, async () => {
      const { code, output, notes } = await cli(line);
      assert.deepEqual([code, output], [2, '']);
      assert.match(notes, expected);
    });
});

describe('cli nsg', () => {
  it('lists the rules in the order in which Azure asks them', async () => {
    const { code, output } = await cli('nsg --sku Premium --mode Internal --style strict --features rate-limit');
    assert.equal(code, 0);
    assert.match(
      output,
      /^nsg-apim: Premium, Internal, stv2-current, strict\n\nInbound\n {2}100 +Allow {2}TCP {2}ApiManagement/,
    );
    assert.match(output, /^ {2}\d+ +Allow {2}UDP {2}VirtualNetwork {2}VirtualNetwork:4290 +AllowRatelimitOutbound$/m);
    assert.match(output, /^ {2}4096 {2}Deny +\* +\* +\* +DenyOtherOutbound$/m);
  });

  it('writes a group without a finding, with what is to know on standard error', async () => {
    const { code, output, notes } = await cli(
      'nsg --sku Developer --mode External --style strict --region westeurope --format arm',
    );
    assert.equal(code, 0);
    assert.match(notes, /^apim-vnet: Back ends outside the virtual network/);
    assert.deepEqual(findingsIn(viewOfText(output, { rulePack: 'strict' })), []);
  });

  it('gives the rules as JSON', async () => {
    const { output } = await cli('nsg --sku Premium --mode Internal --name nsg-a --region WestEurope --format json');
    const { version, name, region, sku, rules } = JSON.parse(output);
    assert.deepEqual([version, name, region, sku], [1, 'nsg-a', 'westeurope', 'Premium']);
    assert.deepEqual([rules[0].name, rules[0].destinationPorts], ['AllowManagementInbound', ['3443']]);
  });

  for (const [line, expected] of [
    ['nsg --sku Premium', /needs a mode/],
    [
      'nsg --sku Premium --mode Internal --features caching',
      /'caching' is not known. Expected some of event-hub-logging/,
    ],
    ['nsg --sku Premium --mode Internal --dns 10.0.0', /'10\.0\.0' is no DNS server/],
    ['nsg --sku Premium --mode Internal --name nsg-', /'nsg-' is no name of a network security group/],
    ['nsg --sku Basic --mode Internal', /^apim-vnet: Basic cannot be put into a subnet/],
    ['nsg --sku Premium --mode Internal --style lax', /Allowed choices are minimal, strict/],
  ] as const)
    it(`refuses with a sentence: ${line}`, async () => {
      const { code, output, notes } = await cli(line);
      assert.deepEqual([code, output], [2, '']);
      assert.match(notes, expected);
    });
});

describe('cli routes', () => {
  it('lists the routes and what the subnet needs', async () => {
    const { code, output } = await cli(
      'routes --sku Premium --mode Internal --appliance 10.0.255.4 --no-gateway-routes',
    );
    assert.equal(code, 0);
    assert.match(
      output,
      /^ {2}ApiManagement {2}Internet +ToControlPlane\n {2}0\.0\.0\.0\/0 +VirtualAppliance {2}10\.0\.255\.4 {2}ToAppliance\nRoutes of gateways are kept off\.$/m,
    );
    assert.match(output, /^Service endpoints that the subnet needs\n {2}Microsoft\.Sql$/m);
  });

  it('writes the table in every language', async () => {
    const line =
      'routes --sku Premium --mode Internal --profile vnet-2020-07 --region westeurope --appliance 10.0.255.4';
    const bicep = await cli(`${line} --format bicep`);
    const arm = await cli(`${line} --format arm`);
    const tables = [viewOfText(bicep.output, {}, 'rt.bicep'), viewOfText(arm.output)].map(
      view => view.network.routeTables[0]?.routes.length,
    );
    assert.deepEqual(tables, [4, 4]);
    assert.equal(
      [...(await cli(`${line} --format cli`)).output.matchAll(/^az network route-table route create/gm)].length,
      4,
    );
    assert.equal(JSON.parse((await cli(`${line} --format json`)).output).routes.length, 4);
  });

  for (const [line, expected] of [
    ['routes --sku Premium --mode External --appliance 10.0.0.4', /give the prefixes or service tags of the clients/],
    ['routes --sku Premium --mode Internal --appliance 8.8.8.8', /write its private IPv4 address/],
    ['routes --sku PremiumV2', /No text asks for a route table/],
    ['routes --sku Premium --mode Internal --name rt-', /'rt-' is no name of a route table/],
    ['routes --sku Premium --mode Internal --profile vnet-2020-07', /so a region is needed/],
  ] as const)
    it(`refuses with a sentence: ${line}`, async () => {
      const { code, output, notes } = await cli(line);
      assert.deepEqual([code, output], [2, '']);
      assert.match(notes, expected);
    });
});
