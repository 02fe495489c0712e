import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { TextRange } from '../../base/span.ts';
import { EarlierReading } from './earlier-reading.ts';
import type { JsonComment, JsonNode, JsonObject, JsonProperty, JsonString, JsonSyntaxError, JsonTree } from './tree.ts';

/** Levels of objects and arrays that are read; what lies deeper is skipped with one error. */
export const maxJsonDepth = 256;
/** Errors that are kept for one text: the first ones. */
const maxErrors = 100;

// The scanner's enums are `const enum`s that a single-file compiler cannot see; these are their documented values.
const token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  trivia: 15,
  unknown: 16,
  end: 17,
} as const;

/** By their character codes: tokens of one sign. */
const signs: Readonly<Record<number, number>> = {
  44: token.comma,
  58: token.colon,
  91: token.openBracket,
  93: token.closeBracket,
  123: token.openBrace,
  125: token.closeBrace,
};
const quote = 34;
const backslash = 92;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a string must not hold control characters.
const plainString = /"[^"\\\u0000-\u001f]*"/y;
/** Characters of a string that are looked at one by one, which is quicker for as many as most names have. */
const shortString = 24;

const unclosedString = 2;

/** What the scanner's error numbers mean for a reader. */
const scanErrors: Readonly<Record<number, { readonly code: string; readonly message: string }>> = {
  1: { code: 'unclosed-comment', message: "This comment is never closed: '*/' is missing." },
  2: { code: 'unclosed-string', message: 'This text is never closed: a quote is missing at its end.' },
  3: { code: 'invalid-number', message: 'This number is not complete.' },
  4: { code: 'invalid-escape', message: "A '\\u' must be followed by four hexadecimal digits." },
  5: {
    code: 'invalid-escape',
    message: "This text has an escape that JSON does not know. Write '\\\\' for a backslash.",
  },
  6: {
    code: 'invalid-character',
    message: 'A text must not hold control characters: write tabs and line ends as escapes.',
  },
};

/**
 * Reads JSON with comments and trailing commas, and with texts of several lines, as the tools of Resource Manager take
 * them (so written in Azure's quickstart templates); a byte order mark is skipped.
 *
 * Never throws. The tree is there for every text: a value that is absent is a `missing` node, an unclosed bracket ends
 * with the text, and what follows an error is still read. jsonc-parser scans all but signs and plain strings.
 *
 * @param earlier the tree of another version of the text: what lists hold that did not change is taken from it, not read again.
 * The result is the same, but for imprints.
 */
export function parseJson(text: string, earlier?: JsonTree): JsonTree {
  return new Parser(text, earlier).parse();
}

class Parser {
  private readonly text: string;
  private readonly scanner: JSONScanner;
  private readonly earlier: EarlierReading | undefined;
  private readonly comments: JsonComment[] = [];
  private readonly errors: JsonSyntaxError[] = [];
  private kind = token.end as number;
  /** The value of the token where it is a string that the scanner has not read. */
  private read: string | undefined;
  /** Where the next token is looked for. */
  private at = 0;
  private start = 0;
  private end = 0;
  /** End of the last token that was taken; where something absent should have stood. */
  private lastEnd = 0;
  private depthReported = false;

  constructor(text: string, earlier: JsonTree | undefined) {
    this.text = text;
    this.earlier = earlier && tellsAllErrors(earlier) ? new EarlierReading(earlier, text) : undefined;
    this.scanner = createScanner(text, false);
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  parse(): JsonTree {
    this.next();
    let root: JsonNode | undefined;
    if (this.kind !== token.end) {
      root = this.value(0);
      if (this.kind !== token.end) {
        this.error(
          'unexpected-text',
          'The JSON value ends before this text. Remove the text, or join it with the value.',
          {
            start: this.start,
            end: this.end,
          },
        );
        while (this.kind !== token.end) this.next();
      }
    }
    return { text: this.text, root, comments: this.comments, errors: this.errors };
  }

  /** Moves to the next token that is neither space nor comment, and reports what the scanner found wrong with it. */
  private next(): void {
    this.lastEnd = this.end;
    if (this.isSimple()) return;
    this.scanner.setPosition(this.at);
    for (;;) {
      const kind = this.scanner.scan() as number;
      this.at = this.scanner.getPosition();
      this.start = this.scanner.getTokenOffset();
      this.end = Math.min(this.start + this.scanner.getTokenLength(), this.text.length);
      if (kind === token.trivia || kind === token.lineBreak) continue;
      if (kind === token.lineComment || kind === token.blockComment) {
        this.comments.push({ kind: kind === token.lineComment ? 'line' : 'block', start: this.start, end: this.end });
        this.scanError();
        continue;
      }
      this.kind = kind;
      if (kind === token.string && this.closedOnLaterLine()) return;
      this.scanError();
      if (kind === token.unknown)
        this.error('unexpected-text', `Unexpected ${shown(this.text, this.start, this.end)}.`);
      return;
    }
  }

  /** Takes a sign, or a string without escapes: most tokens are, and need no scanner. */
  private isSimple(): boolean {
    const { text } = this;
    let { at } = this;
    let code = text.charCodeAt(at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++at);
    // What was passed over need not be looked at again.
    this.at = at;
    this.read = undefined;
    if (code === quote) {
      const end = plainStringEnd(text, at);
      if (end === undefined) return false;
      this.kind = token.string;
      this.end = end;
      this.read = text.slice(at + 1, this.end - 1);
    } else {
      const sign = signs[code];
      if (sign === undefined) return false;
      this.kind = sign;
      this.end = at + 1;
    }
    this.start = at;
    this.at = this.end;
    return true;
  }

  /** A text of several lines is one token; its value holds the line ends, so that each character of it has its place. */
  private closedOnLaterLine(): boolean {
    if ((this.scanner.getTokenError() as number) !== unclosedString) return false;
    const close = closingQuote(this.text, this.end);
    if (close === undefined) return false;
    const inner = this.text.slice(this.start + 1, close);
    this.read = inner
      .split(/(\r\n|\r|\n)/)
      .map((piece, at) => (at % 2 === 1 ? piece : decoded(piece)))
      .join('');
    this.end = close + 1;
    this.at = this.end;
    return true;
  }

  private scanError(): void {
    const problem = scanErrors[this.scanner.getTokenError() as number];
    if (problem !== undefined) this.error(problem.code, problem.message);
  }

  private error(code: string, message: string, range: TextRange = { start: this.start, end: this.end }): void {
    if (this.errors.length >= maxErrors) return;
    if (this.errors.at(-1)?.start === range.start) return; // The first error of a place is the one that helps.
    this.errors.push({ code, message, start: range.start, end: Math.max(range.start, range.end) });
  }

  private value(depth: number): JsonNode {
    const { start, end } = this;
    switch (this.kind) {
      case token.openBrace:
        return depth >= maxJsonDepth ? this.tooDeep() : this.object(depth);
      case token.openBracket:
        return depth >= maxJsonDepth ? this.tooDeep() : this.array(depth);
      case token.string:
        return this.string();
      case token.number: {
        const value = Number(this.scanner.getTokenValue());
        this.next();
        return { kind: 'number', value, start, end };
      }
      case token.true:
      case token.false: {
        const value = this.kind === token.true;
        this.next();
        return { kind: 'boolean', value, start, end };
      }
      case token.null:
        this.next();
        return { kind: 'null', start, end };
      case token.unknown:
        this.next();
        return { kind: 'missing', start, end };
      default: {
        const at = this.lastEnd;
        if (this.kind === token.end && this.lastEnd === 0) return { kind: 'missing', start, end: start };
        this.error('value-expected', 'Expected a value here.', { start: at, end: Math.min(at + 1, this.text.length) });
        return { kind: 'missing', start: at, end: at };
      }
    }
  }

  private string(): JsonString {
    const value = this.read ?? this.scanner.getTokenValue();
    const node: JsonString = { kind: 'string', value, start: this.start, end: this.end };
    this.next();
    return node;
  }

  private object(depth: number, isItem = false): JsonObject {
    const { start } = this;
    const properties: JsonProperty[] = [];
    this.next();
    let afterItem = false;
    for (;;) {
      if (this.kind === token.closeBrace) {
        const end = this.end;
        this.next();
        return { kind: 'object', properties, start, end, imprint: isItem ? { length: end - start } : undefined };
      }
      if (this.kind === token.end || this.kind === token.closeBracket) {
        // A closer that belongs to an outer bracket stays for it.
        this.error('unclosed-bracket', "This '{' is never closed: '}' is missing.", { start, end: start + 1 });
        return { kind: 'object', properties, start, end: this.lastEnd, imprint: undefined };
      }
      if (this.kind === token.comma) {
        if (!afterItem) this.error('property-expected', 'Expected a property before this comma.');
        afterItem = false;
        this.next();
        continue;
      }
      if (afterItem) {
        this.error('comma-expected', "Expected ',' after this.", {
          start: Math.max(start, this.lastEnd - 1),
          end: this.lastEnd,
        });
      }
      if (this.kind === token.string) {
        properties.push(this.property(depth));
        afterItem = true;
      } else {
        this.error(
          'property-expected',
          `Expected a property name in quotes, found ${shown(this.text, this.start, this.end)}.`,
        );
        this.skipProperty();
        afterItem = true;
      }
    }
  }

  private property(depth: number): JsonProperty {
    const key = this.string();
    if (this.kind === token.colon) {
      this.next();
      const value = this.value(depth + 1);
      return { key, value, start: key.start, end: Math.max(key.end, value.end) };
    }
    this.error('colon-expected', "Expected ':' and a value after this name.", key);
    const startsValue =
      this.kind === token.openBrace ||
      this.kind === token.openBracket ||
      this.kind === token.number ||
      this.kind === token.null;
    const value: JsonNode = startsValue ? this.value(depth + 1) : { kind: 'missing', start: key.end, end: key.end };
    return { key, value, start: key.start, end: value.end };
  }

  private array(depth: number): JsonNode {
    const { start } = this;
    const items: JsonNode[] = [];
    this.next();
    let afterItem = false;
    for (;;) {
      if (this.kind === token.closeBracket) {
        const end = this.end;
        this.next();
        return { kind: 'array', items, start, end };
      }
      if (this.kind === token.end || this.kind === token.closeBrace) {
        this.error('unclosed-bracket', "This '[' is never closed: ']' is missing.", { start, end: start + 1 });
        return { kind: 'array', items, start, end: this.lastEnd };
      }
      if (this.kind === token.comma) {
        if (!afterItem) this.error('value-expected', 'Expected a value before this comma.');
        afterItem = false;
        this.next();
        continue;
      }
      if (this.kind === token.colon) {
        this.error('unexpected-text', "Unexpected ':' in a list.");
        afterItem = false;
        this.next();
        continue;
      }
      if (afterItem) {
        this.error('comma-expected', "Expected ',' after this.", {
          start: Math.max(start, this.lastEnd - 1),
          end: this.lastEnd,
        });
      }
      items.push(this.item(depth + 1));
      afterItem = true;
    }
  }

  private item(depth: number): JsonNode {
    if (this.kind !== token.openBrace || depth >= maxJsonDepth) return this.value(depth);
    const known = this.earlier?.itemAt(this.start, depth);
    if (known === undefined) return this.object(depth, true);
    this.end = known.end;
    this.at = known.end;
    this.next();
    return known;
  }

  /** Skips what stands where a property should: one value and, where a colon follows, one more. */
  private skipProperty(): void {
    this.skipValue();
    if ((this.kind as number) !== token.colon) return;
    this.next();
    if (this.kind !== token.comma && this.kind !== token.closeBrace && this.kind !== token.end) this.skipValue();
  }

  /** Skips one token, or one bracket with all that it holds. */
  private skipValue(): void {
    if (this.kind === token.openBrace || this.kind === token.openBracket) this.skipBracket();
    else this.next();
  }

  /** Skips a bracket by counting, so that no depth of nesting costs stack. */
  private skipBracket(): void {
    let open = 0;
    do {
      if (this.kind === token.openBrace || this.kind === token.openBracket) open++;
      else if (this.kind === token.closeBrace || this.kind === token.closeBracket) open--;
      this.next();
    } while (open > 0 && this.kind !== token.end);
  }

  private tooDeep(): JsonNode {
    const { start } = this;
    if (!this.depthReported) {
      this.depthReported = true;
      this.error(
        'nested-too-deeply',
        `Brackets are nested more than ${maxJsonDepth} levels deep; what lies deeper is not read.`,
      );
    }
    this.skipBracket();
    return { kind: 'missing', start, end: Math.max(start, this.lastEnd) };
  }
}

/** The end of a string without escapes that is closed on its line; `undefined` for any other. */
function plainStringEnd(text: string, start: number): number | undefined {
  const short = Math.min(start + shortString, text.length);
  for (let at = start + 1; at < short; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code < 32 || code === backslash) return undefined;
  }
  plainString.lastIndex = start;
  return plainString.test(text) ? plainString.lastIndex : undefined;
}

/** Whether what has no error in a tree had none when it was read; some errors are told once, and only so many of all. */
function tellsAllErrors({ errors }: JsonTree): boolean {
  return errors.length < maxErrors && errors.every(({ code }) => code !== 'nested-too-deeply');
}

/**
 * The quote that closes a text on a later line; `undefined` where the text is more likely not closed at all: then the
 * next quote opens another text, and no comma or bracket follows it.
 *
 * @param from the line end at which the text goes on
 */
function closingQuote(text: string, from: number): number | undefined {
  const follows = /[ \t]*(?:[,}\]\r\n]|\/[/*]|$)/y;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') {
      follows.lastIndex = at + 1;
      return follows.test(text) ? at : undefined;
    }
  }
  return undefined;
}

/** What a piece of a text without line ends says; an escape that JSON does not know says nothing. */
function decoded(piece: string): string {
  const scanner = createScanner(`"${piece}"`, false);
  scanner.scan();
  return scanner.getTokenValue();
}

function shown(text: string, start: number, end: number): string {
  const piece = text.slice(start, Math.min(end, start + 20));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach a message.
  return `'${piece.replace(/[\u0000-\u001f\ud800-\udfff]/g, '\ufffd')}${end - start > 20 ? '…' : ''}'`;
}
