import assert from 'node:assert/strict';
import {
  addressChanges,
  controlPlaneOwners,
  controlPlaneRows,
  controlPlaneTable,
  controlPlaneTableFor,
  tagSample,
} from '../../server/src/knowledge/control-plane.ts';
import {
  apexZone,
  apexZoneCloud,
  defaultHosts,
  dnsRules,
  endpoints,
  hostnameConfigurationTypes,
  hostSet,
} from '../../server/src/knowledge/hostnames.ts';
import { profileIds } from '../../server/src/knowledge/profiles.ts';
import { region, regions } from '../../server/src/knowledge/regions.ts';
import {
  nextHopTypes,
  routingGuidance,
  serviceEndpoints,
  serviceEndpointTag,
  serviceTagRoutes,
  systemRoutes,
} from '../../server/src/knowledge/routing.ts';
import { serviceTags } from '../../server/src/knowledge/service-tags.ts';
import {
  addressesNeeded,
  delegationRule,
  largestUnits,
  locationRule,
  nsgRequirement,
  publicIpRule,
  sharingRule,
  smallestPrefixLength,
  subnetSizing,
  subnetSizings,
  unitLimit,
  usableAddresses,
  virtualNetworkKinds,
} from '../../server/src/knowledge/subnet-sizing.ts';

describe('subnet sizing', () => {
  const current = subnetSizing('stv2-current')!;

  it('agrees with every table that a document prints for internal mode', () => {
    for (const sizing of subnetSizings) {
      for (const { prefixLength, units } of sizing.table) {
        const sku = sizing.id === 'premium-v2-injection' ? 'PremiumV2' : 'Premium';
        const fitting = largestUnits(sizing, sku, prefixLength, 'Internal')!;
        // The /25 row of Premium v2 prints the limit of the tier instead of what fits.
        const limit = sku === 'PremiumV2' ? unitLimit(sku)!.units! : fitting;
        assert.equal(Math.min(fitting, limit), units, `${sizing.id} /${prefixLength}`);
      }
    }
    assert.equal(subnetSizings.filter(sizing => sizing.table.length > 0).length, 3);
  });

  it('counts addresses by SKU and mode', () => {
    assert.deepEqual(
      [usableAddresses(29), usableAddresses(24), usableAddresses(30), usableAddresses(32)],
      [3, 251, 0, 0],
    );
    assert.deepEqual(addressesNeeded(current, 'Premium', 1, 'Internal'), { needed: 3, cautious: 3 });
    assert.deepEqual(addressesNeeded(current, 'Premium', 1, 'External'), { needed: 2, cautious: 2 });
    assert.deepEqual(addressesNeeded(current, 'Developer', 1, 'Internal'), { needed: 2, cautious: 2 });
    assert.equal(smallestPrefixLength(current, 'Premium', 29, 'Internal'), 26);
    assert.equal(smallestPrefixLength(current, 'Premium', 31, 'External'), 25);
    assert.equal(largestUnits(current, 'Premium', 30, 'External'), 0);
  });

  it('takes the extra address of July 2020 as a caution, so that a /29 still holds one internal Premium unit', () => {
    const old = subnetSizing('vnet-2020-07')!;
    assert.deepEqual(addressesNeeded(old, 'Premium', 1, 'Internal'), { needed: 3, cautious: 4 });
    assert.equal(largestUnits(old, 'Premium', 29, 'Internal'), 1);
  });

  it('answers undefined, not zero, where no text counts', () => {
    assert.equal(subnetSizing('vnet-2016-12'), undefined);
    assert.equal(addressesNeeded(subnetSizing('standard-v2-integration')!, 'StandardV2', 1, 'External'), undefined);
    assert.equal(largestUnits(current, 'Consumption', 24, 'External'), undefined);
    assert.equal(unitLimit('Consumption'), undefined);
    assert.equal(delegationRule('vnet-2020-07'), undefined);
    assert.equal(publicIpRule('premium-v2-injection'), undefined);
  });

  it('has the rules of each platform', () => {
    assert.equal(unitLimit('Premium')!.units, 31);
    assert.equal(unitLimit('PremiumV2')!.units, 30);
    assert.equal(delegationRule('stv2-current')!.required, null);
    assert.equal(delegationRule('premium-v2-injection')!.required, 'Microsoft.Web/hostingEnvironments');
    assert.equal(delegationRule('standard-v2-integration')!.required, 'Microsoft.Web/serverFarms');
    assert.equal(delegationRule('workspace-gateway'), undefined);
    assert.equal(delegationRule('workspace-gateway', 'injection')!.required, 'Microsoft.Web/hostingEnvironments');
    assert.equal(delegationRule('workspace-gateway', 'integration')!.required, 'Microsoft.Web/serverFarms');
    assert.equal(sharingRule('stv2-current')!.kind, 'shared');
    assert.equal(sharingRule('stv1-final')!.kind, 'api-management-only');
    assert.deepEqual(locationRule('stv2-current')!.sameRegion, ['virtualNetwork', 'subnet', 'publicIpAddress']);
    assert.deepEqual(virtualNetworkKinds('stv2-current')!.kinds, ['resource-manager']);
    assert.equal(nsgRequirement('stv2-current')!.required, true);
    assert.equal(nsgRequirement('stv1-final')!.required, false);
    assert.equal(publicIpRule('stv2-current')!.External, 'optional');
    assert.equal(subnetSizing('premium-v2-injection')!.minimumPrefixLength, 27);
    assert.equal(subnetSizing('workspace-gateway')!.maximumPrefixLength, 24);
  });
});

describe('host names', () => {
  const hosts = (id: (typeof profileIds)[number], cloud: 'public' | 'usgov' | 'china' = 'public') =>
    defaultHosts('contoso', id, cloud).map(entry => entry.host);

  it('gives four hosts in 2017, five today, one for Premium v2', () => {
    assert.deepEqual(hosts('internal-vnet-2017-09'), [
      'contoso.azure-api.net',
      'contoso.portal.azure-api.net',
      'contoso.management.azure-api.net',
      'contoso.scm.azure-api.net',
    ]);
    assert.deepEqual(hosts('stv2-current', 'usgov'), [
      'contoso.azure-api.us',
      'contoso.portal.azure-api.us',
      'contoso.developer.azure-api.us',
      'contoso.management.azure-api.us',
      'contoso.scm.azure-api.us',
    ]);
    assert.deepEqual(hosts('premium-v2-injection', 'china'), ['contoso.azure-api.cn']);
    assert.deepEqual(hosts('workspace-gateway'), []);
    assert.match(hostSet('workspace-gateway').pattern!, /gateway/);
    for (const id of profileIds) assert.ok(hostSet(id).sources.length > 0, id);
  });

  it('adds the configuration host on request and says how sure it is', () => {
    const [last] = defaultHosts('contoso', 'stv2-current', 'usgov', { withConfiguration: true }).slice(-1);
    assert.equal(last!.host, 'contoso.configuration.azure-api.us');
    assert.equal(last!.confidence, 'inferred');
    assert.equal(last!.endpoint.armType, 'ConfigurationApi');
  });

  it('knows apex zones, which private endpoint zones are not', () => {
    assert.equal(apexZoneCloud('Azure-API.net.'), 'public');
    assert.equal(apexZoneCloud('azure-api.us'), 'usgov');
    assert.equal(apexZoneCloud(dnsRules.privateEndpointZone), undefined);
    assert.equal(apexZoneCloud('contoso.azure-api.net'), undefined);
    assert.deepEqual([apexZone('public').stated, apexZone('china').stated], [true, false]);
  });

  it('has a type of hostnameConfigurations for each endpoint', () => {
    const newest = hostnameConfigurationTypes.at(-1)!;
    assert.equal(newest.apiVersion, '2024-05-01');
    assert.deepEqual(endpoints.map(entry => entry.armType).sort(), [...newest.values].sort());
  });
});

describe('routing', () => {
  it('asks for what each revision asks', () => {
    const items = (id: (typeof profileIds)[number]) => routingGuidance(id)?.items.map(item => item.id);
    assert.deepEqual(items('vnet-2016-12'), ['default-route-internet', 'public-peering']);
    assert.deepEqual(items('vnet-2020-07'), [
      'service-endpoints',
      'control-plane-host-routes',
      'tunnelled-dependencies',
    ]);
    assert.deepEqual(items('stv2-current'), [
      'service-endpoints',
      'apimanagement-tag-route',
      'external-clients',
      'tunnelled-dependencies',
    ]);
    assert.deepEqual(items('premium-v2-injection'), []);
    assert.equal(items('workspace-gateway'), undefined);
    const endpointsOf = (id: (typeof profileIds)[number]) => routingGuidance(id)!.items[0]!.serviceEndpoints.join(' ');
    assert.equal(
      endpointsOf('vnet-2020-07'),
      'Microsoft.Sql Microsoft.Storage Microsoft.EventHub Microsoft.ServiceBus',
    );
    assert.equal(endpointsOf('stv2-current'), 'Microsoft.Sql Microsoft.Storage Microsoft.EventHub Microsoft.KeyVault');
  });

  it('agrees with the list of service tags on the tags that routes refuse', () => {
    const refused = serviceTags.filter(entry => entry.usableInUdr === false).map(entry => entry.name);
    assert.deepEqual([...serviceTagRoutes.unsupportedTags].sort(), refused.sort());
    assert.equal(serviceTagRoutes.maximumPerTable, 25);
  });

  it('has next hops, system routes and service endpoints', () => {
    assert.deepEqual(nextHopTypes, ['VirtualNetworkGateway', 'VnetLocal', 'Internet', 'VirtualAppliance', 'None']);
    assert.deepEqual(
      systemRoutes.map(entry => `${entry.prefix ?? 'own'} ${entry.nextHop}`),
      [
        'own VnetLocal',
        '0.0.0.0/0 Internet',
        '10.0.0.0/8 None',
        '172.16.0.0/12 None',
        '192.168.0.0/16 None',
        '100.64.0.0/10 None',
      ],
    );
    assert.equal(serviceEndpointTag('microsoft.keyvault'), 'AzureKeyVault');
    assert.equal(serviceEndpointTag('Microsoft.Web'), undefined);
    assert.equal(serviceEndpoints.services['Azure Key Vault'], 'Microsoft.KeyVault');
  });
});

describe('control plane addresses', () => {
  const addresses = (id: '2020-07' | '2023-08', name: string) =>
    controlPlaneRows(controlPlaneTable(id), name)?.flatMap(row => row.addresses);

  it('gives the Global rows of the cloud and the rows of the region', () => {
    assert.deepEqual(addresses('2020-07', 'West Europe'), ['104.214.19.224', '52.162.110.80', '51.145.179.78']);
    assert.deepEqual(addresses('2023-08', 'westeurope'), ['51.145.179.78']);
    assert.deepEqual(addresses('2023-08', 'Canada Central'), ['52.139.20.34', '20.48.201.76']);
    assert.deepEqual(addresses('2023-08', 'USGov Virginia'), ['52.127.42.160', '52.127.34.192', '52.227.222.92']);
    assert.equal(addresses('2020-07', 'West US 3'), undefined);
  });

  it('has every row of both tables: 59 addresses in 2020, 68 in 2023, each a dotted quad', () => {
    const flat = (id: '2020-07' | '2023-08') => controlPlaneTable(id).rows.flatMap(row => row.addresses);
    assert.deepEqual([flat('2020-07').length, flat('2023-08').length], [59, 68]);
    for (const address of [...flat('2020-07'), ...flat('2023-08')]) {
      assert.match(address, /^\d{1,3}(\.\d{1,3}){3}$/);
      assert.ok(
        address.split('.').every(part => Number(part) <= 255),
        address,
      );
    }
    assert.equal(controlPlaneTableFor('stv2-current')!.source.month, 'August 2023');
    assert.equal(controlPlaneTableFor('premium-v2-injection'), undefined);
  });

  it('knows owners and successors of an address', () => {
    const [owner] = controlPlaneOwners('52.139.20.34');
    assert.equal(owner!.table, '2023-08');
    assert.equal(owner!.row.region, 'Canada Central');
    assert.equal(owner!.replacedBy!.address, '20.48.201.76');
    assert.deepEqual(controlPlaneOwners('192.0.2.1'), []);
    // The notice of March 2023 contradicts the tables here, so nothing is said to replace the address.
    assert.ok(controlPlaneOwners('102.133.0.79').every(entry => entry.replacedBy === null));
    assert.equal(addressChanges.length, 8);
  });

  it('agrees with the sample of the regional tag', () => {
    assert.ok(tagSample.addressPrefixes.includes(`${addresses('2023-08', 'West Europe')![0]}/32`));
  });
});

describe('regions', () => {
  it('compares names in any spelling', () => {
    assert.equal(region('westus2')!.name, 'West US 2');
    assert.equal(region('WEST US 2')!.cloud, 'public');
    assert.equal(region('usgovvirginia')!.cloud, 'usgov');
    assert.equal(region('Atlantis'), undefined);
    assert.equal(new Set(regions.map(entry => entry.key)).size, regions.length);
  });
});
