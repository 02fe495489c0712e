import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { longRunFlag } from '../../server/src/cli/long-run.ts';

describe('cli/long-run', () => {
  it('asks nothing of V8 for a few files', () => {
    assert.equal(longRunFlag(1, '11.3.244.8-node.38'), undefined);
    assert.equal(longRunFlag(99, '11.3.244.8-node.38'), undefined);
  });

  it('asks nothing of a V8 that counts differently', () => {
    assert.equal(longRunFlag(5_000, '12.4.254.21-node.33'), undefined);
    assert.equal(longRunFlag(5_000, '110.1'), undefined);
  });

  it('sets a flag that V8 knows where it sets one', () => {
    const flag = longRunFlag(5_000, process.versions.v8);
    const known = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' }).stdout;
    const isNode20 = process.versions.v8.startsWith('11.');
    assert.equal(flag !== undefined, isNode20);
    if (flag !== undefined) assert.ok(known.includes(`${flag.split('=')[0]} (`), flag);
  });
});
