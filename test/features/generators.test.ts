import assert from 'node:assert/strict';
import { checkAnswer, generate, generatorStep } from '../../server/src/features/generators/index.ts';
import { walk, written } from '../support/generators.ts';
import { viewOfText } from '../support/view.ts';

const service = `
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [{ name: 'snet-apim', properties: { addressPrefix: '10.0.1.0/28' } }]
  }
}
resource apim 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim-contoso'
  location: 'usgovvirginia'
  sku: { name: 'Developer', capacity: 1 }
  properties: {
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: { subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'snet-apim') }
    hostnameConfigurations: [{ type: 'DeveloperPortal', hostName: 'dev.contoso.com' }]
  }
}
`;

const view = (text: string) => viewOfText(text, {}, 'main.bicep');

const typed = { name: 'contoso', profile: 'internal-vnet-2017-09', address: '10.0.0.5' };

describe('generators in the editor', () => {
  it('ask for everything where no service is open', () => {
    const { asked, total } = walk('hosts', typed, undefined);
    assert.deepEqual(
      asked.map(({ key }) => key),
      ['name', 'form', 'cloud', 'profile', 'hosts', 'address'],
    );
    assert.equal(total, 6);
    assert.equal(
      written('hosts', typed),
      '# BEGIN API Management contoso\n10.0.0.5 contoso.azure-api.net\n10.0.0.5 contoso.portal.azure-api.net\n10.0.0.5 contoso.management.azure-api.net\n10.0.0.5 contoso.scm.azure-api.net\n# END API Management contoso\n',
    );
  });

  it('take the service of the open file, with its cloud, its platform, its subnet and its own host names', () => {
    const { asked, total } = walk('hosts', { address: '10.0.1.5' }, view(service));
    assert.deepEqual(
      asked.map(({ key, prompt }) => [key, prompt]),
      [
        ['service', 'The service'],
        ['form', 'What to write'],
        ['address', 'Private virtual IP address: 10.0.1.4 to 10.0.1.14'],
      ],
    );
    assert.equal(total, 3);
    assert.match(written('hosts', { address: '10.0.1.5' }, view(service)), /^10\.0\.1\.5 dev\.contoso\.com$/m);
    assert.match(
      written('dns', { address: '10.0.1.5', form: 'bind' }, view(service)),
      /^apim-contoso\.azure-api\.us\. /m,
    );
    assert.match(written('hosts', { address: '10.0.2.5' }, view(service)), /^! 10\.0\.2\.5 lies outside/);
  });

  it('offer to type another service', () => {
    const { asked } = walk('dns', { ...typed, service: 'other' }, view(service));
    assert.deepEqual(
      asked.map(({ key }) => key),
      ['service', 'name', 'form', 'cloud', 'profile', 'hosts', 'address', 'network'],
    );
  });

  it('ask for the name where the file computes it', () => {
    const computed = view(`param name string\n${service.replace("'apim-contoso'", 'name')}`);
    const { asked } = walk('hosts', {}, computed);
    assert.deepEqual(
      asked.slice(0, 2).map(({ key }) => key),
      ['service', 'name'],
    );
    const { answers } = walk('hosts', { ...typed, address: '10.0.1.5' }, computed);
    const result = generate({ generator: 'hosts', answers }, computed);
    assert.match(result.ok ? result.notes[0]! : '', /^The name of the service is not known here, because /);
  });

  it('ask for the address in each region of a service', () => {
    const regions = view(
      service
        .replace(
          "virtualNetworkType: 'Internal'",
          "virtualNetworkType: 'Internal'\n    additionalLocations: [{ location: 'westus2', sku: { name: 'Premium', capacity: 1 } }]",
        )
        .replace('usgovvirginia', 'westeurope'),
    );
    const answers = { address: '10.0.1.5', 'address 1': '10.2.0.5' };
    assert.match(walk('hosts', answers, regions).asked[3]!.prompt, /in westus2; empty leaves its gateway out/);
    const text = written('hosts', answers, regions);
    assert.match(text, /^10\.0\.1\.5 apim-contoso-westeurope-01\.regional\.azure-api\.net$/m);
    assert.match(text, /^10\.2\.0\.5 apim-contoso-westus2-01\.regional\.azure-api\.net$/m);
    assert.doesNotMatch(written('hosts', { address: '10.0.1.5' }, regions), /regional/);
  });

  it('replace the lines where the text has them already, and only there', () => {
    const old = written('hosts', typed);
    const { answers } = walk('hosts', { ...typed, address: '10.0.0.6' }, undefined);
    const currentText = `127.0.0.1 localhost\n${old}# after\n`;
    const replaced = generate({ generator: 'hosts', answers, currentText }, undefined);
    assert.deepEqual(replaced.ok && [replaced.replacesDocument, replaced.text], [
      true,
      currentText.replaceAll('10.0.0.5', '10.0.0.6'),
    ]);
    const inserted = generate({ generator: 'hosts', answers, currentText: '# other\n' }, undefined);
    assert.deepEqual(inserted.ok && [inserted.replacesDocument, inserted.text], [
      undefined,
      old.replaceAll('10.0.0.5', '10.0.0.6'),
    ]);
  });

  it('keep what they ask about the service under one name', () => {
    const memories = (generator: string) =>
      walk(generator, typed, undefined).asked.map(({ key, memory }) => memory ?? `own ${key}`);
    const shared = ['service.name', 'own form', 'service.cloud', 'service.profile', 'service.hosts', 'service.address'];
    assert.deepEqual(memories('hosts'), shared);
    assert.deepEqual(memories('dns'), [...shared, 'own network']);
  });

  it('write a script that takes the lines out', () => {
    const { asked } = walk('hosts', { ...typed, form: 'sh', action: 'remove' }, undefined);
    assert.deepEqual(
      asked.map(({ key }) => key),
      ['name', 'form', 'action'],
    );
    const text = written('hosts', { ...typed, form: 'sh', action: 'remove' });
    assert.match(text, /^# Takes a block of lines out/);
    assert.doesNotMatch(text, /10\.0\.0\.5/);
  });

  it('ask for the name of a workspace gateway, and write nothing without', () => {
    const gateway = { ...typed, profile: 'workspace-gateway' };
    assert.match(
      checkAnswer({ generator: 'hosts', answers: gateway, key: 'hosts', value: ' ' }, undefined) ?? '',
      /there is nothing to write for a workspace gateway/,
    );
    assert.match(written('hosts', { ...gateway, hosts: '' }), /^! The host name of a workspace gateway has a part/);
    assert.match(
      written('hosts', { ...gateway, hosts: 'a.b.azure-api.net, c.contoso.com' }),
      /^10\.0\.0\.5 c\.contoso\.com$/m,
    );
  });

  for (const [key, good, bad, problem] of [
    ['name', 'contoso', '-contoso', "'-contoso' is no service name."],
    ['address', '10.0.1.5 ', '10.0.1.3', '10.0.1.3 is one of the 5 addresses'],
    ['hosts', 'a.com, *.b.com', 'a.com, b', "'b' is no host name"],
    ['network', '', 'hub', "'hub' is no id of a virtual network"],
    ['form', 'hosts', '', ''],
  ] as const) {
    it(`check ${key} while it is typed`, () => {
      const check = (value: string) =>
        checkAnswer({ generator: 'dns', answers: { service: '0' }, key, value }, view(service));
      assert.equal(check(good), null);
      assert.ok((check(bad) ?? '').startsWith(problem), check(bad) ?? '');
    });
  }

  it('answer for unknown generators, forms and missing answers with a sentence', () => {
    assert.deepEqual(generatorStep({ generator: 'x', answers: {} }, undefined), { question: null, total: 0 });
    assert.equal(checkAnswer({ generator: 'x', answers: {}, key: 'name', value: '' }, undefined), null);
    for (const [generator, answers] of [
      ['x', {}],
      ['hosts', {}],
      ['hosts', { ...walk('hosts', typed, undefined).answers, form: 'x' }],
    ] as const) {
      assert.equal(generate({ generator, answers }, undefined).ok, false);
    }
  });
});
