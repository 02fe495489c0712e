/**
 * Stands for one piece of text, wherever it is: two readings of a text share the imprint of each piece that did not change
 * between them. What follows from nothing but the piece may be remembered under its imprint, in a `Memo`, with places
 * counted from the start of the piece; it then costs nothing to read a large text anew after a small edit.
 */
export interface Imprint {
  /** Of the piece, in UTF-16 code units. */
  readonly length: number;
}
