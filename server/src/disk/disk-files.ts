/** The files of a disk for the core: those in the folders of the workspace, and nothing else. */
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileContent, FileSystem } from '../workspace/file-system.ts';
import { decode, inWords, maxFileSize } from './read-text.ts';

const outside = 'its file is reached by a link that leads out of the workspace';

export class DiskFiles implements FileSystem {
  private readonly folders: () => readonly string[];
  /** Real paths of folders, by their paths: a folder may be reached by a link itself. */
  private readonly real = new Map<string, Promise<string>>();

  /** @param folders absolute paths of the workspace's folders, asked anew each time */
  constructor(folders: () => readonly string[]) {
    this.folders = folders;
  }

  contains(uri: string): boolean {
    const path = pathOf(uri);
    return path !== undefined && this.folders().some(folder => isWithin(path, folder));
  }

  async read(uri: string): Promise<FileContent> {
    const path = pathOf(uri);
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    if (path === undefined) return { ok: false, why: `'${name}' is no file of this computer`, missing: false };
    try {
      if (!(await this.isReallyInside(path))) return { ok: false, why: outside, missing: false };
      const status = await stat(path);
      if (!status.isFile()) return { ok: false, why: `'${name}' is no file`, missing: false };
      if (status.size > maxFileSize)
        return { ok: false, why: `'${name}' is larger than ${maxFileSize / 2 ** 20} MB`, missing: false };
      const reading = decode(await readFile(path));
      return reading.ok
        ? { ok: true, text: reading.text }
        : { ok: false, why: `'${name}' ${reading.problem}`, missing: false };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { ok: false, why: `'${name}' ${inWords(error)}`, missing: code === 'ENOENT' || code === 'ENOTDIR' };
    }
  }

  async list(folder: string): Promise<readonly string[]> {
    const path = pathOf(folder);
    if (path === undefined) return [];
    try {
      if (!(await this.isReallyInside(path))) return [];
      const entries = await readdir(path, { withFileTypes: true });
      return entries.map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    } catch {
      return [];
    }
  }

  /** Whether a path lies within the folders once links are followed: of its folder, which is asked once, and of itself. */
  private async isReallyInside(path: string): Promise<boolean> {
    const isLink = (await lstat(path)).isSymbolicLink();
    const target = isLink ? await realpath(path) : join(await this.realFolder(dirname(path)), basename(path));
    for (const folder of this.folders()) if (isWithin(target, await this.realFolder(folder))) return true;
    return false;
  }

  private realFolder(folder: string): Promise<string> {
    let known = this.real.get(folder);
    if (known === undefined) {
      known = realpath(folder).catch(() => folder);
      this.real.set(folder, known);
    }
    return known;
  }
}

/** `undefined` for a URI that names no file of this computer. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function isWithin(path: string, folder: string): boolean {
  const start = folder.endsWith(sep) ? folder : `${folder}${sep}`;
  return path === folder || path.startsWith(start) || `${path}${sep}` === start;
}
