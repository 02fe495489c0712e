import type { Span } from '../base/span.ts';
import type { Value, ValueMember } from './value.ts';

/** A member whose value is worked out when it is first asked for. */
export class LateMember implements ValueMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  #compute: (() => Value) | undefined;
  #value: Value | undefined;

  /** @param span of name and value together */
  constructor(name: string, nameSpan: Span, span: Span, compute: () => Value) {
    this.name = name;
    this.nameSpan = nameSpan;
    this.span = span;
    this.#compute = compute;
  }

  get value(): Value {
    if (this.#value === undefined) {
      this.#value = this.#compute!();
      // What it was worked out from is not kept.
      this.#compute = undefined;
    }
    return this.#value;
  }
}
