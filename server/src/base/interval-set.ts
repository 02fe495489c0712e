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
  const [only] = intervals;
  if (only !== undefined && intervals.length === 1) return only[0] < only[1] ? [only[0], only[1]] : none;
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
  const [less, more] = a.length <= b.length ? [a, b] : [b, a];
  if (less.length * muchLonger >= more.length) return intervalSet([...pairs(less), ...pairs(more)]);
  const result = [...more];
  addTo(result, less);
  return result;
}

/** Adds all values of a set to another one, in place: cheap for a large set to which small ones come one by one. */
export function addTo<T extends number | bigint>(result: T[], set: IntervalSet<T>): void {
  for (let i = 0; i < set.length; i += 2) {
    let start = set[i]!;
    let end = set[i + 1]!;
    let from = seek(result, start, 0);
    if (from > 0 && result[from - 1]! === start) from -= 2;
    let to = from;
    while (to < result.length && result[to]! <= end) to += 2;
    if (from < to) {
      if (result[from]! < start) start = result[from]!;
      if (result[to - 1]! > end) end = result[to - 1]!;
    }
    if (to - from === 2) {
      result[from] = start;
      result[from + 1] = end;
    } else result.splice(from, to - from, start, end);
  }
}

export function intersect<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  const result: T[] = [];
  let at = 0;
  for (let i = 0; i < few.length; i += 2) {
    const start = few[i]!;
    const end = few[i + 1]!;
    at = seek(many, start, at);
    while (at < many.length && many[at]! < end) {
      result.push(many[at]! > start ? many[at]! : start, many[at + 1]! < end ? many[at + 1]! : end);
      if (many[at + 1]! > end) break;
      at += 2;
    }
  }
  return result;
}

/** What is in `a` and not in `b`. */
export function subtract<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  if (a.length === 0 || b.length === 0) return a;
  if (b.length * muchLonger < a.length) return subtractFew(a, b);
  const result: T[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let start = a[i]!;
    const end = a[i + 1]!;
    j = seek(b, start, j);
    for (let k = j; k < b.length && b[k]! < end; k += 2) {
      if (b[k]! > start) result.push(start, b[k]!);
      if (b[k + 1]! > start) start = b[k + 1]!;
    }
    if (start < end) result.push(start, end);
  }
  return result;
}

/** Cuts few intervals out of many: one copy, and a search for each interval. */
function subtractFew<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  let result: T[] | undefined;
  for (let j = b.length - 2; j >= 0; j -= 2) {
    const start = b[j]!;
    const end = b[j + 1]!;
    const set: IntervalSet<T> = result ?? a;
    const from = seek(set, start, 0);
    let to = from;
    while (to < set.length && set[to]! < end) to += 2;
    if (from === to) continue;
    const edges: T[] = [];
    if (set[from]! < start) edges.push(set[from]!, start);
    if (set[to - 1]! > end) edges.push(end, set[to - 1]!);
    result ??= [...a];
    result.splice(from, to - from, ...edges);
  }
  return result ?? a;
}

/** Whether all of `inner` is in `outer`; the empty set is in every set. */
export function includes<T extends number | bigint>(outer: IntervalSet<T>, inner: IntervalSet<T>): boolean {
  let at = 0;
  for (let i = 0; i < inner.length; i += 2) {
    at = seek(outer, inner[i]!, at);
    if (at >= outer.length || outer[at]! > inner[i]! || outer[at + 1]! < inner[i + 1]!) return false;
  }
  return true;
}

export function overlaps<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): boolean {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  for (let i = 0; i < few.length; i += 2) {
    at = seek(many, few[i]!, at);
    if (at >= many.length) return false;
    if (many[at]! < few[i + 1]!) return true;
  }
  return false;
}

/** The least value that is in `a` and not in `b`; `undefined` where there is none. */
export function firstOutside<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): T | undefined {
  let at = 0;
  for (let i = 0; i < a.length; i += 2) {
    at = seek(b, a[i]!, at);
    if (at >= b.length || b[at]! > a[i]!) return a[i]!;
    // Intervals do not touch: the end of one is in none.
    if (b[at + 1]! < a[i + 1]!) return b[at + 1]!;
  }
  return undefined;
}

/** Whether one value is in the set. */
export function has<T extends number | bigint>(set: IntervalSet<T>, value: T): boolean {
  const at = seek(set, value, 0);
  return at < set.length && set[at]! <= value;
}

/** A set this many times longer than another is searched, not walked through. */
const muchLonger = 8;

/**
 * Place of the first interval, from `from` on, that ends after `value`; the set's length where there is none.
 * Looks near `from` first, so that a walk through two sets of like length costs no search.
 */
function seek<T extends number | bigint>(set: IntervalSet<T>, value: T, from: number): number {
  let step = 2;
  let low = from;
  while (low + step < set.length && set[low + step - 1]! <= value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, set.length);
  while (low < high) {
    const middle = low + (((high - low) >> 2) << 1);
    if (set[middle + 1]! <= value) low = middle + 2;
    else high = middle;
  }
  return low;
}

/** The intervals one by one. */
export function pairs<T extends number | bigint>(set: IntervalSet<T>): readonly (readonly [start: T, end: T])[] {
  const result: (readonly [T, T])[] = [];
  for (let i = 0; i < set.length; i += 2) result.push([set[i]!, set[i + 1]!]);
  return result;
}
