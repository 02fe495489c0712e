/** What holds for any arguments, and for those an independent implementation can check. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type Json, pureFunctions } from '../../../server/src/evaluate/functions/index.ts';
import { answerOf, call, doubled, nested, repeat } from './support.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '10.0.0.0/16',
    'fd00::/48',
    '{0}',
    '{0:D2}',
    '{{',
    'true',
    '12',
    '[1]',
    "{'a': 1}",
    'YQ==',
    'data:;base64,YQ==',
    '%41',
    'http://a.b/c',
    '\ud800',
  ),
);
const number = fc.oneof(
  fc.integer({ min: -3, max: 40 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(1e9, 2 ** 53, -(2 ** 63)),
);
const json = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom('a', 'A', 'b', '1', '__proto__', 'value', 'fromEnd'), fc.string()),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;
const integer = fc.integer({ min: -1_000_000, max: 1_000_000 });

/** A surrogate without its partner has no bytes of its own. */
const wellFormed = (value: string): string => Buffer.from(value).toString();

describe('pure template functions on any arguments', () => {
  for (const entry of pureFunctions) {
    it(`${entry.name} answers, within bounds, and leaves its arguments alone`, () => {
      fc.assert(
        fc.property(fc.array(json, { maxLength: 5 }), args => {
          const before = structuredClone(args);
          const result = entry.call(args);
          assert.deepEqual(args, before);
          if (!result.ok) {
            assert.ok(result.kind === 'would-fail' || result.kind === 'cannot-know');
            // A clause that ends a sentence, not a sentence.
            assert.match(result.why, /^\S.*[^.]$/s);
            return;
          }
          const { value } = result;
          if (typeof value === 'string') assert.ok(value.length <= 1_000_000);
          if (Array.isArray(value)) assert.ok(value.length <= 10_000);
          if (typeof value === 'number' && Number.isInteger(value)) assert.ok(Number.isSafeInteger(value));
          assert.deepEqual(entry.call(args), result, 'the same call gives the same answer');
        }),
        { numRuns: 150 },
      );
    });

    it(`${entry.name} stays bounded on deep, wide and shared data`, () => {
      const long = 'a'.repeat(900_000);
      const large: readonly Json[] = [
        nested(20_000),
        doubled(60),
        repeat(repeat(long, 100), 9000),
        { a: doubled(60), b: nested(20_000) },
        long,
      ];
      for (const a of large) {
        for (const b of large) {
          for (const args of [[a], [a, b], [a, b, a]]) assert.equal(typeof entry.call(args).ok, 'boolean');
        }
      }
    });
  }
});

describe('pure template functions against other implementations', () => {
  const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void =>
    fc.assert(fc.property(arbitrary, property), { numRuns: 200 });

  it('guid is a name-based UUID', () => {
    check(fc.array(text, { minLength: 1, maxLength: 4 }), names => {
      const digest = createHash('sha1')
        .update(Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex'))
        .update(names.join('-'))
        .digest();
      digest[6] = (digest[6]! & 0x0f) | 0x50;
      digest[8] = (digest[8]! & 0x3f) | 0x80;
      assert.equal(String(answerOf('guid', ...names)).replaceAll('-', ''), digest.toString('hex', 0, 16));
    });
  });

  it('uniqueString has thirteen characters of its alphabet, for every length of text', () => {
    for (let length = 0; length < 40; length++) {
      assert.match(String(answerOf('uniqueString', 'é'.repeat(length))), /^[a-z2-7]{13}$/);
    }
  });

  it('base64 and uriComponent agree with the platform, and come back', () => {
    check(text, value => {
      const whole = wellFormed(value);
      assert.equal(answerOf('base64', value), Buffer.from(value).toString('base64'));
      assert.equal(answerOf('base64ToString', answerOf('base64', value)), whole);
      assert.equal(answerOf('dataUriToString', answerOf('dataUri', value)), whole);
      const encoded = encodeURIComponent(whole).replace(
        /[!'()*]/g,
        character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      );
      assert.equal(answerOf('uriComponent', value), encoded);
      assert.equal(answerOf('uriComponentToString', encoded), whole);
    });
  });

  it('json reads what JSON.stringify and string write', () => {
    const plain = fc.letrec<{ value: Json }>(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        integer,
        fc.string({ unit: 'binary' }),
        fc.array(tie('value')),
        fc.dictionary(
          fc.string().filter(key => !/^\d+$/.test(key)),
          tie('value'),
          { noNullPrototype: true },
        ),
      ),
    })).value;
    check(plain, value => {
      const written = JSON.stringify(value);
      assert.deepEqual(answerOf('json', written), JSON.parse(written));
      if (typeof value === 'object' && value !== null) {
        assert.deepEqual(answerOf('json', answerOf('string', value)), value);
        assert.deepEqual(answerOf('json', answerOf('format', '{0}', value)), value);
      }
    });
  });

  it('div and mod take a dividend apart', () => {
    check(
      fc.tuple(
        fc.maxSafeInteger(),
        fc.maxSafeInteger().filter(value => value !== 0),
      ),
      ([a, b]) => {
        const quotient = answerOf('div', a, b) as number;
        const rest = answerOf('mod', a, b) as number;
        assert.equal(BigInt(quotient), BigInt(a) / BigInt(b));
        assert.equal(BigInt(rest), BigInt(a) % BigInt(b));
      },
    );
  });

  it('split and join undo each other, and several delimiters split as one pattern', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ',', ';') });
    check(words, value => {
      assert.equal(answerOf('join', answerOf('split', value, ','), ','), value);
      assert.deepEqual(answerOf('split', value, ['a,', ',', ';;']), value.split(/a,|,|;;/));
    });
  });

  it('equals, contains, indexOf and distinct share one equality', () => {
    const small = fc.letrec<{ value: Json }>(tie => ({
      value: fc.oneof(
        fc.constantFrom<Json>(null, true, 0, 1, '', 'a', 'A', '0'),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { noNullPrototype: true }),
      ),
    })).value;
    check(fc.tuple(fc.array(small), small), ([list, item]) => {
      const at = list.findIndex(element => isDeepStrictEqual(element, item));
      assert.equal(answerOf('indexOf', list, item), at);
      assert.equal(answerOf('contains', list, item), at >= 0);
      if (list[0] !== undefined) assert.equal(answerOf('equals', list[0], item), isDeepStrictEqual(list[0], item));
      const once = list.filter((element, i) => list.findIndex(other => isDeepStrictEqual(other, element)) === i);
      assert.deepEqual(answerOf('distinct', list), once);
      assert.deepEqual(answerOf('union', list, list), once);
      assert.deepEqual(answerOf('intersection', once, list), once);
    });
  });

  it('union of objects keeps what it is given, and later values win', () => {
    const object = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(integer, fc.array(integer)), {
      noNullPrototype: true,
    });
    check(fc.tuple(object, object), ([a, b]) => {
      assert.deepEqual(answerOf('union', a, b), { ...a, ...b });
      assert.deepEqual(answerOf('union', { in: a }, { in: b }), { in: { ...a, ...b } });
      assert.deepEqual(answerOf('shallowMerge', [a, b]), { ...a, ...b });
      assert.deepEqual(answerOf('union', a, {}), a);
    });
  });

  it('take and skip share an array or a text out', () => {
    check(fc.tuple(fc.oneof(fc.array(integer), fc.string()), fc.integer({ min: -3, max: 15 })), ([value, count]) => {
      const whole = answerOf('concat', answerOf('take', value, count), answerOf('skip', value, count));
      assert.deepEqual(whole, value);
    });
  });

  it('format writes whole numbers as the platform does', () => {
    check(integer, value => {
      assert.equal(answerOf('format', '{0:N0}', value), value.toLocaleString('en-US'));
      assert.equal(answerOf('format', '{0:N2}', value), value.toLocaleString('en-US', { minimumFractionDigits: 2 }));
      assert.equal(answerOf('format', '{0:D1}', value), String(value));
      if (value >= 0) assert.equal(answerOf('format', '{0:x}', value), value.toString(16));
    });
  });

  it('cidrSubnet tiles a range without gaps, and its subnets lie in it', () => {
    const range = fc.tuple(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 28 }),
      fc.integer({ min: 0, max: 4 }),
    );
    check(range, ([address, length, more]) => {
      const dotted = [24, 16, 8, 0].map(shift => (address >>> shift) & 255).join('.');
      const number = (cidr: Json): number =>
        String(cidr)
          .split('/')[0]!
          .split('.')
          .reduce((value, part) => value * 256 + Number(part), 0);
      let next = number(answerOf('cidrSubnet', `${dotted}/${length}`, length, 0));
      for (let i = 0; i < 2 ** more; i++) {
        assert.equal(number(answerOf('cidrSubnet', `${dotted}/${length}`, length + more, i)), next);
        next += 2 ** (32 - length - more);
      }
      assert.equal(call('cidrSubnet', `${dotted}/${length}`, length + more, 2 ** more).ok, false);
    });
  });

  it('cidrHost starts at the first usable address of parseCidr', () => {
    check(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 30 })), ([octet, length]) => {
      const range = `${octet}.${octet}.${octet}.${octet}/${length}`;
      const parts = answerOf('parseCidr', range) as { readonly [key: string]: Json };
      assert.equal(answerOf('cidrHost', range, 0), parts['firstUsable']);
      assert.equal(answerOf('cidrHost', range, 2 ** (32 - length) - 3), parts['lastUsable']);
      assert.equal(call('cidrHost', range, 2 ** (32 - length) - 2).ok, false);
    });
  });
});
