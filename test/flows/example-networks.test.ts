/** The networks under examples/profiles: correct ones of every profile, tier and mode, of which nothing may be said but in passing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { profileIds } from '../../server/src/knowledge/profiles.ts';
import { findingsIn, viewOfText } from '../support/view.ts';

const folder = new URL('../../examples/profiles/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.jsonc'));

describe('correct networks', () => {
  for (const name of files) {
    const view = viewOfText(readFileSync(new URL(name, folder), 'utf8'), { rulePack: 'all' }, name);

    it(`${name} has no error and no warning`, () => {
      const loud = findingsIn(view).filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        loud.map(({ rule, message }) => `${rule}: ${message}`),
        [],
      );
    });

    it(`${name} opens or needs not every flow of the table of its profile`, () => {
      assert.equal(view.targets.length, 1);
      const target = view.targets[0]!;
      assert.ok(name.startsWith(target.profile), target.profile);
      const closed = view
        .verdicts(target)
        .filter(({ flow }) => flow.inPortTable)
        .filter(({ verdict }) => !['allowed', 'allowed-by-default', 'not-required'].includes(verdict));
      assert.deepEqual(
        closed.map(({ flow, verdict }) => `${flow.id} ${verdict}`),
        [],
      );
    });
  }

  it('are there for every profile', () => {
    assert.deepEqual(
      profileIds.filter(id => !files.some(name => name.startsWith(id))),
      [],
    );
  });
});
