/** What a program that runs once has read of the disk, so that files and folders that are asked for again are read once. */
import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { DiskCalls } from './disk-files.ts';

/** Largest file that is kept, in bytes: modules are small, and read again by all that use them. */
const maxKeptFile = 256 * 2 ** 10;
/** All files that are kept, in bytes. */
const maxKept = 48 * 2 ** 20;

/**
 * The disk as it was first seen; {@link forget} what this program writes. Does not wait: whoever has nothing else to do
 * meanwhile has a small file in a fraction of the time.
 */
export class DiskMemory implements DiskCalls {
  private readonly files = new Map<string, Buffer>();
  private readonly folders = new Map<string, readonly Dirent[]>();
  private kept = 0;

  /** The bytes of a file. @throws as Node does */
  readFile(path: string): Buffer {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const bytes = readFileSync(path);
    if (bytes.length <= maxKeptFile && this.kept + bytes.length <= maxKept) {
      this.files.set(path, bytes);
      this.kept += bytes.length;
    }
    return bytes;
  }

  /** The bytes of a file where they are kept. */
  known(path: string): Buffer | undefined {
    return this.files.get(path);
  }

  /** What is in a folder. @throws as Node does */
  readdir(path: string): readonly Dirent[] {
    const key = path.endsWith(sep) ? path.slice(0, -sep.length) : path;
    let entries = this.folders.get(key);
    if (entries === undefined) {
      entries = readdirSync(path, { withFileTypes: true });
      this.folders.set(key, entries);
    }
    return entries;
  }

  lstat(path: string) {
    return lstatSync(path);
  }

  stat(path: string) {
    return statSync(path);
  }

  realpath(path: string) {
    return realpathSync(path);
  }

  /** A file was written. */
  forget(path: string): void {
    this.kept -= this.files.get(path)?.length ?? 0;
    this.files.delete(path);
  }
}
