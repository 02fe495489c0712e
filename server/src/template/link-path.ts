/** Which file the address of a linked template may mean. */
import type { Expr } from './expr.ts';

/** Why a linked template is not read where its address does not tell which it is. */
export const computedPlace = 'the place of its template is computed';

export interface LinkPath {
  /** Relative to the folder of the file, or a URL. */
  readonly path: string;
  /** The address begins with a value that is not looked at, mostly the place where the templates are put for deployment. */
  readonly guessed: boolean;
}

/**
 * The path in an address of which no more is computed than its beginning and what follows the file name, such as
 * `[concat(parameters('_artifactsLocation'), '/nested/nsg.json', parameters('token'))]`; `undefined` for any other.
 */
export function linkPath(expr: Expr): LinkPath | undefined {
  const pieces = piecesOf(expr);
  const last = pieces.findLastIndex(piece => piece !== undefined && namesFile.test(piece));
  if (last < 0) return pieces.length === 1 && pieces[0] ? { path: pieces[0], guessed: false } : undefined;
  const first = pieces.lastIndexOf(undefined, last) + 1;
  const written = pieces.slice(first, last + 1).join('');
  const path = written.slice(0, namesFile.exec(written)!.index).concat(namesFile.exec(written)![0]);
  if (first === 0) return { path, guessed: false };
  // More computed pieces, or a host before one: what lies between is not known.
  if (first > 1 || /(^|\/)\.jsonc?$/i.test(path)) return undefined;
  return { path: path.replace(/^\/+/, ''), guessed: !isOwnAddress(expr) };
}

const namesFile = /\.jsonc?(?=$|\?)/i;

/** The written pieces of a text in their order, `undefined` for each that is not written. */
function piecesOf(expr: Expr): readonly (string | undefined)[] {
  if (expr.kind === 'literal') return [typeof expr.value === 'string' ? expr.value : undefined];
  if (expr.kind === 'join') return expr.parts.flatMap(piecesOf);
  if (expr.kind !== 'call') return [undefined];
  const name = expr.name.toLowerCase();
  if (name === 'concat') return expr.args.flatMap(piecesOf);
  return name === 'uri' && expr.args.length === 2 ? [undefined, ...piecesOf(expr.args[1]!)] : [undefined];
}

/** `uri(deployment().properties.templateLink.uri, …)`: relative to where the template itself is. */
function isOwnAddress(expr: Expr): boolean {
  if (expr.kind !== 'call' || expr.name.toLowerCase() !== 'uri') return false;
  let base = expr.args[0];
  while (base?.kind === 'member') base = base.base;
  return base?.kind === 'call' && base.name.toLowerCase() === 'deployment';
}
