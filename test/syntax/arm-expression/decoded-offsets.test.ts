import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createScanner } from 'jsonc-parser';
import { DecodedOffsets } from '../../../server/src/syntax/arm-expression/decoded-offsets.ts';

/** The value of a string token, as the JSON parser of this project decodes it. */
function decoded(raw: string): string {
  const scanner = createScanner(raw, false);
  scanner.scan();
  return scanner.getTokenValue();
}

describe('DecodedOffsets', () => {
  const before = '{ "a": ';
  const inFile = (raw: string) =>
    new DecodedOffsets(`${before}${raw} }`, { start: before.length, end: before.length + raw.length });

  /** Written, and for each character of the value the text it was written as. */
  const CASES: readonly (readonly [string, readonly string[]])[] = [
    ['"abc"', ['a', 'b', 'c']],
    ['""', []],
    ['"a\\"b"', ['a', '\\"', 'b']],
    ['"\\\\\\/"', ['\\\\', '\\/']],
    ['"\\b\\f\\n\\r\\t"', ['\\b', '\\f', '\\n', '\\r', '\\t']],
    ['"x\\u0027y\\u00DFz"', ['x', '\\u0027', 'y', '\\u00DF', 'z']],
    ['"\\ud83d\\ude00!"', ['\\ud83d', '\\ude00', '!']],
    ['"\\\\u0041"', ['\\\\', 'u', '0', '0', '4', '1']],
    ['"a\\\\"', ['a', '\\\\']],
    ['"a\\qb"', ['a', 'b']],
    ['"a\\u12zb"', ['a', 'z', 'b']],
    ['"abc', ['a', 'b', 'c']],
    ['"a\\"', ['a', '\\"']],
    ['"a\\', ['a']],
    ['"a\\u00', ['a']],
    ['"', []],
  ];
  for (const [raw, pieces] of CASES) {
    it(`maps the characters of ${raw}`, () => {
      assert.equal(decoded(raw).length, pieces.length);
      const offsets = inFile(raw);
      const file = `${before}${raw} }`;
      const written = pieces.map((_, i) => {
        const { start, end } = offsets.fileRange({ start: i, end: i + 1 });
        assert.equal(offsets.decodedOffset(start), i);
        assert.equal(offsets.fileOffset(i), start);
        return file.slice(start, end);
      });
      assert.deepEqual(written, pieces);
    });
  }

  it('maps the end of the value to the closing quote, and an empty range to one place', () => {
    const offsets = inFile('"a\\n"');
    assert.equal(offsets.fileOffset(2), before.length + 4);
    assert.deepEqual(offsets.fileRange({ start: 1, end: 1 }), { start: before.length + 2, end: before.length + 2 });
  });

  it('maps a place inside an escape to the escaped character', () => {
    const offsets = inFile('"a\\u0041b"');
    const inside = [2, 3, 4, 5, 6, 7].map(at => offsets.decodedOffset(before.length + at));
    assert.deepEqual(inside, [1, 1, 1, 1, 1, 1]);
    assert.equal(offsets.decodedOffset(before.length + 8), 2);
  });

  it('moves offsets outside of the string to its nearest end', () => {
    for (const raw of ['"ab"', '"a\\n"', '"a\\n']) {
      const offsets = inFile(raw);
      const contentEnd = before.length + raw.length - (raw.endsWith('"') ? 1 : 0);
      assert.equal(offsets.fileOffset(-3), before.length + 1);
      assert.equal(offsets.fileOffset(99), contentEnd);
      assert.deepEqual(offsets.fileRange({ start: -3, end: 99 }), { start: before.length + 1, end: contentEnd });
      assert.equal(offsets.decodedOffset(0), 0);
      assert.equal(offsets.decodedOffset(999), 2);
    }
  });

  it('maps each character of any string to text that decodes to it', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\\"',
        '\\\\',
        '\\/',
        '\\b',
        '\\f',
        '\\n',
        '\\r',
        '\\t',
        '\\q',
        '\\u00',
        '\\',
        'u',
        '0',
        '\\u',
        '\\uD83D',
      ),
      fc.integer({ min: 0, max: 0xffff }).map(code => `\\u${code.toString(16).padStart(4, '0')}`),
      fc.constantFrom('a', 'ß', '\u{1f600}', "'", ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        // The scanner says where the token ends: a lone backslash may have escaped the quote.
        const text = `"${pieces.join('')}"`;
        const value = decoded(text);
        const offsets = inFile(text);
        const file = `${before}${text} }`;
        let last = before.length + 1;
        for (let i = 0; i < value.length; i++) {
          const { start, end } = offsets.fileRange({ start: i, end: i + 1 });
          assert.ok(last <= start && start < end && end <= before.length + text.length);
          assert.equal(decoded(`"${file.slice(start, end)}"`), value[i]);
          assert.equal(offsets.decodedOffset(start), i);
          last = end;
        }
      }),
      { seed: 20261101, numRuns: 3000 },
    );
  });
});
