/**
 * A set of numbers as sorted, disjoint, non-touching half-open intervals, flattened: `[start, end, start, end, …]`.
 * `start` is in the set, `end` is not. One set holds numbers or bigints, never both. Exact; never changed after it is made.
 */
export type IntervalSet<T extends number | bigint = number> = readonly T[];

const none: readonly never[] = Object.freeze([]);

/** The empty set. */
export function emptySet<T extends number | bigint = number>(): IntervalSet<T> {
  return none;
}

/** The set of all values of some intervals, which may overlap and stand in any order; empty ones are left out. */
export function intervalSet<T extends number | bigint>(
  intervals: readonly (readonly [start: T, end: T])[],
): IntervalSet<T> {
  const sorted = intervals
    .filter(([start, end]) => start < end)
    .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const result: T[] = [];
  for (const [start, end] of sorted) {
    const last = result.length - 1;
    if (last >= 0 && start <= result[last]!) {
      if (end > result[last]!) result[last] = end;
    } else result.push(start, end);
  }
  return result;
}

export function isEmpty<T extends number | bigint>(set: IntervalSet<T>): boolean {
  return set.length === 0;
}

export function union<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return intervalSet([...pairs(a), ...pairs(b)]);
}

export function intersect<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  const result: T[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const start = a[i]! > b[j]! ? a[i]! : b[j]!;
    const end = a[i + 1]! < b[j + 1]! ? a[i + 1]! : b[j + 1]!;
    if (start < end) result.push(start, end);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return result;
}

/** What is in `a` and not in `b`. */
export function subtract<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  if (a.length === 0 || b.length === 0) return a;
  const result: T[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let start = a[i]!;
    const end = a[i + 1]!;
    while (j < b.length && b[j + 1]! <= start) j += 2;
    for (let k = j; k < b.length && b[k]! < end; k += 2) {
      if (b[k]! > start) result.push(start, b[k]!);
      if (b[k + 1]! > start) start = b[k + 1]!;
    }
    if (start < end) result.push(start, end);
  }
  return result;
}

/** Whether all of `inner` is in `outer`; the empty set is in every set. */
export function includes<T extends number | bigint>(outer: IntervalSet<T>, inner: IntervalSet<T>): boolean {
  let j = 0;
  for (let i = 0; i < inner.length; i += 2) {
    while (j < outer.length && outer[j + 1]! <= inner[i]!) j += 2;
    if (j >= outer.length || outer[j]! > inner[i]! || outer[j + 1]! < inner[i + 1]!) return false;
  }
  return true;
}

export function overlaps<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i]! < b[j + 1]! && b[j]! < a[i + 1]!) return true;
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return false;
}

/** The intervals one by one. */
export function pairs<T extends number | bigint>(set: IntervalSet<T>): readonly (readonly [start: T, end: T])[] {
  const result: (readonly [T, T])[] = [];
  for (let i = 0; i < set.length; i += 2) result.push([set[i]!, set[i + 1]!]);
  return result;
}
