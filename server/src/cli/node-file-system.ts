import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** What became of one path that the user gave. */
export type Search =
  /** A file that is named is read whatever its ending. */
  | { readonly kind: 'file'; readonly path: string }
  /** Files of a folder in the order of their names, and a sentence for each folder in it that could not be listed. */
  | { readonly kind: 'folder'; readonly files: readonly string[]; readonly problems: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: string };

export type Reading =
  | { readonly ok: true; readonly text: string }
  /** `problem` continues a sentence that starts with the file's name: "is not UTF-8 text (…)". */
  | { readonly ok: false; readonly problem: string };

/** Files with these endings are taken from a folder. */
export const endings: readonly string[] = ['.json', '.jsonc', '.bicep', '.bicepparam'];

/** Largest file that is read, in bytes. */
export const maxFileSize = 64 * 2 ** 20;

const skippedFolders: ReadonlySet<string> = new Set(['node_modules', 'dist']);

/**
 * Finds what a path stands for. A folder is walked; `node_modules`, `dist`, hidden files and folders and symbolic links in
 * it are left out, so that a walk ends, stays inside the folder and meets no file twice. A link that is named is followed.
 * Never throws.
 *
 * @param path as the user wrote it
 * @param workingFolder absolute
 */
export function find(path: string, workingFolder: string): Search {
  const absolute = resolve(workingFolder, path);
  try {
    if (!statSync(absolute).isDirectory()) return { kind: 'file', path: absolute };
  } catch (error) {
    return { kind: 'problem', problem: `${path} ${inWords(error)}` };
  }
  const files: string[] = [];
  const problems: string[] = [];
  // A list instead of recursion: a tree of folders may be deeper than the stack.
  const waiting = [absolute];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      const inner: string[] = [];
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
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

/** Reads a file of at most {@link maxFileSize} as text; pipes are read up to their end. Never throws. */
export function readText(path: string): Reading {
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

/**
 * The text of some bytes: UTF-8, or UTF-16 with a byte order mark, as Windows PowerShell writes it. The mark is not part of
 * the text. Anything else is a problem that names the first byte that does not fit; offsets count from 0.
 */
export function decode(bytes: Uint8Array): Reading {
  if (bytes.length > maxFileSize) return tooLarge();
  const utf16 = markOfUtf16(bytes);
  if (utf16 !== undefined) {
    try {
      return withoutNul(new TextDecoder(utf16, { fatal: true }).decode(bytes), 2, 2);
    } catch {
      return { ok: false, problem: `has the byte order mark of ${utf16.toUpperCase()}, but is not such text` };
    }
  }
  if (!isUtf8(bytes)) {
    const offset = firstNonUtf8(bytes);
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return { ok: false, problem: `is not UTF-8 text (byte 0x${byte} at offset ${offset})` };
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { ok: false, problem: nulProblem(nul) };
  return { ok: true, text: new TextDecoder().decode(bytes) };
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

function tooLarge(): Reading {
  return { ok: false, problem: `is larger than ${maxFileSize / 2 ** 20} MB, the most that is read` };
}

function markOfUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function withoutNul(text: string, bytesPerUnit: number, bytesBefore: number): Reading {
  const nul = text.indexOf('\0');
  return nul < 0 ? { ok: true, text } : { ok: false, problem: nulProblem(nul * bytesPerUnit + bytesBefore) };
}

function nulProblem(offset: number): string {
  return `is not text (byte 0x00 at offset ${offset})`;
}

/** Offset of the first byte that starts no well-formed sequence. */
function firstNonUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length > 1 && !isUtf8(bytes.subarray(at, at + length))) return at;
    at += length;
  }
  return at;
}

function indexOrEnd(text: string, searched: string, from: number): number {
  const index = text.indexOf(searched, from);
  return index < 0 ? text.length : index;
}

function byNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function inWords(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by this user';
    case 'ELOOP':
      return 'is a symbolic link that leads nowhere';
    case 'ENAMETOOLONG':
      return 'is not a path: too long';
    default:
      return `cannot be read (${code ?? (error instanceof Error ? error.message : String(error))})`;
  }
}
