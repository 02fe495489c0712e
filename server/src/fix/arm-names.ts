/** Names of ARM JSON taken apart: those of resources below others have a segment for each. */
import { type ArmExpr, parseArmExpression } from '../syntax/arm-expression/parser.ts';
import { armOperand, armText } from './json-writer.ts';

/** A piece of a text that is put together: written, or the text of an expression. */
type Piece = { readonly literal: string } | { readonly operand: string };

/**
 * The segments of a name between its slashes, each as an expression: `[concat(variables('nsg'), '/rule')]` has `variables('nsg')` and
 * `'rule'`. A part that is computed counts as one.
 *
 * @param decoded with its brackets where it is an expression
 * @returns `undefined` where a segment is empty, or the expression is broken
 */
export function nameSegments(decoded: string): readonly string[] | undefined {
  const whole = armOperand(decoded);
  const pieces = whole === armText(decoded) ? [{ literal: decoded }] : piecesOf(decoded);
  const segments: Piece[][] = [[]];
  for (const piece of pieces ?? [{ operand: whole }]) {
    if ('operand' in piece) {
      segments.at(-1)!.push(piece);
      continue;
    }
    for (const [i, literal] of piece.literal.split('/').entries()) {
      if (i > 0) segments.push([]);
      if (literal !== '') segments.at(-1)!.push({ literal });
    }
  }
  const texts = segments.map(joined);
  return texts.some(text => text === '') ? undefined : texts;
}

function joined(pieces: readonly Piece[]): string {
  const operands = pieces.map(piece => ('operand' in piece ? piece.operand : armText(piece.literal)));
  return operands.length > 1 ? `concat(${operands.join(', ')})` : (operands[0] ?? '');
}

/** What `concat` or `format` puts together; `undefined` for another expression. */
function piecesOf(decoded: string): readonly Piece[] | undefined {
  const { expr } = parseArmExpression(decoded);
  if (expr.kind !== 'call') return undefined;
  const pieceOf = (arg: ArmExpr): Piece =>
    arg.kind === 'string' ? { literal: arg.value } : { operand: decoded.slice(arg.start, arg.end) };
  const name = expr.name.toLowerCase();
  if (name === 'concat') return expr.args.map(pieceOf);
  const [pattern, ...args] = expr.args;
  // Two braces are one in the text, and a brace may say how its value is shown: both are rare in a name.
  if (name !== 'format' || pattern?.kind !== 'string' || /\{\{|\}\}|\{\D|\{\d+\D*[:,]/.test(pattern.value))
    return undefined;
  const pieces: Piece[] = [];
  for (const [i, text] of pattern.value.split(/\{(\d+)\}/).entries()) {
    const arg = i % 2 === 1 ? args[Number(text)] : undefined;
    if (i % 2 === 1 && arg === undefined) return undefined;
    pieces.push(arg === undefined ? { literal: text } : pieceOf(arg));
  }
  return pieces;
}
