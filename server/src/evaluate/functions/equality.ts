/** Whether two values are the same for Azure: deep and case-sensitive; the order of an object's members does not matter. */
import { cannotKnow, integer, isArray, isObject, type Json, limits, shownNumber } from './function.ts';

/** What one call may still look at. Values share parts, so that a small one can be a huge tree: depth alone is no bound. */
export class Budget {
  private left: number = limits.values;
  private textLeft: number = 10 * limits.text;

  /** Counts one visit. @param depth 0 for the outermost value */
  spend(depth: number): void {
    if (depth > limits.depth) cannotKnow(`data is nested deeper than ${limits.depth} levels`);
    if (--this.left < 0) cannotKnow(`there is more to look at than ${shownNumber(limits.values)} values`);
  }

  /** Counts characters that are compared or copied: one long text may stand in thousands of places. */
  spendText(length: number): void {
    this.textLeft -= length;
    if (this.textLeft < 0) cannotKnow(`there is more to look at than ${shownNumber(10 * limits.text)} characters`);
  }
}

export function sameValue(a: Json, b: Json, budget: Budget, depth = 0): boolean {
  budget.spend(depth);
  if (typeof a === 'string' && typeof b === 'string' && a.length === b.length) budget.spendText(a.length);
  if (a === b) return typeof a !== 'number' || exact(a);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]!, budget, depth + 1));
  }
  if (!isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && sameValue(a[key]!, b[key]!, budget, depth + 1))
  );
}

/** The first of each group of equal values, in order. */
export function distinctValues(values: Iterable<Json>, budget: Budget): Json[] {
  const seen = new Set<string>();
  const result: Json[] = [];
  for (const value of values) {
    const key = identityKey(value, budget);
    if (seen.has(key)) continue;
    seen.add(key);
    result.push(value);
  }
  return result;
}

/** A text that two values share exactly when `sameValue` holds; it makes finding duplicates linear. */
export function identityKey(value: Json, budget: Budget, depth = 0): string {
  budget.spend(depth);
  if (typeof value === 'string') {
    budget.spendText(value.length);
    return JSON.stringify(value);
  }
  if (typeof value === 'number') exact(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = isArray(value)
    ? value.map(item => identityKey(item, budget, depth + 1))
    : Object.keys(value)
        .sort()
        .map(key => `${JSON.stringify(key)}:${identityKey(value[key]!, budget, depth + 1)}`);
  budget.spendText(inner.reduce((length, part) => length + part.length, 0));
  return isArray(value) ? `[${inner.join()}]` : `{${inner.join()}}`;
}

/** Two integers beyond the safe range may be one number here and two for Azure. */
function exact(value: number): true {
  if (Number.isInteger(value)) integer(value);
  return true;
}
