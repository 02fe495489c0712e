import assert from 'node:assert/strict';
import { publishedList } from '../support/service-tag-list.ts';
import { FakeCore } from './support/fake-core.ts';
import { run } from './support/run.ts';

describe('cli --service-tags', () => {
  const files = { 'a.json': 'securityRules', 'tags.json': publishedList, 'folder/broken.json': '{"values": [' };

  for (const [command, ...options] of [['check'], ['explain'], ['packet', '--flow', 'sql']] as const) {
    it(`gives ${command} the tags of a file of the working folder`, async () => {
      const core = new FakeCore();
      const { notes } = await run([command, 'a.json', ...options, '--service-tags', 'tags.json'], { files, core });
      assert.equal(notes, '');
      assert.equal(core.seen[0]?.settings.serviceTags?.size, 9);
    });

    for (const [file, problem] of [
      ['folder/broken.json', /^apim-vnet: folder\/broken\.json is not JSON: /],
      ['nowhere.json', /^apim-vnet: nowhere\.json does not exist\n$/],
      ['folder', /^apim-vnet: folder is a folder\n$/],
    ] as const) {
      it(`ends ${command} with 2 and judges nothing where it is ${file}`, async () => {
        const core = new FakeCore();
        const { code, output, notes } = await run([command, 'a.json', ...options, '--service-tags', file], {
          files,
          core,
        });
        assert.equal(code, 2);
        assert.equal(output, '');
        assert.match(notes, problem);
        assert.deepEqual(core.seen, []);
      });
    }
  }
});
