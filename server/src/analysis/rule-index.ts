import { type IndexedInterval, IntervalIndex, type IntervalSelection } from '../base/interval-index.ts';
import type { IntervalSet } from '../base/interval-set.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { isWide, type Region } from './region.ts';
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
  private readonly size: number;
  private readonly shapes: readonly ShapeIndex[];

  constructor(rules: readonly CompiledRule[]) {
    this.size = rules.length;
    const byShape = new Map<number, number[]>();
    if (rules.length > fewRules) {
      rules.forEach(({ source, destination }, rank) => {
        const shape = (isWide(source) ? 1 : 0) + (isWide(destination) ? 2 : 0);
        const alike = byShape.get(shape);
        if (alike === undefined) byShape.set(shape, [rank]);
        else alike.push(rank);
      });
    }
    this.shapes = [...byShape].map(([shape, ranks]) => new ShapeIndex(rules, ranks, shape));
  }

  /**
   * Ranks `first <= rank < end`, rising, of the rules that can share a packet with the box. None that does is left out; that
   * one is there does not mean that it shares one. Counts each rule found in `work`.
   */
  sharing(box: Sought, first: number, end: number, work: Work): readonly number[] {
    if (this.size <= fewRules) {
      work.steps += this.size;
      return Array.from({ length: Math.max(0, Math.min(end, this.size) - first) }, (_, i) => first + i);
    }
    return sharing(this.shapes, box, first, end, work);
  }

  /** An index of none of the rules, to which they are added one by one. */
  growing(): GrowingRuleIndex {
    return new GrowingRuleIndex(this.shapes);
  }
}

/** Some of the rules of an index. Adding one costs the logarithm of the number of all. */
export class GrowingRuleIndex {
  private readonly shapes: readonly ShapeSelection[];
  private readonly shapeOf = new Map<number, ShapeSelection>();
  /** The ranks themselves where they are few. */
  private readonly ranks: number[] = [];

  constructor(shapes: readonly ShapeIndex[]) {
    this.shapes = shapes.map(shape => new ShapeSelection(shape));
    for (const shape of this.shapes) for (const rank of shape.index.ranks) this.shapeOf.set(rank, shape);
  }

  /** Ranks come in rising order. */
  add(rank: number): void {
    this.ranks.push(rank);
    this.shapeOf.get(rank)?.add(rank);
  }

  /** As {@link RuleIndex.sharing}, for the rules that were added. */
  sharing(box: Sought, first: number, end: number, work: Work): readonly number[] {
    if (this.shapes.length === 0 || this.ranks.length <= fewRules) {
      work.steps += this.ranks.length;
      return this.ranks.filter(rank => rank >= first && rank < end);
    }
    return sharing(this.shapes, box, first, end, work);
  }
}

function sharing(
  shapes: readonly Pick<ShapeIndex, 'find'>[],
  box: Sought,
  first: number,
  end: number,
  work: Work,
): readonly number[] {
  const ranks: number[] = [];
  const found = (rank: number) => {
    work.steps++;
    if (rank >= first && rank < end) ranks.push(rank);
  };
  for (const shape of shapes) shape.find(box, found);
  ranks.sort((a, b) => a - b);
  // A rule with several ports or prefixes may be found several times.
  return ranks.filter((rank, i) => rank !== ranks[i - 1]);
}

/** Rules that are wide on the same sides. */
class ShapeIndex {
  readonly ranks: readonly number[];
  readonly dimensions: readonly Dimension[];

  /** @param shape 1 for rules with a wide source, 2 with a wide destination, 3 with both */
  constructor(rules: readonly CompiledRule[], ranks: readonly number[], shape: number) {
    this.ranks = ranks;
    const dimension = (of: Dimension['of']) => ({ of, index: new SetIndex(ranks, rank => of(rules[rank]!)) });
    this.dimensions = [
      dimension(({ destinationPorts }) => ({ v4: destinationPorts, v6: noAddresses })),
      ...((shape & 1) === 0 ? [dimension(({ source }) => source)] : []),
      ...((shape & 2) === 0 ? [dimension(({ destination }) => destination)] : []),
    ];
  }

  /** Place of the dimension in which the box shares with the fewest rules. */
  narrowest(box: Sought): number {
    let best = 0;
    let fewest = Number.POSITIVE_INFINITY;
    this.dimensions.forEach(({ of, index }, i) => {
      const count = index.count(of(box));
      if (count < fewest) [best, fewest] = [i, count];
    });
    return best;
  }

  /** Calls back with the ranks that share something with the box in its {@link narrowest} dimension; some of them twice. */
  find(box: Sought, found: (rank: number) => void): void {
    const { of, index } = this.dimensions[this.narrowest(box)]!;
    index.find(of(box), found);
  }
}

/** Some of the rules of one shape. */
class ShapeSelection {
  readonly index: ShapeIndex;
  private readonly chosen: readonly SetSelection[];

  constructor(index: ShapeIndex) {
    this.index = index;
    this.chosen = index.dimensions.map(dimension => dimension.index.selection());
  }

  add(rank: number): void {
    for (const selection of this.chosen) selection.add(rank);
  }

  find(box: Sought, found: (rank: number) => void): void {
    const narrowest = this.index.narrowest(box);
    this.chosen[narrowest]!.find(this.index.dimensions[narrowest]!.of(box), found);
  }
}

/** Ports, or the addresses of one side. */
interface Sets {
  /** Ports stand here too. */
  readonly v4: IntervalSet;
  readonly v6: IntervalSet<bigint>;
}

interface Dimension {
  readonly of: (
    box: Pick<CompiledRule, 'destinationPorts'> & { readonly source: Sets; readonly destination: Sets },
  ) => Sets;
  readonly index: SetIndex;
}

/** Rules by one of their dimensions. */
class SetIndex {
  private readonly v4: IntervalIndex;
  private readonly v6: IntervalIndex<bigint>;

  constructor(ranks: readonly number[], setsOf: (rank: number) => Sets) {
    const v4: IndexedInterval<number>[] = [];
    const v6: IndexedInterval<bigint>[] = [];
    for (const rank of ranks) {
      const sets = setsOf(rank);
      addIntervals(v4, sets.v4, rank);
      addIntervals(v6, sets.v6, rank);
    }
    this.v4 = new IntervalIndex(v4);
    this.v6 = new IntervalIndex(v6);
  }

  count({ v4, v6 }: Sets): number {
    return countIn(this.v4, v4) + countIn(this.v6, v6);
  }

  find({ v4, v6 }: Sets, found: (rank: number) => void): void {
    findIn(this.v4, v4, found);
    findIn(this.v6, v6, found);
  }

  selection(): SetSelection {
    return new SetSelection(this.v4.selection(), this.v6.selection());
  }
}

class SetSelection {
  private readonly v4: IntervalSelection;
  private readonly v6: IntervalSelection<bigint>;

  constructor(v4: IntervalSelection, v6: IntervalSelection<bigint>) {
    this.v4 = v4;
    this.v6 = v6;
  }

  add(rank: number): void {
    this.v4.add(rank);
    this.v6.add(rank);
  }

  find({ v4, v6 }: Sets, found: (rank: number) => void): void {
    findIn(this.v4, v4, found);
    findIn(this.v6, v6, found);
  }
}

/** So few rules are looked at one by one sooner than they are indexed. */
const fewRules = 16;

/** A set of more intervals than this is not searched by: it is wide, and counting would cost more than it saves. */
const fewIntervals = 16;

const noAddresses: IntervalSet<bigint> = [];

function countIn<T extends number | bigint>(index: IntervalIndex<T>, set: IntervalSet<T>): number {
  if (set.length > 2 * fewIntervals) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let i = 0; i < set.length; i += 2) count += index.count(set[i]!, set[i + 1]!);
  return count;
}

function findIn<T extends number | bigint>(
  index: Pick<IntervalIndex<T>, 'find'>,
  set: IntervalSet<T>,
  found: (rank: number) => void,
): void {
  for (let i = 0; i < set.length; i += 2) index.find(set[i]!, set[i + 1]!, found);
}

function addIntervals<T extends number | bigint>(to: IndexedInterval<T>[], set: IntervalSet<T>, id: number): void {
  for (let i = 0; i < set.length; i += 2) to.push({ start: set[i]!, end: set[i + 1]!, id });
}
