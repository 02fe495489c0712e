import assert from 'node:assert/strict';
import { type HostEntry, hostEntries, type NamesRequest } from '../../../server/src/generate/hosts/host-entries.ts';
import { generateNames } from '../../../server/src/generate/names.ts';
import { cloudHosts } from '../../../server/src/knowledge/hostnames.ts';
import { profileIds } from '../../../server/src/knowledge/profiles.ts';
import { cloudIds } from '../../../server/src/knowledge/regions.ts';
import { deployedIn } from '../../support/deployed.ts';
import { shortFindings, viewOfText } from '../../support/view.ts';

const network = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub';

/** Every profile and cloud, with and without custom hosts, wildcards and further regions. */
const requests: readonly NamesRequest[] = profileIds.flatMap(profile =>
  cloudIds.flatMap(cloud => {
    const plain: NamesRequest = { serviceName: 'contoso', cloud, profile, address: '10.0.0.5' };
    const own = [
      { endpoint: 'gateway', host: `team.gateway.${cloudHosts(cloud).suffix}` },
      { endpoint: 'gateway', host: '*.contoso.com' },
      { endpoint: 'gateway', host: 'contoso.com' },
      { endpoint: 'developer', host: 'dev.contoso.com' },
    ] as const;
    const custom = { ...plain, customHosts: own, withConfiguration: true };
    const several = { ...custom, region: 'westeurope', otherRegions: [{ region: 'West US 2', address: '10.2.0.5' }] };
    return profile === 'workspace-gateway' ? [custom, several] : [plain, custom, several];
  }),
);

/** The resources that the entries ask for, as the model of a deployment has them. */
function expected(entries: readonly HostEntry[]): readonly (readonly [string, unknown])[] {
  const zones = new Map<string, [string, string][]>();
  for (const { host, address } of entries) {
    const zone = host.replace(/^\*\./, '');
    zones.set(zone, [...(zones.get(zone) ?? []), [host.startsWith('*') ? '*' : '@', address]]);
  }
  const type = 'microsoft.network/privatednszones';
  return [...zones].flatMap(([zone, records]) => [
    [`${type} ${zone}`, null] as const,
    ...records.map(
      ([name, ipv4Address]) => [`${type}/a ${zone}/${name}`, { ttl: 300, aRecords: [{ ipv4Address }] }] as const,
    ),
    [
      `${type}/virtualnetworklinks ${zone}/link-hub`,
      { registrationEnabled: false, virtualNetwork: { id: network } },
    ] as const,
  ]);
}

describe('private DNS zones', () => {
  for (const [form, file] of [
    ['bicep', 'dns.bicep'],
    ['arm', 'dns.json'],
  ] as const) {
    it(`are in ${form} just what was asked for, with no finding, in every combination`, () => {
      assert.ok(requests.length > 70);
      for (const request of requests) {
        const reading = hostEntries(request);
        const entries = reading.ok ? reading.entries : assert.fail(reading.problems.join('\n'));
        for (const virtualNetworks of [[], [network]]) {
          const generated = generateNames(request, { form, virtualNetworks });
          const text = generated.ok ? generated.text : assert.fail(generated.problems.join('\n'));
          const view = viewOfText(text, { rulePack: 'all' }, file);
          assert.deepEqual([...view.syntaxErrors()], [], text);
          assert.deepEqual(shortFindings(view), [], text);
          if (virtualNetworks.length > 0) assert.deepEqual(deployedIn(text, file), expected(entries));
        }
      }
    });
  }

  it('leave no endpoint of a service in internal mode without a record', () => {
    for (const form of ['bicep', 'arm'] as const) {
      const generated = generateNames(requests[0]!, { form, virtualNetworks: [network] });
      const text = generated.ok ? generated.text : assert.fail();
      const zones = viewOfText(text, {}, form === 'arm' ? 'dns.json' : 'dns.bicep').network.privateDnsZones;
      assert.deepEqual(
        zones.map(({ name, records }) => [name?.known === true ? name.value : undefined, records]),
        ['', '.portal', '.management', '.scm'].map(label => [`contoso${label}.azure-api.net`, ['@']]),
      );
    }
  });
});
