import type { Origin } from '../base/origin.ts';
import { type Json, pureFunction } from './functions/index.ts';
import { scalarText, type Value, type ValueMember } from './value.ts';

/** Parts of one value that are looked at when it is made plain; a variable that doubles itself again and again has more. */
const maxParts = 50_000;
/** Levels of lists and objects in one value. */
const maxLevels = 200;

/** A value as plain data; `undefined` where any part of it is unknown or may be missing, or where it is too large. */
export function toJson(value: Value): Json | undefined {
  return plainOf(value, { left: maxParts }, 0);
}

function plainOf(value: Value, budget: { left: number }, depth: number): Json | undefined {
  if (--budget.left < 0 || depth > maxLevels) return undefined;
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return null;
    case 'unknown':
      return undefined;
    case 'list': {
      if (value.open) return undefined;
      const items: Json[] = [];
      for (const item of value.items) {
        const plain = plainOf(item, budget, depth + 1);
        if (plain === undefined) return undefined;
        items.push(plain);
      }
      return items;
    }
    case 'object': {
      if (value.open) return undefined;
      const members: [string, Json][] = [];
      for (const member of value.members) {
        const plain = plainOf(member.value, budget, depth + 1);
        if (plain === undefined) return undefined;
        members.push([member.name, plain]);
      }
      return Object.fromEntries(members);
    }
  }
}

/** A text that is equal for equal values, whatever the order of their members; `undefined` where {@link toJson} has none. */
export function comparable(value: Value): string | undefined {
  const plain = toJson(value);
  return plain === undefined ? undefined : JSON.stringify(plain, (_, part: unknown) => sortedMembers(part));
}

function sortedMembers(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Plain data as a value; every part of it has one origin. */
export function fromJson(plain: Json, origin: Origin): Value {
  if (plain === null) return { kind: 'null', origin };
  if (typeof plain === 'string') return { kind: 'text', value: plain, origin };
  if (typeof plain === 'number') return { kind: 'number', value: plain, origin };
  if (typeof plain === 'boolean') return { kind: 'boolean', value: plain, origin };
  if (Array.isArray(plain))
    return { kind: 'list', items: plain.map(item => fromJson(item as Json, origin)), open: false, origin };
  const members: ValueMember[] = Object.entries(plain).map(([name, value]) => ({
    name,
    nameSpan: origin.span,
    value: fromJson(value as Json, origin),
    span: origin.span,
  }));
  return { kind: 'object', members, open: false, origin };
}

/** A value within a text, as `format` writes it; `undefined` where it is not known in full. */
export function textWithin(value: Value): string | undefined {
  const scalar = scalarText(value);
  if (scalar !== undefined) return scalar;
  const plain = toJson(value);
  const result = plain === undefined ? undefined : pureFunction('format')?.call(['{0}', plain]);
  return result?.ok === true && typeof result.value === 'string' ? result.value : undefined;
}
