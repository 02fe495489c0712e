/** Reads JSON text as `json` and `base64ToJson` do: JSON, and texts in single quotes. */
import { cannotKnow, integer, type Json, limits, wouldFail } from './function.ts';

/**
 * Leaves through `wouldFail` where the text ends too early or goes on after its value, and through `cannotKnow` where it is no
 * strict JSON: Azure's reader forgives more than is documented. A number with a fraction that is whole (`1.0`) becomes an integer.
 */
export function parseJsonText(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** Comments count as blanks: Azure's reader passes over them, as compiled templates show that load such files. */
const blank = /(?:[ \t\r\n]|\/\/[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y;
const number = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.])/y;
const word = /(true|false|null)(?!\w)/y;
/** Up to the closing quote or the next escape. */
const plain = { '"': /[^"\\]*/y, "'": /[^'\\]*/y } as const;
const escaped: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(depth: number): Json {
    if (depth > limits.depth) cannotKnow(`data is nested deeper than ${limits.depth} levels`);
    const next = this.peek();
    if (next === '{') return this.object(depth);
    if (next === '[') return this.array(depth);
    if (next === '"' || next === "'") return this.string(next);
    const literal = this.match(word);
    if (literal !== undefined) return literal === 'null' ? null : literal === 'true';
    const digits = this.match(number);
    if (digits === undefined) this.refuse();
    const value = Number(digits);
    if (Number.isFinite(value) && !Number.isInteger(value)) return value;
    return integer(value);
  }

  end(): void {
    const next = this.peek(false);
    if (next === '/') this.refuse();
    if (next !== '') wouldFail('the JSON text goes on after its value');
  }

  private object(depth: number): Json {
    const members = new Map<string, Json>();
    this.at++;
    if (this.take('}')) return {};
    do {
      const quote = this.peek();
      if (quote !== '"' && quote !== "'") this.refuse();
      const key = this.string(quote);
      if (!this.take(':')) this.refuse();
      members.set(key, this.value(depth + 1));
    } while (this.take(','));
    if (!this.take('}')) this.refuse();
    return Object.fromEntries(members);
  }

  private array(depth: number): Json {
    const items: Json[] = [];
    this.at++;
    if (this.take(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.take(','));
    if (!this.take(']')) this.refuse();
    return items;
  }

  private string(quote: '"' | "'"): string {
    const pieces: string[] = [];
    this.at++;
    for (;;) {
      pieces.push(this.match(plain[quote]) ?? '');
      const stop = this.text[this.at++];
      if (stop === undefined) wouldFail('the JSON text ends inside a string');
      if (stop === quote) return pieces.join('');
      pieces.push(this.escape());
    }
  }

  private escape(): string {
    const letter = this.text[this.at++];
    if (letter === undefined) wouldFail('the JSON text ends inside a string');
    if (letter === 'u') {
      const digits = this.match(/[0-9a-fA-F]{4}/y);
      if (digits === undefined) this.refuse();
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const control = escaped[letter];
    if (control !== undefined) return control;
    if (!`"'\\/`.includes(letter)) this.refuse();
    return letter;
  }

  /** The next character that is not blank; the end is a failure unless it may come here. */
  private peek(needed = true): string {
    this.match(blank);
    const next = this.text[this.at];
    if (next === undefined && needed) wouldFail('the JSON text ends before its value does');
    return next ?? '';
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private refuse(): never {
    return cannotKnow(`the text is no strict JSON at character ${this.at + 1}`);
  }
}
