import { closeSync, fstatSync, lstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { DiskMemory } from '../disk/disk-memory.ts';
import { decode, inWords, leadsNowhere, maxFileSize, type Reading, tooLarge } from '../disk/read-text.ts';

/** What became of one path that the user gave. */
export type Search =
  /** A file that is named is read whatever its ending. */
  | { readonly kind: 'file'; readonly path: string }
  /** Files of a folder in the order of their names, and a sentence for each folder in it that could not be listed. */
  | { readonly kind: 'folder'; readonly files: readonly string[]; readonly problems: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: string };

/** Files with these endings are taken from a folder. */
export const endings: readonly string[] = ['.json', '.jsonc', '.bicep', '.bicepparam'];

const skippedFolders: ReadonlySet<string> = new Set(['node_modules', 'dist']);

/**
 * Finds what a path stands for. A folder is walked; `node_modules`, `dist`, hidden files and folders and symbolic links in
 * it are left out, so that a walk ends, stays inside the folder and meets no file twice. A link that is named is followed.
 * Never throws.
 *
 * @param path as the user wrote it
 * @param workingFolder absolute
 * @param disk where what was read is kept
 */
export function find(path: string, workingFolder: string, disk = new DiskMemory()): Search {
  // A variable that is not set in a script; the working folder is hardly what was meant.
  if (path === '') return { kind: 'problem', problem: "a path is empty; '.' is the working folder" };
  const absolute = resolve(workingFolder, path);
  try {
    if (!statSync(absolute).isDirectory()) return { kind: 'file', path: absolute };
  } catch (error) {
    return { kind: 'problem', problem: `${path} ${isDangling(absolute, error) ? leadsNowhere : inWords(error)}` };
  }
  const files: string[] = [];
  const problems: string[] = [];
  // A list instead of recursion: a tree of folders may be deeper than the stack.
  const waiting = [absolute];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      const inner: string[] = [];
      for (const entry of disk.readdir(folder)) {
        if (entry.name.startsWith('.')) continue;
        if (entry.isDirectory()) {
          if (!skippedFolders.has(entry.name)) inner.push(join(folder, entry.name));
        } else if (entry.isFile() && endings.includes(extname(entry.name).toLowerCase())) {
          files.push(join(folder, entry.name));
        }
      }
      waiting.push(...inner);
    } catch (error) {
      problems.push(`${shownPath(folder, workingFolder)} ${inWords(error)}`);
    }
  }
  files.sort(byNames);
  return { kind: 'folder', files, problems };
}

/** Whether what is not there is the file that a link leads to, and not the link. */
function isDangling(path: string, error: unknown): boolean {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return isMissing && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/**
 * Reads a file of at most {@link maxFileSize} as text; pipes are read up to their end. Never throws.
 *
 * @param disk may have read it before
 */
export function readText(path: string, disk?: DiskMemory): Reading {
  const known = disk?.known(path);
  if (known !== undefined) return decode(known);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return { ok: false, problem: 'is a folder' };
    if (status.isFile()) {
      if (status.size > maxFileSize) return tooLarge();
      return decode(readFileSync(descriptor));
    }
    return decode(readToEnd(descriptor));
  } catch (error) {
    return { ok: false, problem: inWords(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Why a path names no folder, to continue a sentence that starts with it; `undefined` where it does. Never throws. */
export function folderProblem(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? undefined : 'is no folder';
  } catch (error) {
    return inWords(error);
  }
}

/** The LSP language id by a path's ending; undefined for an ending of others, where {@link languageOfText} decides. */
export function languageOfPath(path: string): string | undefined {
  switch (extname(path).toLowerCase()) {
    case '.json':
      return 'json';
    case '.jsonc':
      return 'jsonc';
    case '.bicep':
      return 'bicep';
    case '.bicepparam':
      return 'bicep-params';
    default:
      return undefined;
  }
}

/** `json` where the first thing after blanks and comments starts a JSON value, or there is nothing; else `bicep`. */
export function languageOfText(text: string): 'json' | 'bicep' {
  let at = 0;
  for (; at < text.length; at++) {
    if (text.startsWith('//', at)) at = indexOrEnd(text, '\n', at);
    else if (text.startsWith('/*', at)) at = indexOrEnd(text, '*/', at + 2) + 1;
    else if (!/\s/.test(text.charAt(at))) break;
  }
  const first = text.charAt(at);
  return first === '' || '{["'.includes(first) ? 'json' : 'bicep';
}

/** A path as reports show it: relative to the working folder, with forward slashes. */
export function shownPath(path: string, workingFolder: string): string {
  const shorter = relative(workingFolder, path);
  const shown = shorter === '' ? '.' : isAbsolute(shorter) ? path : shorter;
  return sep === '\\' ? shown.replaceAll('\\', '/') : shown;
}

function readToEnd(descriptor: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length <= maxFileSize) {
    const piece = new Uint8Array(65_536);
    const read = readSync(descriptor, piece);
    if (read === 0) break;
    pieces.push(piece.subarray(0, read));
    length += read;
  }
  return Buffer.concat(pieces, length);
}

function indexOrEnd(text: string, searched: string, from: number): number {
  const index = text.indexOf(searched, from);
  return index < 0 ? text.length : index;
}

function byNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
