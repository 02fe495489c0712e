/** Values as text, the way `string`, `concat`, `join` and `format` write them, and the case rules of text. */
import { lazily } from '../../base/lazily.ts';
import { cannotKnow, checkTextLength, isArray, type Json, type JsonObject, limits, shown } from './function.ts';

/** Pieces of a result; refuses as soon as they are longer than a text may be. */
export class TextBuilder {
  private readonly pieces: string[] = [];
  private length = 0;

  add(piece: string): this {
    this.length += piece.length;
    checkTextLength(this.length);
    this.pieces.push(piece);
    return this;
  }

  toString(): string {
    return this.pieces.join('');
  }
}

/** Texts, integers and booleans as .NET writes them (`True`); `undefined` for everything else. */
export function scalarText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? numberText(value) : undefined;
}

/**
 * Compact JSON. `string` quotes with `"`; `format` and interpolation quote with `'`.
 *
 * Source: evaluation tests of the Bicep compiler (read 2026-11).
 */
export function jsonText(value: Json, quote: '"' | "'"): string {
  const text = new TextBuilder();
  write(value, quote, text, 0);
  return text.toString();
}

/** Each character on its own and never to more or fewer of them, as .NET's invariant culture does: `ß` stays `ß`. */
export function changeCase(text: string, to: 'lower' | 'upper'): string {
  const change = (part: string): string => (to === 'lower' ? part.toLowerCase() : part.toUpperCase());
  return text.replace(/[^\u0080-\u{10ffff}]+|./gsu, part => {
    if (part.charCodeAt(0) < 0x80) return change(part);
    // Dotted and dotless i and the long s would become ASCII letters, which the invariant culture does not do.
    if (part === '\u0130' || part === '\u0131' || part === '\u017f') return part;
    const changed = change(part);
    return changed.length === part.length ? changed : part;
  });
}

/** Equal for texts that differ only in case, and of the same length as the text. */
export function foldCase(text: string): string {
  return changeCase(text, 'upper');
}

/** Refuses a search whose worst case would take seconds. @param lengths of what is looked for */
export function checkSearch(text: string, ...lengths: readonly number[]): void {
  const work = text.length * lengths.reduce((sum, length) => sum + length, 0);
  if (work > 100 * limits.text) cannotKnow('there is too much text to search');
}

/** Order of a dictionary: punctuation, digits, letters; of letters that differ only in case the lower one first. */
export function compareAsWords(a: string, b: string): number {
  return words().compare(a, b) || (a < b ? -1 : Number(a > b));
}

/** Made when a text is first compared: it loads the languages, which takes longer than judging a file. */
const words = lazily(() => new Intl.Collator('und', { sensitivity: 'variant', caseFirst: 'false' }));

function write(value: Json, quote: '"' | "'", text: TextBuilder, depth: number): void {
  if (depth > limits.depth) cannotKnow(`data is nested deeper than ${limits.depth} levels`);
  if (value === null || typeof value === 'boolean') text.add(String(value));
  else if (typeof value === 'number') text.add(numberText(value));
  else if (typeof value === 'string') text.add(quoted(value, quote));
  else if (isArray(value)) {
    text.add('[');
    value.forEach((item, i) => {
      if (i > 0) text.add(',');
      write(item, quote, text, depth + 1);
    });
    text.add(']');
  } else {
    const keys = keysInOrder(value);
    text.add('{');
    keys.forEach((key, i) => {
      text.add(`${i > 0 ? ',' : ''}${quoted(key, quote)}:`);
      write(value[key]!, quote, text, depth + 1);
    });
    text.add('}');
  }
}

/** JavaScript moves keys that look like indexes to the front, so that their order in the template is lost. */
function keysInOrder(object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  const index = keys.length > 1 ? keys.find(key => /^(0|[1-9]\d{0,9})$/.test(key)) : undefined;
  if (index !== undefined) cannotKnow(`the order of members beside '${index}' is not kept here`);
  return keys;
}

function quoted(text: string, quote: '"' | "'"): string {
  checkTextLength(text.length);
  const body = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0085\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return quote === '"' ? `"${body}"` : `'${body.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** .NET and JavaScript write a number alike as long as neither uses an exponent. */
function numberText(value: number): string {
  const text = String(value);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)) || text.includes('e')) {
    cannotKnow(`the text of the number ${shown(value)} is not known`);
  }
  return Object.is(value, -0) ? '0' : text;
}
