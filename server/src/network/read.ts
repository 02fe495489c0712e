import type { Origin } from '../base/origin.ts';
import type { Sourced, Unknown } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import {
  isAbsent,
  memberValue,
  type TextValue,
  type UnknownValue,
  type Value,
  type ValueMember,
} from '../evaluate/value.ts';

/**
 * A property of a resource's body, whether or not a level `properties` stands between, without regard to case.
 * Null, an empty text and an empty list count as absent, as exports write them for "not set".
 */
export function field(body: Value | undefined, name: string): ValueMember | undefined {
  const inner = memberValue(memberValue(body, 'properties')?.value, name);
  if (inner !== undefined && !isAbsent(inner.value)) return inner;
  const outer = memberValue(body, name);
  return outer !== undefined && !isAbsent(outer.value) ? outer : undefined;
}

/** Whether the body may have properties that are not listed (a spread, a property loop, a computed `properties`). */
export function isOpen(body: Value): boolean {
  if (body.kind !== 'object') return body.kind === 'unknown';
  const properties = memberValue(body, 'properties')?.value;
  if (body.open || properties === undefined || properties.kind === 'null') return body.open;
  // Properties that are no object are a mistake, and say as little as computed ones.
  return properties.kind !== 'object' || properties.open;
}

export function sourcedText(member: ValueMember | undefined): Sourced<string> | undefined {
  if (member === undefined) return undefined;
  const { value } = member;
  if (value.kind === 'text') return { known: true, value: value.value, origin: insideQuotes(value) };
  if (value.kind === 'number' || value.kind === 'boolean')
    return { known: true, value: String(value.value), origin: value.origin };
  return value.kind === 'unknown' ? unknownOf(value) : invalid(value, 'is not a text');
}

/** A whole number; a text of digits is read as one and so are Azure's exports. */
export function sourcedInteger(member: ValueMember | undefined): Sourced<number> | undefined {
  if (member === undefined) return undefined;
  const { value } = member;
  if (value.kind === 'number' && Number.isInteger(value.value))
    return { known: true, value: value.value, origin: value.origin };
  if (value.kind === 'text' && /^-?\d{1,15}$/.test(value.value))
    return { known: true, value: Number(value.value), origin: insideQuotes(value) };
  return value.kind === 'unknown' ? unknownOf(value) : invalid(value, 'is not a whole number');
}

/** `true` or `false`; a text of either is read as one, as portal exports write them. */
export function sourcedBoolean(member: ValueMember | undefined): Sourced<boolean> | undefined {
  if (member === undefined) return undefined;
  const { value } = member;
  if (value.kind === 'boolean') return { known: true, value: value.value, origin: value.origin };
  if (value.kind === 'text' && /^(true|false)$/i.test(value.value)) {
    return { known: true, value: value.value.toLowerCase() === 'true', origin: insideQuotes(value) };
  }
  return value.kind === 'unknown' ? unknownOf(value) : invalid(value, 'is neither true nor false');
}

/** One of a list of words, without regard to case, given in Azure's own spelling. */
export function sourcedWord<T extends string>(
  member: ValueMember | undefined,
  words: readonly T[],
): Sourced<T> | undefined {
  const text = sourcedText(member);
  if (text === undefined || !text.known) return text;
  const wanted = text.value.toLowerCase();
  const word = words.find(candidate => candidate.toLowerCase() === wanted);
  if (word !== undefined) return { known: true, value: word, origin: text.origin };
  return {
    known: false,
    why: `'${text.value}' is none of ${words.join(', ')}`,
    identity: text.value,
    invalid: text.value,
    origin: text.origin,
  };
}

export function unknownOf(value: UnknownValue): Unknown {
  return { known: false, why: value.why, identity: value.identity, origin: value.origin };
}

/** The text of a scalar as written; `undefined` for other values. */
export function scalarText(value: Value): string | undefined {
  if (value.kind === 'text') return value.value;
  return value.kind === 'number' || value.kind === 'boolean' ? String(value.value) : undefined;
}

/** The place of a value as a squiggle should cover it: of a text that is written there, what stands inside the quotes. */
export function innerSpan(value: Value): Span {
  const { span, via, from } = value.origin;
  // A name for a text may be as long as the text in quotes.
  if (value.kind !== 'text' || via !== 'literal' || from.length > 0) return span;
  return span.end - span.start === value.value.length + 2
    ? { ...span, start: span.start + 1, end: span.end - 1 }
    : span;
}

function insideQuotes(value: TextValue): Origin {
  const span = innerSpan(value);
  return span === value.origin.span ? value.origin : { ...value.origin, span };
}

function invalid(value: Value, why: string): Unknown {
  return {
    known: false,
    why: `it ${why}`,
    identity: '',
    invalid: scalarText(value) ?? `a ${value.kind}`,
    origin: value.kind === 'text' ? insideQuotes(value) : value.origin,
  };
}
