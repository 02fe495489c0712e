import { type IndexedInterval, IntervalIndex } from '../base/interval-index.ts';
import type { IntervalSet } from '../base/interval-set.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { type AddressSet, isWide, type Region } from './region.ts';
import type { Work } from './work.ts';

/** The part of a box that rules are found by. */
interface Sought {
  readonly destinationPorts: IntervalSet;
  readonly source: Region;
  readonly destination: Region;
}

/**
 * Finds the rules that can have a part in a box without looking at all of them. A rule is known by its rank, its place in the
 * list, from 0.
 *
 * Rules that are wide on the same sides (any address, a tag) are kept together: among those with written sources it is
 * the source that tells them apart, among those for any source it is the destination or the port.
 */
export class RuleIndex {
  readonly ranks: readonly number[];
  private readonly shapes: readonly ShapeIndex[];

  /** `ranks`: the rules to find, in rising order; `undefined` for all. */
  constructor(rules: readonly CompiledRule[], ranks: readonly number[] = rules.map((_, rank) => rank)) {
    this.ranks = ranks;
    if (ranks.length <= fewRules) {
      this.shapes = [];
      return;
    }
    const byShape = new Map<number, number[]>();
    for (const rank of ranks) {
      const { source, destination } = rules[rank]!;
      const shape = (isWide(source) ? 1 : 0) + (isWide(destination) ? 2 : 0);
      const alike = byShape.get(shape);
      if (alike === undefined) byShape.set(shape, [rank]);
      else alike.push(rank);
    }
    this.shapes = [...byShape].map(
      ([shape, ranks]) => new ShapeIndex(rules, ranks, (shape & 1) !== 0, (shape & 2) !== 0),
    );
  }

  /**
   * Ranks `first <= rank < end`, rising, of the rules that can share a packet with the box. None that does is left out; that
   * one is there does not mean that it shares one. Counts each rule found in `work`.
   */
  sharing(box: Sought, first: number, end: number, work: Work): Iterable<number> {
    if (this.ranks.length <= fewRules) {
      work.steps += this.ranks.length;
      return this.ranks.filter(rank => rank >= first && rank < end);
    }
    const found: number[] = [];
    for (const shape of this.shapes) {
      shape.find(box, rank => {
        work.steps++;
        if (rank >= first && rank < end) found.push(rank);
      });
      if (found.length > this.ranks.length) return this.ranks.filter(rank => rank >= first && rank < end);
    }
    found.sort((a, b) => a - b);
    return found.filter((rank, i) => rank !== found[i - 1]);
  }
}

/**
 * The same for rules that come one by one, in rising order. Holds indexes of falling size, and joins the last two when they are
 * alike in size, so that a rule is indexed anew only as often as the number of rules doubles.
 */
export class GrowingRuleIndex {
  private readonly rules: readonly CompiledRule[];
  private readonly parts: RuleIndex[] = [];

  constructor(rules: readonly CompiledRule[]) {
    this.rules = rules;
  }

  add(rank: number): void {
    let ranks: readonly number[] = [rank];
    for (
      let last = this.parts.at(-1);
      last !== undefined && last.ranks.length <= ranks.length;
      last = this.parts.at(-1)
    ) {
      ranks = [...last.ranks, ...ranks];
      this.parts.pop();
    }
    this.parts.push(new RuleIndex(this.rules, ranks));
  }

  sharing(box: Sought, first: number, end: number, work: Work): Iterable<number> {
    // Every rank of an earlier part is below every rank of a later one.
    return this.parts.flatMap(part => [...part.sharing(box, first, end, work)]);
  }
}

/** Rules that are wide on the same sides. */
class ShapeIndex {
  private readonly ports: IntervalIndex;
  private readonly source: SideIndex | undefined;
  private readonly destination: SideIndex | undefined;

  constructor(
    rules: readonly CompiledRule[],
    ranks: readonly number[],
    isAnySource: boolean,
    isAnyDestination: boolean,
  ) {
    this.ports = new IntervalIndex(ranks.flatMap(rank => intervalsOf(rules[rank]!.destinationPorts, rank)));
    this.source = isAnySource ? undefined : new SideIndex(ranks.map(rank => ({ rank, side: rules[rank]!.source })));
    this.destination = isAnyDestination
      ? undefined
      : new SideIndex(ranks.map(rank => ({ rank, side: rules[rank]!.destination })));
  }

  /** Calls back with the ranks that share a port, a source or a destination with the box, whichever are fewest; some of them twice. */
  find(box: Sought, found: (rank: number) => void): void {
    const ports = countIn(this.ports, box.destinationPorts);
    const source = this.source?.count(box.source) ?? Number.POSITIVE_INFINITY;
    const destination = this.destination?.count(box.destination) ?? Number.POSITIVE_INFINITY;
    if (source < ports && source <= destination) this.source!.find(box.source, found);
    else if (destination < ports) this.destination!.find(box.destination, found);
    else findIn(this.ports, box.destinationPorts, found);
  }
}

/** Rules by the prefixes of one side. */
class SideIndex {
  private readonly v4: IntervalIndex;
  private readonly v6: IntervalIndex<bigint>;

  constructor(sides: readonly { readonly rank: number; readonly side: AddressSet }[]) {
    this.v4 = new IntervalIndex(sides.flatMap(({ rank, side }) => intervalsOf(side.v4, rank)));
    this.v6 = new IntervalIndex(sides.flatMap(({ rank, side }) => intervalsOf(side.v6, rank)));
  }

  count(region: Region): number {
    return countIn(this.v4, region.v4) + countIn(this.v6, region.v6);
  }

  find(region: Region, found: (rank: number) => void): void {
    findIn(this.v4, region.v4, found);
    findIn(this.v6, region.v6, found);
  }
}

/** So few rules are looked at one by one sooner than they are indexed. */
const fewRules = 16;

/** A set of more intervals than this is not searched by: it is wide, and counting would cost more than it saves. */
const fewIntervals = 16;

function countIn<T extends number | bigint>(index: IntervalIndex<T>, set: IntervalSet<T>): number {
  if (set.length > 2 * fewIntervals) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let i = 0; i < set.length; i += 2) count += index.count(set[i]!, set[i + 1]!);
  return count;
}

function findIn<T extends number | bigint>(
  index: IntervalIndex<T>,
  set: IntervalSet<T>,
  found: (rank: number) => void,
): void {
  for (let i = 0; i < set.length; i += 2) index.find(set[i]!, set[i + 1]!, found);
}

function intervalsOf<T extends number | bigint>(set: IntervalSet<T>, id: number): readonly IndexedInterval<T>[] {
  const result: IndexedInterval<T>[] = [];
  for (let i = 0; i < set.length; i += 2) result.push({ start: set[i]!, end: set[i + 1]!, id });
  return result;
}
