import assert from 'node:assert/strict';
import { gatewayOf, routeVerdicts } from '../../server/src/analysis/route-verdicts.ts';
import { explain } from '../../server/src/features/explain.ts';
import { flowsOf } from '../../server/src/knowledge/profiles.ts';
import { viewOfText } from '../support/view.ts';

interface Parts {
  readonly hints?: string;
  readonly routes?: readonly string[];
  readonly table?: string;
  readonly link?: string;
  readonly subnet?: string;
  readonly otherSubnets?: string;
}

/** A group with a directive, a route table and a virtual network, as Bicep. Routes are `prefix hop`, with an address for appliances. */
function network(parts: Parts = {}): string {
  const routes = (parts.routes ?? []).map((line, index) => {
    const [prefix, hop, address] = line.split(' ');
    const next = address === undefined ? '' : `, nextHopIpAddress: '${address}'`;
    return `{ name: 'r${index}', properties: { addressPrefix: '${prefix}', nextHopType: '${hop}'${next} } }`;
  });
  return `
// apim-vnet: ${parts.hints ?? 'mode=Internal sku=Premium'}
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: { securityRules: [] }
}
resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  properties: { ${parts.table ?? ''}
    routes: [
      ${routes.join('\n      ')}
    ]
  }
}
resource net 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'snet-apim'
        properties: { addressPrefix: '10.0.1.0/27', networkSecurityGroup: { id: nsg.id }
          ${parts.link ?? 'routeTable: { id: routes.id }'}
          ${parts.subnet ?? ''}
        }
      }
      ${parts.otherSubnets ?? ''}
    ]
  }
}
`;
}

function routesOf(parts: Parts): Readonly<Record<string, string>> {
  const [target] = explain(viewOfText(network(parts), {}, 'network.bicep'));
  assert.ok(target !== undefined);
  return Object.fromEntries(target.routes.map(({ id, verdict, because }) => [id, `${verdict}: ${because}`]));
}

const firewall = '0.0.0.0/0 VirtualAppliance 10.0.2.4';
const gateway = "{ name: 'GatewaySubnet', properties: { addressPrefix: '10.0.3.0/27' } }";

describe('route verdicts', () => {
  it('without routes are ok, as far as no peered network lends its gateway', () => {
    const routes = routesOf({ link: '' });
    assert.equal(
      routes['control-plane'],
      'ok: the built-in route 0.0.0.0/0 leads to the internet, as far as no peered network lends its gateway',
    );
    assert.match(routes['sql'] ?? '', /^ok: /);
  });

  it('are not known beside a gateway, unless its routes are kept off', () => {
    assert.equal(
      routesOf({ otherSubnets: gateway })['control-plane'],
      'undetermined: whether a gateway advertises 0.0.0.0/0 to the subnet is not in this file',
    );
    assert.equal(
      routesOf({ otherSubnets: gateway, table: 'disableBgpRoutePropagation: true' })['control-plane'],
      'ok: the built-in route 0.0.0.0/0 leads to the internet',
    );
  });

  it('tell an answer that is lost from a request that makes a detour', () => {
    const routes = routesOf({ routes: [firewall] });
    assert.equal(routes['control-plane'], "cut-off: 'r0' (0.0.0.0/0) leads to the appliance 10.0.2.4");
    assert.equal(routes['storage'], "tunnelled: 'r0' (0.0.0.0/0) leads to the appliance 10.0.2.4");
    assert.equal(routes['tls-chain'], "tunnelled: 'r0' (0.0.0.0/0) leads to the appliance 10.0.2.4");
  });

  it('are cut off where the next hop is None', () => {
    const routes = routesOf({ routes: ['0.0.0.0/0 None', 'ApiManagement Internet'] });
    assert.match(routes['control-plane'] ?? '', /^ok: 'r1' \(ApiManagement\)/);
    assert.equal(routes['monitor'], "cut-off: 'r0' (0.0.0.0/0) leads to nowhere");
  });

  it('follow service endpoints', () => {
    const subnet = "serviceEndpoints: [{ service: 'Microsoft.Sql' }]";
    const routes = routesOf({ routes: [firewall], subnet });
    assert.equal(routes['sql'], 'ok: the service endpoint Microsoft.Sql comes before all other routes');
    assert.match(routes['storage'] ?? '', /^tunnelled/);
  });

  it('say which value is missing', () => {
    const link = 'routeTable: { id: tableId }';
    assert.equal(
      routesOf({ link })['storage'],
      'undetermined: which route table its subnet uses hangs on a value that is not known',
    );
    const routes = routesOf({ routes: ['ApiManagement.WestEurope Internet', firewall] });
    assert.equal(
      routes['control-plane'],
      "undetermined: it is not known which of its addresses 'r0' (ApiManagement.WestEurope) holds",
    );
  });

  it('compare the addresses of July 2020 where the region is known', () => {
    const hosts = ['104.214.19.224/32 Internet', '52.162.110.80/32 Internet', '51.145.179.78/32 Internet'];
    const hints = 'mode=Internal sku=Premium profile=vnet-2020-07';
    const inRegion = `${hints} region=westeurope`;
    assert.match(routesOf({ hints: inRegion, routes: [firewall, ...hosts] })['control-plane'] ?? '', /^ok: /);
    assert.match(
      routesOf({ hints: inRegion, routes: [firewall, ...hosts.slice(1)] })['control-plane'] ?? '',
      /^cut-off: /,
    );
    assert.match(
      routesOf({ hints, routes: [firewall, ...hosts] })['control-plane'] ?? '',
      /^undetermined: it is not known which of its addresses 'r1' \(104\.214\.19\.224\/32\) holds/,
    );
    assert.equal(
      routesOf({ hints, routes: [firewall] })['control-plane'],
      'undetermined: the region of the service is not known, so the addresses of its control plane are not either',
    );
  });

  it('have no way back to a control plane for the v2 tiers', () => {
    const routes = routesOf({ hints: 'mode=Internal sku=PremiumV2', routes: [firewall] });
    assert.deepEqual(Object.keys(routes), ['storage', 'keyvault']);
  });

  it('leave out what stays in the virtual network, and what is not needed', () => {
    const routes = routesOf({});
    for (const id of ['client', 'redis-internal-out', 'ratelimit-out', 'dns']) assert.equal(routes[id], undefined, id);
  });

  it('come with the route table of the subnet', () => {
    const text = network();
    const [target] = explain(viewOfText(text, {}, 'network.bicep'));
    assert.equal(target?.routeTable?.name, 'rt-apim');
    assert.equal(target?.routeTable?.line, text.slice(0, text.indexOf("'rt-apim'")).split('\n').length - 1);
  });

  it('are not known where the subnet is declared twice with different tables', () => {
    const child = `resource again 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  parent: net
  name: 'snet-apim'
  properties: { addressPrefix: '10.0.1.0/27', networkSecurityGroup: { id: nsg.id } }
}
`;
    const [target] = explain(viewOfText(network({ routes: [firewall] }) + child, {}, 'network.bicep'));
    assert.ok(target?.routes.every(({ because }) => because.includes('written down twice')));
  });

  it('know a virtual network without a gateway only where it is written down', () => {
    const of = (text: string) => {
      const view = viewOfText(text, {}, 'network.bicep');
      return gatewayOf(view.targets[0]!, view.network);
    };
    assert.equal(of(network()), 'no');
    assert.equal(of(network({ otherSubnets: gateway })), 'yes');
    assert.equal(
      of(network({ otherSubnets: "{ name: nameOfIt, properties: { addressPrefix: '10.0.3.0/27' } }" })),
      'unknown',
    );
    assert.equal(of(network().slice(0, network().indexOf('resource net'))), 'unknown');
  });

  it('hold for the flows that are asked for', () => {
    const view = viewOfText(network({ routes: [firewall] }), {}, 'network.bicep');
    const target = view.targets[0]!;
    const sql = flowsOf(target.profile).filter(flow => flow.id === 'sql');
    assert.deepEqual(
      routeVerdicts(target, view.network, sql).map(({ id, verdict }) => [id, verdict]),
      [
        ['control-plane', 'cut-off'],
        ['sql', 'tunnelled'],
      ],
    );
  });
});

describe('addresses of other services', () => {
  const hints = 'mode=Internal sku=Premium';

  it('leave no doubt about a dependency', () => {
    const routes = routesOf({ hints, routes: [firewall, '51.145.179.78/32 Internet', '23.102.135.246/32 Internet'] });
    assert.equal(routes['monitor'], "tunnelled: 'r0' (0.0.0.0/0) leads to the appliance 10.0.2.4");
    assert.match(routes['kms'] ?? '', /^undetermined: /);
  });

  it('of clients leave one', () => {
    const routes = routesOf({ hints, routes: [firewall, '203.0.113.0/24 Internet'] });
    assert.equal(routes['monitor'], "undetermined: it is not known which of its addresses 'r1' (203.0.113.0/24) holds");
  });
});
