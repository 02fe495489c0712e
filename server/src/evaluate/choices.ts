/** Expressions that choose one of two values by a condition. */
import type { Origin } from '../base/origin.ts';
import type { ConditionalExpr, Expr, IndexExpr, MemberExpr } from '../template/expr.ts';
import { identityOf, unknown } from './identity.ts';
import { areEqual, isEmpty } from './partly-known.ts';
import type { Choice, UnknownValue, Value } from './value.ts';

/** Choices within each other that parts are taken of on either side; each doubles the work. */
const maxLevels = 5;

/** One of two values by a condition that is not known; the first of them where they are equal. */
export function chosen({ condition, why, fault, yes, no }: Omit<Choice, 'levels'>, origin: Origin): Value {
  if (areEqual(yes, no) === true) return yes;
  const value = unknown(why, `{if ${condition} ${identityOf(yes)} ${identityOf(no)}}`, origin, fault);
  const levels = 1 + Math.max(levelsOf(yes), levelsOf(no));
  const hasParts = [yes, no].some(side => isWhole(side) || (side.kind === 'unknown' && side.choice !== undefined));
  return {
    ...value,
    ifGiven: isEmpty(no) ? yes : isEmpty(yes) ? no : undefined,
    ...(hasParts && levels <= maxLevels && { choice: { condition, why, fault, yes, no, levels } }),
  };
}

/** A part of either side of a choice as the choice of parts. */
export function chosenPart(choice: Choice, origin: Origin, part: (side: Value) => Value): Value {
  return chosen({ ...choice, yes: part(choice.yes), no: part(choice.no) }, origin);
}

function isWhole({ kind }: Value): boolean {
  return kind === 'list' || kind === 'object';
}

function levelsOf(value: Value): number {
  return (value as Partial<UnknownValue>).choice?.levels ?? 0;
}

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
