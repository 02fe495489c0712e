import type { Span } from './span.ts';

/** How a value came to be where it is used. */
export type Hop =
  | 'literal'
  | 'expression'
  | 'parameter'
  | 'parameter-default'
  | 'parameter-file'
  | 'variable'
  | 'module-input'
  | 'loop-item'
  | 'function';

/**
 * How a value reached its use: the use is the root (`span`), the places it was written are the leaves.
 * A literal has no `from`.
 */
export interface Origin {
  readonly span: Span;
  readonly via: Hop;
  readonly from: readonly Origin[];
}

const nothing: readonly Origin[] = Object.freeze([]);

/** The origin of a value that is written where it is used. */
export function writtenAt(span: Span): Origin {
  return { span, via: 'literal', from: nothing };
}
