import assert from 'node:assert/strict';
import {
  describeTag,
  platformAddress,
  readServiceTag,
  type ServiceTag,
  serviceTags,
  tagRelation,
} from '../../server/src/knowledge/service-tags.ts';

function tag(name: string): ServiceTag {
  const reading = readServiceTag(name);
  assert.equal(reading.kind, 'known', name);
  return (reading as { tag: ServiceTag }).tag;
}

/** A reading as one line. */
function read(text: string): string {
  const reading = readServiceTag(text);
  if (reading.kind === 'misspelled') return `misspelled, meant ${reading.suggestion}`;
  if (reading.kind === 'unknown') return 'unknown';
  if (reading.kind === 'legacy') return `legacy ${reading.tag.name}`;
  const spelling = reading.exactSpelling ? '' : ', other spelling';
  const region = reading.regionListed ? '' : ', region not listed';
  return `known ${reading.tag.name}${spelling}${region}`;
}

describe('readServiceTag', () => {
  const table: readonly (readonly [string, string])[] = [
    ['Storage', 'known Storage'],
    [' Storage ', 'known Storage'],
    ['storage', 'known Storage, other spelling'],
    ['SQL', 'known Sql, other spelling'],
    ['VIRTUALNETWORK', 'known VirtualNetwork, other spelling'],
    ['INTERNET', 'known Internet, other spelling'],
    ['APIManagement', 'known ApiManagement, other spelling'],
    ['Storage.WestUS', 'known Storage.WestUS'],
    ['Storage.westus', 'known Storage.WestUS'],
    ['storage.WESTUS2', 'known Storage.WestUS2, other spelling'],
    ['Storage.West US', 'unknown'],
    ['Storage.SwedenCentral', 'known Storage.SwedenCentral, region not listed'],
    ['ApiManagement.WestEurope', 'known ApiManagement.WestEurope'],
    ['AzureCloud.canadacentral', 'known AzureCloud.canadacentral'],
    ['AzureCloud.centralfrance', 'known AzureCloud.centralfrance'],
    ['AzureCloud.FranceCentral', 'known AzureCloud.centralfrance'],
    ['AzureFrontDoor.Backend', 'known AzureFrontDoor.Backend'],
    ['AzureFrontDoor.Backend.WestUS', 'known AzureFrontDoor.Backend.WestUS'],
    ['AzureMachineLearning', 'known AzureMachineLearning'],
    ['AZURE_LOADBALANCER', 'legacy AzureLoadBalancer'],
    ['AZURE_LOAD_BALANCER', 'legacy AzureLoadBalancer'],
    ['virtual_network', 'legacy VirtualNetwork'],
    ['Virtual Network', 'legacy VirtualNetwork'],
    ['Azure Monitor', 'legacy AzureMonitor'],
    ['Azure Event Hubs', 'legacy EventHub'],
    ['KeyVault', 'misspelled, meant AzureKeyVault'],
    ['KeyVault.WestUS', 'misspelled, meant AzureKeyVault.WestUS'],
    ['Keyvaults', 'misspelled, meant AzureKeyVault'],
    ['ActiveDirectory', 'misspelled, meant AzureActiveDirectory'],
    ['AzureAD', 'misspelled, meant AzureActiveDirectory'],
    ['EventHubs', 'misspelled, meant EventHub'],
    ['AzureEventHub', 'misspelled, meant EventHub'],
    ['LoadBalancer', 'misspelled, meant AzureLoadBalancer'],
    ['TrafficManager', 'misspelled, meant AzureTrafficManager'],
    ['AzureStorage', 'misspelled, meant Storage'],
    ['AzureTrafficManger', 'misspelled, meant AzureTrafficManager'],
    ['ApiManagment', 'misspelled, meant ApiManagement'],
    ['APIM', 'misspelled, meant ApiManagement'],
    ['Intenret', 'misspelled, meant Internet'],
    ['VirtualNetwrok', 'misspelled, meant VirtualNetwork'],
    ['VNet', 'misspelled, meant VirtualNetwork'],
    ['Virtual-Network', 'misspelled, meant VirtualNetwork'],
    ['AzureFrontDoor', 'unknown'],
    ['MicrosoftPurviewPolicyDistribution', 'unknown'],
    ['Internet.WestUS', 'unknown'],
    ['AzureMonitor.WestUS', 'unknown'],
    ['Storage.', 'unknown'],
    ['.Storage', 'unknown'],
    ['Any', 'unknown'],
    ['*', 'unknown'],
    ['', 'unknown'],
    ['10.0.0.0/8', 'unknown'],
    ['2603:1020:206:402::140/124', 'unknown'],
    ['constructor', 'unknown'],
    ['__proto__', 'unknown'],
  ];
  for (const [text, expected] of table) {
    it(`'${text}' is ${expected}`, () => assert.equal(read(text), expected));
  }

  it('takes every listed name as exact, and its regional form where there is one', () => {
    for (const { name, regional } of serviceTags) {
      assert.equal(read(name), `known ${name}`);
      const inRegion = read(`${name}.WestUS`);
      if (name === 'AzureCloud') assert.equal(inRegion, 'known AzureCloud.westus');
      else assert.equal(inRegion, regional ? `known ${name}.WestUS` : 'unknown');
    }
  });

  it('takes no listed name for a slip of another, and reads a suggestion as known', () => {
    for (const { name } of serviceTags) {
      for (let at = 0; at < name.length; at++) {
        const reading = readServiceTag(name.slice(0, at) + name.slice(at + 1));
        if (reading.kind === 'misspelled') assert.equal(readServiceTag(reading.suggestion).kind, 'known');
      }
    }
  });

  it('answers long and odd texts', () => {
    for (const text of [
      'a'.repeat(100_000),
      `${'.'.repeat(2000)}Storage`,
      `Storage${'.'.repeat(2000)}`,
      '\u0000',
      '💥',
    ]) {
      assert.equal(readServiceTag(text).kind, 'unknown');
    }
  });
});

describe('tagRelation', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['Storage', 'Storage', 'equal'],
    ['Storage', 'Storage.WestUS', 'contains'],
    ['Storage.WestUS', 'Storage.EastUS', 'disjoint'],
    ['AzureCloud.centralfrance', 'AzureCloud.FranceCentral', 'equal'],
    ['Internet', 'Storage', 'contains'],
    ['Internet', 'AzureCloud', 'contains'],
    ['Internet', 'AzureActiveDirectory', 'contains'],
    ['Internet', 'ApiManagement.WestEurope', 'contains'],
    ['Internet', 'AzureDataLake', 'contains'],
    ['Internet', 'VirtualNetwork', 'disjoint'],
    ['Internet', 'AzureLoadBalancer', 'disjoint'],
    ['Internet', 'AzurePlatformDNS', 'unknown'],
    ['VirtualNetwork', 'AzureLoadBalancer', 'contains'],
    ['VirtualNetwork', 'Storage', 'disjoint'],
    ['VirtualNetwork', 'AzurePlatformDNS', 'unknown'],
    ['AzureLoadBalancer', 'AzurePlatformDNS', 'unknown'],
    ['AzureLoadBalancer', 'Storage', 'disjoint'],
    ['AzurePlatformIMDS', 'Storage', 'disjoint'],
    ['AzurePlatformLKM', 'AzureCloud', 'unknown'],
    ['AzureCloud', 'EventHub', 'contains'],
    ['AzureCloud', 'AzureKeyVault', 'contains'],
    ['AzureCloud', 'Sql.WestUS', 'contains'],
    ['AzureCloud.westus', 'Sql.WestUS', 'contains'],
    ['AzureCloud.centralfrance', 'Sql.FranceCentral', 'contains'],
    ['AzureCloud.westus', 'Sql.EastUS', 'disjoint'],
    ['AzureCloud.westus', 'Sql', 'unknown'],
    ['AzureCloud', 'AzureActiveDirectory', 'unknown'],
    ['AzureCloud', 'AzureMonitor', 'unknown'],
    ['AzureCloud', 'AzureTrafficManager', 'unknown'],
    ['AzureCloud', 'AzureFrontDoor.Backend', 'unknown'],
    ['Storage', 'Sql', 'disjoint'],
    ['Storage.WestUS', 'Sql.WestUS', 'disjoint'],
    ['AzureKeyVault', 'AzureActiveDirectory', 'disjoint'],
    ['EventHub', 'ServiceBus', 'unknown'],
    ['AzureMonitor', 'ActionGroup', 'unknown'],
    ['AzureConnectors', 'LogicApps', 'unknown'],
    ['Sql', 'SqlManagement', 'unknown'],
    ['Storage', 'AzureDataLake', 'unknown'],
  ];
  for (const [a, b, expected] of table) {
    it(`${a} ${expected} ${b}`, () => assert.equal(tagRelation(tag(a), tag(b)), expected));
  }

  it('leaves VirtualNetwork open where the caller says that a default route may widen it', () => {
    const open = { virtualNetworkIsOpen: true };
    assert.equal(tagRelation(tag('VirtualNetwork'), tag('Internet'), open), 'unknown');
    assert.equal(tagRelation(tag('Storage'), tag('VirtualNetwork'), open), 'unknown');
    assert.equal(tagRelation(tag('VirtualNetwork'), tag('AzureLoadBalancer'), open), 'contains');
    assert.equal(tagRelation(tag('VirtualNetwork'), tag('VirtualNetwork'), open), 'equal');
  });

  for (const virtualNetworkIsOpen of [false, true]) {
    it(`is an order of sets over all tags, VirtualNetwork ${virtualNetworkIsOpen ? 'open' : 'closed'}`, () => {
      const regional = ['Storage', 'Sql', 'AzureCloud', 'EventHub', 'ServiceBus', 'AzureFrontDoor.Backend'];
      const all = [
        ...serviceTags.map(entry => tag(entry.name)),
        ...regional.flatMap(name => ['WestUS', 'FranceCentral'].map(region => tag(`${name}.${region}`))),
      ];
      const relations = all.map(a => all.map(b => tagRelation(a, b, { virtualNetworkIsOpen })));
      const mirror = {
        equal: 'equal',
        contains: 'inside',
        inside: 'contains',
        disjoint: 'disjoint',
        unknown: 'unknown',
      };
      for (let i = 0; i < all.length; i++) {
        for (let j = 0; j < all.length; j++) {
          const here = relations[i]![j]!;
          const names = `${all[i]!.name} ${here} ${all[j]!.name}`;
          assert.equal(relations[j]![i], mirror[here], names);
          assert.equal(here === 'equal', i === j, names);
          if (here !== 'contains') continue;
          for (let k = 0; k < all.length; k++) {
            const further = relations[j]![k]!;
            // What is inside the inner set is inside the outer one; what is apart from the outer set is apart from the inner one.
            if (further === 'contains') assert.equal(relations[i]![k], 'contains', `${names} contains ${all[k]!.name}`);
            if (relations[i]![k] === 'disjoint') assert.equal(further, 'disjoint', `${names}, ${all[k]!.name}`);
          }
        }
      }
    });
  }
});

describe('service tags', () => {
  it('lists 90 tags of the newest list and 4 older ones, each once', () => {
    assert.equal(serviceTags.filter(entry => entry.inNewestList).length, 90);
    assert.equal(serviceTags.filter(entry => !entry.inNewestList).length, 4);
    assert.equal(new Set(serviceTags.map(entry => entry.name.toLowerCase())).size, 94);
  });

  it('describes a tag with its source and date', () => {
    const described = describeTag(tag('Storage.WestUS'))!;
    assert.equal(described.name, 'Storage.WestUS');
    assert.equal(described.direction, 'Outbound');
    assert.equal(described.source.month, 'July 2025');
    assert.equal(describeTag(tag('AzureDataLake'))!.source.month, 'April 2021');
    assert.equal(describeTag({ name: 'Nothing', base: 'Nothing', region: null }), undefined);
  });

  it('names only listed tags as dependencies', () => {
    for (const { name, dependsOn } of serviceTags) {
      for (const other of dependsOn) assert.equal(read(other), `known ${other}`, name);
    }
  });

  it('knows the six tags that routes refuse', () => {
    assert.deepEqual(
      serviceTags.filter(entry => entry.usableInUdr === false).map(entry => entry.name),
      ['AzureLoadBalancer', 'AzurePlatformDNS', 'AzurePlatformIMDS', 'AzurePlatformLKM', 'Internet', 'VirtualNetwork'],
    );
  });

  it('places 168.63.129.16', () => {
    assert.equal(platformAddress.prefix, '168.63.129.16/32');
    assert.equal(platformAddress.equals, 'AzureLoadBalancer');
    assert.deepEqual(platformAddress.insideTags, ['AzureLoadBalancer', 'VirtualNetwork']);
  });
});
