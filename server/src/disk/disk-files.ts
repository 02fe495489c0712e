/** The files of a disk for the core: those in the folders of the workspace, and nothing else. */
import type { Dirent, Stats } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileContent, FileSystem } from '../workspace/file-system.ts';
import { decode, inWords, maxFileSize } from './read-text.ts';

/** What is asked of the operating system. */
export interface DiskCalls {
  lstat(path: string): Promise<Stats> | Stats;
  stat(path: string): Promise<Stats> | Stats;
  realpath(path: string): Promise<string> | string;
  readFile(path: string): Promise<Uint8Array> | Uint8Array;
  readdir(path: string): Promise<readonly Dirent[]> | readonly Dirent[];
}

/** Files that are remembered to lie within the folders, or outside. */
const maxKnown = 20_000;

export class DiskFiles implements FileSystem {
  private readonly folders: () => readonly string[];
  private readonly disk: DiskCalls;
  private readonly outside: string;
  /** Real paths of folders, by their paths: a folder may be reached by a link itself. */
  private readonly real = new Map<string, Promise<string>>();
  private known: WorkspaceFolders | undefined;

  /**
   * @param folders absolute paths of the workspace's folders, asked anew each time
   * @param disk for a server those that wait, so that others are served meanwhile
   * @param what the folders are called in a sentence
   */
  constructor(folders: () => readonly string[], disk: DiskCalls, what = 'the workspace') {
    this.folders = folders;
    this.disk = disk;
    this.outside = `its file is reached by a link that leads out of ${what}`;
  }

  contains(uri: string): boolean {
    const { known, named } = this.workspace();
    let isInside = known.get(uri);
    if (isInside === undefined) {
      const path = pathOf(uri);
      isInside = path !== undefined && isWithin(path, named);
      if (known.size >= maxKnown) known.clear();
      known.set(uri, isInside);
    }
    return isInside;
  }

  async read(uri: string): Promise<FileContent> {
    const path = pathOf(uri);
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    if (path === undefined) return { ok: false, why: `'${name}' is no file of this computer`, missing: false };
    try {
      const own = await this.disk.lstat(path);
      if (!(await this.isReallyInside(path, own))) return { ok: false, why: this.outside, missing: false };
      const status = own.isSymbolicLink() ? await this.disk.stat(path) : own;
      if (!status.isFile()) return { ok: false, why: `'${name}' is no file`, missing: false };
      if (status.size > maxFileSize)
        return { ok: false, why: `'${name}' is larger than ${maxFileSize / 2 ** 20} MB`, missing: false };
      const reading = decode(await this.disk.readFile(path));
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
      if (!(await this.isReallyInside(path, await this.disk.lstat(path)))) return [];
      const entries = await this.disk.readdir(path);
      return entries.map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    } catch {
      return [];
    }
  }

  /** Whether a path lies within the folders once links are followed: of its folder, which is asked once, and of itself. */
  private async isReallyInside(path: string, own: Stats): Promise<boolean> {
    const isLink = own.isSymbolicLink();
    const target = isLink ? await this.disk.realpath(path) : join(await this.realFolder(dirname(path)), basename(path));
    return isWithin(target, await this.workspace().real());
  }

  /** What was made of the folders, where they are the same list as before. */
  private workspace(): WorkspaceFolders {
    const list = this.folders();
    if (this.known?.list !== list) {
      let real: Promise<ReadonlySet<string>> | undefined;
      const resolved = async () => bare(await Promise.all(list.map(folder => this.realFolder(folder))));
      this.known = {
        list,
        named: bare(list),
        known: new Map(),
        real: () => {
          real ??= resolved();
          return real;
        },
      };
    }
    return this.known;
  }

  private realFolder(folder: string): Promise<string> {
    let known = this.real.get(folder);
    if (known === undefined) {
      known = this.resolved(folder);
      this.real.set(folder, known);
    }
    return known;
  }

  private async resolved(folder: string): Promise<string> {
    try {
      return await this.disk.realpath(folder);
    } catch {
      return folder;
    }
  }
}

/** The folders of the workspace in the form of {@link bare}. */
interface WorkspaceFolders {
  readonly list: readonly string[];
  readonly named: ReadonlySet<string>;
  /** Whether files lie within them, by their URIs: the same few are asked for again and again. */
  readonly known: Map<string, boolean>;
  /** With links followed. */
  readonly real: () => Promise<ReadonlySet<string>>;
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

/** Paths of folders without a separator at the end; that of the root is empty. */
function bare(folders: readonly string[]): ReadonlySet<string> {
  return new Set(folders.map(folder => (folder.endsWith(sep) ? folder.slice(0, -sep.length) : folder)));
}

/** Whether a path is one of some folders, or lies in one. Asks for as many as are above it, however many there are. */
function isWithin(path: string, folders: ReadonlySet<string>): boolean {
  let end = path.endsWith(sep) ? path.length - sep.length : path.length;
  while (end > 0) {
    if (folders.has(path.slice(0, end))) return true;
    end = path.lastIndexOf(sep, end - 1);
  }
  return folders.has('');
}
