/** The file a span lies in: its URI as the host writes it. Compared as plain text. */
export type FileId = string;

/** A half-open range of UTF-16 code units in one text: `start` is in, `end` is out. `0 <= start <= end <= length`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A {@link TextRange} that knows its file. */
export interface Span extends TextRange {
  readonly file: FileId;
}

/** Whether `offset` lies in the range; both ends count, so that a cursor right after the last letter is "in" the word. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether `inner` lies wholly within `outer`; equal ranges do. */
export function encloses(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
