/** Numbers for new, split and misnumbered rules; the order of all others stays. */
import assert from 'node:assert/strict';
import {
  firstPriority,
  prioritiesBeside,
  priorityBehind,
  priorityWithinBounds,
} from '../../server/src/analysis/free-priority.ts';
import { group } from './support/group.ts';

const numbered = (...priorities: (number | undefined)[]) => group(priorities.map(priority => ({ priority })));

describe('free priorities', () => {
  describe('beside a rule that is split', () => {
    const cases: readonly (readonly [
      own: readonly number[],
      at: number,
      count: number,
      expected: readonly number[] | undefined,
    ])[] = [
      [[100], 0, 1, [110]],
      [[100], 0, 3, [110, 120, 130]],
      [[100, 110], 0, 1, [105]],
      [[100, 103], 0, 2, [101, 102]],
      [[100, 101, 110], 1, 1, [106]],
      [[109, 110], 0, 1, [108]],
      [[109, 110], 0, 2, [108, 107]],
      [[100, 101], 0, 1, undefined],
      [[4096], 0, 1, [4095]],
    ];
    for (const [own, at, count, expected] of cases) {
      it(`${count} beside ${own[at]} of ${own.join(', ')}: ${expected?.join(', ') ?? 'none'}`, () => {
        const nsg = numbered(...own);
        const free = prioritiesBeside(nsg, nsg.rules[at]!, count);
        assert.deepEqual(free.ok ? free.priorities : undefined, expected);
      });
    }

    it('is not certain where a rule of unknown number may have it', () => {
      const nsg = numbered(100, undefined);
      const free = prioritiesBeside(nsg, nsg.rules[0]!, 1);
      assert.equal(free.ok && free.isCertain, false);
    });
  });

  describe('within the bounds', () => {
    const cases: readonly (readonly [own: readonly number[], expected: readonly (number | undefined)[]])[] = [
      [[5000], [4096]],
      [
        [5000, 6000],
        [4095, 4096],
      ],
      [
        [6000, 5000],
        [4096, 4095],
      ],
      [
        [5000, 5000],
        [4095, 4096],
      ],
      [
        [50, 100],
        [undefined, 100],
      ],
      [
        [50, 101],
        [100, 101],
      ],
      [
        [0, -1, 200],
        [101, 100, 200],
      ],
      [
        [4096, 5000],
        [4096, undefined],
      ],
      [
        [4090, 5000],
        [4090, 4096],
      ],
    ];
    for (const [own, expected] of cases) {
      it(`${own.join(', ')} become ${expected.map(number => number ?? 'none').join(', ')}`, () => {
        const nsg = numbered(...own);
        const result = nsg.rules.map((rule, i) => {
          if (own[i]! >= 100 && own[i]! <= 4096) return own[i];
          const free = priorityWithinBounds(nsg, rule);
          return free.ok ? free.priority : undefined;
        });
        assert.deepEqual(result, expected);
      });
    }
  });

  it('is the first one before all rules', () => {
    const firstOf = (...own: number[]) => {
      const free = firstPriority(numbered(...own), 'Inbound');
      return free.ok ? free.priority : undefined;
    };
    assert.deepEqual([firstOf(), firstOf(200), firstOf(101), firstOf(100)], [100, 100, 100, undefined]);
  });

  it('is found among more rules than a call has room for', () => {
    const many = (...others: number[]) => {
      const alike = Array.from({ length: 150_000 }, () => ({ priority: 200 }));
      return group([...alike, ...others.map(priority => ({ priority }))]);
    };
    const nsg = many(5000);
    const all = [
      priorityBehind(nsg, nsg.rules[1]!),
      firstPriority(many(), 'Inbound'),
      priorityWithinBounds(nsg, nsg.rules.at(-1)!),
    ];
    assert.deepEqual(
      all.map(free => free.ok && free.priority),
      [210, 100, 4096],
    );
  });
});
