import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './support/tokenize.ts';

describe('syntaxes/generate.mjs', () => {
  it('has been run: the grammars are what it would write', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'syntaxes/generate.mjs'), '--check'], {
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });
});
