import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IntervalIndex } from '../../server/src/base/interval-index.ts';

describe('interval index', () => {
  const interval = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 }));

  it('counts and finds what overlaps', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 40 }), interval, (list, [start, length]) => {
        const entries = list.map(([first, size], id) => ({ start: first, end: first + size, id }));
        const index = new IntervalIndex(entries);
        const found: number[] = [];
        index.find(start, start + length, id => found.push(id));
        const expected = entries
          .filter(entry => entry.start < start + length && entry.end > start)
          .map(entry => entry.id);
        assert.deepEqual(
          found.sort((a, b) => a - b),
          expected,
        );
        assert.equal(index.count(start, start + length), expected.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds in a selection what was added to it', () => {
    const number = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(interval, number), { maxLength: 40 }),
        fc.uniqueArray(number),
        interval,
        (list, chosen, [start, length]) => {
          const entries = list.map(([[first, size], id]) => ({ start: first, end: first + size, id }));
          const selection = new IntervalIndex(entries).selection();
          for (const id of chosen) selection.add(id);
          const found: number[] = [];
          selection.find(start, start + length, id => found.push(id));
          const expected = entries.filter(
            entry => chosen.includes(entry.id) && entry.start < start + length && entry.end > start,
          );
          const ids = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
          assert.deepEqual(ids(found), ids(expected.map(entry => entry.id)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('works for bigints and for nothing', () => {
    const index = new IntervalIndex<bigint>([{ start: 1n << 100n, end: 1n << 101n, id: 7 }]);
    assert.equal(index.count(0n, 1n << 100n), 0);
    assert.equal(index.count(0n, (1n << 100n) + 1n), 1);
    assert.equal(new IntervalIndex([]).count(0, 1), 0);
  });
});
