import assert from 'node:assert/strict';
import { controlPlaneRoutes } from '../../../server/src/analysis/route-verdicts.ts';
import { planSecurityGroup } from '../../../server/src/generate/nsg/security-group.ts';
import { securityGroupResource } from '../../../server/src/generate/nsg/security-group-text.ts';
import {
  planRouteTable,
  type RouteTablePlan,
  type RouteTableRequest,
} from '../../../server/src/generate/routes/route-table.ts';
import { routeTableResource, routeTableText } from '../../../server/src/generate/routes/route-table-text.ts';
import { serviceEndpointsFor } from '../../../server/src/generate/subnet/subnet-resource.ts';
import { armJsonText } from '../../../server/src/generate/text/arm-json.ts';
import { bicepText } from '../../../server/src/generate/text/bicep.ts';
import { idOf, type TemplateDescription } from '../../../server/src/generate/text/template.ts';
import { controlPlaneTable } from '../../../server/src/knowledge/control-plane.ts';
import { profile, profileIds } from '../../../server/src/knowledge/profiles.ts';
import { regionKey, regions } from '../../../server/src/knowledge/regions.ts';
import { delegationRule } from '../../../server/src/knowledge/subnet-sizing.ts';
import type { FileView } from '../../../server/src/workspace/view.ts';
import { findingsIn, viewOfText } from '../../support/view.ts';

function planOf(request: RouteTableRequest): RouteTablePlan {
  const answer = planRouteTable(request);
  assert.ok(answer.ok, answer.ok ? '' : `${answer.problem} ${JSON.stringify(request)}`);
  return answer.value;
}

function problemOf(request: RouteTableRequest): string {
  const answer = planRouteTable(request);
  assert.ok(!answer.ok, 'expected a problem');
  return answer.problem;
}

const base = { sku: 'Premium', mode: 'Internal', disableBgpRoutePropagation: false } as const;

/** A whole network with a service in it: the generated group and table, and a subnet with what the table asks for. */
function networkOf(plan: RouteTablePlan, region: string, language: 'bicep' | 'arm'): FileView {
  const { tier, mode, profile: id } = plan;
  const group = planSecurityGroup({ sku: tier.sku, mode, profile: id, style: 'strict', features: [] });
  assert.ok(group.ok);
  const delegation = delegationRule(id)?.required;
  const template: TemplateDescription = {
    about: [],
    parameters: [],
    resources: [
      securityGroupResource(group.value, { name: 'nsg-apim', region }, language),
      routeTableResource(plan, { name: 'rt-apim', region }, language),
      {
        symbol: 'virtualNetwork',
        type: 'Microsoft.Network/virtualNetworks',
        apiVersion: '2024-05-01',
        name: 'vnet-hub',
        body: { location: region, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } },
      },
      {
        symbol: 'subnet',
        type: 'Microsoft.Network/virtualNetworks/subnets',
        apiVersion: '2024-05-01',
        name: 'snet-apim',
        parent: 'virtualNetwork',
        body: {
          properties: {
            addressPrefix: '10.0.0.0/24',
            networkSecurityGroup: { id: idOf('networkSecurityGroup') },
            routeTable: { id: idOf('routeTable') },
            serviceEndpoints: plan.serviceEndpoints.map(service => ({ service })),
            ...(delegation && { delegations: [{ name: 'apim', properties: { serviceName: delegation } }] }),
          },
        },
      },
      {
        symbol: 'service',
        type: 'Microsoft.ApiManagement/service',
        apiVersion: '2024-05-01',
        name: 'apim-contoso',
        body: {
          location: region,
          sku: { name: tier.sku, capacity: 1 },
          properties: {
            publisherEmail: 'admin@contoso.example',
            publisherName: 'Contoso',
            virtualNetworkType: mode ?? (id === 'standard-v2-integration' ? 'External' : 'Internal'),
            virtualNetworkConfiguration: { subnetResourceId: idOf('subnet') },
          },
        },
      },
    ],
  };
  const text = language === 'bicep' ? bicepText(template) : armJsonText(template);
  return viewOfText(text, { rulePack: 'all' }, `network.${language === 'bicep' ? 'bicep' : 'json'}`);
}

function requestsFor(id: (typeof profileIds)[number]): RouteTableRequest[] {
  const modes = profile(id).hasModes ? (['External', 'Internal'] as const) : [undefined];
  return profile(id).skus.flatMap(sku =>
    modes.flatMap(mode =>
      [undefined, '10.0.255.4'].flatMap(appliance =>
        [false, true].map(disableBgpRoutePropagation => ({
          sku,
          profile: id,
          mode: mode ?? (id === 'standard-v2-integration' ? 'External' : undefined),
          appliance,
          region: 'westeurope',
          disableBgpRoutePropagation,
          clients: appliance !== undefined && mode === 'External' ? ['AzureFrontDoor.Backend', '203.0.113.0/24'] : [],
        })),
      ),
    ),
  );
}

describe('a generated route table', () => {
  // A workspace gateway is no service, and a classic virtual network has no route table.
  for (const id of profileIds.filter(name => name !== 'workspace-gateway' && name !== 'classic-vpn-2016-05'))
    it(`has no finding in a network with a service: ${id}`, () => {
      let plans = 0;
      for (const request of requestsFor(id)) {
        const answer = planRouteTable(request);
        if (!answer.ok) {
          assert.match(answer.problem, /^No text asks for a route table|knows no appliance/);
          continue;
        }
        plans++;
        for (const language of ['bicep', 'arm'] as const) {
          const view = networkOf(answer.value, 'westeurope', language);
          assert.deepEqual(
            findingsIn(view).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
            [],
            JSON.stringify(request),
          );
          assert.equal(view.targets[0]?.profile, id);
        }
      }
      assert.ok(plans > 0);
    });

  for (const id of profileIds.filter(name => name !== 'classic-vpn-2016-05'))
    it(`has no finding alone, and says what it is for: ${id}`, () => {
      let plans = 0;
      for (const request of requestsFor(id)) {
        const answer = planRouteTable(request);
        if (!answer.ok) continue;
        plans++;
        for (const form of ['bicep', 'arm'] as const) {
          const text = routeTableText(answer.value, { name: 'rt-apim', region: 'westeurope' }, form);
          assert.ok(text.ok);
          const view = viewOfText(text.value, { rulePack: 'all' }, form === 'bicep' ? 'rt.bicep' : 'rt.json');
          assert.deepEqual(
            findingsIn(view).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
            [],
            text.value,
          );
          const [target, ...others] = view.targets;
          assert.deepEqual(others, []);
          assert.deepEqual(
            [target?.how, target?.profile, target?.sku, target?.mode, target?.region],
            ['directive', id, request.sku, request.mode, 'westeurope'],
          );
        }
      }
      assert.ok(plans > 0);
    });

  it('knows the addresses of July 2020 in every region of its table, and what they became', () => {
    const asked = regions.filter(({ key }) =>
      controlPlaneTable('2020-07').rows.some(row => !row.isGlobal && regionKey(row.region) === key),
    );
    assert.ok(asked.length > 40);
    for (const { key } of asked) {
      const plan = planOf({ ...base, profile: 'vnet-2020-07', region: key, appliance: '10.0.255.4' });
      assert.ok(plan.routes.length >= 2);
      assert.equal(new Set(plan.routes.map(({ name }) => name.toLowerCase())).size, plan.routes.length, key);
      const view = networkOf(plan, key, 'bicep');
      assert.deepEqual(
        findingsIn(view).map(({ rule, message }) => `${rule}: ${message}`),
        [],
        key,
      );
      assert.notEqual(controlPlaneRoutes(view.targets[0]!, view.network)?.verdict, 'cut-off', key);
    }
    const names = planOf({
      ...base,
      profile: 'vnet-2020-07',
      region: 'Canada Central',
      appliance: '10.0.255.4',
    }).routes;
    assert.ok(
      names.some(
        ({ name, addressPrefix }) => name === 'ToControlPlaneCanadaCentral2' && addressPrefix === '20.48.201.76/32',
      ),
    );
  });

  it('leads the control plane to the Internet, and everything else to the appliance', () => {
    const plan = planOf({ ...base, appliance: '10.0.255.4' });
    assert.deepEqual(
      plan.routes.map(({ addressPrefix, nextHopType, nextHopIpAddress }) => [
        addressPrefix,
        nextHopType,
        nextHopIpAddress,
      ]),
      [
        ['ApiManagement', 'Internet', undefined],
        ['0.0.0.0/0', 'VirtualAppliance', '10.0.255.4'],
      ],
    );
    assert.deepEqual(plan.serviceEndpoints, [
      'Microsoft.Sql',
      'Microsoft.Storage',
      'Microsoft.EventHub',
      'Microsoft.KeyVault',
    ]);
    assert.deepEqual(plan.serviceEndpoints, serviceEndpointsFor('stv2-current'));
    assert.match(
      plan.notes.join(' '),
      /service endpoints for SQL, Storage, Event Hubs and Key Vault.*That is metrics and health monitoring/,
    );
  });

  it('keeps the way back open where a gateway advertises the default route', () => {
    const plan = planOf({ ...base, disableBgpRoutePropagation: true });
    assert.deepEqual(
      plan.routes.map(({ name }) => name),
      ['ToControlPlane'],
    );
    assert.deepEqual([plan.tunnels, plan.serviceEndpoints], [false, []]);
  });

  it('goes to the Internet by the text of December 2016', () => {
    assert.deepEqual(
      planOf({ ...base, profile: 'vnet-2016-12' }).routes.map(({ addressPrefix, nextHopType }) => [
        addressPrefix,
        nextHopType,
      ]),
      [['0.0.0.0/0', 'Internet']],
    );
  });

  it('is written for the command line', () => {
    const answer = routeTableText(
      planOf({ ...base, appliance: '10.0.255.4' }),
      { name: 'rt-apim', region: 'westeurope' },
      'cli',
    );
    assert.ok(answer.ok);
    assert.ok(
      answer.value.includes('--name rt-apim \\\n  --location westeurope \\\n  --disable-bgp-route-propagation false\n'),
    );
    assert.match(answer.value, /--address-prefix 0\.0\.0\.0\/0 \\\n {2}--next-hop-type VirtualAppliance \\\n/);
    assert.match(answer.value, /--next-hop-ip-address 10\.0\.255\.4\n$/);
  });

  const refused: readonly (readonly [string, RouteTableRequest, RegExp])[] = [
    [
      'a public appliance',
      { ...base, appliance: '8.8.8.8' },
      /^'8\.8\.8\.8' is no address of an appliance: write its private IPv4 address/,
    ],
    ['an appliance with a prefix length', { ...base, appliance: '10.0.0.4/32' }, /is no address/],
    ['an appliance with IPv6', { ...base, appliance: 'fd00::4' }, /is no address/],
    ['an appliance that is a name', { ...base, appliance: 'firewall' }, /is no address/],
    [
      'external mode without clients',
      { ...base, mode: 'External', appliance: '10.0.0.4' },
      /give the prefixes or service tags of the clients/,
    ],
    [
      'clients in internal mode',
      { ...base, appliance: '10.0.0.4', clients: ['203.0.113.0/24'] },
      /are for External mode with an appliance/,
    ],
    [
      'clients everywhere',
      { ...base, mode: 'External', appliance: '10.0.0.4', clients: ['0.0.0.0/0'] },
      /that is every address/,
    ],
    [
      'clients with host bits',
      { ...base, mode: 'External', appliance: '10.0.0.4', clients: ['203.0.113.1/24'] },
      /inside the prefix 203\.0\.113\.0\/24/,
    ],
    [
      'clients with IPv6',
      { ...base, mode: 'External', appliance: '10.0.0.4', clients: ['2001:db8::/32'] },
      /write an IPv4 prefix/,
    ],
    [
      'the tag Internet',
      { ...base, mode: 'External', appliance: '10.0.0.4', clients: ['Internet'] },
      /routes cannot name that service tag/,
    ],
    [
      'an unknown tag',
      { ...base, mode: 'External', appliance: '10.0.0.4', clients: ['FrontDoor'] },
      /or a service tag/,
    ],
    ['2020 without a region', { ...base, profile: 'vnet-2020-07' }, /so a region is needed/],
    [
      '2020 with a newer region',
      { ...base, profile: 'vnet-2020-07', region: 'italynorth' },
      /has no row for 'italynorth'/,
    ],
    ['2016 with an appliance', { ...base, profile: 'vnet-2016-12', appliance: '10.0.0.4' }, /knows no appliance/],
    [
      'nothing to write',
      { sku: 'PremiumV2', disableBgpRoutePropagation: false },
      /No text asks for a route table for profile premium-v2-injection/,
    ],
    [
      'a classic virtual network',
      { ...base, profile: 'classic-vpn-2016-05', appliance: '10.0.0.4' },
      /take no route table of Resource Manager/,
    ],
    ['a tier without networks', { ...base, sku: 'Standard' }, /cannot be put into a subnet/],
    [
      'too many tags',
      {
        ...base,
        mode: 'External',
        appliance: '10.0.0.4',
        clients: regions.slice(0, 25).map(({ key }) => `AzureCloud.${key}`),
      },
      /takes 25 routes with service tags, and these are 26/,
    ],
  ];
  for (const [name, request, expected] of refused)
    it(`is refused for ${name} with a sentence`, () => assert.match(problemOf(request), expected));

  it('is refused for a name that Azure does not take', () => {
    const answer = routeTableText(planOf(base), { name: '', region: undefined }, 'arm');
    assert.match(answer.ok ? '' : answer.problem, /^'' is no name of a route table/);
  });
});
