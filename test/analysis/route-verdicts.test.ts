import assert from 'node:assert/strict';
import { gatewayOf, routeVerdicts } from '../../server/src/analysis/route-verdicts.ts';
import { explain } from '../../server/src/features/explain.ts';
import { flowsOf } from '../../server/src/knowledge/profiles.ts';
import { readServiceTagList } from '../../server/src/network/service-tag-list.ts';
import type { Settings } from '../../server/src/workspace/settings.ts';
import { tagListText } from '../support/service-tag-list.ts';
import { viewOfText } from '../support/view.ts';
import { Random } from './support/random.ts';

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

function routesOf(parts: Parts, settings: Partial<Settings> = {}): Readonly<Record<string, string>> {
  const [target] = explain(viewOfText(network(parts), settings, 'network.bicep'));
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

describe('a list of service tags', () => {
  const listed = (tags: Readonly<Record<string, readonly string[]>>): Partial<Settings> => {
    const reading = readServiceTagList(tagListText(tags));
    assert.ok(reading.ok);
    return { serviceTags: reading.list };
  };
  const list = listed({
    Storage: ['198.51.100.0/26', '203.0.113.64/26'],
    Sql: ['192.0.2.0/25'],
    AzureMonitor: ['198.51.100.32/27'],
    ApiManagement: ['192.0.2.128/27'],
    'ApiManagement.WestEurope': ['192.0.2.128/28'],
    ContosoNewService: ['198.51.100.0/25', '203.0.113.0/25'],
  });

  it('tells that a prefix holds nothing of a tag, and another all of it', () => {
    const routes = routesOf({ routes: [firewall, '192.0.2.0/25 Internet', '192.0.2.0/24 None'] }, list);
    assert.equal(routes['sql'], "ok: 'r1' (192.0.2.0/25) leads to the internet");
    assert.equal(routes['storage'], "tunnelled: 'r0' (0.0.0.0/0) leads to the appliance 10.0.2.4");
    assert.equal(routes['control-plane'], "cut-off: 'r2' (192.0.2.0/24) leads to nowhere");
    const without = routesOf({ routes: [firewall, '192.0.2.0/25 Internet', '192.0.2.0/24 None'] });
    assert.match(without['sql'] ?? '', /^undetermined: /);
  });

  it('tells that several prefixes hold all of a tag', () => {
    const routes = routesOf({ routes: [firewall, '198.51.100.0/24 Internet', '203.0.113.0/24 Internet'] }, list);
    assert.match(routes['storage'] ?? '', /^ok: /);
  });

  it('leaves open which addresses of a tag are used where a prefix holds a part of them', () => {
    const routes = routesOf({ routes: [firewall, '198.51.100.0/24 Internet'] }, list);
    assert.equal(
      routes['storage'],
      "undetermined: it is not known which of its addresses 'r1' (198.51.100.0/24) holds",
    );
  });

  it('compares the tag of a route with others', () => {
    const routes = routesOf({ routes: [firewall, 'ContosoNewService Internet'] }, list);
    assert.equal(routes['storage'], "ok: 'r1' (ContosoNewService) leads to the internet");
    assert.match(routes['sql'] ?? '', /^tunnelled: /);
    const shared = routesOf({ routes: [firewall, 'Storage Internet'] }, list);
    assert.equal(shared['monitor'], "ok: 'r1' (Storage) leads to the internet", 'two services may share addresses');
  });

  it('leaves open whether a prefix is longer than that of a tag which holds it', () => {
    const routes = routesOf({ routes: ['0.0.0.0/0 Internet', '192.0.2.0/26 None', 'Sql Internet'] }, list);
    assert.equal(routes['sql'], 'undetermined: it is not known whether a prefix of Sql is longer');
  });

  it('says nothing of hosts of which only names are known', () => {
    const parts = { routes: [firewall, '198.51.100.0/24 Internet'] };
    assert.equal(routesOf(parts, list)['tls-chain'], routesOf(parts)['tls-chain']);
  });

  it('is right where it gives a tag nothing but addresses that are known as others', () => {
    const routes = routesOf({ routes: [firewall] }, listed({ Sql: ['23.102.135.246/32', '104.214.19.224/32'] }));
    assert.match(routes['sql'] ?? '', /^tunnelled: /);
    const only = routesOf(
      { routes: [firewall] },
      listed({ Sql: ['104.214.19.224/32'], ApiManagement: ['23.102.135.246/32'] }),
    );
    assert.match(only['sql'] ?? '', /^tunnelled: /);
    assert.match(only['control-plane'] ?? '', /^cut-off: /);
  });

  /** Each address by itself, by the longest prefix; of equal ones a route's own comes before one of a tag (Learn, May 2023). */
  it('agrees with each address by itself', () => {
    const random = new Random(7);
    const block = () => {
      const size = 2 ** (1 + random.below(4));
      return { start: random.below(16 / size) * size, size };
    };
    type Block = ReturnType<typeof block>;
    const textOf = ({ start, size }: Block) => `192.0.2.${start}/${32 - Math.log2(size)}`;
    const holds = ({ start, size }: Block, address: number) => address >= start && address < start + size;
    let sure = 0;
    for (let turn = 0; turn < 300; turn++) {
      const tags = { Storage: [block(), block()], Sql: [block()], ContosoNewService: [block(), block(), block()] };
      const names = ['Storage', 'Sql', 'ContosoNewService'] as const;
      const blocks = [...new Map([block(), block(), block()].map(one => [textOf(one), one])).values()];
      const hops = ['Internet', 'None'];
      const routes = blocks.map(one => ({ prefix: textOf(one), hop: random.pick(hops), blocks: [one], rank: 0 }));
      const named = random.pick(names);
      if (random.oneIn(2)) routes.push({ prefix: named, hop: random.pick(hops), blocks: tags[named], rank: 1 });
      const settings = listed(Object.fromEntries(names.map(name => [name, tags[name].map(textOf)])));
      const text = network({
        table: 'disableBgpRoutePropagation: true',
        routes: [...routes.map(({ prefix, hop }) => `${prefix} ${hop}`), firewall],
      });
      const view = viewOfText(text, settings, 'network.bicep');
      const target = view.targets[0]!;
      const hopOf = (address: number) => {
        const fitting = routes.flatMap(({ blocks: own, hop, rank }) =>
          own.filter(one => holds(one, address)).map(({ size }) => ({ size, rank, hop })),
        );
        return fitting.sort((a, b) => a.size - b.size || a.rank - b.rank)[0]?.hop ?? 'VirtualAppliance';
      };
      for (const [id, tag] of [
        ['storage', 'Storage'],
        ['sql', 'Sql'],
      ] as const) {
        const flows = flowsOf(target.profile).filter(flow => flow.id === id);
        const { outcomes } = routeVerdicts(target, view.network, flows).find(one => one.id === id)!;
        const ways = new Set(outcomes.map(({ nextHopType }) => String(nextHopType)));
        const addresses = Array.from({ length: 16 }, (_, i) => i).filter(i => tags[tag].some(one => holds(one, i)));
        for (const address of addresses) assert.ok(ways.has(hopOf(address)), `${tag} ${address} in\n${text}`);
        if (outcomes.some(({ certain }) => certain)) {
          sure++;
          assert.equal(ways.size, 1, text);
        }
      }
    }
    assert.ok(sure > 100, `certain in ${sure} cases only`);
  });
});
