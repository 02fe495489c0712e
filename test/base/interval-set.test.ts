import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  firstOutside,
  has,
  type IntervalSet,
  includes,
  intersect,
  intervalSet,
  isEmpty,
  overlaps,
  pairs,
  subtract,
  union,
} from '../../server/src/base/interval-set.ts';

const size = 60;
const intervals = (most: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: size }), fc.integer({ min: 0, max: 6 })), { maxLength: most })
    .map(list => list.map(([start, length]) => [start, Math.min(start + length, size)] as const));
/** Few intervals and many: the two take different ways through the code. */
const anySet = fc.oneof(intervals(3), intervals(60)).map(list => intervalSet(list));

describe('interval sets', () => {
  it('hold the values of their intervals, sorted, disjoint and not touching', () => {
    fc.assert(
      fc.property(intervals(20), list => {
        const set = intervalSet(list);
        assertCanonical(set);
        for (let value = 0; value < size; value++) {
          assert.equal(
            has(set, value),
            list.some(([start, end]) => start <= value && value < end),
          );
        }
      }),
    );
  });

  it('agree with plain sets of numbers', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const [inA, inB] = [valuesOf(a), valuesOf(b)];
        assertValues(union(a, b), [...new Set([...inA, ...inB])]);
        assertValues(
          intersect(a, b),
          inA.filter(value => inB.includes(value)),
        );
        assertValues(
          subtract(a, b),
          inA.filter(value => !inB.includes(value)),
        );
        assert.equal(
          overlaps(a, b),
          inA.some(value => inB.includes(value)),
        );
        assert.equal(
          includes(a, b),
          inB.every(value => inA.includes(value)),
        );
        assert.equal(
          firstOutside(a, b),
          inA.find(value => !inB.includes(value)),
        );
        assert.equal(isEmpty(a), inA.length === 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('do not change when they are used', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const before = [[...a], [...b]];
        union(a, b);
        intersect(a, b);
        subtract(a, b);
        assert.deepEqual([a, b], before);
      }),
    );
  });

  it('hold numbers past 2^53 as bigints', () => {
    const top = 1n << 128n;
    const halves = subtract([0n, top], [1n << 127n, (1n << 127n) + 1n]);
    assert.deepEqual(halves, [0n, 1n << 127n, (1n << 127n) + 1n, top]);
    assert.deepEqual(union(halves, [1n << 127n, (1n << 127n) + 1n]), [0n, top]);
    assert.deepEqual(pairs(halves), [
      [0n, 1n << 127n],
      [(1n << 127n) + 1n, top],
    ]);
  });
});

function valuesOf(set: IntervalSet): readonly number[] {
  return Array.from({ length: size + 1 }, (_, value) => value).filter(value => has(set, value));
}

function assertValues(set: IntervalSet, values: readonly number[]): void {
  assertCanonical(set);
  assert.deepEqual(
    valuesOf(set),
    values.toSorted((a, b) => a - b),
  );
}

function assertCanonical(set: IntervalSet): void {
  assert.equal(set.length % 2, 0);
  assert.ok(
    set.every((value, i) => i === 0 || set[i - 1]! < value),
    String(set),
  );
}
