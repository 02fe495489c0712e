/** The zone file for BIND, read back by the grammar of RFC 1035, section 5. */
import assert from 'node:assert/strict';
import { type HostEntry, hostEntries, type NamesRequest } from '../../../server/src/generate/hosts/host-entries.ts';
import { generateNames } from '../../../server/src/generate/names.ts';
import { profileIds } from '../../../server/src/knowledge/profiles.ts';
import { cloudIds } from '../../../server/src/knowledge/regions.ts';

interface ZoneRecord {
  /** With its dot at the end. */
  readonly owner: string;
  readonly type: string;
  readonly ttl: number;
  readonly data: readonly string[];
}

/** Names as a server writes them: labels of 1 to 63 letters, 255 in all, `*` only as the first label. */
const absoluteName = /^(?=.{1,255}$)(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+$/i;

/** The records of a file that is loaded for a zone; what is outside of it is left out, as BIND does. */
function load(text: string, zone: string): { readonly records: readonly ZoneRecord[]; readonly outside: number } {
  const origin = `${zone}.`;
  const records: ZoneRecord[] = [];
  let ttl: number | undefined;
  let outside = 0;
  assert.ok(text.endsWith('\n'), 'the last line has an end');
  assert.ok(!/[^\t\n -~]/.test(text), 'only ASCII, which every server reads');
  for (const line of text.split('\n').map(whole => whole.replace(/;.*/, '').trimEnd())) {
    if (line === '') continue;
    const [first = '', ...rest] = line.split(/\s+/);
    assert.ok(!/^\s/.test(line), `'${line}' would be a further record of the owner above`);
    if (first === '$TTL') {
      ttl = Number(rest[0]);
      assert.ok(Number.isInteger(ttl) && ttl > 0 && ttl < 2 ** 31 && rest.length === 1, line);
      continue;
    }
    const [recordClass, type = '', ...data] = rest;
    assert.equal(recordClass, 'IN', line);
    assert.ok(ttl !== undefined, 'a record needs a time to live');
    const owner = first === '@' ? origin : first;
    assert.match(owner, absoluteName);
    if (owner === origin || owner.endsWith(`.${origin}`)) records.push({ owner, type, ttl, data });
    else outside++;
  }
  return { records, outside };
}

function entriesOf(request: NamesRequest): readonly HostEntry[] {
  const reading = hostEntries(request);
  return reading.ok ? reading.entries : assert.fail(reading.problems.join('\n'));
}

const requests: readonly NamesRequest[] = profileIds.flatMap(profile =>
  cloudIds.map(cloud => ({
    serviceName: 'contoso',
    cloud,
    profile,
    address: '10.0.0.5',
    region: 'westeurope',
    otherRegions: [{ region: 'West US 2', address: '10.2.0.5' }],
    customHosts: [
      { endpoint: 'gateway', host: '*.contoso.com' },
      { endpoint: 'gateway', host: 'contoso.com' },
    ],
  })),
);

describe('the zone file for BIND', () => {
  it('is a whole zone for each name that it tells to load it for, with the addresses that were asked for', () => {
    for (const request of requests) {
      const generated = generateNames(request, { form: 'bind', ttl: 120 });
      const text = generated.ok ? generated.text : assert.fail(generated.problems.join('\n'));
      const zones = [...text.matchAll(/^; {3}zone "([^"]+)" \{ type primary; file "[\w.-]+"; \};$/gm)].map(
        ([, zone]) => zone!,
      );
      assert.ok(zones.length > 0 && new Set(zones).size === zones.length);
      const found: string[] = [];
      for (const zone of zones) {
        const { records, outside } = load(text, zone);
        const [authority, server, ...others] = records;
        assert.equal(authority?.type, 'SOA');
        assert.equal(authority?.owner, `${zone}.`);
        assert.equal(authority?.data.length, 7);
        const [primary, mailbox, ...times] = authority!.data;
        for (const name of [primary!, mailbox!]) assert.match(name, absoluteName);
        assert.ok(times.every(time => /^\d+$/.test(time) && Number(time) < 2 ** 31));
        assert.deepEqual([server?.type, server?.owner], ['NS', `${zone}.`]);
        assert.ok(others.length > 0, zone);
        for (const { owner, type, ttl, data } of others) {
          assert.deepEqual([type, ttl, data.length], ['A', 120, 1]);
          assert.match(data[0]!, /^\d{1,3}(?:\.\d{1,3}){3}$/);
          found.push(`${owner.slice(0, -1)} ${data[0]}`);
        }
        assert.equal(records.length + outside, entriesOf(request).length + 2);
      }
      // A zone within another zone of the file is served by itself; the records are the same in both.
      assert.deepEqual(
        [...new Set(found)].sort(),
        entriesOf(request)
          .map(({ host, address }) => `${host} ${address}`)
          .sort(),
      );
    }
  });
});
