/**
 * The value language both JSON and Bicep are lowered to.
 *
 * In: a syntax tree of either language. Out: expressions with their places. Never here: which language it was, and values
 * that must be computed.
 */
import type { Span } from '../base/span.ts';

export type Expr = LiteralExpr | ObjectExpr | ArrayExpr | JoinExpr | NamedExpr | ResourceIdExpr | OpaqueExpr;

/** A value written as such. */
export interface LiteralExpr {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

export interface ObjectExpr {
  readonly kind: 'object';
  /** In the order of the text. */
  readonly members: readonly Member[];
  /** There may be more members than are listed: a spread, a property loop or a computed key stands among them. */
  readonly open: boolean;
  readonly span: Span;
}

export interface Member {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expr;
  /** Name and value together. */
  readonly span: Span;
}

export interface ArrayExpr {
  readonly kind: 'array';
  readonly items: readonly Expr[];
  /** There may be more items than are listed. */
  readonly open: boolean;
  readonly span: Span;
}

/** A text made of pieces: `concat`, `format`, an interpolated string. */
export interface JoinExpr {
  readonly kind: 'join';
  readonly parts: readonly Expr[];
  readonly span: Span;
}

/** The value of a parameter, a variable or anything else that has a name in its scope. */
export interface NamedExpr {
  readonly kind: 'named';
  readonly what: 'parameter' | 'variable';
  readonly name: string;
  /** Names mean different things in different templates of one file; the scope tells them apart. */
  readonly scope: string;
  readonly span: Span;
}

/** The id of a resource that is named by type and name: `resourceId(…)`, or `symbol.id` in Bicep. */
export interface ResourceIdExpr {
  readonly kind: 'resource-id';
  /** Full type without a version, as written. */
  readonly type: string;
  /** One per segment after the provider; their number may be wrong in a wrong template. */
  readonly names: readonly Expr[];
  readonly span: Span;
}

/** A value that is there but not understood at this stage. */
export interface OpaqueExpr {
  readonly kind: 'opaque';
  /** Why it has no value, as the end of the sentence "it is not known, because …". */
  readonly why: string;
  /** The source text, the same for equal expressions of one scope. */
  readonly text: string;
  readonly scope: string;
  readonly span: Span;
}

/** The member of an object by name, without regard to case; of several the last, as Azure reads it. */
export function memberOf(expr: Expr | undefined, name: string): Member | undefined {
  if (expr?.kind !== 'object') return undefined;
  const wanted = name.toLowerCase();
  for (let i = expr.members.length - 1; i >= 0; i--) {
    const member = expr.members[i]!;
    if (member.name.length === wanted.length && member.name.toLowerCase() === wanted) return member;
  }
  return undefined;
}
