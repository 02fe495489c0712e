/** UTF-8 without a platform: the shared core has neither `Buffer` nor `TextEncoder`. */

/** The bytes of a text. A surrogate without its partner becomes U+FFFD, as in .NET. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    const read = character.codePointAt(0)!;
    const point = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
    if (point < 0x80) {
      bytes[length++] = point;
      continue;
    }
    const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    bytes[length++] = ([0xc0, 0xe0, 0xf0][more - 1]! | (point >> (6 * more))) & 0xff;
    for (let shift = 6 * (more - 1); shift >= 0; shift -= 6) bytes[length++] = 0x80 | ((point >> shift) & 0x3f);
  }
  return bytes.subarray(0, length);
}

/** The text of bytes; `undefined` where they are no UTF-8: overlong forms, surrogates and numbers past U+10FFFF are none. */
export function decodeUtf8(bytes: ArrayLike<number>): string | undefined {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i++]!;
    if (lead < 0x80) {
      parts.push(String.fromCharCode(lead));
      continue;
    }
    const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || i + more > bytes.length) return undefined;
    let point = lead & (0x3f >> more);
    for (let k = 0; k < more; k++) {
      const next = bytes[i++]!;
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 0x3f);
    }
    if (point < [0x80, 0x800, 0x10000][more - 1]! || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      return undefined;
    parts.push(String.fromCodePoint(point));
  }
  return parts.join('');
}
