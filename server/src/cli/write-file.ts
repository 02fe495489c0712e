import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decode } from '../disk/read-text.ts';

/**
 * Puts another text into a file, all of it or nothing: it is written beside the file and takes its name when it is complete.
 * Mode, encoding and byte order mark stay; a symbolic link stays one, and the file that it leads to is changed. Never throws.
 *
 * @param path absolute
 * @param before the text that the file must still have
 * @returns what went wrong, to continue a sentence that starts with the file's name; `undefined` where nothing did
 */
export function replaceText(path: string, before: string, after: string): string | undefined {
  let temporary: string | undefined;
  try {
    const file = realpathSync(path);
    const status = statSync(file);
    if (!status.isFile()) return 'is no file, and is not changed';
    // A folder that may be written to would let a file be replaced that may not.
    accessSync(file, constants.W_OK);
    if ((status.mode & 0o222) === 0) return 'is read-only, and is not changed';
    const bytes = readFileSync(file);
    const reading = decode(bytes);
    if (!reading.ok || reading.text !== before) return 'has changed meanwhile, and is left as it is';
    temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
    writeFileSync(temporary, encoded(after, bytes), { flag: 'wx', mode: status.mode });
    // The mask of the process may have taken bits away.
    chmodSync(temporary, status.mode);
    renameSync(temporary, file);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      return 'may not be written by this user, and is not changed';
    return `could not be written (${code ?? (error instanceof Error ? error.message : String(error))})`;
  }
}

/** A text in the encoding of some bytes, with their byte order mark. */
function encoded(text: string, like: Uint8Array): Uint8Array {
  const starts = (...mark: readonly number[]) => mark.every((byte, i) => like[i] === byte);
  if (starts(0xef, 0xbb, 0xbf)) return Buffer.from(`\ufeff${text}`, 'utf8');
  if (starts(0xff, 0xfe)) return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (starts(0xfe, 0xff)) return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return Buffer.from(text, 'utf8');
}
