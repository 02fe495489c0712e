import type { FileId, Span, TextRange } from '../base/span.ts';
import type { JsonNode, JsonObject } from '../syntax/json/tree.ts';
import { lowerArmString } from './arm-expr.ts';
import type { Expr, Member, ObjectExpr } from './expr.ts';

/** What lowering must know beside the node. */
export interface JsonScope {
  readonly file: FileId;
  /** Tells the names of one (nested) template from those of another in the same file. */
  readonly scope: string;
  /** Whether texts in `[…]` are expressions: true in templates and pieces of them, false in parameter files. */
  readonly expressions: boolean;
}

/** Lowers a JSON value. Never throws; a value that is absent becomes `opaque`. */
export function lowerJson(node: JsonNode, scope: JsonScope): Expr {
  const span = spanOf(scope.file, node);
  switch (node.kind) {
    case 'object':
      return lowerJsonObject(node, scope);
    case 'array':
      return { kind: 'array', items: node.items.map(item => lowerJson(item, scope)), open: false, span };
    case 'string':
      return scope.expressions && node.value.charCodeAt(0) === 91
        ? lowerArmString(node.value, scope.scope, span)
        : looksTruncated(node.value)
          ? {
              kind: 'opaque',
              why: 'the export cut it off (use a greater -Depth)',
              text: node.value,
              scope: scope.scope,
              span,
            }
          : { kind: 'literal', value: node.value, span };
    case 'number':
    case 'boolean':
      return { kind: 'literal', value: node.value, span };
    case 'null':
      return { kind: 'literal', value: null, span };
    case 'missing':
      return { kind: 'opaque', why: 'the text has no value here', text: '', scope: scope.scope, span };
  }
}

/** Lowers an object; a property loop (`copy`) makes it open, because the loop adds a property that is not listed. */
export function lowerJsonObject(node: JsonObject, scope: JsonScope): ObjectExpr {
  const members: Member[] = [];
  let open = false;
  for (const property of node.properties) {
    const name = property.key.value;
    if (scope.expressions && name.startsWith('[') && !name.startsWith('[[')) {
      open = true;
      continue;
    }
    const value = lowerJson(property.value, scope);
    if (scope.expressions && name.toLowerCase() === 'copy' && value.kind === 'array') {
      members.push(...loopMembers(value, scope));
      continue;
    }
    members.push({ name, nameSpan: keySpan(scope.file, property.key), value, span: spanOf(scope.file, property) });
  }
  return { kind: 'object', members, open, span: spanOf(scope.file, node) };
}

/** The properties that a property loop makes: lists of unknown length with one written item. */
function loopMembers(copy: Expr & { kind: 'array' }, scope: JsonScope): Member[] {
  const members: Member[] = [];
  for (const loop of copy.items) {
    if (loop.kind !== 'object') continue;
    const name = loop.members.find(member => member.name.toLowerCase() === 'name');
    if (name?.value.kind !== 'literal' || typeof name.value.value !== 'string') continue;
    members.push({
      name: name.value.value,
      nameSpan: name.value.span,
      value: {
        kind: 'opaque',
        why: 'it is made by a loop',
        text: `copy ${name.value.value} at ${loop.span.start}`,
        scope: scope.scope,
        span: name.value.span,
      },
      span: loop.span,
    });
  }
  return members;
}

export function spanOf(file: FileId, range: TextRange): Span {
  return { file, start: range.start, end: range.end };
}

/** The key without its quotes, which is what a squiggle should cover. */
export function keySpan(file: FileId, key: TextRange): Span {
  return key.end - key.start >= 2 ? { file, start: key.start + 1, end: key.end - 1 } : spanOf(file, key);
}

/** PowerShell's ConvertTo-Json writes the type's name, or `@{…}`, where its depth ends. */
export function looksTruncated(text: string): boolean {
  return /^(System|Microsoft\.Azure\.Commands)\.\S+$/.test(text) || /^@\{.*\}$/s.test(text);
}
