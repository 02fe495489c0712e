/** The scripts of the Azure CLI that every generator writes, run by a shell with a stand-in for `az` that tells what it is given. */
import assert from 'node:assert/strict';
import { generateNames } from '../../../server/src/generate/names.ts';
import { planSecurityGroup } from '../../../server/src/generate/nsg/security-group.ts';
import { securityGroupText } from '../../../server/src/generate/nsg/security-group-text.ts';
import { planRouteTable, type RouteTableRequest } from '../../../server/src/generate/routes/route-table.ts';
import { routeTableText } from '../../../server/src/generate/routes/route-table-text.ts';
import { type SubnetParts, subnetText } from '../../../server/src/generate/subnet/subnet-resource.ts';
import { featureIds } from '../../../server/src/knowledge/features.ts';
import { profile, profileIds } from '../../../server/src/knowledge/profiles.ts';
import { azCalls, runShell, shells } from '../../support/shell.ts';

/**
 * The commands and their options, those that must be there first.
 * Source: Azure CLI, reference of `az network nsg`, `nsg rule`, `route-table`, `route-table route`, `vnet subnet` and `private-dns`
 * (learn.microsoft.com/cli/azure/network, read November 2026).
 */
const documented: Readonly<
  Record<string, { readonly required: readonly string[]; readonly optional: readonly string[] }>
> = {
  'network nsg create': { required: ['--name', '--resource-group'], optional: ['--location', '--no-wait', '--tags'] },
  'network nsg rule create': {
    required: ['--name', '--nsg-name', '--priority', '--resource-group'],
    optional: [
      ...['--access', '--description', '--direction', '--protocol'],
      ...['--source-address-prefixes', '--source-port-ranges', '--source-asgs'],
      ...['--destination-address-prefixes', '--destination-port-ranges', '--destination-asgs'],
    ],
  },
  'network route-table create': {
    required: ['--name', '--resource-group'],
    optional: ['--disable-bgp-route-propagation', '--location', '--no-wait', '--tags'],
  },
  'network route-table route create': {
    required: ['--name', '--resource-group', '--route-table-name', '--address-prefix', '--next-hop-type'],
    optional: ['--next-hop-ip-address'],
  },
  'network vnet subnet create': {
    required: ['--name', '--resource-group', '--vnet-name'],
    optional: [
      ...['--address-prefixes', '--delegations', '--nat-gateway', '--network-security-group'],
      ...['--route-table', '--service-endpoint-policy', '--service-endpoints'],
    ],
  },
  'network private-dns zone create': { required: ['--name', '--resource-group'], optional: ['--tags'] },
  'network private-dns record-set a create': {
    required: ['--name', '--resource-group', '--zone-name'],
    optional: ['--metadata', '--ttl'],
  },
  'network private-dns record-set a add-record': {
    required: ['--ipv4-address', '--record-set-name', '--resource-group', '--zone-name'],
    optional: [],
  },
  'network private-dns link vnet create': {
    required: ['--name', '--registration-enabled', '--resource-group', '--virtual-network', '--zone-name'],
    optional: ['--no-wait', '--resolution-policy', '--tags'],
  },
};

/** Values with what is special to a shell, which must not take them apart. */
const given = { RESOURCE_GROUP: 'rg apim (east) $HOME', VIRTUAL_NETWORK_ID: '/subscriptions/s/virtualNetworks/hub' };

const place = { name: 'nsg-apim', region: 'westeurope' };

function value<T>(
  answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string },
): T {
  return answer.ok ? answer.value : assert.fail(answer.problem);
}

const groupRequests = profileIds.flatMap(id => {
  const sku = profile(id).skus.at(-1)!;
  const mode = profile(id).hasModes ? 'Internal' : undefined;
  const attachment = id === 'workspace-gateway' ? ('injection' as const) : undefined;
  return (['minimal', 'strict'] as const).map(style => {
    const dnsServers = style === 'strict' ? ['10.0.0.4', '10.0.0.5'] : undefined;
    return {
      sku,
      profile: id,
      mode,
      attachment,
      style,
      features: featureIds,
      ...(dnsServers && { dnsServers }),
    } as const;
  });
});

const routeRequests: readonly RouteTableRequest[] = [
  { sku: 'Premium', mode: 'Internal', disableBgpRoutePropagation: true, appliance: '10.0.255.4' },
  { sku: 'Premium', mode: 'External', disableBgpRoutePropagation: false },
  {
    sku: 'Premium',
    mode: 'Internal',
    profile: 'vnet-2020-07',
    region: 'westeurope',
    disableBgpRoutePropagation: false,
    appliance: '10.1.0.4',
  },
];

const subnets: readonly SubnetParts[] = (['stv2-current', 'premium-v2-injection', 'vnet-2020-07'] as const).flatMap(
  id =>
    [true, false].map(forcedTunnelling => ({
      name: 'snet-apim',
      virtualNetwork: 'vnet-hub',
      block: { family: 4, start: 167772416, end: 167772448, length: 27, hostBits: false },
      networkSecurityGroup: 'nsg-apim',
      routeTable: forcedTunnelling ? 'rt-apim' : undefined,
      profile: id,
      forcedTunnelling,
    })),
);

const names = {
  serviceName: 'contoso',
  cloud: 'public',
  profile: 'stv2-current',
  address: '10.0.0.5',
  customHosts: [{ endpoint: 'gateway', host: '*.api.contoso.com' }],
} as const;

/** Every script that there is a reason for. */
const scripts: readonly string[] = [
  ...groupRequests.map(request => value(securityGroupText(value(planSecurityGroup(request)), place, 'cli'))),
  ...routeRequests.map(request => value(routeTableText(value(planRouteTable(request)), place, 'cli'))),
  ...subnets.map(parts => subnetText(parts, 'cli')),
  dnsScript([]),
  dnsScript(['/subscriptions/s/resourceGroups/g (1)/providers/Microsoft.Network/virtualNetworks/hub']),
];

function dnsScript(virtualNetworks: readonly string[]): string {
  const generated = generateNames(names, { form: 'cli', virtualNetworks });
  return generated.ok ? generated.text : assert.fail(generated.problems.join('\n'));
}

describe('scripts of the Azure CLI', () => {
  for (const shell of shells) {
    it(`are ${shell} scripts that give az commands and options of its reference, and each value as one word`, () => {
      const used = new Set<string>();
      for (const script of scripts) {
        for (const { words, options } of azCalls(shell, script, given)) {
          const command = documented[words] ?? assert.fail(`az has no '${words}'`);
          used.add(words);
          const flags = Object.keys(options);
          const known = [...command.required, ...command.optional];
          assert.deepEqual(
            [flags.filter(flag => !known.includes(flag)), command.required.filter(flag => !flags.includes(flag))],
            [[], []],
            words,
          );
          for (const [flag, values] of Object.entries(options)) assert.ok(values.length > 0, `${words} ${flag}`);
          assert.deepEqual(options['--resource-group'], [given.RESOURCE_GROUP]);
        }
      }
      assert.deepEqual([...used].sort(), Object.keys(documented).sort());
    });

    it(`make the rules that were planned, in ${shell}`, () => {
      for (const request of groupRequests) {
        const plan = value(planSecurityGroup(request));
        const [group, ...rules] = azCalls(shell, value(securityGroupText(plan, place, 'cli')), given);
        assert.deepEqual(group?.options, {
          '--resource-group': [given.RESOURCE_GROUP],
          '--name': ['nsg-apim'],
          '--location': ['westeurope'],
        });
        assert.deepEqual(
          rules.map(({ options }) => options),
          plan.rules.map(rule => ({
            '--resource-group': [given.RESOURCE_GROUP],
            '--nsg-name': ['nsg-apim'],
            '--name': [rule.name],
            '--priority': [String(rule.priority)],
            '--direction': [rule.direction],
            '--access': [rule.access],
            '--protocol': [rule.protocol],
            '--source-address-prefixes': [rule.source],
            '--source-port-ranges': rule.sourcePorts,
            '--destination-address-prefixes': [rule.destination].flat(),
            '--destination-port-ranges': rule.destinationPorts,
            '--description': [rule.description],
          })),
        );
      }
    });

    it(`make the routes, the subnet and the records, in ${shell}`, () => {
      for (const request of routeRequests) {
        const plan = value(planRouteTable(request));
        const [table, ...routes] = azCalls(shell, value(routeTableText(plan, place, 'cli')), given);
        assert.deepEqual(table?.options['--disable-bgp-route-propagation'], [String(plan.disableBgpRoutePropagation)]);
        const made = routes.map(({ options }) =>
          ['--name', '--address-prefix', '--next-hop-type', '--next-hop-ip-address'].map(flag => options[flag]?.[0]),
        );
        assert.deepEqual(
          made,
          plan.routes.map(route => [route.name, route.addressPrefix, route.nextHopType, route.nextHopIpAddress]),
        );
      }
      const [subnet] = azCalls(shell, subnetText(subnets[0]!, 'cli'), given);
      assert.deepEqual(
        [subnet?.options['--address-prefixes'], subnet?.options['--route-table']],
        [['10.0.1.0/27'], ['rt-apim']],
      );
      assert.ok((subnet?.options['--service-endpoints']?.length ?? 0) > 1, 'each endpoint is a word of its own');
      const wildcard = azCalls(shell, dnsScript([]), given).filter(({ options }) =>
        options['--zone-name']?.includes('api.contoso.com'),
      );
      assert.deepEqual(wildcard[0]?.options['--name'], ['*'], 'not the files of the folder');
      assert.deepEqual(wildcard.at(-1)?.options['--virtual-network'], [given.VIRTUAL_NETWORK_ID]);
    });

    it(`stop in ${shell} with a sentence where something is not set, before az is asked for anything`, () => {
      const { code, output, errors } = runShell(shell, `az() { echo called; }\n${dnsScript([])}`, {
        RESOURCE_GROUP: 'g',
      });
      assert.notEqual(code, 0);
      assert.equal(output, '');
      assert.match(errors, /Set VIRTUAL_NETWORK_ID to the id of the virtual network that is to find the names/);
    });

    it(`stop in ${shell} at the first command that fails`, () => {
      const { code, output } = runShell(shell, `az() { echo called; return 3; }\n${scripts[0]}`, given);
      assert.deepEqual([code, output], [3, 'called\n']);
    });
  }
});
