import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { longRunFlags, prepareForFiles } from '../../server/src/cli/long-run.ts';

const node20 = '11.3.244.8-node.38';

describe('cli/long-run', () => {
  it('asks nothing of V8 for a few files', () => {
    assert.deepEqual(longRunFlags(1, node20, 1), []);
    assert.deepEqual(longRunFlags(99, node20, 8), []);
  });

  it('asks nothing of a V8 that counts differently', () => {
    assert.deepEqual(longRunFlags(5_000, '12.4.254.21-node.33', 1), []);
    assert.deepEqual(longRunFlags(5_000, '110.1', 1), []);
  });

  it('has the garbage collector work in one thread only where there is one core', () => {
    const [one, two] = [longRunFlags(5_000, node20, 1), longRunFlags(5_000, node20, 2)];
    assert.deepEqual(
      one.filter(flag => !two.includes(flag)),
      ['--no-parallel-scavenge'],
    );
  });

  it('asks nothing of a Node that cannot load its own modules at once', () => {
    const own = process.getBuiltinModule;
    try {
      // Node 21 and the first of 22 have none.
      Reflect.set(process, 'getBuiltinModule', undefined);
      assert.doesNotThrow(() => prepareForFiles(5_000));
    } finally {
      Reflect.set(process, 'getBuiltinModule', own);
    }
  });

  it('sets flags that V8 knows where it sets any', () => {
    const flags = longRunFlags(5_000, process.versions.v8, 1);
    const known = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' }).stdout;
    assert.equal(flags.length > 0, process.versions.v8.startsWith('11.'));
    for (const flag of flags) assert.ok(known.includes(`${flag.split('=')[0]!.replace('--no-', '--')} (`), flag);
  });
});
