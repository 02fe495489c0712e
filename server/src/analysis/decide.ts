/**
 * Which rules of a group decide a set of packets, and how.
 *
 * Exact: the set is cut along the rules, in the order Azure asks them, until nothing is left; no packet is sampled and no
 * box is widened. Where a relation is unknown both outcomes are kept and marked. The built-in rules leave nothing over.
 * Order, first match and built-in rules: network security groups overview, July 2025.
 */
import { type IntervalSet, intersect, isEmpty, overlaps, subtract, union } from '../base/interval-set.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { type CompiledGroup, type CompiledRule, compileGroup } from './compiled-rule.ts';
import { type AddressSet, type Cut, cut, isInhabited, type Region } from './region.ts';
import { rememberedDecision } from './remembered-decision.ts';
import type { RuleIndex } from './rule-index.ts';
import { Work } from './work.ts';

/** Packets of one kind: all combinations of its members, none of which is empty. */
export interface Box {
  /** Protocols as bits, see compiled-rule.ts. */
  readonly protocols: number;
  readonly sourcePorts: IntervalSet;
  readonly destinationPorts: IntervalSet;
  readonly source: Region;
  readonly destination: Region;
}

/** A part of the packets that was asked about, and the rule that decides it. */
export interface Outcome {
  /** `unknown`: the rule's access is not known, or no rule of the file can be said to decide. */
  readonly access: 'Allow' | 'Deny' | 'unknown';
  readonly rule: SecurityRule | undefined;
  readonly destinationPorts: IntervalSet;
  /** The rule picks some addresses out of those that were asked about; it would not match the others. */
  readonly narrow: boolean;
  /** Whether packets of this part exist and get here for certain; else it may be empty. */
  readonly certain: boolean;
  /** Why it is not certain; `undefined` where it is. */
  readonly because: string | undefined;
}

export interface DecideOptions {
  /** Counts the work. */
  readonly work?: Work | undefined;
}

interface Part extends Box {
  /** Why it is not certain that these packets get as far as this; `undefined` where it is. */
  readonly because?: string | undefined;
}

/** An outcome with the place of its rule in the order of asking; rules that may be asked at any time come first. */
export type Ranked = Outcome & { readonly rank: number };

/** Parts beside each other past which rules that may not be there cut no more: they then put all of a part in doubt. */
const manyParts = 64;
/** Looks at rules past which a group is too intricate to be judged. The largest group Azure allows, 1,000 rules, needs far less. */
const mostSteps = 400_000;
/** Why an outcome is not known where that bound was passed. */
export const tooIntricate = 'the group has too many rules that overlap in different ways';

/**
 * How a group decides the packets of a box, part by part, in the order the rules are asked. Parts together are the whole box;
 * one that may be empty is marked. A group whose rule list is not complete gives one unknown part beside the others, if anything
 * is left by the rules before the first free priority, and so does one past the bound of work.
 * Never throws. Work grows with the number of rules, and with the number of parts they leave that later rules share.
 */
export function decide(
  group: NetworkSecurityGroup,
  direction: 'Inbound' | 'Outbound',
  box: Box,
  options: DecideOptions = {},
): readonly Outcome[] {
  const rules = compileGroup(group, direction);
  const maker = {
    decide: (work: Work) => decideAmong(rules, box, rules.ordered.length, group.rulesUnknown, work),
    mayShare: (rule: CompiledRule) => mayShare(rule, box),
  };
  // Who counts the work wants it done.
  return options.work === undefined ? rememberedDecision(rules, box, maker) : maker.decide(options.work);
}

/**
 * How the first `end` rules of a group decide the packets of a box; what they leave over has no outcome.
 *
 * @param unlisted why there may be rules that are not among them
 */
export function decideAmong(
  rules: Pick<CompiledGroup, 'ordered' | 'floating' | 'lead'> & { readonly index: Pick<RuleIndex, 'sharing'> },
  box: Box,
  end: number,
  unlisted: string | undefined = undefined,
  work: Work = new Work(),
): readonly Ranked[] {
  const outcomes: Ranked[] = [];
  const own = new Work(mostSteps);
  const decideOne = (
    rule: CompiledRule,
    part: Part,
    rank: number,
    keepsWhole: boolean,
  ): readonly Part[] | undefined => {
    own.steps++;
    const split = splitBy(rule, part, keepsWhole);
    if (split === undefined) return undefined;
    outcomes.push({
      rank,
      access: rule.access ?? 'unknown',
      rule: rule.rule,
      destinationPorts: split.destinationPorts,
      narrow:
        leavesSome(split.source, part.source, box.source, rule.source) ||
        leavesSome(split.destination, part.destination, box.destination, rule.destination),
      certain: split.because === undefined,
      because: split.because,
    });
    return split.rest;
  };

  /** What the rules from one rank to another leave of parts; `undefined` past the bound of work. */
  const leftOf = (parts: readonly Part[], first: number, last: number): readonly Part[] | undefined => {
    const left: Part[] = [];
    const open = parts.map(part => ({ part, first }));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      let part: Part | undefined = next.part;
      for (const rank of rules.index.sharing(part, next.first, last, own)) {
        if (own.isTooMuch) return undefined;
        const rest = decideOne(rules.ordered[rank]!, part, rank, open.length > manyParts);
        if (rest === undefined) continue;
        // The last is the largest; it stays at hand, and the others wait.
        for (const other of rest.slice(0, -1)) open.push({ part: other, first: rank + 1 });
        part = rest.at(-1);
        if (part === undefined) break;
      }
      if (part !== undefined) left.push(part);
    }
    return left;
  };

  // Where all rules have their place, one walk along them is all.
  const lead = unlisted === undefined && rules.floating.length === 0 ? 0 : Math.min(rules.lead, end);
  let parts = leftOf([box], 0, lead);
  if (parts !== undefined && unlisted !== undefined && parts.length > 0) {
    const destinationPorts = parts.map(part => part.destinationPorts).reduce(union);
    outcomes.push(nobodyKnows({ destinationPorts }, unlisted));
    parts = parts.map(part => ({ ...part, because: part.because ?? unlisted }));
  }
  for (const rule of rules.floating) {
    const before: readonly Part[] = parts ?? [];
    parts = parts?.flatMap(part => decideOne(rule, part, -1, before.length > manyParts) ?? [part]);
  }
  const isWhole = parts !== undefined && leftOf(parts, lead, end) !== undefined;
  work.steps += own.steps;
  return isWhole ? inOrder(outcomes) : [nobodyKnows(box, tooIntricate), ...inOrder(outcomes)];
}

/** Whether a side of a rule would leave addresses of the whole box; the cut of a part that is still whole has told. */
function leavesSome(ofPart: Cut, part: Region, whole: Region, side: AddressSet): boolean {
  return (part === whole ? ofPart : cut(whole, side)).outside !== undefined;
}

/** Whether a rule may match a packet of a box. */
export function mayShare(rule: CompiledRule, box: Box): boolean {
  return splitBy(rule, box, false) !== undefined;
}

/** What a rule leaves of a box for the rules after it: what it may not match, where that is unknown. */
export function leftBy(rule: CompiledRule, box: Box): readonly Box[] {
  return splitBy(rule, box, false)?.rest ?? [box];
}

function inOrder(outcomes: readonly Ranked[]): readonly Ranked[] {
  return outcomes.toSorted((a, b) => a.rank - b.rank);
}

function nobodyKnows({ destinationPorts }: Pick<Box, 'destinationPorts'>, because: string): Ranked {
  return {
    rank: -1,
    access: 'unknown',
    rule: undefined,
    destinationPorts,
    narrow: false,
    certain: false,
    because,
  };
}

interface Split {
  /** Of what the rule decides. */
  readonly destinationPorts: IntervalSet;
  /** How the rule cut the ends of the part. */
  readonly source: Cut;
  readonly destination: Cut;
  readonly because: string | undefined;
  /** What goes on to the rules after it, the largest part last. */
  readonly rest: readonly Part[];
}

/**
 * Cuts one part along one rule; `undefined` where they have no packet in common for certain.
 *
 * @param keepsWhole a rule that may not be there leaves the part in one piece
 */
function splitBy(rule: CompiledRule, part: Part, keepsWhole: boolean): Split | undefined {
  const protocols = rule.protocols & part.protocols;
  if (protocols === 0) return undefined;
  if (!overlaps(rule.destinationPorts, part.destinationPorts) || !overlaps(rule.sourcePorts, part.sourcePorts)) {
    return undefined;
  }
  const source = cut(part.source, rule.source);
  if (source.inside.length === 0) return undefined;
  const destination = cut(part.destination, rule.destination);
  if (destination.inside.length === 0) return undefined;

  const destinationPorts = intersect(part.destinationPorts, rule.destinationPorts);
  const sourcePorts = intersect(part.sourcePorts, rule.sourcePorts);
  const because = part.because ?? rule.uncertain ?? doubtOf(rule, source.inside, destination.inside);
  if (rule.uncertain !== undefined && (keepsWhole || part.because !== undefined)) {
    return {
      destinationPorts,
      source,
      destination,
      because,
      rest: [{ ...part, because: part.because ?? rule.uncertain }],
    };
  }

  const rest: Part[] = [];
  const both = { protocols, destinationPorts, sourcePorts };
  if (rule.uncertain !== undefined) {
    // The rule may not be there: what it matches may go on to the rules after it.
    for (const from of source.inside) {
      for (const to of destination.inside) {
        rest.push({ ...both, source: from, destination: to, because: part.because ?? rule.uncertain });
      }
    }
  }
  const otherProtocols = part.protocols & ~rule.protocols;
  if (otherProtocols !== 0) rest.push({ ...part, protocols: otherProtocols });
  const otherPorts = subtract(part.destinationPorts, rule.destinationPorts);
  if (!isEmpty(otherPorts)) rest.push({ ...part, protocols, destinationPorts: otherPorts });
  const otherSourcePorts = subtract(part.sourcePorts, rule.sourcePorts);
  if (!isEmpty(otherSourcePorts)) rest.push({ ...part, protocols, destinationPorts, sourcePorts: otherSourcePorts });
  if (destination.outside !== undefined) {
    for (const from of source.inside) rest.push({ ...part, ...both, source: from, destination: destination.outside });
  }
  if (source.outside !== undefined) rest.push({ ...part, ...both, source: source.outside });
  return { destinationPorts, source, destination, because, rest };
}

/** Why it is not certain that a rule matches anything of a part; `undefined` where it is. */
function doubtOf(rule: CompiledRule, sources: readonly Region[], destinations: readonly Region[]): string | undefined {
  for (const side of [sources, destinations]) {
    if (side.some(region => isInhabited(region) === 'yes')) continue;
    const because = side.find(region => region.because !== undefined)?.because;
    const name = rule.rule.name?.known === true ? `'${rule.rule.name.value}': ` : '';
    return `${name}${because ?? 'it is not known what it matches'}`;
  }
  return undefined;
}
