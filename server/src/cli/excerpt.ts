import { type Cell, cells } from './display.ts';

/** A piece of one line around the words of a finding. `start` and `end` are offsets in `text`. */
export interface Excerpt {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether the line goes on before, after `text`. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

export interface Drawing {
  readonly code: string;
  /** Blanks before the carets, in columns. */
  readonly indent: number;
  /** At least 1. */
  readonly carets: number;
}

/** More columns than a terminal has, so that a line of megabytes (JSON without line ends) is not taken apart. */
const reach = 600;

/** The piece of `line` around `start`..`end`; offsets past the line are moved to its end. */
export function excerptOf(line: string, start: number, end: number): Excerpt {
  const from = Math.min(start, line.length);
  const to = Math.max(from, Math.min(end, line.length, from + reach));
  const first = betweenCharacters(line, Math.max(0, from - reach));
  const last = betweenCharacters(line, Math.min(line.length, to + reach));
  return {
    text: line.slice(first, last),
    start: from - first,
    end: to - first,
    cutBefore: first > 0,
    cutAfter: last < line.length,
  };
}

/** Lays an excerpt into `width` columns: whole where it fits, else a window in which the words begin at about a third. */
export function draw(excerpt: Excerpt, width: number, ellipsis: string): Drawing {
  const all = cells(excerpt.text);
  const found = all.findIndex(cell => cell.offset >= excerpt.start);
  const at = found < 0 ? all.length : found;
  let first = 0;
  let last = all.length;
  if (excerpt.cutBefore || excerpt.cutAfter || total(all) > width) {
    const room = Math.max(3, width - 2 * ellipsis.length);
    first = at - howMany(all.slice(0, at).reverse(), Math.floor(room / 3));
    last = first + howMany(all.slice(first), room);
    // A window that meets the end of the line has columns to spare before the words.
    if (last === all.length && !excerpt.cutAfter) first = last - howMany(all.slice().reverse(), room);
  }
  const before = first > 0 || excerpt.cutBefore ? ellipsis : '';
  const after = last < all.length || excerpt.cutAfter ? ellipsis : '';
  const shown = all.slice(first, last);
  return {
    code: before + shown.map(cell => cell.shown).join('') + after,
    indent: before.length + total(all.slice(first, at)),
    carets: Math.max(1, total(shown.filter(cell => cell.offset >= excerpt.start && cell.offset < excerpt.end))),
  };
}

/** How many cells from the first on fit into `columns`. */
function howMany(some: readonly Cell[], columns: number): number {
  let used = 0;
  let count = 0;
  for (const cell of some) {
    used += cell.columns;
    if (used > columns) break;
    count++;
  }
  return count;
}

function total(some: readonly Cell[]): number {
  return some.reduce((sum, cell) => sum + cell.columns, 0);
}

/** Moves an offset that would cut a character of two code units in half to the one before. */
function betweenCharacters(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  return offset > 0 && unit >= 0xdc00 && unit < 0xe000 ? offset - 1 : offset;
}
