/**
 * What tells unknown values apart: a text that is equal for two mentions of one value, and for no others that are known to
 * differ. What is not known stands in braces: `nsg-{parameter name}`.
 */
import type { Origin } from '../base/origin.ts';
import type { Fault, ListValue, ObjectValue, UnknownValue, Value } from './value.ts';

/** Longest identity that is kept as it is; a longer one is cut and told apart by its length and a checksum. */
const maxIdentity = 400;

/** @param fault of what it is made of */
export function unknown(why: string, identity: string, origin: Origin, fault?: Fault): UnknownValue {
  const value: UnknownValue = { kind: 'unknown', why, identity: shortIdentity(identity), origin };
  return fault === undefined ? value : { ...value, fault };
}

/** An identity that is kept: a long one is cut and told apart by a checksum. */
export function shortIdentity(identity: string): string {
  if (identity.length <= maxIdentity) return identity;
  let sum = 0;
  for (let i = 0; i < identity.length; i++) sum = (Math.imul(sum, 31) + identity.charCodeAt(i)) | 0;
  return `${identity.slice(0, 100)}…${identity.length}:${sum}}`;
}

/** Of a member of something unknown: within the braces, so that it is not taken for a text that goes on. */
export function memberIdentity(base: string, name: string): string {
  return `{${withoutBraces(base)}.${name.toLowerCase()}}`;
}

export function indexIdentity(base: string, index: string): string {
  return `{${withoutBraces(base)}[${index}]}`;
}

/** What stands in one pair of braces; a text with more is kept in brackets. */
function withoutBraces(identity: string): string {
  let depth = 0;
  for (let i = 0; i < identity.length; i++) {
    if (identity[i] === '{') depth++;
    else if (identity[i] === '}') depth--;
    if (depth === 0 && i < identity.length - 1) return `(${identity})`;
  }
  return identity.startsWith('{') ? identity.slice(1, -1) : `(${identity})`;
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
      return value.identity ?? identityOfParts(value);
  }
}

/** Parts of a list or an object that enter its identity, and levels of it; a larger one is equal to nothing but itself. */
const maxIdentityParts = 200;
const maxIdentityDepth = 50;
let largeValues = 0;

/** How many values have been too large to compare so far: each has an identity that none has again. */
export function largeValuesSoFar(): number {
  return largeValues;
}

/** Whether the identity of a value hangs on nothing but what the value is. Works out all of it that enters the identity. */
export function isComparable(value: Value): boolean {
  const parts = { left: maxIdentityParts };
  countParts(value, parts, 0);
  return parts.left >= 0;
}

/** As {@link partsText} counts them. */
function countParts(value: Value, parts: { left: number }, depth: number): void {
  if ((value.kind !== 'list' && value.kind !== 'object') || value.identity !== undefined) return;
  parts.left -= (value.kind === 'list' ? value.items.length : value.members.length) + 1;
  if (depth > maxIdentityDepth) parts.left = -1;
  if (parts.left < 0) return;
  if (value.kind === 'list') for (const item of value.items) countParts(item, parts, depth + 1);
  else for (const member of value.members) countParts(member.value, parts, depth + 1);
}

function identityOfParts(value: ListValue | ObjectValue): string {
  const parts = { left: maxIdentityParts };
  const text = partsText(value, parts, 0);
  // Too large to compare: a name of its own, so that it never joins with another.
  return shortIdentity(parts.left < 0 ? `{large ${largeValues++}}` : text);
}

function partsText(value: Value, parts: { left: number }, depth: number): string {
  if (value.kind !== 'list' && value.kind !== 'object') return identityOf(value);
  if (value.identity !== undefined) return value.identity;
  const count = value.kind === 'list' ? value.items.length : value.members.length;
  parts.left -= count + 1;
  if (parts.left < 0 || depth > maxIdentityDepth) {
    parts.left = -1;
    return '';
  }
  const open = value.open ? '…' : '';
  if (value.kind === 'list')
    return `{[${value.items.map(item => partsText(item, parts, depth + 1)).join(',')}${open}]}`;
  const members = value.members.map(
    member => `${member.name.toLowerCase()}:${partsText(member.value, parts, depth + 1)}`,
  );
  return `{{${members.sort().join(',')}${open}}}`;
}
