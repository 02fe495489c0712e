/**
 * Finds, among many intervals, those that overlap a given one. Made once from all of them and never changed.
 * Intervals are half-open and never empty; each carries a number that the caller chose.
 *
 * Making it costs n log n, counting log n, and finding k of n intervals k log n.
 */
export class IntervalIndex<T extends number | bigint = number> {
  private readonly starts: readonly T[];
  private readonly ends: readonly T[];
  private readonly entries: readonly IndexedInterval<T>[];
  /** The largest end of each subtree of the entries, as an implicit balanced tree over their places. */
  private readonly largest: T[];

  constructor(intervals: readonly IndexedInterval<T>[]) {
    this.entries = [...intervals].sort((a, b) => compare(a.start, b.start));
    this.starts = this.entries.map(entry => entry.start);
    this.ends = this.entries.map(entry => entry.end).sort(compare);
    this.largest = this.entries.map(entry => entry.end);
    this.fill(0, this.entries.length);
  }

  /** How many intervals overlap `[start, end)`. */
  count(start: T, end: T): number {
    return before(this.starts, end) - upTo(this.ends, start);
  }

  /** Calls back with the number of each interval that overlaps `[start, end)`, in no certain order. */
  find(start: T, end: T, found: (id: number) => void): void {
    this.search(before(this.starts, end), 0, this.entries.length, start, found);
  }

  private search(limit: number, low: number, high: number, start: T, found: (id: number) => void): void {
    if (low >= high || low >= limit) return;
    const middle = (low + high) >> 1;
    if (this.largest[middle]! <= start) return;
    this.search(limit, low, middle, start, found);
    if (middle >= limit) return;
    const entry = this.entries[middle]!;
    if (entry.end > start) found(entry.id);
    this.search(limit, middle + 1, high, start, found);
  }

  private fill(low: number, high: number): T | undefined {
    if (low >= high) return undefined;
    const middle = (low + high) >> 1;
    for (const side of [this.fill(low, middle), this.fill(middle + 1, high)]) {
      if (side !== undefined && side > this.largest[middle]!) this.largest[middle] = side;
    }
    return this.largest[middle];
  }
}

export interface IndexedInterval<T extends number | bigint> {
  readonly start: T;
  readonly end: T;
  readonly id: number;
}

function compare<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many of a sorted list are below a value. */
function before<T extends number | bigint>(sorted: readonly T[], value: T): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of a sorted list are not above a value. */
function upTo<T extends number | bigint>(sorted: readonly T[], value: T): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
