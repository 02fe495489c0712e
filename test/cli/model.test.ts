import assert from 'node:assert/strict';
import { emptyModel } from './support/fake-core.ts';
import { run } from './support/run.ts';

const files = { 'net/nsg.json': '{ "securityRules": [] }', 'net/package.json': '{}' };

describe('apim-vnet model', () => {
  it('prints the model of one file as JSON', async () => {
    const { code, output, notes } = await run(['model', 'net/nsg.json'], { files });
    assert.deepEqual([code, notes], [0, '']);
    assert.deepEqual(JSON.parse(output), emptyModel);
  });

  it('reads standard input', async () => {
    const { code, output } = await run(['model', '-', '--format', 'json'], { input: files['net/nsg.json'] });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(output), emptyModel);
  });

  it('exits with 2 for a file that holds no network, a folder, and a file that is not there', async () => {
    for (const [path, said] of [
      ['net/package.json', /nothing to print in net\/package\.json/],
      ['net', /net is a folder; a model is printed of one file/],
      ['none.json', /none\.json/],
    ] as const) {
      const { code, output, notes } = await run(['model', path], { files });
      assert.deepEqual([code, output], [2, ''], path);
      assert.match(notes, said);
    }
  });
});
