import assert from 'node:assert/strict';
import {
  endpointNamed,
  hostEntries,
  hostNameProblem,
  type NamesRequest,
} from '../../../server/src/generate/hosts/host-entries.ts';
import { profileIds } from '../../../server/src/knowledge/profiles.ts';
import { cloudIds } from '../../../server/src/knowledge/regions.ts';

const contoso: NamesRequest = {
  serviceName: 'contoso',
  cloud: 'public',
  profile: 'stv2-current',
  address: '10.0.0.5',
};

/** `address host`, or `! problem` for each problem. */
function lines(request: Partial<NamesRequest>): readonly string[] {
  const reading = hostEntries({ ...contoso, ...request });
  return reading.ok
    ? reading.entries.map(({ address, host }) => `${address} ${host}`)
    : reading.problems.map(problem => `! ${problem}`);
}

function notes(request: Partial<NamesRequest>): string {
  const reading = hostEntries({ ...contoso, ...request });
  return reading.ok ? reading.notes.join('\n') : assert.fail(reading.problems.join());
}

describe('host entries', () => {
  it('are the four of the text of September 2017', () => {
    assert.deepEqual(lines({ profile: 'internal-vnet-2017-09' }), [
      '10.0.0.5 contoso.azure-api.net',
      '10.0.0.5 contoso.portal.azure-api.net',
      '10.0.0.5 contoso.management.azure-api.net',
      '10.0.0.5 contoso.scm.azure-api.net',
    ]);
  });

  it('are five in the texts since 2022, with those of retired endpoints noted', () => {
    assert.deepEqual(lines({}), [
      '10.0.0.5 contoso.azure-api.net',
      '10.0.0.5 contoso.portal.azure-api.net',
      '10.0.0.5 contoso.developer.azure-api.net',
      '10.0.0.5 contoso.management.azure-api.net',
      '10.0.0.5 contoso.scm.azure-api.net',
    ]);
    assert.match(notes({}), /retired: legacy developer portal \(31 October 2023\), direct management API/);
  });

  it('are the gateway alone on the v2 tiers', () => {
    assert.deepEqual(lines({ profile: 'premium-v2-injection' }), ['10.0.0.5 contoso.azure-api.net']);
    assert.equal(notes({ profile: 'premium-v2-injection' }), '');
  });

  it('have the suffix of the cloud, and a note where no article has the names', () => {
    assert.equal(lines({ cloud: 'usgov' })[0], '10.0.0.5 contoso.azure-api.us');
    assert.equal(lines({ cloud: 'china' })[3], '10.0.0.5 contoso.management.azure-api.cn');
    assert.match(notes({ cloud: 'usgov' }), /names for this cloud: contoso\.developer\.azure-api\.us, contoso\.scm/);
  });

  it('exist for every profile in every cloud, but for workspace gateways, whose name must be given', () => {
    for (const profile of profileIds) {
      for (const cloud of cloudIds) {
        const found = lines({ profile, cloud });
        if (profile === 'workspace-gateway')
          assert.match(found.join(), /^! The host name of a workspace gateway has a part/);
        else assert.match(found[0]!, /^10\.0\.0\.5 contoso\.azure-api\.(net|us|cn)$/);
      }
    }
    const host = 'team-123456abcdef.gateway.uksouth-01.azure-api.net';
    assert.deepEqual(lines({ profile: 'workspace-gateway', customHosts: [{ endpoint: 'gateway', host }] }), [
      `10.0.0.5 ${host}`,
    ]);
  });

  it('keep the default name of the gateway beside custom ones, and of no other endpoint', () => {
    const customHosts = [
      { endpoint: 'gateway', host: 'API.contoso.com' },
      { endpoint: 'developer', host: 'dev.contoso.com' },
      { endpoint: 'configuration', host: 'configuration.contoso.com' },
    ] as const;
    assert.deepEqual(lines({ customHosts }), [
      '10.0.0.5 contoso.azure-api.net',
      '10.0.0.5 api.contoso.com',
      '10.0.0.5 contoso.portal.azure-api.net',
      '10.0.0.5 dev.contoso.com',
      '10.0.0.5 contoso.management.azure-api.net',
      '10.0.0.5 contoso.scm.azure-api.net',
      '10.0.0.5 configuration.contoso.com',
    ]);
    assert.match(notes({ customHosts }), /answers to its custom host name only/);
  });

  it('name a host once, however often it is given', () => {
    const twice = { endpoint: 'gateway', host: 'contoso.azure-api.net' } as const;
    assert.equal(lines({ profile: 'premium-v2-injection', customHosts: [twice, twice] }).length, 1);
  });

  it('have the gateways of all regions where there are several, with the address of each', () => {
    const several = { region: 'West Europe', otherRegions: [{ region: 'westus2', address: '10.2.0.5' }] };
    assert.deepEqual(lines(several).slice(5), [
      '10.0.0.5 contoso-westeurope-01.regional.azure-api.net',
      '10.2.0.5 contoso-westus2-01.regional.azure-api.net',
    ]);
    assert.match(notes(several), /not documented/);
    assert.equal(lines({ ...several, cloud: 'china' }).length, 5);
    assert.match(notes({ ...several, cloud: 'china' }), /public cloud only/);
    assert.equal(lines({ ...several, region: undefined }).length, 6);
  });

  it('add the host of the configuration where it is asked for', () => {
    assert.equal(lines({ withConfiguration: true }).at(-1), '10.0.0.5 contoso.configuration.azure-api.net');
  });

  for (const [request, problem] of [
    [
      { serviceName: '' },
      'The service name is empty. A service name has 1 to 50 characters: letters, digits and hyphens, the first a letter, the last no hyphen.',
    ],
    [{ serviceName: 'a'.repeat(51) }, 'The service name has 51 characters. A service name has 1 to 50'],
    [{ serviceName: '9lives' }, "'9lives' is no service name."],
    [{ serviceName: 'con-' }, "'con-' is no service name."],
    [{ serviceName: "a'; rm" }, 'is no service name.'],
    [{ address: 'fd00::5' }, "'fd00::5' is an IPv6 address."],
    [{ customHosts: [{ endpoint: 'gateway', host: 'localhost' }] }, "'localhost' is no host name"],
    [
      { customHosts: [{ endpoint: 'gateway', host: '*.azure-api.net' }] },
      'would answer for all API Management services: name the service too, such as contoso.azure-api.net.',
    ],
    [{ region: 'west-europe' }, "'west-europe' is no region"],
    [
      {
        otherRegions: [
          { region: 'West US 2', address: '10.2.0.5' },
          { region: 'westus2', address: '10.2.0.6' },
        ],
      },
      "The region 'westus2' is given twice.",
    ],
    [{ otherRegions: [{ region: 'westus2', address: '10.2.0' }] }, "'10.2.0' is no IPv4 address"],
  ] as [Partial<NamesRequest>, string][]) {
    it(`say what is allowed: ${problem.slice(0, 60)}`, () => {
      const found = lines(request);
      assert.equal(found.length, 1);
      assert.ok(found[0]!.startsWith('! ') && found[0]!.includes(problem), found[0]);
    });
  }

  it('name every problem of a request at once', () => {
    assert.equal(lines({ serviceName: '-', address: 'x', region: '!' }).length, 3);
  });

  it('know an endpoint by its own id and by the type of hostnameConfigurations, in any case', () => {
    assert.deepEqual(['proxy', 'DeveloperPortal', 'scm', 'Gateway', 'other'].map(endpointNamed), [
      'gateway',
      'developer',
      'scm',
      'gateway',
      undefined,
    ]);
  });

  it('take host names with wildcards in front only', () => {
    assert.equal(hostNameProblem('*.contoso.com'), undefined);
    for (const bad of ['api.*.com', '*', '*.com', 'a..b', '-a.com', 'a_b.com', `${'a'.repeat(64)}.com`, 'a.b ']) {
      assert.match(hostNameProblem(bad) ?? '', /is no host name/, bad);
    }
  });
});
