/** Expressions that choose one of two values by a condition. */
import type { ConditionalExpr, Expr, IndexExpr, MemberExpr } from '../template/expr.ts';

/**
 * Accesses to a choice as the choice of accesses, so that either side of one that is not known keeps what is known of it;
 * `undefined` where there is no choice at the bottom of them.
 */
export function choiceBelow(expr: MemberExpr | IndexExpr): ConditionalExpr | undefined {
  const { base } = expr;
  const choice = base.kind === 'member' || base.kind === 'index' ? choiceBelow(base) : choiceOf(base);
  if (choice === undefined) return undefined;
  const whenTrue = { ...expr, base: choice.whenTrue };
  return { ...choice, whenTrue, whenFalse: { ...expr, base: choice.whenFalse }, span: expr.span };
}

/** `? :` of Bicep, and `if(…)` of ARM JSON. */
function choiceOf(expr: Expr): ConditionalExpr | undefined {
  if (expr.kind === 'conditional') return expr;
  if (expr.kind !== 'call' || expr.name.toLowerCase() !== 'if') return undefined;
  const [condition, whenTrue, whenFalse, more] = expr.args;
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined || more !== undefined)
    return undefined;
  return { kind: 'conditional', condition, whenTrue, whenFalse, span: expr.span };
}
