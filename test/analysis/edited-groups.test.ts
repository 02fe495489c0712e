import assert from 'node:assert/strict';
import { editOneGroup, editRules } from './support/edited-groups.ts';
import type { RuleText } from './support/group.ts';
import { Random } from './support/random.ts';

describe('an edited group', () => {
  it('is judged as one that nobody has seen before', () => {
    const seen = { edits: 0, shadows: 0 };
    for (let seed = 1; seed <= 60; seed++) editOneGroup(new Random(seed), seen);
    assert.ok(seen.shadows > seen.edits, `only ${seen.shadows} shadows in ${seen.edits} groups`);
  });

  it('is judged anew where a rule that has no packet in common gives a number free to those that are not listed', () => {
    const other: RuleText = { name: 'other', access: 'Allow', priority: 100, destinationPorts: ['22'] };
    const deny: RuleText = { name: 'deny', access: 'Deny', priority: 101, destinationPorts: ['443'] };
    const versions = [other, { ...other, maybe: true }, other].map(first => [{ ...first }, deny]);
    editRules(versions, { rulesUnknown: 'it is computed' });
  });
});
