/** The one shape that every file becomes: a list of resources with the expressions of their bodies. */
import type { Span, TextRange } from '../base/span.ts';
import type { Expr, ObjectExpr } from './expr.ts';

/** In which of the shapes people have the file is; the name is used in messages and by the status item. */
export type TemplateShape =
  | 'arm-template'
  | 'bicep'
  | 'exported-resources'
  | 'exported-rules'
  | 'parameter-file'
  /** Nothing this tool reads. */
  | 'none';

export interface Template {
  readonly shape: TemplateShape;
  /** Parents stand before their children. */
  readonly resources: readonly TemplateResource[];
  /** What reading found wrong with the shape of the file, beside syntax errors. */
  readonly problems: readonly TemplateProblem[];
}

export interface TemplateProblem {
  readonly rule: 'duplicate-key' | 'truncated-export' | 'unread-template';
  readonly at: Span;
  readonly message: string;
  readonly related: readonly { readonly at: Span; readonly message: string }[];
}

export interface TemplateResource {
  /** Full type in lower case without a version: `microsoft.network/networksecuritygroups/securityrules`. */
  readonly type: string;
  /** The last segment of the name where `parent` is set; else the whole name. `undefined` where the text has none. */
  readonly name: Expr | undefined;
  readonly parent: TemplateResource | undefined;
  /** The resource's body: `name`, `location`, `sku`, `properties` (or their content, flattened) are members of it. */
  readonly body: ObjectExpr;
  /** The whole declaration. */
  readonly span: Span;
  /** Where a comment above the resource ends at the latest; the declaration with all that belongs to it starts here. */
  readonly head: TextRange;
  /** The words to point at when the resource as a whole is meant. */
  readonly nameSpan: Span;
  /** Only a reference: what it holds is defined elsewhere. */
  readonly existing: boolean;
  /** Whether it is deployed depends on a value that is not known here. */
  readonly conditional: boolean;
  /** Written once, deployed any number of times. */
  readonly loop: boolean;
  /** Scope of the names in it; see {@link Expr}. */
  readonly scope: string;
}
