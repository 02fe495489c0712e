/** From the characters between quotes to the text they stand for. */
import { BRACE_CLOSE, CR, LF } from './characters.ts';
import { hexValue } from './lexer.ts';

/** The value of single-line text; an escape that is wrong stands for its own characters. */
export function singleLineValue(raw: string): string {
  let backslash = raw.indexOf('\\');
  if (backslash < 0) return raw;
  let value = '';
  let from = 0;
  while (backslash >= 0) {
    value += raw.slice(from, backslash);
    const c = raw[backslash + 1];
    from = backslash + 2;
    if (c === 'n') value += '\n';
    else if (c === 'r') value += '\r';
    else if (c === 't') value += '\t';
    else if (c === "'" || c === '$' || c === '\\') value += c;
    else {
      const end = c === 'u' ? unicodeEscapeEnd(raw, backslash) : -1;
      if (end < 0) {
        value += '\\';
        from = backslash + 1;
      } else {
        value += String.fromCodePoint(Number.parseInt(raw.slice(backslash + 3, end - 1), 16));
        from = end;
      }
    }
    backslash = raw.indexOf('\\', from);
  }
  return value + raw.slice(from);
}

/** The end of `\u{…}` at `at`; -1 where it is none. */
function unicodeEscapeEnd(raw: string, at: number): number {
  if (raw[at + 2] !== '{') return -1;
  let i = at + 3;
  let value = 0;
  while (hexValue(raw.charCodeAt(i)) >= 0) value = Math.min(value * 16 + hexValue(raw.charCodeAt(i++)), 0x110000);
  return i > at + 3 && value <= 0x10ffff && raw.charCodeAt(i) === BRACE_CLOSE ? i + 1 : -1;
}

/** The value of the text after opening `'''`: a line end right there does not count, all else is as written. */
export function multilineValue(raw: string): string {
  if (raw.charCodeAt(0) === LF) return raw.slice(1);
  return raw.charCodeAt(0) === CR && raw.charCodeAt(1) === LF ? raw.slice(2) : raw;
}
