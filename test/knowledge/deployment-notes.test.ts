import assert from 'node:assert/strict';
import { deploymentNotes, notesFor } from '../../server/src/knowledge/deployment-notes.ts';
import { profileIds } from '../../server/src/knowledge/profiles.ts';

describe('notes on deployments', () => {
  it('are of profiles there are, with sources, and each is one sentence or two', () => {
    for (const { id, profiles, sources, text } of deploymentNotes) {
      assert.deepEqual(
        profiles.filter(profile => !profileIds.includes(profile)),
        [],
        id,
      );
      assert.ok(sources.length > 0 && sources.every(source => source?.month !== undefined), id);
      assert.match(text, /^[A-Z].*\.$/, id);
    }
    assert.equal(new Set(deploymentNotes.map(({ id }) => id)).size, deploymentNotes.length);
  });

  it('are for a profile and a mode, and of two modes for neither while it is not known', () => {
    const ids = (...args: Parameters<typeof notesFor>) => notesFor(...args).map(({ id }) => id);
    assert.ok(ids('stv2-current', 'Internal').includes('test-console'));
    assert.ok(!ids('stv2-current', 'External').includes('test-console'));
    assert.ok(!ids('stv2-current', undefined).includes('test-console'));
    assert.ok(ids('stv2-current', undefined).includes('network-status'));
    // By facts: the VIP, the lock of a network and the check afterwards, for the platform of today.
    for (const id of ['vip-change', 'vnet-lock-later', 'network-status'])
      assert.ok(ids('stv2-current', 'External').includes(id), id);
    assert.deepEqual(ids('standard-v2-integration', 'External'), [
      'rp-registered',
      'permissions-v2',
      'trusted-service',
    ]);
  });
});
