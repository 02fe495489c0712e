import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Destination,
  type RouteOutcome,
  type RoutingScope,
  routesTo,
  toAddresses,
  toHosts,
  toTag,
} from '../../server/src/analysis/effective-routes.ts';
import { tagNamed } from '../../server/src/analysis/region.ts';
import { pairs } from '../../server/src/base/interval-set.ts';
import { formatIpv4 } from '../../server/src/base/ip-text.ts';
import { writtenAt } from '../../server/src/base/origin.ts';
import { knownValue, type Sourced } from '../../server/src/base/sourced.ts';
import type { NextHopType } from '../../server/src/knowledge/routing.ts';
import { type Ipv4Prefix, readPrefix } from '../../server/src/network/address.ts';
import { addressMeaning } from '../../server/src/network/build-nsg.ts';
import type { Route, RouteTable } from '../../server/src/network/network.ts';
import type { AddressTerm } from '../../server/src/network/nsg.ts';

const span = { file: 'memory:test', start: 0, end: 0 };

function known<T>(value: T): Sourced<T> {
  return { known: true, value, origin: writtenAt(span) };
}

function unknown(why: string): Sourced<never> {
  return { known: false, why, identity: why, origin: writtenAt(span) };
}

function term(text: string): AddressTerm {
  const meaning = text.startsWith('?')
    ? ({ kind: 'unknown', why: text.slice(1), identity: text } as const)
    : addressMeaning(text);
  return { text, span, origin: writtenAt(span), form: 'singular', meaning };
}

/** `0.0.0.0/0 VirtualAppliance`, `?a parameter Internet`, `Sql ?a parameter`; a star in front: deployed under a condition. */
function route(line: string): Route {
  const [, star, prefix = '', hop = ''] = /^(\*?)(\?[^A-Z]*[a-z]|\S+) (.+)$/.exec(line) ?? [];
  return {
    name: known(line),
    prefix: term(prefix),
    nextHopType: hop.startsWith('?') ? unknown(hop.slice(1)) : known(hop as NextHopType),
    nextHopIpAddress: undefined,
    maybe: star === '*' ? 'it is deployed under a condition' : undefined,
    span,
    nameSpan: span,
  };
}

function table(lines: readonly string[], parts: Partial<RouteTable> = {}): RouteTable {
  return {
    kind: 'route-table',
    name: known('rt'),
    identity: 'rt',
    place: '',
    uses: [],
    definedElsewhere: false,
    conditional: false,
    location: undefined,
    routes: lines.map(route),
    routesUnknown: undefined,
    disableBgpRoutePropagation: known(true),
    span,
    nameSpan: span,
    routesSpan: span,
    head: span,
    metadata: undefined,
    mentions: [],
    ...parts,
  };
}

function scope(lines: readonly string[], parts: Partial<RoutingScope> = {}): RoutingScope {
  return {
    table: table(lines),
    tableUnknown: undefined,
    serviceEndpoints: [],
    serviceEndpointsUnknown: undefined,
    addressSpace: [],
    advertised: 'nothing',
    ...parts,
  };
}

function prefix(text: string): Ipv4Prefix {
  const reading = readPrefix(text);
  if (!reading.ok || reading.prefix.family !== 4) throw new Error(`not an IPv4 prefix: ${text}`);
  return reading.prefix;
}

/** `Internet by 'ApiManagement Internet'`, with a question mark where it is not certain. */
function shown({ nextHopType, by, certain }: RouteOutcome): string {
  const from = {
    route: () => (by.kind === 'route' ? `'${knownValue(by.route.name)}'` : ''),
    'service-endpoint': () => (by.kind === 'service-endpoint' ? by.service : ''),
    system: () => (by.kind === 'system' ? `system ${by.prefix}` : ''),
    gateway: () => 'a gateway',
    'not-listed': () => 'a route not listed',
  }[by.kind]();
  return `${nextHopType ?? 'not known'} by ${from}${certain ? '' : ' ?'}`;
}

function ways(where: RoutingScope, destination: Destination): readonly string[] {
  return routesTo(where, destination).map(shown);
}

const controlPlane = toTag(tagNamed('ApiManagement'));
const storage = toTag(tagNamed('Storage'));
const forced = ['0.0.0.0/0 VirtualAppliance', 'ApiManagement Internet'];

describe('effective routes', () => {
  it('without a table lead to the internet, and to the virtual network', () => {
    const where = scope([], { table: undefined, addressSpace: [term('10.1.0.0/16')] });
    assert.deepEqual(ways(where, controlPlane), ['Internet by system 0.0.0.0/0']);
    assert.deepEqual(ways(where, toAddresses([prefix('10.1.2.0/24')])), ['VnetLocal by system 10.1.0.0/16']);
  });

  it('of a gateway are not known, and stand before the built-in default route only', () => {
    const advertised = 'unknown';
    assert.deepEqual(ways(scope([], { advertised }), storage), [
      'VirtualNetworkGateway by a gateway ?',
      'Internet by system 0.0.0.0/0 ?',
    ]);
    assert.deepEqual(ways(scope(['0.0.0.0/0 Internet'], { advertised }), storage), [
      "Internet by '0.0.0.0/0 Internet'",
    ]);
  });

  it('by tag come before a default route', () => {
    assert.deepEqual(ways(scope(forced), controlPlane), ["Internet by 'ApiManagement Internet'"]);
    assert.deepEqual(ways(scope(forced), storage), ["VirtualAppliance by '0.0.0.0/0 VirtualAppliance'"]);
    assert.deepEqual(ways(scope(forced), toHosts()), ["VirtualAppliance by '0.0.0.0/0 VirtualAppliance'"]);
  });

  it('by tag come before a default route that is written as two halves', () => {
    const halves = ['0.0.0.0/1 VirtualAppliance', '128.0.0.0/1 VirtualAppliance'];
    assert.deepEqual(ways(scope([...halves, 'ApiManagement Internet']), controlPlane), [
      "Internet by 'ApiManagement Internet'",
    ]);
    assert.deepEqual(ways(scope(halves), controlPlane), [
      "VirtualAppliance by '0.0.0.0/1 VirtualAppliance' ?",
      "VirtualAppliance by '128.0.0.0/1 VirtualAppliance' ?",
    ]);
  });

  it('by a wider tag hold the narrower one, and a narrower tag comes first', () => {
    assert.deepEqual(ways(scope(['0.0.0.0/0 None', 'AzureCloud Internet']), storage), [
      "Internet by 'AzureCloud Internet'",
    ]);
    assert.deepEqual(ways(scope(['AzureCloud VirtualAppliance', 'Storage Internet']), storage), [
      "Internet by 'Storage Internet'",
    ]);
  });

  it('by a regional tag hold an unknown part of the whole one', () => {
    assert.deepEqual(ways(scope(['0.0.0.0/0 VirtualAppliance', 'Storage.WestEurope Internet']), storage), [
      "Internet by 'Storage.WestEurope Internet' ?",
      "VirtualAppliance by '0.0.0.0/0 VirtualAppliance' ?",
    ]);
  });

  it('for one address come before those by tag, and longer ones may', () => {
    const address = toAddresses([prefix('20.1.2.3')], tagNamed('ApiManagement'));
    assert.deepEqual(ways(scope(['20.1.2.3/32 None', 'ApiManagement Internet']), address), [
      "None by '20.1.2.3/32 None'",
    ]);
    assert.deepEqual(ways(scope(['20.1.2.0/24 None', 'ApiManagement Internet']), address), [
      "None by '20.1.2.0/24 None' ?",
      "Internet by 'ApiManagement Internet' ?",
    ]);
  });

  it('for some public addresses leave open where a tag goes', () => {
    assert.deepEqual(ways(scope(['0.0.0.0/0 VirtualAppliance', '51.0.0.0/16 Internet']), controlPlane), [
      "Internet by '51.0.0.0/16 Internet' ?",
      "VirtualAppliance by '0.0.0.0/0 VirtualAppliance' ?",
    ]);
  });

  it('for private addresses leave tags alone', () => {
    assert.deepEqual(ways(scope(['10.0.0.0/8 None', ...forced]), controlPlane), [
      "Internet by 'ApiManagement Internet'",
    ]);
  });

  it('of service endpoints come before all others, also before those for all regions', () => {
    for (const service of ['Microsoft.Storage', 'microsoft.storage', 'Microsoft.Storage.Global']) {
      const where = scope(['Storage None', '0.0.0.0/0 VirtualAppliance'], { serviceEndpoints: [known(service)] });
      assert.match(ways(where, storage).join(), /^VirtualNetworkServiceEndpoint by microsoft\.storage$/i);
      assert.deepEqual(ways(where, toTag(tagNamed('Sql'))), ["VirtualAppliance by '0.0.0.0/0 VirtualAppliance'"]);
    }
  });

  it('hang on service endpoints that are not known, but for what has none', () => {
    const where = scope(forced, { serviceEndpointsUnknown: 'they are the value of a parameter' });
    assert.deepEqual(ways(where, storage), [
      'not known by a route not listed ?',
      "VirtualAppliance by '0.0.0.0/0 VirtualAppliance' ?",
    ]);
    assert.deepEqual(ways(where, toTag(tagNamed('AzureMonitor'))), [
      "VirtualAppliance by '0.0.0.0/0 VirtualAppliance'",
    ]);
    assert.deepEqual(ways(where, controlPlane), ["Internet by 'ApiManagement Internet'"]);
  });

  it('hang on every value of a route that is not known', () => {
    assert.deepEqual(ways(scope(['?a parameter Internet', '0.0.0.0/0 None']), storage), [
      "Internet by '?a parameter Internet' ?",
      "None by '0.0.0.0/0 None' ?",
    ]);
    assert.deepEqual(ways(scope(['0.0.0.0/0 ?a parameter']), storage), [
      "not known by '0.0.0.0/0 ?a parameter' ?",
      'Internet by system 0.0.0.0/0 ?',
    ]);
    assert.deepEqual(ways(scope(['*ApiManagement Internet', '0.0.0.0/0 None']), controlPlane), [
      "Internet by '*ApiManagement Internet' ?",
      "None by '0.0.0.0/0 None' ?",
    ]);
  });

  it('hang on a table that is not known, not known whole, or deployed under a condition', () => {
    const notListed = 'not known by a route not listed ?';
    assert.deepEqual(ways(scope([], { table: undefined, tableUnknown: 'elsewhere' }), storage), [notListed]);
    for (const parts of [{ routesUnknown: 'computed' }, { conditional: true }] satisfies Partial<RouteTable>[]) {
      const where = scope([], { table: table(['0.0.0.0/0 None'], parts) });
      assert.deepEqual(ways(where, storage), [notListed, "None by '0.0.0.0/0 None' ?"]);
    }
  });

  it('with texts that Azure refuses may hold anything', () => {
    for (const text of ['Internet', '10.0.0.0/33', 'NoSuchTag', '*']) {
      assert.equal(routesTo(scope([`${text} Internet`, '0.0.0.0/0 None']), storage).length, 2, text);
    }
  });

  it('to private addresses outside the virtual network may come from a peered one', () => {
    const where = scope(['0.0.0.0/0 VirtualAppliance'], { addressSpace: [term('10.1.0.0/16')] });
    assert.deepEqual(ways(where, toAddresses([prefix('192.168.1.0/24')])), [
      'not known by a route not listed ?',
      'None by system 192.168.0.0/16 ?',
    ]);
    // The virtual network lies in 10.0.0.0/8, so that range has no route of its own.
    assert.deepEqual(ways(where, toAddresses([prefix('10.2.0.0/16')])), [
      'not known by a route not listed ?',
      "VirtualAppliance by '0.0.0.0/0 VirtualAppliance' ?",
    ]);
  });

  it('for no address are none', () => {
    assert.deepEqual(routesTo(scope(forced), toAddresses([])), []);
  });
});

/** A world of sixteen public addresses with /28 to /32 prefixes, in which everything is known. */
const first = prefix('20.30.40.0/28').start;
const tagNames = ['ApiManagement', 'Storage', 'Sql.WestEurope', 'AzureCloud'] as const;
const hops = ['Internet', 'VirtualAppliance', 'VirtualNetworkGateway', 'None'] as const;

const smallPrefix = fc
  .tuple(fc.integer({ min: 28, max: 32 }), fc.integer({ min: 0, max: 15 }))
  .map(([length, at]) => prefix(`${formatIpv4(first + at - (at % 2 ** (32 - length)))}/${length}`));
const prefixText = (p: Ipv4Prefix) => `${formatIpv4(p.start)}/${p.length}`;
const literalRoute = fc.tuple(
  fc.oneof(smallPrefix, fc.constantFrom(...['0.0.0.0/0', '0.0.0.0/1', '16.0.0.0/4'].map(prefix))),
  fc.constantFrom(...hops),
);
const tagRoute = fc.tuple(fc.constantFrom(...tagNames), fc.constantFrom(...hops));

interface World {
  readonly literal: readonly (readonly [Ipv4Prefix, NextHopType])[];
  readonly tags: readonly (readonly [(typeof tagNames)[number], NextHopType])[];
  /** What each tag holds; AzureCloud holds the others' too. */
  readonly holds: Readonly<Record<string, readonly Ipv4Prefix[]>>;
  readonly isAdvertised: boolean;
}

const world: fc.Arbitrary<World> = fc.record({
  literal: fc.uniqueArray(literalRoute, { maxLength: 6, selector: ([p]) => prefixText(p) }),
  tags: fc.uniqueArray(tagRoute, { maxLength: 3, selector: ([name]) => name }),
  holds: fc
    .tuple(
      fc.uniqueArray(smallPrefix, { selector: prefixText, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
    )
    .map(([all, owners]) => {
      const own = (index: number) =>
        all.filter(
          (p, i) => owners[i] === index && all.every((q, j) => j === i || q.end <= p.start || p.end <= q.start),
        );
      return {
        ApiManagement: own(0),
        Storage: own(1),
        'Sql.WestEurope': own(2),
        AzureCloud: [0, 1, 2, 3].flatMap(own),
      };
    }),
  isAdvertised: fc.boolean(),
});

function tableOf({ literal, tags }: World): readonly string[] {
  return [...literal.map(([p, hop]) => `${prefixText(p)} ${hop}`), ...tags.map(([name, hop]) => `${name} ${hop}`)];
}

/** The route of one address, found by trying all of them. */
function bruteForce(w: World, address: number): string {
  const inside = (p: Ipv4Prefix) => p.start <= address && address < p.end;
  const rankOfTag = (name: string) => (name === 'AzureCloud' ? 4 : name.includes('.') ? 1 : 2);
  const candidates = [
    ...w.literal
      .filter(([p]) => inside(p))
      .map(([p, hop]) => ({ length: p.length, rank: 0, text: `'${prefixText(p)} ${hop}'` })),
    ...w.tags.flatMap(([name, hop]) =>
      w.holds[name]!.filter(inside).map(p => ({ length: p.length, rank: rankOfTag(name), text: `'${name} ${hop}'` })),
    ),
    ...(w.isAdvertised ? [{ length: 0, rank: 8, text: 'a gateway' }] : []),
    { length: 0, rank: 9, text: 'system 0.0.0.0/0' },
  ];
  candidates.sort((a, b) => b.length - a.length || a.rank - b.rank);
  return candidates[0]!.text;
}

const by = (outcome: RouteOutcome) => shown({ ...outcome, certain: true }).replace(/^.*? by /, '');

describe('effective routes against brute force', () => {
  it('agree exactly where every prefix is written down', () => {
    fc.assert(
      fc.property(world, smallPrefix, (w, to) => {
        const plain = { ...w, tags: [], isAdvertised: false };
        const outcomes = routesTo(scope(tableOf(plain)), toAddresses([to]));
        const expected = new Set(addressesOf(to).map(address => bruteForce(plain, address)));
        assert.deepEqual(new Set(outcomes.map(by)), expected);
        assert.ok(outcomes.every(outcome => outcome.certain && outcome.because === undefined));
      }),
      { numRuns: 400 },
    );
  });

  it('leave out no way that a packet takes, and call certain only what happens', () => {
    fc.assert(
      fc.property(world, smallPrefix, (w, to) => {
        check(w, toAddresses([to]), addressesOf(to));
      }),
      { numRuns: 600 },
    );
  });

  it('do the same for the addresses of a tag', () => {
    fc.assert(
      fc.property(world, fc.constantFrom('ApiManagement', 'Storage'), (w, name) => {
        const own = w.holds[name]!;
        const addresses = own.flatMap(addressesOf);
        fc.pre(addresses.length > 0);
        check(w, toTag(tagNamed(name)), addresses);
        check(w, toAddresses(own, tagNamed(name)), addresses);
      }),
      { numRuns: 600 },
    );
  });

  it('of a tag are unanimous only where all of its packets go one way', () => {
    fc.assert(
      fc.property(world, w => {
        const outcomes = routesTo(scope(tableOf(w)), toTag(tagNamed('Storage')));
        if (outcomes.length > 1)
          assert.ok(outcomes.every(outcome => !outcome.certain && outcome.because !== undefined));
      }),
      { numRuns: 200 },
    );
  });
});

function addressesOf(p: Ipv4Prefix): readonly number[] {
  return pairs([p.start, p.end]).flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i));
}

function check(w: World, destination: Destination, addresses: readonly number[]): void {
  const outcomes = routesTo(scope(tableOf(w), { advertised: 'unknown' }), destination);
  const taken = new Set(addresses.map(address => bruteForce(w, address)));
  const listed = new Set(outcomes.map(by));
  for (const way of taken) assert.ok(listed.has(way), `${way} is not in ${[...listed].join(', ')}`);
  for (const outcome of outcomes.filter(({ certain }) => certain)) assert.ok(taken.has(by(outcome)), by(outcome));
}
