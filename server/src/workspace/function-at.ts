import type { TextRange } from '../base/span.ts';
import { touches } from '../base/span.ts';
import { type FunctionSignature, functionSignature, templateFunctions } from '../evaluate/functions/index.ts';
import { armExprAt, classifyArmString, DecodedOffsets, parseArmExpression } from '../syntax/arm-expression/parser.ts';
import { children, type JsonNode } from '../syntax/json/tree.ts';
import type { SourceFile } from './source-file.ts';

export interface FunctionPlace {
  readonly signature: FunctionSignature;
  /** The name as it is written. */
  readonly range: TextRange;
}

/** The functions that may be called by name in a JSON template. */
export const armFunctions: readonly FunctionSignature[] = templateFunctions.filter(
  ({ languages }) => languages !== 'bicep',
);

/**
 * The template function whose name stands at an offset of a JSON template; `undefined` elsewhere, and for what Azure has no function
 * of. Not asked of Bicep, whose own extension shows its functions.
 */
export function functionAt({ source, reading }: SourceFile, offset: number): FunctionPlace | undefined {
  const { json, template } = reading;
  if (json?.root === undefined || template.shape !== 'arm-template') return undefined;
  const node = nodeAt(json.root, offset);
  if (node.kind !== 'string' || classifyArmString(node.value).kind !== 'expression') return undefined;
  const offsets = new DecodedOffsets(source.text, node);
  const at = offsets.decodedOffset(offset);
  const expr = armExprAt(parseArmExpression(node.value).expr, at)?.expr;
  if (expr?.kind !== 'call' || expr.namespace !== undefined || !touches(expr.nameRange, at)) return undefined;
  const signature = functionSignature(expr.name);
  return signature && { signature, range: offsets.fileRange(expr.nameRange) };
}

/** The innermost node around an offset. */
function nodeAt(root: JsonNode, offset: number): JsonNode {
  let node = root;
  for (;;) {
    const inner = children(node).find(child => child.start <= offset && offset < child.end);
    if (inner === undefined) return node;
    node = inner;
  }
}
