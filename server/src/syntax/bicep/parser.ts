/**
 * The entrance to the Bicep parser.
 *
 * In: any text. Out: a tree that is there for every text, with comments, directives and errors.
 * Never here: files, what names mean, whether a resource type exists.
 */
import { isNewline } from './characters.ts';
import { lex } from './lexer.ts';
import { MAX_ERRORS } from './limits.ts';
import { parseStatements } from './parse-statements.ts';
import { ParserState } from './parser-state.ts';
import type { BicepFileKind, BicepSyntaxError, BicepTree } from './tree.ts';

export interface BicepParseOptions {
  /** Which language the text is in; `bicep` when it is not said. */
  readonly kind?: BicepFileKind;
}

/**
 * Reads a text as Bicep.
 *
 * Never throws and always ends: whatever the text holds, there is a tree, and what the language does not allow is listed in its
 * `errors`, at most one per line and `MAX_ERRORS` in all. Time and memory grow linearly with the length of the text.
 */
export function parseBicep(text: string, options: BicepParseOptions = {}): BicepTree {
  return parseBicepCounted(text, options).tree;
}

/** Like {@link parseBicep}, with a count of the work done: tokens made, skipped and looked at again, characters read again. */
export function parseBicepCounted(
  text: string,
  options: BicepParseOptions = {},
): { readonly tree: BicepTree; readonly work: number } {
  const kind = options.kind ?? 'bicep';
  const lexed = lex(text);
  const p = new ParserState(text, kind, lexed);
  const statements = parseStatements(p);
  const tree: BicepTree = {
    kind,
    text,
    program: { kind: 'program', start: 0, end: text.length, statements },
    comments: lexed.comments,
    directives: lexed.directives,
    errors: lexed.errors.length + p.errors.length === 0 ? [] : mergeErrors(p, lexed.errors),
  };
  return { tree, work: lexed.count + lexed.reread + p.steps };
}

/**
 * All errors by place: the first of each line, and the first of each stretch that is reported as a whole.
 * A bracket left open counts for less than a string left open on the same line, which has swallowed its partner.
 */
function mergeErrors(p: ParserState, lexical: readonly BicepSyntaxError[]): BicepSyntaxError[] {
  const sorted = [...lexical, ...p.errors].sort((a, b) => a.start - b.start);
  const isLexical = new Set(lexical);
  const errors: BicepSyntaxError[] = [];
  let region = 0;
  let quietUntil = -1;
  for (let i = 0; i < sorted.length && errors.length < MAX_ERRORS; ) {
    const lineEnd = endOfLine(p.text, sorted[i]!.start);
    const first = i;
    while (i < sorted.length && sorted[i]!.start <= lineEnd) i++;
    const ofLine = sorted.slice(first, i);
    const error = (ofLine[0]!.code === 'unclosed-bracket' && ofLine.find(e => isLexical.has(e))) || ofLine[0]!;
    if (error.start < quietUntil) continue;
    while (region < p.quiet.length && p.quiet[region]!.end <= error.start) region++;
    const around = p.quiet[region];
    if (around !== undefined && around.start <= error.start) quietUntil = around.end;
    errors.push(error);
  }
  return errors;
}

function endOfLine(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isNewline(text.charCodeAt(end))) end++;
  return end;
}
