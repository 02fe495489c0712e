/** How text lies in the columns of a terminal; nothing here knows what the text is about. */

/** A character as a terminal shows it. */
export interface Cell {
  /** What to print; never a control character. */
  readonly shown: string;
  readonly columns: number;
  /** Offset of its first code unit in the text it came from. */
  readonly offset: number;
}

const tabWidth = 4;
const combining = /^(?:\p{Mn}|\p{Me}|[\u200b\u200c]|\u200d)$/u;
const emoji = /^\p{Emoji_Presentation}$/u;
// Control characters move the cursor or speak to the terminal, and direction marks let text pretend to be other text.
const unprintable = /^[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]$/u;
const unprintables = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** First and last code points, both included, of scripts and signs that take two columns (Unicode's East Asian Width). */
const wide: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** One cell per code point. Tabs become blanks up to the next multiple of 4 columns; what cannot be shown becomes U+FFFD. */
export function cells(text: string): Cell[] {
  const result: Cell[] = [];
  let column = 0;
  let offset = 0;
  for (const character of text) {
    const cell = cellOf(character, column, offset);
    result.push(cell);
    column += cell.columns;
    offset += character.length;
  }
  return result;
}

/** Columns that a line of text takes. */
export function columnsOf(text: string): number {
  return cells(text).reduce((sum, cell) => sum + cell.columns, 0);
}

/** A text from a file or from a user on one line, fit to be printed: names in templates may hold anything. */
export function printable(text: string): string {
  return text.replace(/\s*[\r\n\t]\s*/g, ' ').replace(unprintables, '\ufffd');
}

/** Blanks behind `text` until it takes `columns`; longer text stays as it is. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/**
 * Breaks text at blanks into lines of at most `columns`; words that are too long behind a sign in their second half, as names of hosts
 * have them, else anywhere. Never empty.
 */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columnsOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    let used = 0;
    for (const { shown, columns: more } of cells(word)) {
      if (used + more > columns && line !== '') {
        const sign = /^.*[./,-]/.exec(line)?.[0] ?? '';
        const first = columnsOf(sign) * 2 > columns ? sign : line;
        lines.push(first);
        line = line.slice(first.length);
        used = columnsOf(line);
      }
      line += shown;
      used += more;
    }
  }
  lines.push(line);
  return lines;
}

function cellOf(character: string, column: number, offset: number): Cell {
  if (character === '\t') {
    const columns = tabWidth - (column % tabWidth);
    return { shown: ' '.repeat(columns), columns, offset };
  }
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return { shown: character, columns: 1, offset };
  if (unprintable.test(character)) return { shown: '\ufffd', columns: 1, offset };
  if (combining.test(character)) return { shown: character, columns: 0, offset };
  const isWide = wide.some(([first, last]) => first <= code && code <= last) || emoji.test(character);
  return { shown: character, columns: isWide ? 2 : 1, offset };
}
