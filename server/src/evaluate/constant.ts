/** Values of expressions in which nothing is computed. */
import { writtenAt } from '../base/origin.ts';
import type { Expr, LiteralExpr, Member, ObjectExpr } from '../template/expr.ts';
import type { Value, ValueMember } from './value.ts';

export function literalValue({ value, span }: LiteralExpr): Value {
  const origin = writtenAt(span);
  if (value === null) return { kind: 'null', origin };
  if (typeof value === 'string') return { kind: 'text', value, origin };
  return typeof value === 'number' ? { kind: 'number', value, origin } : { kind: 'boolean', value, origin };
}

/** The value of an object in which nothing is computed; what is in it has its values when somebody looks. */
export function constantValue(expr: ObjectExpr): Value {
  let members: readonly ValueMember[] | undefined;
  return {
    kind: 'object',
    get members() {
      members ??= expr.members.map(member => madeMember(member, writtenValue(member.value)));
      return members;
    },
    open: false,
    origin: writtenAt(expr.span),
    imprint: expr.constant?.imprint,
  };
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
