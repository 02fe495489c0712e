/** What an evaluation takes from beside its text: other files, and the values of parameters. */
import type { FileId, Span } from '../base/span.ts';
import type { Expr } from '../template/expr.ts';
import type { FileReference, Template } from '../template/template.ts';
import type { Place } from './places.ts';
import type { Value } from './value.ts';

/** A file that was looked for: what it holds, or why that is not known, as the end of "it is not known, because …". */
export type Found<T> = { readonly found: true; readonly value: T } | NotFound;

export interface NotFound {
  readonly found: false;
  readonly why: string;
  /** The file is certain to be absent, or leads back to itself, which is a mistake; else it may be there, out of reach. */
  readonly missing: boolean;
}

/** A text with the place it stands at. */
export interface FileText {
  readonly text: string;
  readonly span: Span;
}

/** The files that texts name, read beforehand; every path is meant from the file that names it. Never throws. */
export interface TemplateFiles {
  template(reference: Pick<FileReference, 'path'>, from: string): Found<Template>;
  data(path: string, format: 'json' | 'yaml', from: string): Found<Expr>;
  text(path: string, from: string): Found<FileText>;
}

export interface Environment {
  /** The resources that are wanted, by their full type in lower case; by default all. */
  readonly isWanted?: ((type: string) => boolean) | undefined;
  /** Without them every text stands alone. */
  readonly files?: TemplateFiles | undefined;
  /** Whether a text is a file of the user's; by default all are. What others make gets places by which it is found again. */
  readonly isOwn?: ((file: FileId) => boolean) | undefined;
  /** The parameter file that is in effect; `undefined` where parameters have their defaults. */
  readonly parameterFile?: Template | undefined;
  /** Values given to the file's own parameters, by name in lower case; they come before those of the parameter file. */
  readonly parameters?: ReadonlyMap<string, Value> | undefined;
  /**
   * The parameters are all that will ever be given. By default, and without a parameter file, an empty default stands for
   * "give it if you need it" and is not known; with this it is what it says.
   */
  readonly exact?: boolean | undefined;
  /** Where the file is deployed and what its deployment is called; by default neither is known. */
  readonly place?: Place | undefined;
  readonly deploymentName?: string | undefined;
}

const notRead: NotFound = { found: false, why: 'other files were not read', missing: false };

export const noTemplateFiles: TemplateFiles = {
  template: () => notRead,
  data: () => notRead,
  text: () => notRead,
};
