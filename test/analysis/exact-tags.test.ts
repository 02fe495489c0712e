/** Verdicts with the addresses of service tags at hand, against brute force. */
import assert from 'node:assert/strict';
import { portSet, protocolMask } from '../../server/src/analysis/compiled-rule.ts';
import { type Box, decide } from '../../server/src/analysis/decide.ts';
import { portVerdict } from '../../server/src/analysis/flow-verdict.ts';
import { flowRegion, subnetRegion } from '../../server/src/analysis/region.ts';
import type { Network } from '../../server/src/network/network.ts';
import type { NetworkSecurityGroup } from '../../server/src/network/nsg.ts';
import { resolveTags } from '../../server/src/network/resolve-tags.ts';
import { readServiceTagList, type ServiceTagList } from '../../server/src/network/service-tag-list.ts';
import { tagListText } from '../support/service-tag-list.ts';
import { group, type RuleText } from './support/group.ts';
import { Random } from './support/random.ts';
import { tagOf } from './support/world.ts';

/** Sixteen small blocks; a tag of a list is some of them. */
const blocks = Array.from({ length: 16 }, (_, i) => `192.0.2.${i * 16}/28`);
const names = ['Storage', 'Storage.WestUS', 'Sql', 'AzureCloud', 'AzureMonitor', 'EventHub', 'ContosoNewService'];

describe('decide with a list of service tags', () => {
  it('agrees with brute force on every block, and leaves nothing open', () => {
    const random = new Random(5);
    const seen = new Map<string, number>();
    for (let trial = 0; trial < 3000; trial++) {
      const members = new Map(names.map(name => [name, blocks.filter(() => random.oneIn(2))]));
      for (const [name, own] of members) if (own.length === 0) members.set(name, [blocks[0]!]);
      const list = listOf(tagListText(Object.fromEntries(members)));
      const texts: RuleText[] = Array.from({ length: 1 + random.below(6) }, () => ({
        access: random.pick(['Allow', 'Deny'] as const),
        direction: 'Outbound',
        destination: random.some(
          [...names, ...blocks, 'Internet', 'VirtualNetwork', '192.0.2.0/25'],
          1 + random.below(2),
        ),
      }));
      const asked = random.pick(['Storage', 'Sql', 'AzureCloud', 'Storage.WestUS']);
      const verdict = verdictOf(withList(group(texts), list), asked, list);
      const access = members.get(asked)!.map(block => decidedBy(texts, block, members));
      const allowed = access.filter(Boolean).length;
      const expected = allowed === 0 ? 'blocked' : allowed < access.length ? 'partly-blocked' : 'allowed';
      const said = verdict === 'allowed-by-default' ? 'allowed' : verdict;
      assert.equal(said, expected, `${asked}\n${JSON.stringify([...members])}\n${JSON.stringify(texts, undefined, 1)}`);
      seen.set(expected, (seen.get(expected) ?? 0) + 1);
    }
    for (const verdict of ['allowed', 'blocked', 'partly-blocked']) assert.ok((seen.get(verdict) ?? 0) > 300, verdict);
  });

  const list = listOf(
    tagListText({
      Storage: ['192.0.2.0/25'],
      'Storage.WestUS': ['192.0.2.0/26'],
      AzureMonitor: ['192.0.2.64/26'],
      Sql: ['2001:db8::/32'],
    }),
  );
  const deny = (...destination: string[]): RuleText[] => [{ access: 'Deny', direction: 'Outbound', destination }];

  for (const [what, rules, tag, verdict] of [
    ['a prefix that is all of the tag', deny('192.0.2.0/24'), 'Storage', 'blocked'],
    ['a prefix beside the tag', deny('192.0.2.128/25'), 'Storage', 'allowed-by-default'],
    ['a prefix that is a part of the tag', deny('192.0.2.0/27'), 'Storage', 'partly-blocked'],
    ['a tag that shares addresses, whatever the names say', deny('AzureMonitor'), 'Storage', 'partly-blocked'],
    ['Internet', deny('Internet'), 'Storage', 'blocked'],
    ['VirtualNetwork', deny('VirtualNetwork'), 'Storage', 'allowed-by-default'],
    ['a tag that the list lacks, by its name', deny('EventHub'), 'Storage', 'allowed-by-default'],
    ['a prefix, for a tag that the list lacks', deny('192.0.2.0/24'), 'EventHub', 'undetermined'],
    ['a prefix of IPv4, for a tag that the list has in IPv6 only', deny('192.0.2.0/24'), 'Sql', 'undetermined'],
  ] as const) {
    it(`judges a rule for ${what}`, () => {
      assert.equal(verdictOf(withList(group(rules), list), tag, list), verdict);
    });
  }

  it('asks for the part of the region of the service, and cannot without a region', () => {
    const rules = withList(group(deny('192.0.2.64/26')), list);
    assert.equal(verdictOf(rules, 'Storage', list, 'westus'), 'allowed-by-default');
    assert.equal(verdictOf(withList(group(deny('192.0.2.0/26')), list), 'Storage', list, 'westus'), 'blocked');
    assert.equal(verdictOf(rules, 'Storage', list, 'unknown'), 'undetermined');
  });
});

function listOf(text: string): ServiceTagList {
  const reading = readServiceTagList(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.list;
}

function withList(nsg: NetworkSecurityGroup, list: ServiceTagList): NetworkSecurityGroup {
  const network: Network = {
    securityGroups: [nsg],
    routeTables: [],
    virtualNetworks: [],
    subnets: [],
    services: [],
    workspaceGateways: [],
    publicIpAddresses: [],
    privateDnsZones: [],
    privateEndpoints: [],
    subnetUsers: [],
    featureUses: [],
  };
  return resolveTags(network, list).securityGroups[0]!;
}

/** @param region of the service; by default the whole tag is asked about, `unknown` stands for a region that is not known */
function verdictOf(nsg: NetworkSecurityGroup, tag: string, list: ServiceTagList, region?: string): string {
  const whole = flowRegion(tagOf(tag), region === 'unknown' ? undefined : region, list.resolve);
  const box: Box = {
    protocols: protocolMask('Tcp'),
    sourcePorts: portSet([{ first: 0, last: 65535 }]),
    destinationPorts: portSet([{ first: 443, last: 443 }]),
    source: subnetRegion(undefined),
    destination: region === undefined ? { ...whole, extent: 'all' } : whole,
  };
  return portVerdict({ first: 443, last: 443 }, false, decide(nsg, 'Outbound', box)).verdict;
}

/** Whether traffic to a block gets out: the first rule that names it, by prefix or by tag, and else the built-in ones. */
function decidedBy(
  rules: readonly RuleText[],
  block: string,
  members: ReadonlyMap<string, readonly string[]>,
): boolean {
  const isIn = (entry: string) =>
    entry === block ||
    entry === 'Internet' ||
    (entry === '192.0.2.0/25' && blocks.indexOf(block) < 8) ||
    members.get(entry)?.includes(block) === true;
  return (rules.find(rule => rule.destination!.some(isIn))?.access ?? 'Allow') === 'Allow';
}
