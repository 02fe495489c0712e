import assert from 'node:assert/strict';
import { editOneGroup } from './support/edited-groups.ts';
import { Random } from './support/random.ts';

describe('an edited group', () => {
  it('is judged as one that nobody has seen before', () => {
    const seen = { edits: 0, shadows: 0 };
    for (let seed = 1; seed <= 60; seed++) editOneGroup(new Random(seed), seen);
    assert.ok(seen.shadows > seen.edits, `only ${seen.shadows} shadows in ${seen.edits} groups`);
  });
});
