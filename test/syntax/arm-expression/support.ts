/** What the tests of this folder share: trees as short text, and what holds for every tree. */
import assert from 'node:assert/strict';
import { MAX_DEPTH } from '../../../server/src/syntax/arm-expression/limits.ts';
import { type ArmExpr, children, type ParsedArmExpression } from '../../../server/src/syntax/arm-expression/parser.ts';

/** `(name args)`, `(. target name)`, `(at target index)`, `?` for what is absent; a call without parentheses ends with `!`. */
export function dump(expr: ArmExpr): string {
  switch (expr.kind) {
    case 'string':
      return JSON.stringify(expr.value);
    case 'integer':
      return String(expr.value);
    case 'call':
      return expr.argsRange ? `(${[expr.name, ...expr.args.map(dump)].join(' ')})` : `${expr.name}!`;
    case 'member':
      return `(. ${dump(expr.target)} ${expr.name === '' ? '?' : expr.name})`;
    case 'index':
      return `(at ${dump(expr.target)} ${dump(expr.index)})`;
    default:
      return expr.parts.length === 0 ? '?' : `(? ${expr.parts.map(dump).join(' ')})`;
  }
}

/** All nodes, a parent before its children, without recursion. */
export function* nodes(root: ArmExpr): Generator<{ expr: ArmExpr; parent: ArmExpr | undefined; depth: number }> {
  const stack: { expr: ArmExpr; parent: ArmExpr | undefined; depth: number }[] = [
    { expr: root, parent: undefined, depth: 1 },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next;
    for (const child of [...children(next.expr)].reverse())
      stack.push({ expr: child, parent: next.expr, depth: next.depth + 1 });
  }
}

/** What holds whatever was parsed. */
export function checkShape(value: string, { expr, errors }: ParsedArmExpression): void {
  for (const { expr: node, parent, depth } of nodes(expr)) {
    const bounds = parent ?? { start: 0, end: value.length };
    assert.ok(bounds.start <= node.start && node.start <= node.end && node.end <= bounds.end, `span of ${node.kind}`);
    assert.ok(depth <= MAX_DEPTH, 'depth');
    let last = node.start;
    for (const child of children(node)) {
      assert.ok(last <= child.start, `order in ${node.kind}`);
      last = child.end;
    }
    checkPieces(value, node);
  }
  let last = 0;
  for (const error of errors) {
    assert.ok(last <= error.start && error.start <= error.end && error.end <= value.length, `span of ${error.code}`);
    assert.match(error.message, /^[^\n]+\.$/);
    last = error.start;
  }
}

function checkPieces(value: string, node: ArmExpr): void {
  const textOf = (range: { start: number; end: number }) => value.slice(range.start, range.end);
  if (node.kind === 'string') {
    assert.ok(node.start < node.contentRange.start && node.contentRange.end <= node.end);
  } else if (node.kind === 'call') {
    assert.equal(textOf(node.nameRange).replace(/\s/g, ''), node.name);
    assert.equal(node.namespace === undefined, !node.name.includes('.'));
    assert.ok(node.commas.every(comma => value[comma] === ','));
    assert.equal(node.end, (node.argsRange ?? node.nameRange).end);
  } else if (node.kind === 'member') {
    assert.equal(textOf(node.nameRange), node.name);
    assert.equal(node.nameRange.end, node.end);
  }
}
