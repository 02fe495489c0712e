/** Bytes of a file as text, and what can go wrong with that in words. */
import { Buffer, isAscii, isUtf8 } from 'node:buffer';

export type Reading =
  | { readonly ok: true; readonly text: string }
  /** `problem` continues a sentence that starts with the file's name: "is not UTF-8 text (…)". */
  | { readonly ok: false; readonly problem: string };

/** Largest file that is read, in bytes. */
export const maxFileSize = 64 * 2 ** 20;

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
  // Most templates: each byte is a character, and need not be decoded.
  if (isAscii(bytes))
    return withoutNul(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), 1, 0);
  if (!isUtf8(bytes)) {
    const offset = firstNonUtf8(bytes);
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return { ok: false, problem: `is not UTF-8 text (byte 0x${byte} at offset ${offset})` };
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { ok: false, problem: nulProblem(nul) };
  return { ok: true, text: new TextDecoder().decode(bytes) };
}

export function tooLarge(): Reading {
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

/** What is said of a link in a circle, and of one to a file that is not there. */
export const leadsNowhere = 'is a symbolic link that leads nowhere';

/** Why a file could not be read, to continue a sentence that starts with its name. */
export function inWords(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by this user';
    case 'ELOOP':
      return leadsNowhere;
    case 'ENAMETOOLONG':
      return 'is not a path: too long';
    default:
      return `cannot be read (${code ?? (error instanceof Error ? error.message : String(error))})`;
  }
}
