/** The one shape that every file becomes: a list of resources with the expressions of their bodies, and the names they use. */
import type { Span, TextRange } from '../base/span.ts';
import type { Expr, LoopHeader, ObjectExpr } from './expr.ts';

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
  /** The names of each scope, by {@link TemplateResource.scope}. */
  readonly scopes: ReadonlyMap<string, ScopeNames>;
  /** What reading found wrong with the shape of the file, beside syntax errors. */
  readonly problems: readonly TemplateProblem[];
}

/** Parameters and variables of one (nested) template, under the spelling that {@link Expr} uses for them. */
export interface ScopeNames {
  /** The template is deployed in a loop: its parameters may differ from turn to turn. */
  readonly looped: boolean;
  readonly parameters: ReadonlyMap<string, ParameterNames>;
  readonly variables: ReadonlyMap<string, Expr>;
}

export interface ParameterNames {
  /** What the deployment that holds the template passes; `undefined` where it passes nothing. */
  readonly given: Expr | undefined;
  readonly defaultValue: Expr | undefined;
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
  /** The names from the outermost parent inwards; one may itself hold several segments (`parent/child`). Empty where the text has none. */
  readonly names: readonly Expr[];
  /** The resource's body: `name`, `location`, `sku`, `properties` (or their content, flattened) are members of it. */
  readonly body: ObjectExpr;
  /** The loops it is deployed in, outermost first. */
  readonly loops: readonly LoopHeader[];
  /** All must be true for it to be deployed. */
  readonly conditions: readonly Expr[];
  /** The whole declaration. */
  readonly span: Span;
  /** Where a comment above the resource ends at the latest; the declaration with all that belongs to it starts here. */
  readonly head: TextRange;
  /** The words to point at when the resource as a whole is meant. */
  readonly nameSpan: Span;
  /** Only a reference: what it holds is defined elsewhere. */
  readonly existing: boolean;
  /** Scope of the names in it. */
  readonly scope: string;
}
