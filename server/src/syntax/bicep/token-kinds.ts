/**
 * The kinds of tokens, as small integers, so that a token stream fits into typed arrays.
 * Blanks, comments and directives are no tokens. A run of line ends, with blanks and comments between them, is one NEWLINE.
 */

export const EOF: number = 0;
export const NEWLINE: number = 1;
export const IDENT: number = 2;
export const TRUE: number = 3;
export const FALSE: number = 4;
export const NULL: number = 5;
export const INTEGER: number = 6;
/** A whole string, single-line or multi-line. */
export const STRING: number = 7;
/** A string without holes whose closing quote is absent. */
export const STRING_OPEN: number = 8;
/** `'…${` */
export const STRING_LEFT: number = 9;
/** `}…${` */
export const STRING_MIDDLE: number = 10;
/** `}…'` */
export const STRING_RIGHT: number = 11;
/** `}…` without the closing quote. */
export const STRING_RIGHT_OPEN: number = 12;
/** `"…"`, which the language does not have. */
export const DOUBLE_QUOTED: number = 13;
export const UNKNOWN: number = 14;
export const LEFT_BRACE: number = 15;
export const RIGHT_BRACE: number = 16;
export const LEFT_PAREN: number = 17;
export const RIGHT_PAREN: number = 18;
export const LEFT_SQUARE: number = 19;
export const RIGHT_SQUARE: number = 20;
export const AT: number = 21;
export const COMMA: number = 22;
export const DOT: number = 23;
export const ELLIPSIS: number = 24;
export const QUESTION: number = 25;
export const COALESCE: number = 26;
export const COLON: number = 27;
export const DOUBLE_COLON: number = 28;
export const SEMICOLON: number = 29;
export const ASSIGN: number = 30;
export const ARROW: number = 31;
export const EQUALS: number = 32;
export const NOT_EQUALS: number = 33;
export const EQUALS_NO_CASE: number = 34;
export const NOT_EQUALS_NO_CASE: number = 35;
export const LESS: number = 36;
export const LESS_EQUAL: number = 37;
export const GREATER: number = 38;
export const GREATER_EQUAL: number = 39;
export const PLUS: number = 40;
export const MINUS: number = 41;
export const ASTERISK: number = 42;
export const SLASH: number = 43;
export const PERCENT: number = 44;
export const HAT: number = 45;
export const EXCLAMATION: number = 46;
export const AND: number = 47;
export const OR: number = 48;
export const PIPE: number = 49;

const KIND_COUNT = 50;

/** For each kind how tightly it binds as a binary operator; 0 where it is none. All of them associate to the left. */
export const PRECEDENCE: Uint8Array = new Uint8Array(KIND_COUNT);
PRECEDENCE[COALESCE] = 1;
PRECEDENCE[OR] = 2;
PRECEDENCE[AND] = 3;
for (const kind of [EQUALS, NOT_EQUALS, EQUALS_NO_CASE, NOT_EQUALS_NO_CASE]) PRECEDENCE[kind] = 4;
for (const kind of [LESS, LESS_EQUAL, GREATER, GREATER_EQUAL]) PRECEDENCE[kind] = 5;
for (const kind of [PLUS, MINUS]) PRECEDENCE[kind] = 6;
for (const kind of [ASTERISK, SLASH, PERCENT]) PRECEDENCE[kind] = 7;

/** Whether a value can begin with a token of this kind. */
export function startsExpression(kind: number): boolean {
  return (
    (kind >= IDENT && kind <= STRING_LEFT) ||
    kind === DOUBLE_QUOTED ||
    kind === LEFT_BRACE ||
    kind === LEFT_PAREN ||
    kind === LEFT_SQUARE ||
    kind === MINUS ||
    kind === EXCLAMATION
  );
}

/** Whether the token is a string, whole or its first piece. */
export function startsString(kind: number): boolean {
  return (kind >= STRING && kind <= STRING_LEFT) || kind === DOUBLE_QUOTED;
}
