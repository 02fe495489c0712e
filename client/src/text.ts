/** Bytes of a file as text, as the server reads them from a disk. Knows no VS Code, so that it can be tested without one. */

/** UTF-8, or UTF-16 with a byte order mark, as Windows PowerShell writes it; the mark is left out. `undefined` for what is no text. */
export function textOf(bytes: Uint8Array): string | undefined {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
