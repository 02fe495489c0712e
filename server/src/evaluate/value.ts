/**
 * What a template's expressions amount to.
 *
 * In: expressions. Out: values with their origin, or unknowns with a reason and an identity. Never here: Azure's resource types.
 * Whatever a value has is compared in `same-value.ts`.
 */
import type { Imprint } from '../base/imprint.ts';
import type { Origin } from '../base/origin.ts';
import type { Span } from '../base/span.ts';

export type Value = TextValue | NumberValue | BooleanValue | NullValue | ListValue | ObjectValue | UnknownValue;

interface ValueBase {
  readonly origin: Origin;
}

export interface TextValue extends ValueBase {
  readonly kind: 'text';
  readonly value: string;
  /** Set where the text is the id of a resource that its type and name alone do not tell from another one. */
  readonly resource?: ResourceReference | undefined;
}

export interface NumberValue extends ValueBase {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanValue extends ValueBase {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullValue extends ValueBase {
  readonly kind: 'null';
}

export interface ListValue extends ValueBase {
  readonly kind: 'list';
  readonly items: readonly Value[];
  /** There may be more items than are listed. */
  readonly open: boolean;
  /** Some of those that are listed may be one and the same, of which the list has one. */
  readonly mayRepeat?: boolean | undefined;
  /** Of an open list: as {@link UnknownValue.identity}. */
  readonly identity?: string | undefined;
  /** Of an open list: why not all of it is listed, as {@link UnknownValue.why}. */
  readonly why?: string | undefined;
  /** Of an open list: as {@link UnknownValue.fault}. */
  readonly fault?: Fault | undefined;
}

export interface ObjectValue extends ValueBase {
  readonly kind: 'object';
  readonly members: readonly ValueMember[];
  /** There may be more members than are listed. */
  readonly open: boolean;
  /** Set where all of it is written down, at the place of its origin and nowhere else. */
  readonly imprint?: Imprint | undefined;
  /** Of an open object: as {@link UnknownValue.identity}. */
  readonly identity?: string | undefined;
  /** Of an open object: why not all of it is listed, as {@link UnknownValue.why}. */
  readonly why?: string | undefined;
}

export interface ValueMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value;
  /** Name and value together. */
  readonly span: Span;
}

/** A value that is there but has no value here. Never empty, never false, never "no". */
export interface UnknownValue extends ValueBase {
  readonly kind: 'unknown';
  /** As the end of "it is not known, because …". */
  readonly why: string;
  /** Equal for two mentions of the same unknown value, and for no others that are known to differ. */
  readonly identity: string;
  /** Set where the value is the id of a resource whose type and name are written down. */
  readonly resource?: ResourceReference | undefined;
  /** Set where it is a text put together from known pieces and unknown ones, none of which has pieces of its own. */
  readonly pieces?: readonly Piece[] | undefined;
  /** Set where an unknown condition gives this value or one that is null or empty: what it is where it is given. */
  readonly ifGiven?: Value | undefined;
  /** Set where it is one of two values of which at least one has parts. */
  readonly choice?: Choice | undefined;
  /** Set where it is not known because something that it is made of for certain cannot be computed. */
  readonly fault?: Fault | undefined;
}

/** Two values of which a condition that is not known gives one. */
export interface Choice {
  /** Identity of the condition. */
  readonly condition: string;
  /** Why it is not known, as {@link UnknownValue.why}. */
  readonly why: string;
  readonly fault: Fault | undefined;
  readonly yes: Value;
  readonly no: Value;
  /** Choices within each other, this one included. */
  readonly levels: number;
}

/** An expression that has no value, wherever it is used. */
export interface Fault {
  /** Azure refuses it, it leads back to itself, or it is more than this tool computes. */
  readonly kind: 'fails' | 'cycle' | 'bound';
  /** As the end of "it has no value: …". */
  readonly why: string;
  readonly at: Span;
  /** It is computed from the default of a parameter, which another value may replace. */
  readonly byDefault: boolean;
}

/** A part of a text: known in its own letters, or not known. */
export type Piece = string | UnknownValue;

/** A resource by type and name. */
export interface ResourceReference {
  /** Full type in lower case. */
  readonly type: string;
  /** One identity per segment of the name; for a known segment the segment itself in lower case. */
  readonly names: readonly string[];
}

/** A member by name without regard to case; of several the last. `undefined` where there is none. */
export function memberValue(value: Value | undefined, name: string): ValueMember | undefined {
  if (value?.kind !== 'object') return undefined;
  const wanted = name.toLowerCase();
  for (let i = value.members.length - 1; i >= 0; i--) {
    const member = value.members[i]!;
    if (member.name.length === wanted.length && member.name.toLowerCase() === wanted) return member;
  }
  return undefined;
}

/** Absent for Azure: null, an empty text, an empty list that nothing may be added to. */
export function isAbsent(value: Value): boolean {
  return (
    value.kind === 'null' ||
    (value.kind === 'text' && value.value === '') ||
    (value.kind === 'list' && value.items.length === 0 && !value.open)
  );
}

/** A value as it stands within a text; `undefined` for one that is not known, and for lists and objects. */
export function scalarText(value: Value): string | undefined {
  if (value.kind === 'text') return value.value;
  if (value.kind === 'boolean') return value.value ? 'True' : 'False';
  return value.kind === 'number' ? String(value.value) : value.kind === 'null' ? '' : undefined;
}
