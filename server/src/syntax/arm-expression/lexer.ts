/** Cuts the body of a template expression into tokens. Never throws; every character but white space is in a token. */
import type { TextRange } from '../../base/span.ts';

export type TokenKind =
  | 'string' // in single quotes
  | 'unclosed-string'
  | 'double-quoted' // not of this language, but often meant as a string; its closing quote may be absent
  | 'integer'
  | 'bad-number' // begins like an integer: `1.5`, `10.0.0.0`, `2x`
  | 'name'
  | 'operator' // of other languages; this one has none
  | '('
  | ')'
  | '['
  | ']'
  | ','
  | '.'
  | 'unknown'
  | 'end';

export interface Token extends TextRange {
  readonly kind: TokenKind;
}

/** Longer ones first. */
const OPERATORS = '.? ?? == != && || <= >= => =~ !~ < > = + - * / % ! ? : & | ^'.split(' ');
const OPERATOR_STARTS = new Set(OPERATORS.map(operator => operator[0]));

/** The tokens of `value[body.start .. body.end)`, in order; the last is an empty `end`. Offsets count in `value`. */
export function tokenize(value: string, body: TextRange): Token[] {
  const tokens: Token[] = [];
  let at = body.start;
  for (;;) {
    while (at < body.end && isSpace(value.charCodeAt(at))) at++;
    if (at >= body.end) break;
    const kind = kindAt(value, at, body.end);
    const end = tokenEnd(value, kind, at, body.end);
    tokens.push({ kind: settled(kind, value, at, end), start: at, end });
    at = end;
  }
  tokens.push({ kind: 'end', start: body.end, end: body.end });
  return tokens;
}

function kindAt(value: string, at: number, limit: number): TokenKind {
  const c = value.charAt(at);
  switch (c) {
    case "'":
      return 'string';
    case '"':
      return 'double-quoted';
    case '(':
    case ')':
    case '[':
    case ']':
    case ',':
      return c;
    case '.':
      return at + 1 < limit && value[at + 1] === '?' ? 'operator' : '.';
    case '-':
      return at + 1 < limit && isDigit(value.charCodeAt(at + 1)) ? 'integer' : 'operator';
    default:
  }
  const code = value.charCodeAt(at);
  if (isDigit(code)) return 'integer';
  if (isNamePart(code)) return 'name';
  return OPERATOR_STARTS.has(c) ? 'operator' : 'unknown';
}

function tokenEnd(value: string, kind: TokenKind, start: number, limit: number): number {
  switch (kind) {
    case 'string':
      return stringEnd(value, start, limit);
    case 'double-quoted': {
      const quote = value.indexOf('"', start + 1);
      return quote < 0 || quote >= limit ? limit : quote + 1;
    }
    case 'integer':
      return numberEnd(value, start, limit);
    case 'name':
      return nameEnd(value, start, limit);
    case 'operator': {
      const operator = OPERATORS.find(candidate => value.startsWith(candidate, start)) ?? '';
      return Math.min(start + Math.max(1, operator.length), limit);
    }
    case 'unknown': // Both halves of a surrogate pair stay together, so that no message shows half a character.
      return Math.min(start + ((value.codePointAt(start) ?? 0) > 0xffff ? 2 : 1), limit);
    default:
      return start + 1;
  }
}

/** A doubled quote is part of the text. */
function stringEnd(value: string, start: number, limit: number): number {
  for (let at = value.indexOf("'", start + 1); at >= 0 && at < limit; at = value.indexOf("'", at + 2)) {
    if (at + 1 >= limit || value[at + 1] !== "'") return at + 1;
  }
  return limit;
}

/** Takes in what no integer has, such as a fraction, so that one error covers the whole of `10.0.0.0`. */
function numberEnd(value: string, start: number, limit: number): number {
  let at = start + 1;
  while (at < limit) {
    if (isNamePart(value.charCodeAt(at))) at++;
    else if (value[at] === '.' && at + 1 < limit && isDigit(value.charCodeAt(at + 1))) at += 2;
    else break;
  }
  return at;
}

function nameEnd(value: string, start: number, limit: number): number {
  let at = start + 1;
  while (at < limit && isNamePart(value.charCodeAt(at))) at++;
  return at;
}

/** The kind of a token once its end is known. */
function settled(kind: TokenKind, value: string, start: number, end: number): TokenKind {
  if (kind === 'string') return isClosed(value, start, end) ? kind : 'unclosed-string';
  if (kind === 'integer') return /^-?\d+$/.test(value.slice(start, end)) ? kind : 'bad-number';
  return kind;
}

/** Whether a string token ends with a quote of its own: the quotes behind the first one pair up but for the last. */
function isClosed(value: string, start: number, end: number): boolean {
  let quotes = 0;
  while (end - 1 - quotes > start && value[end - 1 - quotes] === "'") quotes++;
  return quotes % 2 === 1;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && /^\s$/.test(String.fromCharCode(code)));
}

/** Letters of all scripts, digits, `_` and `$`. Whether Azure takes every one of them is not known: it is not ours to blame. */
function isNamePart(code: number): boolean {
  if (code > 127) return /^[\p{L}\p{N}]$/u.test(String.fromCharCode(code));
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95 || code === 36;
}
