/** Lists in brackets: elements separated by lines or commas, as in objects and arrays, and arguments separated by commas. */
import type { ParserState } from './parser-state.ts';
import * as T from './token-kinds.ts';

/** Whether the closing bracket was there. */
export type Closed = boolean;

/**
 * Reads `{ … }` or `[ … ]` from its opening bracket on; each element is read by `element`, which adds it to its own list.
 * Elements are separated by a comma or by line ends.
 */
export function parseElements(p: ParserState, close: number, element: (p: ParserState) => void): Closed {
  const opener = p.pos++;
  const isBrace = close === T.RIGHT_BRACE;
  if (isBrace) p.braces++;
  else p.squares++;
  const base = p.chain;
  let longest = base;
  p.skipNewline();
  let closed = false;
  for (;;) {
    if (p.kind === close) {
      p.pos++;
      closed = true;
      break;
    }
    if (p.atOuterEnd()) {
      p.report('unclosed-bracket', p.starts[opener]!, p.ends[opener]!, p.tokenText(opener));
      break;
    }
    if (strayCloser(p)) continue;
    const before = p.pos;
    p.chain = base;
    element(p);
    if (p.chain > longest) longest = p.chain;
    separator(p, close, p.pos === before);
  }
  p.chain = longest;
  if (isBrace) p.braces--;
  else p.squares--;
  return closed;
}

/** Reports and skips a closing bracket that nothing around waits for. */
function strayCloser(p: ParserState): boolean {
  const { kind } = p;
  if (kind !== T.RIGHT_BRACE && kind !== T.RIGHT_SQUARE && kind !== T.RIGHT_PAREN) return false;
  p.report('unopened-bracket', p.start, p.ends[p.pos]!, p.tokenText(p.pos));
  p.pos++;
  p.skipNewline();
  return true;
}

function separator(p: ParserState, close: number, isStuck: boolean): void {
  switch (p.kind) {
    case T.NEWLINE:
      p.pos++;
      return;
    case T.COMMA:
      p.pos++;
      if (p.kind === T.NEWLINE) {
        p.report('newline-after-comma', p.starts[p.pos - 1]!, p.ends[p.pos - 1]!);
        p.pos++;
      }
      return;
    case close:
      return;
  }
  // A line end that a half-read element has taken separates as well.
  if (!isStuck && p.kinds[p.pos - 1] === T.NEWLINE) return;
  if (p.atOuterEnd()) return;
  p.expected('expected-separator', close === T.RIGHT_BRACE ? '}' : ']');
  // Two elements on one line are both kept; anything else is skipped up to the next line.
  const next = p.kind;
  const isElement =
    close === T.RIGHT_SQUARE
      ? T.startsExpression(next)
      : p.kinds[p.pos + 1] === T.COLON && (next === T.IDENT || next === T.STRING);
  if (isElement && !isStuck) return;
  const before = p.pos;
  p.skip();
  if (p.pos === before && p.kind !== T.NEWLINE) return;
  p.skipNewline();
}

/**
 * Reads `( … )` or `< … >` from its opening bracket on. Elements are separated by commas; a line may end after the opening
 * bracket, after a comma and before the closing bracket.
 */
export function parseArguments(p: ParserState, close: number, element: (p: ParserState) => void): Closed {
  const opener = p.pos++;
  const isParen = close === T.RIGHT_PAREN;
  if (isParen) p.parens++;
  const base = p.chain;
  let longest = base;
  p.skipNewline();
  let closed = false;
  for (;;) {
    if (p.kind === close) {
      p.pos++;
      closed = true;
      break;
    }
    if (p.kind === T.NEWLINE || p.atOuterEnd()) {
      p.report('unclosed-bracket', p.starts[opener]!, p.ends[opener]!, p.tokenText(opener));
      break;
    }
    const before = p.pos;
    p.chain = base;
    element(p);
    if (p.chain > longest) longest = p.chain;
    if (p.kind !== T.COMMA && p.kind !== T.NEWLINE && p.kind !== close && !p.atOuterEnd()) {
      p.expected('expected-comma', isParen ? ')' : '>');
      if (p.pos === before || !T.startsExpression(p.kind)) skipArgument(p, close);
    }
    if (p.kind === T.COMMA) {
      p.pos++;
      p.skipNewline();
      if (p.kind === close) p.expectedAfter(isParen ? 'expected-value' : 'expected-type');
    } else if (p.kind === T.NEWLINE) {
      if (p.kinds[p.pos + 1] === close) p.pos++;
      else if (isParen && !p.anchored) {
        // All brackets of the text match, so the list does go on: only its comma is absent.
        p.expected('expected-comma', ')');
        p.pos++;
      }
    }
  }
  p.chain = longest;
  if (isParen) p.parens--;
  return closed;
}

/** Skips to the next comma, the end of the list or the end of the line; always moves on unless one of the latter is reached. */
function skipArgument(p: ParserState, close: number): void {
  if (p.kind === T.RIGHT_BRACE || p.kind === T.RIGHT_SQUARE || p.kind === T.RIGHT_PAREN) {
    strayCloser(p);
    return;
  }
  if (close === T.RIGHT_PAREN) p.skip();
  else p.pos++;
}
