import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatIpv4, readIpv4 } from '../../server/src/base/ip-text.ts';
import { correctedPrefixes, formatPrefix, publicness, readPrefix } from '../../server/src/network/address.ts';

describe('addresses', () => {
  const valid: readonly (readonly [text: string, formatted: string])[] = [
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.3', '10.1.2.3/32'],
    ['255.255.255.255', '255.255.255.255/32'],
    ['10.0.1.0/31', '10.0.1.0/31'],
    ['::', '::/128'],
    ['::/0', '::/0'],
    ['::1', '::1/128'],
    ['1::', '1::/128'],
    ['2603:1000::/24', '2603:1000::/24'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1/128'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1/128'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0/128'],
    ['::ffff:10.1.2.3', '::ffff:a01:203/128'],
    ['fd00::/8', 'fd00::/8'],
  ];
  for (const [text, formatted] of valid) {
    it(`reads ${text}`, () => {
      const reading = readPrefix(text);
      assert.ok(reading.ok);
      assert.equal(formatPrefix(reading.prefix), formatted);
      assert.equal(reading.prefix.hostBits, false);
    });
  }

  const invalid = [
    '',
    '/',
    '/8',
    '10',
    '10.0.0',
    '10.0.0.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.-1',
    '10.0.0.1 ',
    ' 10.0.0.1',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/+8',
    '10.0.0.0/8/8',
    '10.0.0.0/a',
    '10.0.0.1-10.0.0.9',
    '10.0.0.1,10.0.0.2',
    '1e1.0.0.0',
    '0x10.0.0.1',
    '१०.0.0.1',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    '::/129',
    '::1/',
    '::256.1.1.1',
    '1.2.3.4::',
    'fe80::1%eth0',
    '[::1]',
    'Storage',
    '*',
    `${'1:'.repeat(500)}`,
  ];
  for (const text of invalid) {
    it(`refuses ${JSON.stringify(text.slice(0, 30))}`, () => {
      const reading = readPrefix(text);
      assert.ok(!reading.ok);
      assert.match(reading.problem, /^(is|has) /);
    });
  }

  it('marks an address inside its prefix', () => {
    const reading = readPrefix('10.0.1.7/24');
    assert.ok(reading.ok && reading.prefix.family === 4);
    assert.equal(reading.prefix.hostBits, true);
    assert.equal(formatPrefix(reading.prefix), '10.0.1.0/24');
    const v6 = readPrefix('2603:1000::7/24');
    assert.ok(v6.ok && v6.prefix.hostBits);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(32), (address, length) => {
        assert.equal(readIpv4(formatIpv4(address)), address);
        roundTrip(`${formatIpv4(address)}/${length}`);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.nat(128), (address, length) => {
        roundTrip(`${address}/${length}`);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws on a text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), text => {
        assert.equal(typeof readPrefix(text).ok, 'boolean');
      }),
    );
  });

  it('tells public from private', () => {
    const kinds = {
      public: ['20.1.2.3', '168.63.129.16', '172.32.0.0/12', '2603:1000::/24', '9.0.0.0/8'],
      private: [
        '10.0.0.0/8',
        '172.16.0.0/12',
        '192.168.7.0/24',
        '100.64.0.0/10',
        '127.0.0.1',
        '0.0.0.0',
        'fd00::/8',
        '::1',
        'fe80::/10',
      ],
      mixed: ['0.0.0.0/0', '8.0.0.0/6', '172.0.0.0/8', '::/0', 'f000::/4'],
    };
    for (const [kind, texts] of Object.entries(kinds)) {
      for (const text of texts) {
        const reading = readPrefix(text);
        assert.ok(reading.ok);
        assert.equal(publicness(reading.prefix), kind, text);
      }
    }
  });

  const corrections: readonly (readonly [text: string, meant: readonly string[] | undefined])[] = [
    [' 10.0.0.0/8', ['10.0.0.0/8']],
    ['10.0.0.0 / 8', ['10.0.0.0/8']],
    ['10.0.0.4, 10.0.1.0/24', ['10.0.0.4', '10.0.1.0/24']],
    ['10.0.0.0/255.255.0.0', ['10.0.0.0/16']],
    ['10.0.0.0/255.0.255.0', undefined],
    ['10.0.0.0-10.0.0.255', ['10.0.0.0/24']],
    ['10.0.0.1-10.0.0.6', ['10.0.0.1', '10.0.0.2/31', '10.0.0.4/31', '10.0.0.6']],
    ['255.255.255.254-255.255.255.255', ['255.255.255.254/31']],
    ['0.0.0.0-255.255.255.255', ['0.0.0.0/0']],
    ['10.0.0.9-10.0.0.1', undefined],
    ['0.0.0.1-255.255.255.254', undefined],
    ['10.0.0.256', undefined],
    ['Storage,10.0.0.0/8', undefined],
    ['', undefined],
  ];
  for (const [text, meant] of corrections) {
    it(`${meant === undefined ? 'cannot tell what is meant by' : `takes ${meant.join(' and ')} for`} ${JSON.stringify(text)}`, () => {
      assert.deepEqual(correctedPrefixes(text), meant);
    });
  }

  it('takes a range of addresses for the prefixes that are just these', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(40), (first, count) => {
        const last = Math.min(first + count, 0xffffffff);
        const prefixes = correctedPrefixes(`${formatIpv4(first)}-${formatIpv4(last)}`)?.map(text => readPrefix(text));
        let next = first;
        for (const reading of prefixes ?? []) {
          assert.ok(reading.ok && reading.prefix.family === 4 && !reading.prefix.hostBits);
          assert.equal(reading.prefix.start, next);
          next = reading.prefix.end;
        }
        assert.equal(next, last + 1);
      }),
    );
  });

  function roundTrip(text: string): void {
    const first = readPrefix(text);
    assert.ok(first.ok, text);
    const again = readPrefix(formatPrefix(first.prefix));
    assert.ok(again.ok);
    assert.deepEqual(again.prefix, { ...first.prefix, hostBits: false });
  }
});
