/**
 * The syntax tree of one template expression: what stands between `[` and `]` in a string of an ARM template.
 *
 * In: nothing; this file holds shapes and the ways to walk them. Out: a discriminated union on `kind`.
 * Never here: meaning. Whether a function or parameter exists is asked elsewhere.
 *
 * Every node has a half-open range of UTF-16 offsets into the *decoded* string; {@link DecodedOffsets} of decoded-offsets.ts
 * leads from there to the file. A child lies within its parent; siblings are ordered and do not overlap.
 * No path from the root to a leaf has more nodes than `MAX_DEPTH` of limits.ts.
 */
import { type TextRange, touches } from '../../base/span.ts';

export type ArmExpr = ArmString | ArmInteger | ArmCall | ArmMember | ArmIndex | ArmMissing;

/** Text in quotes. The range covers the quotes. */
export interface ArmString extends TextRange {
  readonly kind: 'string';
  /** `''` inside is one `'`. */
  readonly value: string;
  /** What stands between the quotes, as written; reaches the end of the node where the closing quote is absent. */
  readonly contentRange: TextRange;
}

export interface ArmInteger extends TextRange {
  readonly kind: 'integer';
  /** Outside 32 bits the tree has the error `integer-range`; past 2^53 the value is rounded. */
  readonly value: number;
}

/** `name(args)`. A name without parentheses is a call too, with the error `missing-call`. */
export interface ArmCall extends TextRange {
  readonly kind: 'call';
  /** As written, with its namespace, without the white space inside: `concat`, `contoso.uniqueName`. */
  readonly name: string;
  /** What stands before the last dot of the name; `undefined` for a built-in function. */
  readonly namespace: string | undefined;
  readonly nameRange: TextRange;
  readonly args: readonly ArmExpr[];
  /** Offsets of the commas between the arguments, in order: an editor tells from them which argument a cursor is in. */
  readonly commas: readonly number[];
  /** From `(` to behind `)`, or to the end of what was read where `)` is absent; `undefined` where `(` is. */
  readonly argsRange: TextRange | undefined;
}

/** `target.name` */
export interface ArmMember extends TextRange {
  readonly kind: 'member';
  readonly target: ArmExpr;
  /** Empty, with an empty range behind the dot, where it is absent. */
  readonly name: string;
  readonly nameRange: TextRange;
}

/** `target[index]` */
export interface ArmIndex extends TextRange {
  readonly kind: 'index';
  readonly target: ArmExpr;
  readonly index: ArmExpr;
}

/** A value that is absent (empty range) or could not be read (the range covers it). It is unknown, never null. */
export interface ArmMissing extends TextRange {
  readonly kind: 'missing';
  /** What could be read inside: both sides of an operator that does not exist, the inside of needless brackets. */
  readonly parts: readonly ArmExpr[];
}

/** Something the language does not allow. `start === end` where a sign is absent; offsets as in the tree. */
export interface ArmExpressionError extends TextRange {
  /** A sentence in a user's words. */
  readonly message: string;
  readonly code: ArmExpressionErrorCode;
}

/** Stable: once released a code does not change its meaning. */
export type ArmExpressionErrorCode =
  | 'array-literal'
  | 'double-quotes'
  | 'expected-value'
  | 'grouping'
  | 'hyphenated-name'
  | 'integer-range'
  | 'missing-bracket'
  | 'missing-call'
  | 'missing-comma'
  | 'missing-name'
  | 'missing-parenthesis'
  | 'not-an-integer'
  | 'operator'
  | 'too-deep'
  | 'too-long'
  | 'unclosed-string'
  | 'unexpected-text';

/** The direct children of a node, in the order of the text. */
export function children(expr: ArmExpr): readonly ArmExpr[] {
  switch (expr.kind) {
    case 'call':
      return expr.args;
    case 'member':
      return [expr.target];
    case 'index':
      return [expr.target, expr.index];
    case 'missing':
      return expr.parts;
    default:
      return [];
  }
}

/** A node and the way to it. */
export interface ArmExprPlace {
  readonly expr: ArmExpr;
  /** From the root to `expr`, both included. */
  readonly path: readonly ArmExpr[];
}

/**
 * The innermost node at an offset of the decoded string. Both ends of a node count as inside; where two nodes meet, it is
 * the one that begins there. `undefined` outside the expression, for example on its outer brackets.
 */
export function armExprAt(root: ArmExpr, offset: number): ArmExprPlace | undefined {
  const path: ArmExpr[] = [];
  let candidates: readonly ArmExpr[] = [root];
  for (;;) {
    const touched = candidates.filter(candidate => touches(candidate, offset)).at(-1);
    if (!touched) break;
    path.push(touched);
    candidates = children(touched);
  }
  const expr = path.at(-1);
  return expr && { expr, path };
}
