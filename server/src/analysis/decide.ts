/**
 * Which rules of a group decide a set of packets, and how.
 *
 * Exact: the set is cut along the rules, in the order Azure asks them, until nothing is left; no packet is sampled and no
 * box is widened. Where a relation is unknown both outcomes are kept and marked. The built-in rules leave nothing over.
 * Order, first match and built-in rules: network security groups overview, July 2025.
 */
import { type IntervalSet, intersect, isEmpty, overlaps, subtract } from '../base/interval-set.ts';
import type { AddressSide, NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { type CompiledGroup, type CompiledRule, compileGroup } from './compiled-rule.ts';
import { cut, type Region } from './region.ts';

/** Packets of one kind: all combinations of its members. */
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
  /** The rule picks some addresses out of the part it was asked about; the others go on to the rules after it. */
  readonly narrow: boolean;
  /** Whether packets of this part exist and get here for certain; else it may be empty. */
  readonly certain: boolean;
  /** Why it is not certain; `undefined` where it is. */
  readonly because: string | undefined;
}

export interface DecideOptions {
  /** Region of the service, lower case without blanks; for regional tags. `undefined`: not known. */
  readonly serviceRegion?: string | undefined;
}

interface Pending extends Box {
  readonly certain: boolean;
  readonly because: string | undefined;
}

/**
 * How a group decides the packets of a box, part by part. Parts together are the whole box; one that may be empty is
 * marked. A group whose rule list is not complete gives one unknown part beside the others.
 * Never throws. Work grows with the number of rules times the number of parts.
 */
export function decide(
  group: NetworkSecurityGroup,
  direction: 'Inbound' | 'Outbound',
  box: Box,
  options: DecideOptions = {},
): readonly Outcome[] {
  const rules = compileGroup(group, direction);
  const outcomes: Outcome[] = [];
  let pending: Pending[] = [{ ...box, certain: true, because: undefined }];
  if (group.rulesUnknown !== undefined) {
    outcomes.push({
      access: 'unknown',
      rule: undefined,
      destinationPorts: box.destinationPorts,
      narrow: false,
      certain: false,
      because: group.rulesUnknown,
    });
    pending = pending.map(part => ({ ...part, certain: false, because: group.rulesUnknown }));
  }
  for (const rule of asked(rules)) {
    const next: Pending[] = [];
    for (const part of pending) apply(rule, part, options, outcomes, next);
    pending = next;
    if (pending.length === 0) break;
  }
  return outcomes;
}

function* asked(group: CompiledGroup): Iterable<CompiledRule> {
  for (const rule of group.floating) {
    yield {
      ...rule,
      uncertain:
        rule.uncertain ??
        `the priority of '${rule.rule.name?.known === true ? rule.rule.name.value : 'a rule'}' is not known`,
    };
  }
  yield* group.ordered;
}

/**
 * What a rule leaves of a box for the rules after it. Never less than that: where it is unknown what the rule matches, it
 * leaves what it may not match.
 */
export function leftBy(rule: CompiledRule, box: Box): readonly Box[] {
  const rest: Pending[] = [];
  apply(rule, { ...box, certain: true, because: undefined }, {}, [], rest);
  return rest;
}

/** Cuts one part along one rule: what the rule decides goes to `outcomes`, the rest to `next`. */
function apply(rule: CompiledRule, part: Pending, options: DecideOptions, outcomes: Outcome[], next: Pending[]): void {
  if (
    (rule.protocols & part.protocols) === 0 ||
    !overlaps(rule.destinationPorts, part.destinationPorts) ||
    !overlaps(rule.sourcePorts, part.sourcePorts)
  ) {
    next.push(part);
    return;
  }
  const source = cutSide(part.source, rule.source, options);
  const destination = source.inside.length === 0 ? nothing : cutSide(part.destination, rule.destination, options);
  if (source.inside.length === 0 || destination.inside.length === 0) {
    next.push(part);
    return;
  }

  const doubt =
    rule.uncertain ?? (source.certain && destination.certain ? undefined : doubtOf(rule, source, destination));
  const protocols = rule.protocols & part.protocols;
  const destinationPorts = intersect(part.destinationPorts, rule.destinationPorts);
  const sourcePorts = intersect(part.sourcePorts, rule.sourcePorts);
  outcomes.push({
    access: rule.access ?? 'unknown',
    rule: rule.rule,
    destinationPorts,
    narrow: source.outside !== undefined || destination.outside !== undefined,
    certain: part.certain && doubt === undefined,
    because: part.because ?? doubt,
  });

  const rest = (change: Partial<Box>, doubtful: boolean) => {
    const because = part.because ?? (doubtful ? doubt : undefined);
    next.push({ ...part, ...change, certain: part.certain && because === undefined, because });
  };
  if (rule.uncertain !== undefined) {
    // The rule may not be there: all of the part may go on to the rules after it.
    rest({}, true);
    return;
  }
  const otherProtocols = part.protocols & ~rule.protocols;
  if (otherProtocols !== 0) rest({ protocols: otherProtocols }, false);
  const otherPorts = subtract(part.destinationPorts, rule.destinationPorts);
  if (!isEmpty(otherPorts)) rest({ protocols, destinationPorts: otherPorts }, false);
  const otherSourcePorts = subtract(part.sourcePorts, rule.sourcePorts);
  if (!isEmpty(otherSourcePorts)) rest({ protocols, destinationPorts, sourcePorts: otherSourcePorts }, false);
  const inner = { protocols, destinationPorts, sourcePorts };
  if (source.outside !== undefined) rest({ ...inner, source: source.outside }, !source.certain);
  if (destination.outside !== undefined) {
    for (const inside of source.inside)
      rest({ ...inner, source: inside, destination: destination.outside }, !destination.certain || !source.certain);
  }
}

interface SideCut {
  /** The parts that entries of the side match; together, and not overlapping unless an entry is unknown. */
  readonly inside: readonly Region[];
  readonly outside: Region | undefined;
  readonly certain: boolean;
  readonly doubt: string | undefined;
}

const nothing: SideCut = { inside: [], outside: undefined, certain: true, doubt: undefined };

/** What all entries of one side cut out of a region together. */
export function cutSide(region: Region, side: AddressSide, options: DecideOptions): SideCut {
  const inside: Region[] = [];
  let outside: Region | undefined = region;
  let certain = true;
  let doubt: string | undefined;
  for (const term of side.terms) {
    if (outside === undefined) break;
    const parts = cut(outside, term.meaning, options.serviceRegion);
    if (parts.inside !== undefined) inside.push(parts.inside);
    if (!parts.certain && parts.inside !== undefined) {
      certain = false;
      doubt ??=
        term.meaning.kind === 'unknown'
          ? `an address is not known: ${term.meaning.why}`
          : `it is not known how '${term.text || 'its security group'}' overlaps with it`;
    }
    outside = parts.outside;
  }
  if (side.unknown !== undefined && outside !== undefined) {
    certain = false;
    doubt ??= side.unknown;
    inside.push(outside);
  }
  // A region that is matched whole is matched for certain, however its entries share it.
  return outside === undefined
    ? { inside: [region], outside, certain: true, doubt: undefined }
    : { inside, outside, certain, doubt };
}

function doubtOf(rule: CompiledRule, source: SideCut, destination: SideCut): string {
  const name = rule.rule.name?.known === true ? `'${rule.rule.name.value}': ` : '';
  return `${name}${source.doubt ?? destination.doubt ?? 'it is not known what it matches'}`;
}
