/** Values of expressions in which nothing is computed. */
import type { Imprint } from '../base/imprint.ts';
import { type Origin, writtenAt } from '../base/origin.ts';
import type { Expr, LiteralExpr, Member, ObjectExpr } from '../template/expr.ts';
import type { ObjectValue, Value, ValueMember } from './value.ts';

export function literalValue({ value, span }: LiteralExpr): Value {
  const origin = writtenAt(span);
  if (value === null) return { kind: 'null', origin };
  if (typeof value === 'string') return { kind: 'text', value, origin };
  return typeof value === 'number' ? { kind: 'number', value, origin } : { kind: 'boolean', value, origin };
}

/** The value of an object in which nothing is computed; what is in it has its values when somebody looks. */
export function constantValue(expr: ObjectExpr): Value {
  return new ConstantValue(expr);
}

class ConstantValue implements ObjectValue {
  readonly kind = 'object';
  readonly open = false;
  readonly origin: Origin;
  readonly imprint: Imprint | undefined;
  readonly #expr: ObjectExpr;
  #members: readonly ValueMember[] | undefined;

  constructor(expr: ObjectExpr) {
    this.origin = writtenAt(expr.span);
    this.imprint = expr.constant?.imprint;
    this.#expr = expr;
  }

  get members(): readonly ValueMember[] {
    this.#members ??= this.#expr.members.map(member => madeMember(member, writtenValue(member.value)));
    return this.#members;
  }
}

/** The value of an expression that is a part of a constant. */
function writtenValue(expr: Expr): Value {
  if (expr.kind === 'object') return constantValue(expr);
  if (expr.kind === 'literal') return literalValue(expr);
  const items = expr.kind === 'array' ? expr.items.map(writtenValue) : [];
  return { kind: 'list', items, open: false, origin: writtenAt(expr.span) };
}

export function madeMember({ name, nameSpan, span }: Member, value: Value): ValueMember {
  return { name, nameSpan, value, span };
}
