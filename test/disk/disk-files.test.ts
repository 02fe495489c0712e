/** The files of a disk as the core gets them: text, within the folders of the workspace, never a throw. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DiskFiles } from '../../server/src/disk/disk-files.ts';
import { waitingDisk } from '../../server/src/disk/waiting-disk.ts';
import { inFolder } from '../cli/support/run.ts';

const uriOf = (...parts: readonly string[]) => pathToFileURL(join(...parts)).href;

describe('files of a disk', () => {
  const inWorkspace = (
    files: Readonly<Record<string, string | Uint8Array>>,
    use: (disk: DiskFiles, folder: string) => Promise<void>,
  ) => inFolder({ files }, folder => use(new DiskFiles(() => [join(folder, 'inside')], waitingDisk), folder));

  it('are read as text within the folders, and named otherwise', () =>
    inWorkspace(
      { 'inside/a.bicep': 'var a = 1', 'inside/binary.json': Uint8Array.from([0xff, 0, 1, 2]), 'outside.json': '{}' },
      async (disk, folder) => {
        assert.deepEqual(await disk.read(uriOf(folder, 'inside', 'a.bicep')), { ok: true, text: 'var a = 1' });
        assert.equal(disk.contains(uriOf(folder, 'inside', 'a.bicep')), true);
        assert.equal(disk.contains(uriOf(folder, 'outside.json')), false);
        assert.equal(disk.contains(uriOf(folder, 'inside-not')), false);
        assert.equal(disk.contains('untitled:main.bicep'), false);
        const binary = await disk.read(uriOf(folder, 'inside', 'binary.json'));
        assert.ok(!binary.ok && !binary.missing && /not UTF-8 text/.test(binary.why));
        const missing = await disk.read(uriOf(folder, 'inside', 'absent.bicep'));
        assert.ok(!missing.ok && missing.missing && /'absent.bicep' does not exist/.test(missing.why));
        const directory = await disk.read(uriOf(folder, 'inside'));
        assert.ok(!directory.ok && !directory.missing);
      },
    ));

  it('are not followed out of the workspace by a link', () =>
    inWorkspace({ 'inside/a.bicep': '', 'secret.json': '{}' }, async (disk, folder) => {
      symlinkSync(join(folder, 'secret.json'), join(folder, 'inside', 'link.json'));
      const reading = await disk.read(uriOf(folder, 'inside', 'link.json'));
      assert.ok(!reading.ok && !reading.missing && /out of the workspace/.test(reading.why));
    }));

  it('are listed, folders with a stroke; what cannot be listed is empty', () =>
    inWorkspace({ 'inside/a.bicep': '', 'inside/deep/b.json': '{}' }, async (disk, folder) => {
      assert.deepEqual([...(await disk.list(`${uriOf(folder, 'inside')}/`))].sort(), ['a.bicep', 'deep/']);
      assert.deepEqual(await disk.list(`${uriOf(folder, 'absent')}/`), []);
    }));
});
