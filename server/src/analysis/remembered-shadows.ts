/**
 * What was found out about the rules of a group when it was searched for shadows, for the next version of the group.
 *
 * Exact: a judgement is taken over only where the search would come to the same. What a rule was found to have for itself is still
 * its own where no rule that has changed matches it. A rule that is hidden is searched for again where a changed rule has a
 * part in its packets, or names other values among them, which would let the search pick other packets.
 */

import { type IntervalSet, overlaps, subtract, union } from '../base/interval-set.ts';
import { Memo } from '../base/memo.ts';
import { type CompiledGroup, type CompiledRule, priorityOf } from './compiled-rule.ts';
import { type Box, leftBy, mayShare } from './decide.ts';
import { changesOf, type GroupChanges, rankBefore, rankNow } from './group-changes.ts';
import { NamedValues } from './named-values.ts';

export type Judgement =
  | {
      readonly kind: 'shadowed';
      readonly boxes: readonly Box[];
      /** Ranks of the rules that hide it. */
      readonly coveredBy: readonly number[];
      readonly differs: boolean;
      readonly steps: number;
    }
  /** It decides something. `packet`: what no earlier rule matches; `undefined` where the search was given up. */
  | { readonly kind: 'open'; readonly packet: Box | undefined; readonly steps: number }
  /** Something about it is not known. */
  | { readonly kind: 'unjudged'; readonly steps: number };

const judged = new Memo<CompiledGroup, readonly Judgement[]>();

/** Looks at rules, for one rule and for a group, past which another version might pass the bound of work. */
const fewStepsOfRule = 5_000;
const fewSteps = 200_000;

export class RememberedJudgements {
  private readonly group: CompiledGroup;
  private readonly own: Judgement[] = [];
  private readonly changes: GroupChanges | undefined;
  private readonly before: readonly Judgement[] | undefined;
  private readonly altered: AlteredRules | undefined;

  constructor(group: CompiledGroup) {
    this.group = group;
    this.changes = changesOf(group);
    this.before = this.changes && judged.get(this.changes.before);
    this.altered = this.changes && this.before && new AlteredRules(this.changes, this.before);
  }

  /** What holds of a rule still; `undefined` where it has to be found out. Those before it must have been remembered. */
  of(rank: number): Judgement | undefined {
    const { changes, altered } = this;
    const known = this.knownBefore(rank);
    if (changes === undefined || altered === undefined || known === undefined) return undefined;
    if (known.kind === 'unjudged') return known;
    if (known.steps > fewStepsOfRule) return undefined;
    const isAfter = rank >= changes.first;
    if (known.kind === 'open') {
      if (known.packet === undefined) return undefined;
      return isAfter && altered.match(known.packet) ? undefined : known;
    }
    if (isAfter && altered.disturb(this.group.ordered[rank]!, known.boxes)) return undefined;
    const coveredBy = known.coveredBy.map(other => rankNow(changes, other));
    return coveredBy.every(other => other !== undefined) ? { ...known, coveredBy } : undefined;
  }

  remember(rank: number, judgement: Judgement): void {
    this.own[rank] = judgement;
    const rule = this.group.ordered[rank]!;
    const couldHide = isOpen(this.knownBefore(rank));
    const canHide = isOpen(judgement);
    if (canHide && !couldHide) this.altered?.show(rule);
    if (couldHide && !canHide) this.altered?.hide(rule);
  }

  keep(): void {
    const steps = this.own.reduce((sum, judgement) => sum + judgement.steps, 0);
    if (steps < fewSteps) judged.set(this.group, this.own);
  }

  private knownBefore(rank: number): Judgement | undefined {
    const place = this.changes && rankBefore(this.changes, rank);
    return place === undefined ? undefined : this.before?.[place];
  }
}

/** Whether a rule was there and not hidden. */
function isOpen(judgement: Judgement | undefined): boolean {
  return judgement !== undefined && judgement.kind !== 'shadowed';
}

/** Rules that are in one version of a group only, or are hidden in one of them only. */
class AlteredRules {
  private readonly rules: CompiledRule[];
  private readonly gone = new NamedValues();
  private readonly come = new NamedValues();
  private differences: Differences | undefined;

  /** @param before what was found out of the rules of the version before, by rank */
  constructor({ removed, added, first }: GroupChanges, before: readonly Judgement[]) {
    this.rules = [...removed, ...added];
    removed.forEach((rule, i) => {
      if (before[first + i]?.kind !== 'shadowed') this.gone.add(rule);
    });
  }

  /** A rule that was there is hidden now. */
  hide(rule: CompiledRule): void {
    this.rules.push(rule);
    this.gone.add(rule);
    this.differences = undefined;
  }

  /** A rule that was hidden, or not there, can hide others now. */
  show(rule: CompiledRule): void {
    this.rules.push(rule);
    this.come.add(rule);
    this.differences = undefined;
  }

  /** Whether one of them matches a packet for certain. */
  match(packet: Box): boolean {
    return this.rules.some(rule => rule.uncertain === undefined && leftBy(rule, packet).length === 0);
  }

  /** Whether the search for what hides a rule of these boxes may take another way. */
  disturb(rule: CompiledRule, boxes: readonly Box[]): boolean {
    // Of rules with one priority none is asked before the other.
    if (this.rules.some(other => priorityOf(other.rule) === priorityOf(rule.rule))) return true;
    this.differences ??= differencesOf(this.gone, this.come);
    const { ports, source, destination } = this.differences;
    return boxes.some(
      box =>
        this.rules.some(other => mayShare(other, box)) ||
        overlaps(box.destinationPorts, ports) ||
        isTouched(box.source, source) ||
        isTouched(box.destination, destination),
    );
  }
}

/** Values that are named in one version of a group only. */
interface Differences {
  readonly ports: IntervalSet;
  readonly source: Addresses;
  readonly destination: Addresses;
}

interface Addresses {
  readonly v4: IntervalSet;
  readonly v6: IntervalSet<bigint>;
}

function differencesOf(a: NamedValues, b: NamedValues): Differences {
  const addresses = (one: Addresses, other: Addresses) => ({
    v4: difference(one.v4, other.v4),
    v6: difference(one.v6, other.v6),
  });
  return {
    ports: difference(a.ports, b.ports),
    source: addresses(a.source, b.source),
    destination: addresses(a.destination, b.destination),
  };
}

function difference<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  return union(subtract(a, b), subtract(b, a));
}

function isTouched(region: Addresses, by: Addresses): boolean {
  return overlaps(region.v4, by.v4) || overlaps(region.v6, by.v6);
}
