/**
 * Finds, among many intervals, those that overlap a given one. Made once from all of them and never changed.
 * Intervals are half-open and never empty; each carries a number that the caller chose.
 *
 * Making it costs n log n, counting log n, and finding k of n intervals k log n.
 */
export class IntervalIndex<T extends number | bigint = number> {
  /** By start. */
  private readonly entries: readonly IndexedInterval<T>[];
  private readonly starts: readonly T[];
  private readonly ends: readonly T[];
  private readonly every: IntervalSelection<T>;
  /** Places in the entries by the caller's number; made for the first selection. */
  private places: ReadonlyMap<number, readonly number[]> | undefined;

  constructor(intervals: readonly IndexedInterval<T>[]) {
    this.entries = [...intervals].sort((a, b) => compare(a.start, b.start));
    this.starts = this.entries.map(entry => entry.start);
    this.ends = this.entries.map(entry => entry.end).sort(compare);
    this.every = new IntervalSelection(this.entries, new Map());
    this.every.addAll();
  }

  /** How many intervals overlap `[start, end)`. */
  count(start: T, end: T): number {
    return before(this.starts, end) - upTo(this.ends, start);
  }

  /** Calls back with the number of each interval that overlaps `[start, end)`, in no certain order. */
  find(start: T, end: T, found: (id: number) => void): void {
    this.every.find(start, end, found);
  }

  /** A choice of these intervals that is empty at first and grows. */
  selection(): IntervalSelection<T> {
    if (this.places === undefined) {
      const places = new Map<number, number[]>();
      this.entries.forEach(({ id }, place) => {
        const known = places.get(id);
        if (known === undefined) places.set(id, [place]);
        else known.push(place);
      });
      this.places = places;
    }
    return new IntervalSelection(this.entries, this.places);
  }
}

/** Some of the intervals of an index: adding one and finding one each cost log n, however many are chosen. */
export class IntervalSelection<T extends number | bigint = number> {
  private readonly entries: readonly IndexedInterval<T>[];
  /** The largest end of what is chosen in each subtree of the entries, as an implicit balanced tree over their places. */
  private readonly largest: (T | undefined)[];
  private readonly chosen: boolean[];
  private readonly places: ReadonlyMap<number, readonly number[]>;

  /**
   * @param entries by start
   * @param places in the entries, by the caller's number
   */
  constructor(entries: readonly IndexedInterval<T>[], places: ReadonlyMap<number, readonly number[]>) {
    this.entries = entries;
    this.places = places;
    this.largest = new Array(entries.length).fill(undefined);
    this.chosen = new Array(entries.length).fill(false);
  }

  /** Chooses the intervals that carry a number. */
  add(id: number): void {
    for (const place of this.places.get(id) ?? []) this.choose(place);
  }

  addAll(): void {
    this.chosen.fill(true);
    this.fill(0, this.entries.length);
  }

  /** Calls back with the number of each chosen interval that overlaps `[start, end)`, in no certain order. */
  find(start: T, end: T, found: (id: number) => void): void {
    this.search(0, this.entries.length, start, end, found);
  }

  private choose(place: number): void {
    this.chosen[place] = true;
    const { end } = this.entries[place]!;
    let low = 0;
    let high = this.entries.length;
    for (;;) {
      const middle = (low + high) >> 1;
      const largest = this.largest[middle];
      if (largest === undefined || end > largest) this.largest[middle] = end;
      if (middle === place) return;
      if (place < middle) high = middle;
      else low = middle + 1;
    }
  }

  private search(low: number, high: number, start: T, end: T, found: (id: number) => void): void {
    if (low >= high) return;
    const middle = (low + high) >> 1;
    const largest = this.largest[middle];
    if (largest === undefined || largest <= start) return;
    this.search(low, middle, start, end, found);
    const entry = this.entries[middle]!;
    if (entry.start >= end) return;
    if (this.chosen[middle] && entry.end > start) found(entry.id);
    this.search(middle + 1, high, start, end, found);
  }

  private fill(low: number, high: number): T | undefined {
    if (low >= high) return undefined;
    const middle = (low + high) >> 1;
    let largest = this.entries[middle]!.end;
    const left = this.fill(low, middle);
    const right = this.fill(middle + 1, high);
    if (left !== undefined && left > largest) largest = left;
    if (right !== undefined && right > largest) largest = right;
    this.largest[middle] = largest;
    return largest;
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
