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

/** A text that takes the place of another. */
export interface TextChange {
  /** Absolute. */
  readonly path: string;
  /** The text that the file must still have. */
  readonly before: string;
  readonly after: string;
}

export interface WriteProblem {
  readonly path: string;
  /** What went wrong, to continue a sentence that starts with the file's name. */
  readonly text: string;
}

/**
 * Puts other texts into files, into all of them or into none: each is written beside its file, and when all are complete they take
 * the names. Mode, encoding and byte order mark stay; a symbolic link stays one, and the file that it leads to is changed. Never
 * throws.
 */
export function replaceTexts(changes: readonly TextChange[]): WriteProblem | undefined {
  const staged: Staged[] = [];
  const written: Staged[] = [];
  let at = '';
  try {
    for (const change of changes) {
      at = change.path;
      const stage = staging(change);
      const isTwice = typeof stage !== 'string' && staged.some(({ file }) => file === stage.file);
      const problem = isTwice ? 'is reached by two paths, and is not changed' : stage;
      if (typeof problem === 'string') return { path: at, text: problem };
      staged.push(problem);
      writeBeside(problem);
    }
    for (const stage of staged) {
      at = stage.path;
      renameSync(stage.temporary, stage.file);
      written.push(stage);
    }
    return undefined;
  } catch (error) {
    const text = wordsFor(error);
    return {
      path: at,
      text: written.every(putBack) ? text : `${text}, and files that belong to it are changed already`,
    };
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

interface Staged {
  /** As the change names it. */
  readonly path: string;
  /** Where it leads to. */
  readonly file: string;
  readonly temporary: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
  readonly after: Buffer;
}

/** What is to be written; a text says why not. @throws for what the system refuses */
function staging({ path, before, after }: TextChange): Staged | string {
  const file = realpathSync(path);
  const status = statSync(file);
  if (!status.isFile()) return 'is no file, and is not changed';
  // A folder that may be written to would let a file be replaced that may not.
  accessSync(file, constants.W_OK);
  if ((status.mode & 0o222) === 0) return 'is read-only, and is not changed';
  const bytes = readFileSync(file);
  const reading = decode(bytes);
  if (!reading.ok || reading.text !== before) return 'has changed meanwhile, and is left as it is';
  return { path, file, temporary: besideOf(file), mode: status.mode, bytes, after: encoded(after, bytes) };
}

function besideOf(file: string): string {
  return join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
}

function writeBeside({ temporary, mode, after }: Pick<Staged, 'temporary' | 'mode' | 'after'>): void {
  writeFileSync(temporary, after, { flag: 'wx', mode });
  // The mask of the process may have taken bits away.
  chmodSync(temporary, mode);
}

/** Gives a file its old text again. */
function putBack({ file, mode, bytes }: Staged): boolean {
  const temporary = besideOf(file);
  try {
    writeBeside({ temporary, mode, after: Buffer.from(bytes) });
    renameSync(temporary, file);
    return true;
  } catch {
    rmSync(temporary, { force: true });
    return false;
  }
}

function wordsFor(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'may not be written by this user, and is not changed';
  return `could not be written (${code ?? (error instanceof Error ? error.message : String(error))})`;
}

/** A text in the encoding of some bytes, with their byte order mark. */
function encoded(text: string, like: Uint8Array): Buffer {
  const starts = (...mark: readonly number[]) => mark.every((byte, i) => like[i] === byte);
  if (starts(0xef, 0xbb, 0xbf)) return Buffer.from(`\ufeff${text}`, 'utf8');
  if (starts(0xff, 0xfe)) return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (starts(0xfe, 0xff)) return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return Buffer.from(text, 'utf8');
}
