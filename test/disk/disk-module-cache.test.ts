/** The Bicep compiler's cache folder on a disk: what lies in it is read, and nothing else. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DiskModuleCache } from '../../server/src/disk/disk-module-cache.ts';
import { waitingDisk } from '../../server/src/disk/waiting-disk.ts';
import { inFolder } from '../cli/support/run.ts';

const module = ['br', 'contoso.azurecr.io', 'modules$nsg', '1.0$', 'main.json'];
const files = {
  [`cache/${module.join('/')}`]: '{"a": 1}',
  'cache/br/x/y/sha256#00/main.json': '{"b": 2}',
  'cache/br/x/binary/1$/main.json': Uint8Array.from([0x1f, 0x8b, 0, 1]),
  'secret.json': '{}',
};

describe('a cache folder on a disk', () => {
  it('is named by a path or by a URI', () =>
    inFolder({ files }, async folder => {
      for (const named of [join(folder, 'cache'), pathToFileURL(join(folder, 'cache')).href]) {
        const cache = new DiskModuleCache(named, waitingDisk);
        assert.deepEqual(await cache.read(module), { ok: true, text: '{"a": 1}' });
        assert.deepEqual(await cache.read(['br', 'x', 'y', 'sha256#00', 'main.json']), { ok: true, text: '{"b": 2}' });
      }
    }));

  it('has what it has: the rest is missing, and what is no text is not read', () =>
    inFolder({ files }, async folder => {
      const cache = new DiskModuleCache(join(folder, 'cache'), waitingDisk);
      const absent = await cache.read(['br', 'x', 'y', '2$', 'main.json']);
      assert.ok(!absent.ok && absent.missing);
      const binary = await cache.read(['br', 'x', 'binary', '1$', 'main.json']);
      assert.ok(!binary.ok && !binary.missing && /is not/.test(binary.why));
      const nowhere = await new DiskModuleCache(join(folder, 'no-such-folder'), waitingDisk).read(module);
      assert.ok(!nowhere.ok && nowhere.missing);
    }));

  it('is not left by a link, nor by a path', () =>
    inFolder({ files }, async folder => {
      symlinkSync(join(folder, 'secret.json'), join(folder, 'cache', 'main.json'));
      const cache = new DiskModuleCache(join(folder, 'cache'), waitingDisk);
      const linked = await cache.read(['main.json']);
      assert.ok(!linked.ok && /leads out of the folder/.test(linked.why));
      assert.equal((await cache.read(['..', 'secret.json'])).ok, false);
    }));

  it('is not found by a relative path', async () => {
    for (const named of ['.bicep', '~/.bicep', 'file://%zz', '']) {
      const reading = await new DiskModuleCache(named, waitingDisk).read(module);
      assert.ok(!reading.ok && /not absolute/.test(reading.why), named);
    }
  });
});
