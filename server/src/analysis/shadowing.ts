/** Rules that decide nothing, because rules asked before them decide all their packets. */

import { firstOutside, isEmpty } from '../base/interval-set.ts';
import { Memo } from '../base/memo.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { type CompiledGroup, type CompiledRule, compileGroup, priorityOf } from './compiled-rule.ts';
import { type Box, type DecideOptions, decideAmong, leftBy } from './decide.ts';
import { NamedValues } from './named-values.ts';
import { regionsOf } from './region.ts';
import { type Judgement, RememberedJudgements } from './remembered-shadows.ts';
import type { GrowingRuleIndex } from './rule-index.ts';
import { Work } from './work.ts';

/** One rule that decides nothing, with the fewest earlier rules that explain it. */
export interface Shadow {
  readonly rule: SecurityRule;
  /** In the order they are asked; together they match every packet of `rule`, and none can be left out. */
  readonly coveredBy: readonly SecurityRule[];
  /** Whether some of that traffic is, for certain, decided the other way than `rule` would. */
  readonly differs: boolean;
}

/** Combinations of source and destination entries that are looked at for one rule; a rule with more is not judged. */
const maxCombinations = 4096;
/** Looks at rules for one rule and for a whole group past which it is not judged. The largest real groups need far less. */
const mostStepsOfRule = 50_000;
const mostSteps = 1_000_000;
/** Rules over one packet that are tried for one that matches a whole box; past these the earliest is taken. */
const fewTries = 32;

/**
 * Custom rules of a group that can never match. Exact for what is known: an unknown value never makes a rule shadowed.
 * Rules that are uncertain themselves (computed ports, a loop) are neither judged nor counted as covering.
 *
 * For each rule a packet is looked for that no earlier rule matches. A rule that matches the packet at hand is cut off, and
 * the search goes on in what is left. Packets are picked away from what earlier rules name, and rules are found by port and
 * prefix, so that most rules are done with the first packet, and work grows about as the number of rules does.
 */
export function shadowedRules(group: NetworkSecurityGroup, options: DecideOptions = {}): readonly Shadow[] {
  const known = judged.get(group);
  if (known !== undefined) return known;
  const work = new Work(mostSteps);
  const shadows = (['Inbound', 'Outbound'] as const).flatMap(direction =>
    shadowedIn(compileGroup(group, direction), work),
  );
  if (options.work !== undefined) options.work.steps += work.steps;
  judged.set(group, shadows);
  return shadows;
}

/** Several rules and hovers ask about one group, which never changes. */
const judged = new Memo<NetworkSecurityGroup, readonly Shadow[]>();

function shadowedIn(group: CompiledGroup, work: Work): Shadow[] {
  const { ordered } = group;
  const judge = new Judge(group, work);
  const remembered = new RememberedJudgements(group);
  const shadows: Shadow[] = [];
  for (let rank = 0; rank < ordered.length && !work.isTooMuch; rank++) {
    const rule = ordered[rank]!;
    if (rule.rule.builtIn) break;
    const judgement = remembered.of(rank) ?? judge.judge(rank);
    remembered.remember(rank, judgement);
    if (judgement.kind !== 'shadowed') continue;
    judge.leaveOut(rank);
    const coveredBy = judgement.coveredBy.map(other => ordered[other]!.rule);
    shadows.push({ rule: rule.rule, coveredBy, differs: judgement.differs });
  }
  remembered.keep();
  return shadows;
}

/** Judges the rules of one direction, in the order they are asked. */
class Judge {
  private readonly group: CompiledGroup;
  private readonly work: Work;
  private readonly shadowed = new Set<number>();
  private made: EarlierRules | undefined;
  /** Rules before this rank are in `made`, or left out. */
  private end = 0;

  constructor(group: CompiledGroup, work: Work) {
    this.group = group;
    this.work = work;
  }

  /** A rule that decides nothing adds nothing to those that hide it. */
  leaveOut(rank: number): void {
    this.shadowed.add(rank);
  }

  judge(rank: number): Judgement {
    const { group, work } = this;
    const { ordered } = group;
    const rule = ordered[rank]!;
    const boxes = rule.uncertain === undefined ? boxesOf(rule) : undefined;
    if (boxes === undefined) return { kind: 'unjudged', steps: 0 };
    const before = work.steps;
    const earlier = this.earlierThan(rule);
    const search = new Search(ordered, earlier, work);
    const covering = search.cover(boxes);
    if (covering === undefined) return { kind: 'open', packet: search.leftOver, steps: work.steps - before };
    const coveredBy = search.withoutSpare(boxes, covering);
    const differs = isDecidedOtherwise(group, rule, boxes, this.end, earlier, work);
    return { kind: 'shadowed', boxes, coveredBy, differs, steps: work.steps - before };
  }

  private earlierThan({ rule }: CompiledRule): EarlierRules {
    this.made ??= new EarlierRules(this.group);
    const { ordered } = this.group;
    // Rules of one priority are a mistake of another kind; which of them is asked first is not known.
    for (; priorityOf(ordered[this.end]!.rule) < priorityOf(rule); this.end++) {
      if (!this.shadowed.has(this.end)) this.made.add(this.end);
    }
    return this.made;
  }
}

/** Ranks of rules, each with a packet that it was needed for. */
type Covering = ReadonlyMap<number, Box>;

/** The search for packets that earlier rules leave over. */
class Search {
  private readonly ordered: readonly CompiledRule[];
  private readonly earlier: EarlierRules;
  private readonly work: Work;
  /** A packet that no rule matches, where that is why the boxes are not covered. */
  leftOver: Box | undefined;

  constructor(ordered: readonly CompiledRule[], earlier: EarlierRules, work: Work) {
    this.ordered = ordered;
    this.earlier = earlier;
    this.work = work;
  }

  /** Rules that match all packets of the boxes; `undefined` where a packet may be left, or the search would not end. */
  cover(boxes: readonly Box[], among?: readonly number[]): Covering | undefined {
    this.leftOver = undefined;
    const bound = this.work.steps + mostStepsOfRule;
    const open = [...boxes];
    const used = new Map<number, Box>();
    for (let box = open.pop(); box !== undefined; box = open.pop()) {
      const packet = this.earlier.packetAwayFrom(box);
      const rank = this.matching(packet, box, among);
      if (this.work.isTooMuch || this.work.steps > bound) return undefined;
      if (rank === undefined) {
        this.leftOver = packet;
        return undefined;
      }
      if (!used.has(rank)) used.set(rank, packet);
      open.push(...leftBy(this.ordered[rank]!, box));
    }
    return used;
  }

  /** Without the rules, latest first, that the others make needless. */
  withoutSpare(boxes: readonly Box[], covering: Covering): readonly number[] {
    let kept = [...covering.keys()].sort((a, b) => a - b);
    for (const rank of kept.toReversed()) {
      if (kept.length === 1) break;
      const others = kept.filter(other => other !== rank);
      if (others.every(other => !this.matches(other, covering.get(rank)!))) continue;
      if (this.cover(boxes, others) !== undefined) kept = others;
    }
    return kept;
  }

  /** A rule that matches a packet of a box: one that matches the whole box if there is one, else the earliest. */
  private matching(packet: Box, box: Box, among: readonly number[] | undefined): number | undefined {
    let earliest: number | undefined;
    let tries = 0;
    for (const rank of among ?? this.earlier.index.sharing(packet, 0, this.ordered.length, this.work)) {
      if (this.work.isTooMuch) return undefined;
      if (!this.matches(rank, packet)) continue;
      if (leftBy(this.ordered[rank]!, box).length === 0) return rank;
      earliest ??= rank;
      if (++tries >= fewTries) break;
    }
    return earliest;
  }

  private matches(rank: number, packet: Box): boolean {
    this.work.steps++;
    const rule = this.ordered[rank]!;
    return rule.uncertain === undefined && leftBy(rule, packet).length === 0;
  }
}

/**
 * The rules that are asked before one, but for those that decide nothing, and what they name, value by value: a packet apart
 * from all of it is matched by few of them, if by any.
 */
class EarlierRules {
  readonly index: GrowingRuleIndex;
  private readonly ordered: readonly CompiledRule[];
  private readonly named = new NamedValues();

  constructor({ ordered, index }: CompiledGroup) {
    this.ordered = ordered;
    this.index = index.growing();
  }

  add(rank: number): void {
    this.index.add(rank);
    this.named.add(this.ordered[rank]!);
  }

  /** One packet of a box, as a box of its own. */
  packetAwayFrom(box: Box): Box {
    const port = firstOutside(box.destinationPorts, this.named.ports) ?? box.destinationPorts[0]!;
    // Few rules name source ports or rare protocols: the last of each is seldom named.
    const sourcePort = box.sourcePorts.at(-1)! - 1;
    return {
      protocols: 1 << (31 - Math.clz32(box.protocols)),
      sourcePorts: [sourcePort, sourcePort + 1],
      destinationPorts: [port, port + 1],
      source: this.named.source.addressAwayFrom(box.source),
      destination: this.named.destination.addressAwayFrom(box.destination),
    };
  }
}

/** Whether some packets of a rule are, for certain, decided the other way by the first `end` rules. */
function isDecidedOtherwise(
  group: CompiledGroup,
  { access }: CompiledRule,
  boxes: readonly Box[],
  end: number,
  { index }: EarlierRules,
  work: Work,
): boolean {
  if (access === undefined) return false;
  const opposite = access === 'Allow' ? 'Deny' : 'Allow';
  if (end <= group.firstOf[opposite]) return false;
  return boxes.some(box =>
    decideAmong(
      { ordered: group.ordered, floating: group.floating, lead: group.lead, index },
      box,
      end,
      undefined,
      work,
    ).some(outcome => outcome.certain && outcome.access === opposite),
  );
}

/** All packets of a rule; `undefined` where an entry is unknown. */
export function boxesOf(rule: CompiledRule): readonly Box[] | undefined {
  const sources = regionsOf(rule.source);
  const destinations = regionsOf(rule.destination);
  if (sources === undefined || destinations === undefined || sources.length * destinations.length > maxCombinations)
    return undefined;
  if (isEmpty(rule.sourcePorts) || isEmpty(rule.destinationPorts)) return undefined;
  const { protocols, sourcePorts, destinationPorts } = rule;
  return sources.flatMap(source =>
    destinations.map(destination => ({ protocols, sourcePorts, destinationPorts, source, destination })),
  );
}
