import type { Origin } from './origin.ts';
import type { Span } from './span.ts';

/** A value of the model with its origin: known, or unknown with the reason. A property that is not given at all is `undefined`. */
export type Sourced<T> = Known<T> | Unknown;

export interface Known<T> {
  readonly known: true;
  readonly value: T;
  readonly origin: Origin;
}

export interface Unknown {
  readonly known: false;
  /** As the end of "it is not known, because …". */
  readonly why: string;
  /** Equal for two mentions of one unknown value. */
  readonly identity: string;
  /** The text as written where there is one but Azure would refuse it; `undefined` where there is nothing wrong. */
  readonly invalid?: string | undefined;
  readonly origin: Origin;
}

/** The value where it is known, else `undefined`; for places where "not known" and "not given" are told apart elsewhere. */
export function knownValue<T>(field: Sourced<T> | undefined): T | undefined {
  return field?.known === true ? field.value : undefined;
}

export function spanOfField(field: Sourced<unknown>): Span {
  return field.origin.span;
}
