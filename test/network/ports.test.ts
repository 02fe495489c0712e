import assert from 'node:assert/strict';
import fc from 'fast-check';
import { correctedPorts, formatPorts, readPorts } from '../../server/src/network/ports.ts';

describe('ports', () => {
  const valid: readonly (readonly [text: string, first: number, last: number])[] = [
    ['*', 0, 65535],
    ['0', 0, 0],
    ['443', 443, 443],
    ['65535', 65535, 65535],
    ['6381-6383', 6381, 6383],
    ['0-65535', 0, 65535],
    ['80-80', 80, 80],
  ];
  for (const [text, first, last] of valid) {
    it(`reads ${text}`, () => {
      assert.deepEqual(readPorts(text), { ok: true, range: { first, last } });
    });
  }

  const invalid = [
    '',
    ' ',
    'any',
    '-1',
    '65536',
    '80-',
    '-80',
    '443-80',
    '80,443',
    '80 - 90',
    '80-90-100',
    '1e3',
    '0x50',
    '8.0',
    '４４３',
  ];
  for (const text of invalid) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const reading = readPorts(text);
      assert.ok(!reading.ok);
      assert.match(reading.problem, /^(is|has|runs) /);
    });
  }

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.nat(65535), fc.nat(65535), (a, b) => {
        const range = { first: Math.min(a, b), last: Math.max(a, b) };
        assert.deepEqual(readPorts(formatPorts(range)), { ok: true, range });
      }),
    );
  });

  const corrections: readonly (readonly [text: string, meant: readonly string[] | undefined])[] = [
    ['443-80', ['80-443']],
    [' 443 ', ['443']],
    ['80 - 90', ['80-90']],
    ['80\u201390', ['80-90']],
    ['80,443', ['80', '443']],
    ['80; 443;', ['80', '443']],
    ['Any', ['*']],
    ['80,*', undefined],
    ['https', undefined],
    ['65536', undefined],
    ['80-', undefined],
    ['', undefined],
    [',', undefined],
  ];
  for (const [text, meant] of corrections) {
    it(`${meant === undefined ? 'cannot tell what is meant by' : `takes ${meant.join(' and ')} for`} ${JSON.stringify(text)}`, () => {
      assert.deepEqual(correctedPorts(text), meant);
    });
  }
});
