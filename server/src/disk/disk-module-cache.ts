/** A cache folder of the Bicep compiler on a disk. Nothing outside of it is read. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileContent } from '../workspace/file-system.ts';
import type { ModuleCache } from '../workspace/module-cache.ts';
import { type DiskCalls, DiskFiles } from './disk-files.ts';

export class DiskModuleCache implements ModuleCache {
  private readonly folder: string | undefined;
  private readonly files: DiskFiles;

  /**
   * @param folder absolute, or a `file:` URI; a relative path has nothing that it could be relative to
   * @param disk as for {@link DiskFiles}
   */
  constructor(folder: string, disk: DiskCalls) {
    this.folder = absolutePath(folder);
    const folders = this.folder === undefined ? [] : [this.folder];
    this.files = new DiskFiles(() => folders, disk, 'the folder');
  }

  async read(path: readonly string[]): Promise<FileContent> {
    if (this.folder === undefined) return { ok: false, why: 'the path of the folder is not absolute', missing: false };
    return this.files.read(pathToFileURL(join(this.folder, ...path)).href);
  }
}

/** The path that a setting names; `undefined` where it is relative, or no URI of a file of this computer. */
export function absolutePath(written: string): string | undefined {
  if (!/^file:\/\//i.test(written)) return /^([a-z]:)?[\\/]/i.test(written) ? written : undefined;
  try {
    return fileURLToPath(written);
  } catch {
    return undefined;
  }
}
