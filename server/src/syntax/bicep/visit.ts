/** Ways through a tree: the children of a node, all nodes below it, and the node at a place. */
import type { BicepNode, BicepTree } from './tree.ts';

/** For each kind the fields that hold children, in the order of the text. Strings with holes are the one exception. */
export const CHILD_FIELDS: {
  readonly [K in BicepNode['kind']]: readonly (keyof Extract<BicepNode, { kind: K }> & string)[];
} = {
  program: ['statements'],
  'target-scope': ['decorators', 'value'],
  metadata: ['decorators', 'name', 'value'],
  assert: ['decorators', 'name', 'value'],
  'param-assignment': ['decorators', 'name', 'value'],
  type: ['decorators', 'name', 'value'],
  param: ['decorators', 'name', 'type', 'defaultValue'],
  var: ['decorators', 'name', 'type', 'value'],
  output: ['decorators', 'name', 'type', 'value'],
  func: ['decorators', 'name', 'parameters', 'returnType', 'body'],
  resource: ['decorators', 'name', 'type', 'loop', 'condition', 'body'],
  module: ['decorators', 'name', 'path', 'loop', 'condition', 'body'],
  test: ['decorators', 'name', 'path', 'body'],
  import: ['decorators', 'items', 'alias', 'path'],
  extension: ['decorators', 'spec', 'config', 'alias'],
  using: ['decorators', 'path', 'config'],
  extends: ['decorators', 'path'],
  'extension-config': ['decorators', 'name', 'config'],
  invalid: ['decorators'],
  decorator: ['expression'],
  'func-parameter': ['name', 'type'],
  'import-item': ['name', 'alias'],
  'for-clause': ['item', 'index', 'source'],
  'if-clause': ['value'],
  identifier: [],
  missing: [],
  integer: [],
  boolean: [],
  null: [],
  string: [],
  'interpolated-string': [],
  'string-piece': [],
  hole: ['value'],
  array: ['items'],
  object: ['members'],
  property: ['key', 'value'],
  spread: ['value'],
  for: ['loop', 'body'],
  reference: [],
  call: ['base', 'name', 'arguments'],
  'property-access': ['base', 'name'],
  'nested-access': ['base', 'name'],
  'index-access': ['base', 'index'],
  'non-null': ['value'],
  unary: ['operand'],
  binary: ['left', 'right'],
  ternary: ['condition', 'whenTrue', 'whenFalse'],
  lambda: ['parameters', 'body'],
  parenthesized: ['value'],
  'named-type': ['name', 'arguments'],
  'object-type': ['members'],
  'object-type-property': ['decorators', 'key', 'value'],
  'tuple-type': ['items'],
  'tuple-type-item': ['decorators', 'value'],
  'union-type': ['members'],
  'unary-type': ['operand'],
  'nullable-type': ['operand'],
  'non-nullable-type': ['operand'],
  'array-type': ['element'],
  'type-property-access': ['base', 'name', 'arguments'],
  'type-index-access': ['base', 'index'],
  'parenthesized-type': ['value'],
  'resource-typed': ['type'],
};

/** Calls `visit` for each child, in the order of the text. */
export function forEachChild(node: BicepNode, visit: (child: BicepNode) => void): void {
  if (node.kind === 'interpolated-string') {
    node.pieces.forEach((piece, i) => {
      visit(piece);
      const hole = node.holes[i];
      if (hole !== undefined) visit(hole);
    });
    return;
  }
  const fields = node as unknown as Readonly<Record<string, BicepNode | readonly BicepNode[] | undefined>>;
  for (const name of CHILD_FIELDS[node.kind]) {
    const child = fields[name];
    if (child === undefined) continue;
    if (isList(child)) for (const item of child) visit(item);
    else visit(child);
  }
}

function isList(child: BicepNode | readonly BicepNode[]): child is readonly BicepNode[] {
  return Array.isArray(child);
}

/** The children of a node, in the order of the text. */
export function children(node: BicepNode): BicepNode[] {
  const result: BicepNode[] = [];
  forEachChild(node, child => result.push(child));
  return result;
}

/**
 * Calls `visit` for a node and for all nodes below it, parents first, in the order of the text.
 * Where `visit` answers `false`, what lies below that node is left out.
 */
export function walk(node: BicepNode, visit: (node: BicepNode) => boolean | undefined): void {
  if (visit(node) !== false) forEachChild(node, child => walk(child, visit));
}

export interface NodeAtOffset {
  readonly node: BicepNode;
  /** From the program to `node`, both included. */
  readonly path: readonly BicepNode[];
}

/**
 * The innermost node at an offset. Where two nodes meet at it, the one that begins there wins over the one that ends there, so
 * that a cursor behind the last letter of a name still finds the name when nothing follows directly.
 * An offset outside the text is moved to its nearest end.
 */
export function nodeAt(tree: BicepTree, offset: number): NodeAtOffset {
  const at = Math.max(0, Math.min(offset, tree.text.length));
  const path: BicepNode[] = [];
  let next: BicepNode | undefined = tree.program;
  while (next !== undefined) {
    path.push(next);
    next = childAt(next, at);
  }
  return { node: path[path.length - 1]!, path };
}

/** Children come in order, so the last that fits is the one that begins at the offset, if there is one. */
function childAt(node: BicepNode, at: number): BicepNode | undefined {
  let found: BicepNode | undefined;
  forEachChild(node, child => {
    const isAbsent = child.start === child.end;
    if (child.start <= at && at <= child.end && !(isAbsent && found !== undefined)) found = child;
  });
  return found;
}
