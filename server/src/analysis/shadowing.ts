/** Rules that decide nothing, because rules asked before them decide all their packets. */
import { addTo, firstOutside, type IntervalSet, includes, isEmpty } from '../base/interval-set.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { type CompiledGroup, type CompiledRule, compileGroup, priorityOf } from './compiled-rule.ts';
import { type Box, type DecideOptions, decideAmong, leftBy } from './decide.ts';
import { type AddressSet, everyV4, isWide, type Region, regionsOf } from './region.ts';
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
const judged = new WeakMap<NetworkSecurityGroup, readonly Shadow[]>();

function shadowedIn(group: CompiledGroup, work: Work): Shadow[] {
  const shadows: Shadow[] = [];
  const { ordered } = group;
  const earlier = new EarlierRules(group);
  const shadowed = new Set<number>();
  let end = 0;
  for (let rank = 0; rank < ordered.length && !work.isTooMuch; rank++) {
    const rule = ordered[rank]!;
    if (rule.rule.builtIn) break;
    // Rules of one priority are a mistake of another kind; which of them is asked first is not known.
    for (; priorityOf(ordered[end]!.rule) < priorityOf(rule.rule); end++) {
      // A rule that decides nothing adds nothing to those that hide it.
      if (!shadowed.has(end)) earlier.add(end);
    }
    const boxes = rule.uncertain === undefined ? boxesOf(rule) : undefined;
    if (boxes === undefined) continue;
    const search = new Search(ordered, earlier, work);
    const covering = search.cover(boxes);
    if (covering === undefined) continue;
    shadowed.add(rank);
    shadows.push({
      rule: rule.rule,
      coveredBy: search.withoutSpare(boxes, covering).map(other => ordered[other]!.rule),
      differs: isDecidedOtherwise(group, rule, boxes, end, earlier, work),
    });
  }
  return shadows;
}

/** Ranks of rules, each with a packet that it was needed for. */
type Covering = ReadonlyMap<number, Box>;

/** The search for packets that earlier rules leave over. */
class Search {
  private readonly ordered: readonly CompiledRule[];
  private readonly earlier: EarlierRules;
  private readonly work: Work;

  constructor(ordered: readonly CompiledRule[], earlier: EarlierRules, work: Work) {
    this.ordered = ordered;
    this.earlier = earlier;
    this.work = work;
  }

  /** Rules that match all packets of the boxes; `undefined` where a packet may be left, or the search would not end. */
  cover(boxes: readonly Box[], among?: readonly number[]): Covering | undefined {
    const bound = this.work.steps + mostStepsOfRule;
    const open = [...boxes];
    const used = new Map<number, Box>();
    for (let box = open.pop(); box !== undefined; box = open.pop()) {
      const packet = this.earlier.packetAwayFrom(box);
      const rank = this.matching(packet, box, among);
      if (rank === undefined || this.work.isTooMuch || this.work.steps > bound) return undefined;
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
  private readonly ports: number[] = [];
  private readonly source = new NamedAddresses();
  private readonly destination = new NamedAddresses();

  constructor({ ordered, index }: CompiledGroup) {
    this.ordered = ordered;
    this.index = index.growing();
  }

  add(rank: number): void {
    this.index.add(rank);
    const rule = this.ordered[rank]!;
    if (rule.uncertain !== undefined) return;
    if (!isEveryPort(rule.destinationPorts)) addTo(this.ports, rule.destinationPorts);
    this.source.add(rule.source);
    this.destination.add(rule.destination);
  }

  /** One packet of a box, as a box of its own. */
  packetAwayFrom(box: Box): Box {
    const port = firstOutside(box.destinationPorts, this.ports) ?? box.destinationPorts[0]!;
    // Few rules name source ports or rare protocols: the last of each is seldom named.
    const sourcePort = box.sourcePorts.at(-1)! - 1;
    return {
      protocols: 1 << (31 - Math.clz32(box.protocols)),
      sourcePorts: [sourcePort, sourcePort + 1],
      destinationPorts: [port, port + 1],
      source: this.source.addressAwayFrom(box.source),
      destination: this.destination.addressAwayFrom(box.destination),
    };
  }
}

class NamedAddresses {
  private readonly v4: number[] = [];
  private readonly v6: bigint[] = [];

  add(side: AddressSet): void {
    // Away from all addresses there is none.
    if (isWide(side) || includes(side.v4, everyV4)) return;
    addTo(this.v4, side.v4);
    addTo(this.v6, side.v6);
  }

  addressAwayFrom(region: Region): Region {
    const v6 = firstOutside(region.v6, this.v6);
    const v4 = v6 === undefined ? firstOutside(region.v4, this.v4) : undefined;
    if (v6 !== undefined || (v4 === undefined && isEmpty(region.v4))) {
      const address = v6 ?? region.v6[0]!;
      return { ...region, v4: [], v6: [address, address + 1n], isCut: true };
    }
    const address = v4 ?? region.v4[0]!;
    return { ...region, v4: [address, address + 1], v6: [], isCut: true };
  }
}

function isEveryPort(ports: IntervalSet): boolean {
  return ports[0] === 0 && ports[1] === 65536;
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
    decideAmong({ ...group, index }, box, end, undefined, work).some(
      outcome => outcome.certain && outcome.access === opposite,
    ),
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
