/**
 * Counts what an analysis does, in looks at one rule for one set of packets. Handed in by tests and benchmarks that watch how
 * work grows, and by the analyses themselves to end work that would not end.
 */
export class Work {
  /** Looks so far. */
  steps = 0;
  private readonly limit: number;

  /** `limit`: more looks than this are too many. */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.limit = limit;
  }

  get isTooMuch(): boolean {
    return this.steps > this.limit;
  }
}
