/** What a language must tell so that one fix serves both. Knows how its values look; never where they stand. */
import type { NewResource } from './tree-edit.ts';

export interface SourceWriter {
  /** A value in quotes or bare, with everything escaped. */
  scalar(value: string | number | boolean | null): string;
  /** A property's name, in quotes where it needs them. */
  key(name: string): string;
  /** Whether a comma stands between two entries that have a line each. */
  readonly commaOnLines: boolean;
  /** Whether a list of a few values stands on one line where nothing beside it tells. */
  readonly shortLists: boolean;
  /** A value that is given as the text of an expression: `nsg.id`, `resourceId('…', 'nsg')`. */
  expression(text: string): string;
  /** Whether the file has expressions at all; an export has not. */
  readonly hasExpressions: boolean;
  /** The id of a resource that a fix adds, as an expression. */
  idOfNew(resource: NewResource, symbol: string): string;
}
