import { type Origin, writtenAt } from '../base/origin.ts';
import { parseResourceId } from '../base/resource-id.ts';
import type { Expr } from '../template/expr.ts';
import type { ResourceReference, UnknownValue, Value } from './value.ts';

/**
 * The value of an expression, as far as it is written down.
 *
 * Literals, lists and objects have values. Parameters, variables and function calls are unknown, with an identity that is
 * equal wherever the same thing is meant; a text with an unknown part keeps its literal pieces in its identity.
 * Never throws.
 */
export function evaluate(expr: Expr): Value {
  const origin = writtenAt(expr.span);
  switch (expr.kind) {
    case 'literal': {
      const { value } = expr;
      if (value === null) return { kind: 'null', origin };
      if (typeof value === 'string') return { kind: 'text', value, origin };
      return typeof value === 'number' ? { kind: 'number', value, origin } : { kind: 'boolean', value, origin };
    }
    case 'array':
      return { kind: 'list', items: expr.items.map(evaluate), open: expr.open, origin };
    case 'object':
      return {
        kind: 'object',
        members: expr.members.map(member => ({
          name: member.name,
          nameSpan: member.nameSpan,
          value: evaluate(member.value),
          span: member.span,
        })),
        open: expr.open,
        origin,
      };
    case 'join': {
      const parts = expr.parts.map(evaluate);
      const texts = parts.map(scalarText);
      if (texts.every(text => text !== undefined)) return { kind: 'text', value: texts.join(''), origin };
      const unknownPart = parts.find((part): part is UnknownValue => part.kind === 'unknown');
      return unknown(unknownPart?.why ?? 'a part of it is not a text', parts.map(identityOf).join(''), origin);
    }
    case 'named':
      return unknown(
        `it is the value of ${expr.what} '${expr.name}'`,
        `{${expr.what} ${expr.scope}:${expr.name.toLowerCase()}}`,
        origin,
      );
    case 'resource-id': {
      const names = expr.names.flatMap(nameSegments);
      const resource: ResourceReference = { type: expr.type.toLowerCase(), names };
      return {
        ...unknown('it is an id that Azure assigns', `{id ${resource.type} ${names.join('/')}}`, origin),
        resource,
      };
    }
    case 'opaque':
      return unknown(expr.why, `{${expr.scope}:${expr.text}}`, origin);
  }
}

/** Equal for values that are equal; for known ones their text without regard to case. */
export function identityOf(value: Value): string {
  switch (value.kind) {
    case 'text':
      return value.value.toLowerCase();
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'null':
      return '{null}';
    case 'unknown':
      return value.identity;
    case 'list':
    case 'object':
      return `{${value.kind} ${value.origin.span.start}}`;
  }
}

/** The resource a value is the id of; `undefined` where the value is no id, or none that can be read. */
export function resourceOf(value: Value): ResourceReference | undefined {
  if (value.kind === 'unknown') return value.resource;
  if (value.kind !== 'text') return undefined;
  const parsed = parseResourceId(value.value);
  return parsed && { type: parsed.type, names: parsed.names.map(name => name.toLowerCase()) };
}

/** The segments of a name by identity: `a/b` is two. */
export function nameSegments(expr: Expr): readonly string[] {
  if (expr.kind !== 'join') {
    const value = evaluate(expr);
    return value.kind === 'text' ? value.value.toLowerCase().split('/') : [identityOf(value)];
  }
  const segments = [''];
  for (const part of expr.parts) {
    const value = evaluate(part);
    const text = scalarText(value);
    if (text === undefined) {
      segments.push(`${segments.pop()}${identityOf(value)}`);
      continue;
    }
    const [head = '', ...rest] = text.toLowerCase().split('/');
    segments.push(`${segments.pop()}${head}`, ...rest);
  }
  return segments;
}

function scalarText(value: Value): string | undefined {
  if (value.kind === 'text') return value.value;
  return value.kind === 'number' || value.kind === 'boolean' ? String(value.value) : undefined;
}

function unknown(why: string, identity: string, origin: Origin): UnknownValue {
  return { kind: 'unknown', why, identity, origin };
}
