/** What a template has names for: its parameters, variables, loops, resources and functions, and the properties of their values. */
import type { NamedValue, NameInScope } from '../../workspace/names-in-scope.ts';
import { plain } from '../hover/markdown.ts';
import type { Candidate } from './candidate.ts';

/** Characters of a value that are shown beside a name. */
const maxShown = 60;

/** In the order of the file. */
export function nameCandidates(names: readonly NameInScope[]): readonly Candidate[] {
  return names.map(({ name, type, value, description }) => ({
    value: name,
    detail: detailOf(type, value),
    documentation: description === undefined ? undefined : plain(description),
    rank: 4,
  }));
}

/** Those of the template's own, before all others. */
export function ownFunctionCandidates(
  functions: readonly (NameInScope & { readonly parameters: readonly string[] })[],
): readonly Candidate[] {
  return functions.map(({ name, type, description, parameters }) => ({
    value: name,
    detail: `(${parameters.join(', ')})${type === undefined ? '' : `: ${type}`}`,
    documentation: description === undefined ? undefined : plain(description),
    rank: 4,
  }));
}

function detailOf(type: string | undefined, value: NamedValue | undefined): string | undefined {
  if (value === undefined) return type;
  const shown = value.known ? valueText(value.value) : `not known: ${value.why}`;
  if (type === undefined) return shown;
  return value.known ? `${type} = ${shown}` : `${type}, ${shown}`;
}

/** A text in the quotes of expressions, all else as JSON, on one line. */
function valueText(value: unknown): string {
  const text = (typeof value === 'string' ? `'${value}'` : JSON.stringify(value)).replace(/\s+/g, ' ');
  return text.length > maxShown ? `${text.slice(0, maxShown - 1)}…` : text;
}
