import type { Span } from '../base/span.ts';
import type { Expr } from './expr.ts';

/** Pieces of one text that are looked at side by side. */
const maxPieces = 64;

/**
 * A text made of pieces. The id of a resource followed by `/subnets/` and a name, which is how templates write the ids
 * of children, is the id of the child; everything else is a `join`.
 */
export function joinExpr(parts: readonly Expr[], span: Span): Expr {
  const flat = parts.flatMap(part => (part.kind === 'join' ? part.parts : [part]));
  // A text made of texts made of texts has more pieces than anybody wrote.
  const pieces = flat.length <= maxPieces ? flat : parts;
  const [head, ...rest] = pieces;
  if (head?.kind === 'resource-id' && rest.length > 0) {
    const child = childId(rest);
    if (child !== undefined) {
      return {
        kind: 'resource-id',
        type: [head.type, ...child.types].join('/'),
        names: [...head.names, ...child.names],
        span,
      };
    }
  }
  return { kind: 'join', parts: pieces, span };
}

/** `/subnets/` name `/…/` name; `undefined` for any other continuation. */
function childId(
  parts: readonly Expr[],
): { readonly types: readonly string[]; readonly names: readonly Expr[] } | undefined {
  const types: string[] = [];
  const names: Expr[] = [];
  for (const part of parts) {
    if (part.kind !== 'literal' || typeof part.value !== 'string') {
      if (types.length !== names.length + 1) return undefined;
      names.push(part);
      continue;
    }
    if (!part.value.startsWith('/')) return undefined;
    // `/subnets/apim` holds a name too; a trailing slash says that the name comes from the next piece.
    const segments = part.value.slice(1).split('/');
    if (segments.at(-1) === '') segments.pop();
    for (const segment of segments) {
      if (types.length === names.length) types.push(segment);
      else names.push({ ...part, value: segment });
    }
  }
  return types.length === names.length ? { types, names } : undefined;
}
