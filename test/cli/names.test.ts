import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CoreView } from '../../server/src/cli/core.ts';
import { servicesIn } from '../../server/src/generate/hosts/service-names.ts';
import { namesForms } from '../../server/src/generate/names.ts';
import type { SourceText } from '../../server/src/workspace/project.ts';
import type { Settings } from '../../server/src/workspace/settings.ts';
import { viewOfText } from '../support/view.ts';
import { FakeCore } from './support/fake-core.ts';
import { inFolder, run } from './support/run.ts';

/** A core that knows the services of its texts, as the real one does. */
class NamesCore extends FakeCore {
  override readonly languages = ['json', 'jsonc', 'bicep'];
  override readonly profiles = ['stv2-current', 'internal-vnet-2017-09', 'premium-v2-injection'];

  override view(source: SourceText, settings: Settings): CoreView {
    const view = viewOfText(source.text, {}, source.uri.split('/').at(-1));
    return { ...super.view(source, settings), services: () => servicesIn(view.network, view.targets) };
  }
}

const core = new NamesCore();
const service = (name: string, extra = '') => `
resource ${name.replaceAll('-', '')} 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: '${name}'
  location: 'westeurope'
  sku: { name: 'PremiumV2', capacity: 1 }
  properties: {
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: { subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'snet') }
    ${extra}
  }
}
resource net${name.replaceAll('-', '')} 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  properties: { subnets: [{ name: 'snet', properties: { addressPrefix: '10.0.1.0/27' } }] }
}
`;

function hosts(args: string, options: Parameters<typeof run>[1] = {}) {
  return run(['hosts', ...args.split(' ')], { core, ...options });
}

describe('apim-vnet hosts and dns', () => {
  it('print the four entries of 2017, and notes beside them', async () => {
    const { code, output, notes } = await hosts('--name contoso --ip 10.0.0.5 --profile internal-vnet-2017-09');
    assert.equal(code, 0);
    assert.deepEqual(output.split('\n').slice(1, -2), [
      '10.0.0.5 contoso.azure-api.net',
      '10.0.0.5 contoso.portal.azure-api.net',
      '10.0.0.5 contoso.management.azure-api.net',
      '10.0.0.5 contoso.scm.azure-api.net',
    ]);
    assert.match(notes, /^apim-vnet: Still in the list of the document, but retired: /);
  });

  it('print every form, the same from both commands', async () => {
    const seen = new Set<string>();
    for (const format of namesForms) {
      const args = ['--name', 'contoso', '--ip', '10.0.0.5', '--format', format];
      const { code, output } = await run(['hosts', ...args], { core });
      assert.deepEqual([code, output.includes('contoso.azure-api.net'), output.at(-1)], [0, true, '\n'], format);
      seen.add(output);
      const dns = await run(['dns', ...args], { core });
      if (dns.code === 0) assert.equal(dns.output, output);
      else assert.match(dns.notes, /Allowed choices are bicep, arm, cli, windows-dns, bind, dnsmasq\./);
    }
    assert.equal(seen.size, namesForms.length);
  });

  it('take the service from a file, with its own host names', async () => {
    const custom = "hostnameConfigurations: [{ type: 'Proxy', hostName: 'api.contoso.com' }]";
    const files = { 'main.bicep': service('apim-contoso', custom) };
    const { code, output, notes } = await hosts('main.bicep --ip 10.0.1.5 --host *.contoso.com', { files });
    assert.equal(code, 0);
    assert.deepEqual(output.split('\n').slice(1, -2), [
      '10.0.1.5 apim-contoso.azure-api.net',
      '10.0.1.5 api.contoso.com',
    ]);
    assert.equal(notes, 'apim-vnet: A hosts file has no wildcards, so these are left out: *.contoso.com.\n');
  });

  it('take it from standard input, too', async () => {
    const { output } = await hosts('- --ip 10.0.1.5', { input: service('apim-contoso') });
    assert.match(output, /^10\.0\.1\.5 apim-contoso\.azure-api\.net$/m);
  });

  it('choose among several services by name', async () => {
    const files = { 'main.bicep': `${service('one')}${service('two')}` };
    const both = await hosts('main.bicep --ip 10.0.1.5', { files });
    assert.deepEqual(
      [both.code, both.output, both.notes],
      [2, '', 'apim-vnet: main.bicep has 2 services: one, two. Say which one is meant with --name.\n'],
    );
    assert.match((await hosts('main.bicep --ip 10.0.1.5 --name TWO', { files })).output, / two\.azure-api\.net$/m);
    assert.match((await hosts('main.bicep --ip 10.0.1.5 --name three', { files })).notes, /Say which one is meant/);
  });

  it('take the name from the command line where the file computes it', async () => {
    const files = { 'main.bicep': `param name string\n${service('x').replace("name: 'x'", 'name: name')}` };
    assert.match((await hosts('main.bicep --ip 10.0.1.5', { files })).notes, /Say the name of the service/);
    const { code, output } = await hosts('main.bicep --ip 10.0.1.5 --name fabrikam', { files });
    assert.deepEqual([code, output.includes('10.0.1.5 fabrikam.azure-api.net')], [0, true]);
  });

  it('name the gateways of all regions', async () => {
    const { output } = await hosts(
      '--name contoso --ip 10.0.0.5 --profile premium-v2-injection --region westeurope --other-region westus2=10.2.0.5',
    );
    assert.deepEqual(output.split('\n').slice(2, -2), [
      '10.0.0.5 contoso-westeurope-01.regional.azure-api.net',
      '10.2.0.5 contoso-westus2-01.regional.azure-api.net',
    ]);
  });

  it('print a hosts file with the lines in it, and never write it', async () => {
    const files = { hosts: '127.0.0.1 localhost\r\n' };
    const args = '--name contoso --ip 10.0.0.5 --profile premium-v2-injection';
    const added = await inFolder({ files }, async folder => {
      const result = await hosts(`${args} --replace ${folder}/hosts`);
      assert.equal(readFileSync(`${folder}/hosts`, 'utf8'), files.hosts);
      return result;
    });
    assert.match(added.output, /^127\.0\.0\.1 localhost\r\n\r\n# BEGIN API Management contoso\r\n10\.0\.0\.5 /);
    const again = await hosts(`${args} --replace -`, { input: added.output });
    assert.equal(again.output, added.output);
    const removed = await hosts('--name contoso --remove --replace -', { input: added.output });
    assert.deepEqual([removed.code, removed.output], [0, files.hosts]);
  });

  it('print scripts that take the lines out, for which the name is enough', async () => {
    for (const format of ['powershell', 'sh']) {
      const { code, output } = await hosts(`--name contoso --remove --format ${format}`);
      assert.deepEqual([code, output.startsWith('# Takes a block of lines out')], [0, true]);
    }
  });

  const refused: readonly [args: string, said: RegExp][] = [
    ['--ip 10.0.0.5', /^apim-vnet: Say the name of the service: --name contoso/],
    ['--name contoso', /^apim-vnet: Say the private virtual IP address of the service: --ip/],
    ['--name -a --ip 10.0.0.5', /^apim-vnet: '-a' is no service name\./],
    ['--name a_b --ip ::1', /^apim-vnet: 'a_b' is no service name\..*\napim-vnet: '::1' is an IPv6 address\./],
    ['main.bicep --ip 10.0.1.3', /10\.0\.1\.3 is one of the 5 addresses of 10\.0\.1\.0\/27 that Azure keeps/],
    [
      'main.bicep --ip 10.1.1.5',
      /10\.1\.1\.5 lies outside of the subnet 'snet' \(10\.0\.1\.0\/27\)\. Usable are 10\.0\.1\.4 to 10\.0\.1\.30\./,
    ],
    ['none.bicep --ip 10.0.1.5', /^apim-vnet: none\.bicep does not exist\n$/],
    ['empty.bicep --ip 10.0.1.5', /^apim-vnet: no API Management service in empty\.bicep\n$/],
    ['--name contoso --ip 10.0.0.5 --host dns=a.b', /'dns' is no endpoint: one of gateway, portal, /],
    ['--name contoso --ip 10.0.0.5 --host local', /'local' is no host name/],
    ['--name contoso --ip 10.0.0.5 --other-region westus2', /'westus2' is no region with its address/],
    ['--name contoso --ip 10.0.0.5 --replace none', /^apim-vnet: none does not exist/],
    ['--name contoso --ip 10.0.0.5 --replace hosts --format sh', /Only the form hosts goes into/],
    ['--name contoso --ip 10.0.0.5 --replace broken', /must stand once each, in this order; they were found in line 1/],
    ['- --ip 10.0.0.5 --replace -', /Standard input can be the service or the hosts file, and not both/],
    ['--name contoso --remove', /Lines can be taken out of the text of a hosts file, and none is given/],
    ['--name contoso --ip 10.0.0.5 --ttl 1.5', /argument '1\.5' is invalid\. Expected a whole number\./],
    ['--name contoso --ip 10.0.0.5 --format zone', /Allowed choices are hosts, powershell, sh, bicep/],
    ['--name contoso --ip 10.0.0.5 --format arm --virtual-network hub', /'hub' is no id of a virtual network/],
  ];
  for (const [args, said] of refused) {
    it(`refuse ${args} with exit code 2, and print nothing`, async () => {
      const files = {
        'main.bicep': service('apim-contoso'),
        'empty.bicep': 'param a string\n',
        hosts: '',
        broken: '# BEGIN API Management contoso\n',
      };
      const { code, output, notes } = await hosts(args, { files, input: service('apim-contoso') });
      assert.deepEqual([code, output], [2, '']);
      assert.match(notes, said);
    });
  }
});
