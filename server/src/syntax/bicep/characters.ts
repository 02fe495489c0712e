/** Facts about single UTF-16 code units, and the words that begin a statement. */

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 39;
export const DOLLAR = 36;
export const BACKSLASH = 92;
export const BRACE_OPEN = 123;
export const BRACE_CLOSE = 125;

const LETTER = 1;
const DIGIT = 2;

const CLASSES = new Uint8Array(128);
for (let c = 65; c <= 90; c++) CLASSES[c] = CLASSES[c + 32] = LETTER;
CLASSES[95] = LETTER;
for (let c = 48; c <= 57; c++) CLASSES[c] = DIGIT;

/** Whether an identifier can begin with it: ASCII letters and `_`. `NaN`, past the end of a text, is none. */
export function isLetter(c: number): boolean {
  return c < 128 && CLASSES[c] === LETTER;
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isWordPart(c: number): boolean {
  return c < 128 && CLASSES[c] !== 0;
}

export function isNewline(c: number): boolean {
  return c === LF || c === CR;
}

export function isBlank(c: number): boolean {
  return c === SPACE || c === TAB;
}

/** The words that begin a statement, in either kind of file. All of them are ordinary names elsewhere. */
export type Keyword =
  | 'var'
  | 'type'
  | 'func'
  | 'test'
  | 'param'
  | 'using'
  | 'module'
  | 'output'
  | 'import'
  | 'assert'
  | 'extends'
  | 'resource'
  | 'metadata'
  | 'extension'
  | 'targetScope'
  | 'extensionConfig';

const KEYWORDS_BY_LENGTH: readonly (readonly Keyword[])[] = [
  [],
  [],
  [],
  ['var'],
  ['type', 'func', 'test'],
  ['param', 'using'],
  ['module', 'output', 'import', 'assert'],
  ['extends'],
  ['resource', 'metadata'],
  ['extension'],
  [],
  ['targetScope'],
  [],
  [],
  [],
  ['extensionConfig'],
];

/** The keyword written at `start..end`, if it is one. */
export function keywordAt(text: string, start: number, end: number): Keyword | undefined {
  const candidates = KEYWORDS_BY_LENGTH[end - start];
  if (candidates === undefined) return undefined;
  for (const keyword of candidates) if (text.startsWith(keyword, start)) return keyword;
  return undefined;
}

/**
 * Whether a line beginning at `offset` looks like a statement: a decorator, or a keyword with a name, a string, `=`, `{` or `*`
 * after it. A property that is named like a keyword has `:` after it and is none.
 */
export function looksLikeStatement(text: string, offset: number): boolean {
  const first = text.charCodeAt(offset);
  if (first === 64) return isLetter(text.charCodeAt(offset + 1));
  if (!isLetter(first)) return false;
  // A longer word is no keyword, so reading on to its end would be lost work.
  const farthest = offset + 16;
  let end = offset + 1;
  while (end <= farthest && isWordPart(text.charCodeAt(end))) end++;
  if (keywordAt(text, offset, end) === undefined) return false;
  let next = end;
  while (isBlank(text.charCodeAt(next))) next++;
  const c = text.charCodeAt(next);
  return (c === QUOTE || c === 61 || c === BRACE_OPEN || c === 42 || isLetter(c)) && (next > end || !isLetter(c));
}
