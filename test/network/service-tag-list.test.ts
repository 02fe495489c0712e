import assert from 'node:assert/strict';
import { readServiceTag, type ServiceTag } from '../../server/src/knowledge/service-tags.ts';
import { readServiceTagList, type ServiceTagList } from '../../server/src/network/service-tag-list.ts';
import { publishedList, tagListText } from '../support/service-tag-list.ts';

function tag(name: string): ServiceTag {
  const reading = readServiceTag(name);
  if (reading.kind !== 'known') throw new Error(name);
  return reading.tag;
}

function listOf(text: string): ServiceTagList {
  const reading = readServiceTagList(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.list;
}

const storageV4 = [0xc0000200, 0xc0000280, 0xc6336400, 0xc6336440];

describe('list of service tags', () => {
  it("is read as Microsoft publishes it, with the Azure CLI's members, and in PowerShell's case", () => {
    const written = JSON.parse(publishedList) as { values: { name: string; properties: object }[] };
    const cli = { ...written, type: 'Microsoft.Network/serviceTags', nextLink: null };
    const powerShell = {
      Cloud: 'Public',
      ChangeNumber: '123',
      Values: written.values.map(({ name, properties }) => ({
        Name: name,
        Properties: Object.fromEntries(
          Object.entries(properties).map(([key, value]) => [key.replace(/^./, letter => letter.toUpperCase()), value]),
        ),
      })),
    };
    for (const text of [publishedList, `\uFEFF${publishedList}`, JSON.stringify(cli), JSON.stringify(powerShell)]) {
      const list = listOf(text);
      assert.equal(list.cloud, 'Public');
      assert.equal(list.changeNumber, '123');
      assert.deepEqual(list.resolve(tag('Storage')).addresses?.v4, storageV4);
    }
  });

  it('joins prefixes that touch, and has both families', () => {
    const { addresses } = listOf(
      tagListText({ Storage: ['192.0.2.0/25', '192.0.2.128/25', '2001:db8::/33', '2001:db8:8000::/33'] }),
    ).resolve(tag('Storage'));
    assert.deepEqual(addresses?.v4, [0xc0000200, 0xc0000300]);
    assert.deepEqual(addresses?.v6, [0x20010db8n << 96n, 0x20010db9n << 96n]);
  });

  it('finds regions under all their spellings, and tags that are newer than our lists by name', () => {
    const list = listOf(publishedList);
    for (const name of ['Storage.WestUS', 'storage.westus', 'Storage.westUs']) {
      assert.deepEqual(list.resolve(tag(name)).addresses?.v4, [0xc0000200, 0xc0000280]);
    }
    assert.deepEqual(list.named(' contosonewservice ')?.addresses?.v4, [0xcb007100, 0xcb007110]);
    assert.equal(list.named('Nobody'), undefined);
  });

  it('leaves alone what it has no addresses for, and tags that mean something else in each network', () => {
    const list = listOf(
      tagListText({ Storage: ['192.0.2.0/24'], Sql: [], Internet: ['192.0.2.0/24'], VirtualNetwork: ['192.0.2.0/24'] }),
    );
    assert.equal(list.size, 1);
    for (const name of ['Sql', 'EventHub', 'Internet', 'VirtualNetwork', 'AzureLoadBalancer']) {
      assert.equal(list.resolve(tag(name)).addresses, undefined);
    }
  });

  for (const [what, text, problem] of [
    ['no JSON', '{ "values": [', /^is not JSON: /],
    ['an empty file', '', /^is not JSON: /],
    ['another JSON', '{"securityRules": []}', /^is not a list of service tags: it has no list 'values'/],
    ['a list', '[]', /it has no list 'values'/],
    ['entries without names', '{"values": [{}]}', /entry 0 of 'values' has no name or no address prefixes$/],
    ['no addresses at all', '{"values": []}', /^has no service tag with addresses$/],
    [
      'a prefix that is none',
      tagListText({ Storage: ['192.0.2.0/24'], Sql: ['192.0.2.0/33'] }),
      /^holds "192\.0\.2\.0\/33", which is no address prefix, in entry 1 of 'values' \('Sql'\)$/,
    ],
    ['a prefix that is no text', tagListText({ Sql: [7] }), /^holds 7, which is no address prefix, in entry 0/],
  ] as const) {
    it(`says what is wrong with ${what}`, () => {
      const reading = readServiceTagList(text);
      assert.ok(!reading.ok);
      assert.match(reading.problem, problem);
    });
  }
});
