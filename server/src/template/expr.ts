/**
 * The value language both JSON and Bicep are lowered to.
 *
 * In: a syntax tree of either language. Out: expressions with their places. Never here: which language it was, and values
 * that must be computed.
 */
import type { Imprint } from '../base/imprint.ts';
import type { Span } from '../base/span.ts';

export type Expr =
  | LiteralExpr
  | ObjectExpr
  | ArrayExpr
  | JoinExpr
  | NamedExpr
  | ResourceIdExpr
  | ResourceExpr
  | CallExpr
  | MemberExpr
  | IndexExpr
  | ConditionalExpr
  | LambdaExpr
  | LoopExpr
  | LetExpr
  | OpaqueExpr;

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
  /** There may be more members than are listed: a spread or a computed key stands among them. */
  readonly open: boolean;
  readonly span: Span;
  /** Set where nothing in it is computed, so that its text alone tells what it is. */
  readonly constant?: Constant | undefined;
}

export interface Constant {
  readonly imprint: Imprint;
  /** How many values it is, with all that is in it. */
  readonly values: number;
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

/** A text made of pieces: `format`, an interpolated string. */
export interface JoinExpr {
  readonly kind: 'join';
  readonly parts: readonly Expr[];
  readonly span: Span;
}

/** The value of a parameter, a variable, a module, an import, or a name that a loop, a lambda or a `let` binds. */
export interface NamedExpr {
  readonly kind: 'named';
  readonly what: 'parameter' | 'variable' | 'module' | 'import' | 'local';
  readonly name: string;
  readonly span: Span;
}

/** The id of a resource that is named by type and name: `resourceId(…)`, or `symbol.id` in Bicep. */
export interface ResourceIdExpr {
  readonly kind: 'resource-id';
  /** Full type without a version, as written. */
  readonly type: string;
  /** One per segment after the provider; their number may be wrong in a wrong template. */
  readonly names: readonly Expr[];
  /** Where the resource is; `undefined` for where the template itself is deployed. */
  readonly scope?: ScopeExpr | undefined;
  readonly span: Span;
}

/** A place that resources are deployed to. Each argument that is left out is that of the template itself. */
export type ScopeExpr =
  | { readonly kind: 'group'; readonly subscription: Expr | undefined; readonly group: Expr | undefined }
  | { readonly kind: 'subscription'; readonly subscription: Expr | undefined }
  | { readonly kind: 'management-group'; readonly name: Expr | undefined }
  | { readonly kind: 'tenant' }
  /** Beside another resource, which is given by its id. */
  | { readonly kind: 'extension'; readonly target: Expr };

/** A resource of the template as Azure will answer for it: what is declared, and what is known at run time only. */
export interface ResourceExpr {
  readonly kind: 'resource';
  /** See {@link TemplateResource.symbol}. */
  readonly symbol: string;
  /** Which one of a loop; `undefined` for a single resource, or for all of a loop. */
  readonly index: Expr | undefined;
  readonly span: Span;
}

/** A call of a template function; operators of Bicep are calls of the functions they stand for. */
export interface CallExpr {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
  /** The source text, for messages. */
  readonly text: string;
  readonly span: Span;
}

export interface MemberExpr {
  readonly kind: 'member';
  readonly base: Expr;
  readonly name: string;
  /** `.?name`: null where there is none. */
  readonly safe: boolean;
  /** A safe access stands before it in its chain: where that gave null, so does this. */
  readonly chained?: boolean | undefined;
  readonly span: Span;
}

export interface IndexExpr {
  readonly kind: 'index';
  readonly base: Expr;
  readonly index: Expr;
  readonly safe: boolean;
  readonly chained?: boolean | undefined;
  /** Counts from 1 at the end. */
  readonly fromEnd: boolean;
  readonly span: Span;
}

/** Only the branch that is taken is evaluated. */
export interface ConditionalExpr {
  readonly kind: 'conditional';
  readonly condition: Expr;
  readonly whenTrue: Expr;
  readonly whenFalse: Expr;
  readonly span: Span;
}

export interface LambdaExpr {
  readonly kind: 'lambda';
  readonly parameters: readonly string[];
  readonly body: Expr;
  readonly span: Span;
}

/** A list with one item per turn. */
export interface LoopExpr {
  readonly kind: 'loop';
  readonly header: LoopHeader;
  readonly body: Expr;
  readonly span: Span;
}

/** What a loop runs over, and the names it binds; the names are unique in their file. */
export interface LoopHeader {
  /** A list, or with `isCount` a number of turns. */
  readonly source: Expr;
  readonly isCount: boolean;
  readonly item: string | undefined;
  readonly index: string | undefined;
}

/** A body in which names stand for values: the name of one instance of a resource loop. */
export interface LetExpr {
  readonly kind: 'let';
  readonly bindings: readonly { readonly name: string; readonly value: Expr }[];
  readonly body: Expr;
  readonly span: Span;
}

/** A value that is there but not understood at this stage. */
export interface OpaqueExpr {
  readonly kind: 'opaque';
  /** Why it has no value, as the end of the sentence "it is not known, because …". */
  readonly why: string;
  /** The source text, the same for equal expressions of one template. */
  readonly text: string;
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
