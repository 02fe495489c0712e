/**
 * What happens to the entries of one pair of brackets, put into text at once, because commas depend on all of it.
 *
 * In: entries that leave and entries that come. Out: text edits that touch nothing else.
 */
import type { TextRange } from '../base/span.ts';
import {
  commaAfter,
  endOfLine,
  endOfLineComment,
  indentAt,
  isSpread,
  lineStart,
  nextLine,
  type Style,
  startsLine,
} from './layout.ts';
import type { ListPart, ObjectPart, Part } from './parts.ts';
import type { SourceWriter } from './source-writer.ts';

export interface TextEdit extends TextRange {
  readonly text: string;
}

/** A text for an entry, made once it is known how it will stand. */
export interface NewEntry {
  /** Number of entries of the file that stand before it. */
  readonly after: number;
  readonly text: (manner: { readonly indent: string; readonly spread: boolean }) => string;
}

export interface BracketContext {
  readonly text: string;
  readonly style: Style;
  readonly writer: SourceWriter;
  readonly comments: readonly TextRange[];
}

export class BracketEdit {
  readonly part: ObjectPart | ListPart;
  readonly removed = new Set<Part>();
  readonly added: NewEntry[] = [];
  private readonly context: BracketContext;

  constructor(part: ObjectPart | ListPart, context: BracketContext) {
    this.part = part;
    this.context = context;
  }

  textEdits(): readonly TextEdit[] {
    const { children } = this.part;
    if (children.length === 0) return this.fill();
    if (this.added.length === 0 && this.removed.size === children.length && this.isBareInside()) {
      return [{ start: this.part.start + 1, end: this.part.end - 1, text: '' }];
    }
    const edits: TextEdit[] = [];
    const isLast = this.lastChecker();
    for (const [i, child] of children.entries()) {
      if (this.removed.has(child)) edits.push(...this.removal(child, i));
      else edits.push(...this.comma(child, i, isLast(i)));
    }
    edits.push(...this.additions());
    return edits;
  }

  /** Entries into brackets that have none; comments in them stay in front. */
  private fill(): readonly TextEdit[] {
    if (this.added.length === 0) return [];
    const { text, style, writer } = this.context;
    const { start, end } = this.part;
    const inside = text.slice(start + 1, end - 1);
    const spread = this.isSpreadOutside() || inside.includes('\n');
    const outer = indentAt(text, start);
    const indent = spread ? outer + style.unit : outer;
    const texts = this.added.map(entry => entry.text({ indent, spread }));
    if (!spread) {
      const pad = this.part.kind === 'object' ? style.inBraces : style.inBrackets;
      const comment = inside.trim() === '' ? '' : `${inside.trim()} `;
      return [{ start: start + 1, end: end - 1, text: `${pad}${comment}${texts.join(`,${style.afterComma}`)}${pad}` }];
    }
    const separator = `${writer.commaOnLines ? ',' : ''}${style.lineEnd}${indent}`;
    const at = start + 1 + inside.trimEnd().length;
    return [
      { start: at, end: end - 1, text: `${style.lineEnd}${indent}${texts.join(separator)}${style.lineEnd}${outer}` },
    ];
  }

  /** Brackets stand on one line in a file that is one line, or in brackets of one line. */
  private isSpreadOutside(): boolean {
    const { text } = this.context;
    for (let at = this.part.parent; at !== undefined; at = at.parent)
      if ((at.kind === 'object' || at.kind === 'list') && at.children.length > 0) return isSpread(text, at);
    return true;
  }

  private isBareInside(): boolean {
    const { text } = this.context;
    let rest = '';
    let from = this.part.start + 1;
    for (const child of this.part.children) {
      rest += text.slice(from, child.start);
      from = child.end;
    }
    rest += text.slice(from, this.part.end - 1);
    return /^[\s,]*$/.test(rest);
  }

  private commaOf(i: number): number | undefined {
    const { text, comments } = this.context;
    const child = this.part.children[i]!;
    return commaAfter(text, child.end, this.part.children[i + 1]?.start ?? this.part.end - 1, comments);
  }

  private lastChecker(): (i: number) => boolean {
    const lastKept = this.part.children.findLastIndex(child => !this.removed.has(child));
    return i => i === lastKept && !this.added.some(entry => entry.after > i);
  }

  /** Whether a comma stands behind the last entry of the file's own. */
  private get hasTrailingComma(): boolean {
    return this.commaOf(this.part.children.length - 1) !== undefined;
  }

  /** Adds or takes the comma behind an entry that stays, where its neighbours change. */
  private comma(child: Part, i: number, isLast: boolean): readonly TextEdit[] {
    const next = this.part.children[i + 1];
    const grows = this.added.some(entry => entry.after === i + 1);
    if (!grows && (next === undefined || !this.removed.has(next))) return [];
    const comma = this.commaOf(i);
    if (isLast && !this.hasTrailingComma)
      return comma === undefined ? [] : [{ start: comma, end: comma + 1, text: '' }];
    const needed = !isLast && (this.context.writer.commaOnLines || !this.hasLine(child));
    return comma === undefined && needed ? [{ start: child.end, end: child.end, text: ',' }] : [];
  }

  private removal(child: Part, i: number): readonly TextEdit[] {
    const { text, comments } = this.context;
    const comma = this.commaOf(i);
    const end = comma === undefined ? child.end : comma + 1;
    if (startsLine(text, child.start)) {
      const rest = endOfLineComment(text, end, comments);
      if (text.slice(rest, endOfLine(text, rest)).trim() === '')
        return [{ start: lineStart(text, child.start), end: nextLine(text, rest), text: '' }];
    }
    // The blanks that go with an entry stand behind it, at the end of a list in front of it.
    const isTail = i > 0 && this.part.children.slice(i).every(later => this.removed.has(later));
    const before = isTail ? /[ \t]*$/.exec(text.slice(lineStart(text, child.start), child.start))![0].length : 0;
    const after =
      isTail || i === this.part.children.length - 1 ? 0 : /^[ \t]*/.exec(text.slice(end, end + 100))![0].length;
    return [{ start: child.start - before, end: end + after, text: '' }];
  }

  private additions(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    for (const place of new Set(this.added.map(entry => entry.after))) {
      const entries = this.added.filter(entry => entry.after === place);
      edits.push(this.addition(place, entries));
    }
    return edits;
  }

  private addition(place: number, entries: readonly NewEntry[]): TextEdit {
    const { text, style, writer, comments } = this.context;
    const { children } = this.part;
    // Behind the nearest entry before it that stays, else in front of the first one.
    const anchor = children.slice(0, place).findLastIndex(child => !this.removed.has(child));
    const neighbour = children[Math.max(anchor, 0)]!;
    const spread = this.hasLine(neighbour);
    const indent = indentAt(text, neighbour.start);
    const texts = entries.map(entry => entry.text({ indent, spread }));
    const separator = spread ? `${writer.commaOnLines ? ',' : ''}${style.lineEnd}${indent}` : `,${style.afterComma}`;
    const joined = texts.join(separator);
    const follows =
      children.slice(anchor + 1).some(child => !this.removed.has(child)) || this.added.some(e => e.after > place);
    const closing = (follows || this.hasTrailingComma) && (!spread || writer.commaOnLines) ? ',' : '';
    if (anchor < 0) {
      if (!spread) return insertion(neighbour.start, `${joined}${closing}${style.afterComma}`);
      const open = endOfLineComment(text, this.part.start + 1, comments);
      return insertion(open, `${style.lineEnd}${indent}${joined}${closing}`);
    }
    const comma = this.commaOf(anchor);
    const behind = comma === undefined ? neighbour.end : comma + 1;
    if (!spread) return insertion(behind, `${style.afterComma}${joined}${closing}`);
    return insertion(endOfLineComment(text, behind, comments), `${style.lineEnd}${indent}${joined}${closing}`);
  }

  private hasLine(child: Part): boolean {
    return startsLine(this.context.text, child.start);
  }
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
