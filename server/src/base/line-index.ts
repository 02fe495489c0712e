/** A place as LSP gives it: both numbers count from 0, `character` in UTF-16 code units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/**
 * Translates between offsets and lines of one text. Line ends are LF, CRLF and lone CR, as in LSP.
 * Offsets outside the text are moved to its nearest end; so are positions past the end of a line or of the text.
 */
export class LineIndex {
  /** Offset of the first code unit of each line; never empty, the first is 0. */
  private readonly starts: readonly number[];
  private readonly text: string;

  constructor(text: string) {
    this.starts = lineStarts(text);
    this.text = text;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  position(offset: number): LinePosition {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - this.starts[low]! };
  }

  offset(position: LinePosition): number {
    if (position.line < 0) return 0;
    if (position.line >= this.starts.length) return this.text.length;
    const start = this.starts[position.line]!;
    return Math.min(start + Math.max(0, position.character), start + this.lineText(position.line).length);
  }

  /** The text of one line without its line end; empty for a line that does not exist. */
  lineText(line: number): string {
    const start = this.starts[line];
    if (start === undefined) return '';
    let end = this.starts[line + 1] ?? this.text.length;
    if (this.text.charCodeAt(end - 1) === 10 && end > start) end--;
    if (this.text.charCodeAt(end - 1) === 13 && end > start) end--;
    return this.text.slice(start, end);
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
  } else {
    // The usual case; V8 searches several times as fast as a loop of ours does, which a large file feels at every key.
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return starts;
}
