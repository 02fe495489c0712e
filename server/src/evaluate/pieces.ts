/** Texts of which only some pieces are known: put together, taken apart at a separator, and read as the id of a resource. */
import type { Origin } from '../base/origin.ts';
import { unknown } from './identity.ts';
import type { Piece, ResourceReference, Value } from './value.ts';

/** Pieces of one text that are looked at side by side; a text with more is told by its identity alone. */
const maxPieces = 200;

/** A value as the pieces of a text; `undefined` for lists and objects. */
export function piecesOf(value: Value): readonly Piece[] | undefined {
  switch (value.kind) {
    case 'text':
      return [value.value];
    case 'number':
      return [String(value.value)];
    case 'boolean':
      return [value.value ? 'True' : 'False'];
    case 'null':
      return [''];
    case 'unknown':
      return value.pieces ?? [value];
    default:
      return undefined;
  }
}

/** The text that pieces make together: known where all of them are. The id of a resource is recognised as one. */
export function textOf(pieces: readonly Piece[], origin: Origin): Value {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else if (piece !== '') merged.push(piece);
  }
  const unknowns = merged.filter(piece => typeof piece !== 'string');
  const [first] = unknowns;
  if (first === undefined) return { kind: 'text', value: merged.join(''), origin };
  if (merged.length === 1) return { ...first, origin };
  const resource = resourceOfPieces(merged);
  return {
    ...unknown(resource === undefined ? first.why : 'it is an id that Azure assigns', identityOfPieces(merged), origin),
    ...(first.fault === undefined ? {} : { fault: first.fault }),
    ...(merged.length > maxPieces ? {} : { pieces: merged }),
    ...(resource === undefined ? {} : { resource }),
  };
}

export function identityOfPieces(pieces: readonly Piece[]): string {
  return pieces.map(piece => (typeof piece === 'string' ? piece.toLowerCase() : piece.identity)).join('');
}

/** The parts between separators. What is not known is taken to hold no separator. */
export function splitPieces(pieces: readonly Piece[], separator: string): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      parts.at(-1)!.push(piece);
      continue;
    }
    const [head = '', ...rest] = piece.split(separator);
    if (head !== '') parts.at(-1)!.push(head);
    for (const part of rest) parts.push(part === '' ? [] : [part]);
  }
  return parts;
}

/** The resource that `…/providers/…` names; its types must be known, its names need not. */
function resourceOfPieces(pieces: readonly Piece[]): ResourceReference | undefined {
  if (!pieces.some(piece => typeof piece === 'string' && /\/providers\//i.test(piece))) return undefined;
  const segments = splitPieces(pieces, '/');
  const at = segments.findLastIndex(segment => knownText(segment)?.toLowerCase() === 'providers');
  const rest = segments.slice(at + 1);
  if (rest.length < 3 || rest.length % 2 === 0 || rest.some(segment => segment.length === 0)) return undefined;
  const types = rest.filter((_, i) => i === 0 || i % 2 === 1).map(knownText);
  if (!types.every(type => type !== undefined)) return undefined;
  const names = rest.filter((_, i) => i > 0 && i % 2 === 0).map(identityOfPieces);
  return { type: types.join('/').toLowerCase(), names };
}

function knownText(segment: readonly Piece[]): string | undefined {
  const [only] = segment;
  return segment.length === 1 && typeof only === 'string' ? only : undefined;
}
