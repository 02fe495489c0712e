import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unchangedEnds } from '../../server/src/base/text-change.ts';

describe('unchanged ends of two texts', () => {
  it('are as long as they can be, the first one first', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const { before, after } = unchangedEnds(a, b);
        assert.equal(a.slice(0, before), b.slice(0, before));
        assert.equal(a.slice(a.length - after), b.slice(b.length - after));
        const middle = { a: a.slice(before, a.length - after), b: b.slice(before, b.length - after) };
        assert.equal(before + middle.a.length + after, a.length);
        if (middle.a === '' || middle.b === '') return;
        assert.notEqual(middle.a[0], middle.b[0]);
        assert.notEqual(middle.a.at(-1), middle.b.at(-1));
      }),
      { numRuns: 1000 },
    );
  });
});
