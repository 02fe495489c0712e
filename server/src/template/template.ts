/** The one shape that every file becomes: a list of resources with the expressions of their bodies, and the names they use. */
import type { FileId, Span, TextRange } from '../base/span.ts';
import type { Expr, LoopHeader, ObjectExpr, ScopeExpr } from './expr.ts';

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
  readonly file: FileId;
  /** Parents stand before their children. */
  readonly resources: readonly TemplateResource[];
  /** What it deploys by way of other templates: modules, nested and linked ones. */
  readonly modules: readonly TemplateModule[];
  readonly names: TemplateNames;
  /** The other files that its text names, those of templates nested in it included. */
  readonly references: readonly FileReference[];
  /** A parameter file: the template it is for and the file it builds on, as written. */
  readonly using: FileReference | undefined;
  readonly extending: FileReference | undefined;
  /** A parameter file whose tool passes over what does not fit the template. */
  readonly lenient: boolean;
  /** What reading found wrong with the shape of the file, beside syntax errors. */
  readonly problems: readonly TemplateProblem[];
  /** Set where it stands in for a template that is not at hand and of which no more is known than its parameters. */
  readonly standIn?: StandIn | undefined;
}

/** Parameters, variables and outputs of one template, under the spelling that {@link Expr} uses for them. */
export interface TemplateNames {
  readonly parameters: ReadonlyMap<string, ParameterNames>;
  readonly variables: ReadonlyMap<string, Expr>;
  /** By name in lower case. */
  readonly outputs: ReadonlyMap<string, Expr>;
  /**
   * Functions of the file's own, by the name that calls have: `user.name` in Bicep, `namespace.name` in lower case in
   * ARM JSON.
   */
  readonly functions: ReadonlyMap<string, UserFunction>;
  /** What the file takes over from others, by the name it gives to it. */
  readonly imports: ReadonlyMap<string, ImportedName>;
}

export interface UserFunction {
  /** The locals that its body has for its arguments. */
  readonly parameters: readonly string[];
  readonly body: Expr;
}

export interface ParameterNames {
  /** As written. */
  readonly name: string;
  /** In a parameter file: the value that is given. */
  readonly defaultValue: Expr | undefined;
  /** As written, in lower case (`int`, `string`, `array`, …); `undefined` for a type of the file's own. */
  readonly type: string | undefined;
  /** Whether null may be given, and is what it is where nothing else is. */
  readonly nullable: boolean;
  readonly nameSpan: Span;
}

/** `import {name as local} from 'path'`; `name` is undefined for `* as local`. */
export interface ImportedName {
  readonly path: string;
  readonly name: string | undefined;
}

/** Another file that a text names. */
export interface FileReference {
  /** As written: relative to the folder of the file, with forward slashes; `br:…` and `ts:…` for what a registry holds. */
  readonly path: string;
  readonly kind: 'template' | 'parameters' | 'text' | 'json' | 'yaml' | 'binary';
  readonly at: Span;
  /** The path is the written end of a computed address: where no such file is, nothing follows from that. */
  readonly guessed?: true | undefined;
}

/** A template deployed by another: a module, or a nested or linked deployment. */
export interface TemplateModule {
  /** The name that expressions have for it; `undefined` where only the name of its deployment tells it. */
  readonly symbol: string | undefined;
  /** The name of its deployment. */
  readonly name: Expr | undefined;
  readonly source: ModuleSource;
  readonly given: GivenParameters;
  /** Where it is deployed; `undefined` for where the template around it is. */
  readonly scope: ScopeExpr | undefined;
  readonly loops: readonly LoopHeader[];
  /** All must be true for it to be deployed. */
  readonly conditions: readonly Expr[];
  readonly span: Span;
  /** The words to point at when the module is meant. */
  readonly nameSpan: Span;
}

export type ModuleSource =
  | { readonly kind: 'inline'; readonly template: Template }
  /** Its resources and expressions are those of the template around it; only its outputs are its own. */
  | { readonly kind: 'outer'; readonly outputs: ReadonlyMap<string, Expr> }
  | { readonly kind: 'file'; readonly reference: FileReference }
  | { readonly kind: 'unknown'; readonly why: string; readonly at: Span };

/** Of a template that stands in for another. */
export interface StandIn {
  /** Parameters that make no difference to what it deploys, in lower case. */
  readonly others: ReadonlySet<string>;
  /** What stands in where anything else is given: there, nothing is known of what is not given. */
  readonly otherwise: Template;
}

/** What a deployment passes to its template. */
export interface GivenParameters {
  /** By name in lower case. */
  readonly listed: ReadonlyMap<string, Expr>;
  /** Where the parameters are computed as a whole: the object whose members they are. */
  readonly whole: Expr | undefined;
  /** Where the names in {@link listed} stand, for whoever has to point at one; absent where nobody has. */
  readonly words?: ReadonlyMap<string, Span>;
}

export const nothingGiven: GivenParameters = { listed: new Map(), whole: undefined };

export const noNames: TemplateNames = {
  parameters: new Map(),
  variables: new Map(),
  outputs: new Map(),
  functions: new Map(),
  imports: new Map(),
};

/** A text that deploys nothing. */
export function emptyTemplate(shape: TemplateShape, file: FileId): Template {
  return {
    shape,
    file,
    resources: [],
    modules: [],
    names: noNames,
    references: [],
    using: undefined,
    extending: undefined,
    lenient: false,
    problems: [],
  };
}

export interface TemplateProblem {
  readonly rule:
    | 'duplicate-key'
    | 'truncated-export'
    | 'unknown-parameter'
    | 'missing-parameter'
    | 'wrong-parameter-type'
    | 'invalid-expression';
  readonly at: Span;
  readonly message: string;
  readonly related: readonly { readonly at: Span; readonly message: string }[];
  /** A name that is written at the place, and the one that was most likely meant. */
  readonly meant?: { readonly written: string; readonly instead: string } | undefined;
}

export interface TemplateResource {
  /** The name that expressions have for it, `outer::inner` for a nested one; `undefined` where it has none. */
  readonly symbol?: string | undefined;
  /** Where it is deployed; `undefined` for where the template itself is. */
  readonly scope?: ScopeExpr | undefined;
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
}
