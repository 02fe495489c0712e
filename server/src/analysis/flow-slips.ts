/**
 * Rules that were meant for a flow of API Management and miss it by one slip.
 *
 * In: a target with the verdicts of its flows. Out: slips, each with the words that are wrong. Nothing need be blocked by a slip:
 * a built-in rule may let the traffic through until somebody adds a rule that denies the rest.
 */

import { type IntervalSet, includes, overlaps } from '../base/interval-set.ts';
import { Memo } from '../base/memo.ts';
import type { Origin } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import { flowsOf, type PortRange, profileIds, type RequiredFlow } from '../knowledge/profiles.ts';
import { describeTag } from '../knowledge/service-tags.ts';
import type { AddressSide, AddressTerm, SecurityRule } from '../network/nsg.ts';
import { portSet, protocolMask } from './compiled-rule.ts';
import type { FlowVerdict, PortVerdict } from './flow-verdict.ts';
import { tagNamed } from './region.ts';
import type { Target } from './target.ts';

export type Slip = PortSlip | DirectionSlip | ProtocolSlip | SourcePortSlip;

interface SlipBase {
  readonly rule: SecurityRule;
  /** The flow that the rule was meant for. */
  readonly flow: RequiredFlow;
  /** The words that are wrong. */
  readonly at: Span;
}

/** A port that is one digit, or one swap of digits, away from the flow's, and that no text gives for this tag. */
export interface PortSlip extends SlipBase {
  readonly kind: 'port';
  readonly written: number;
  readonly meant: number;
  /** How the wrong port got there. */
  readonly origin: Origin;
}

export interface DirectionSlip extends SlipBase {
  readonly kind: 'direction';
  /** The tag stands on the side where the flow has it, so that the rule matches nothing at all. */
  readonly matchesNothing: boolean;
}

export interface ProtocolSlip extends SlipBase {
  readonly kind: 'protocol';
}

export interface SourcePortSlip extends SlipBase {
  readonly kind: 'source-port';
  readonly written: readonly string[];
  /** The rule names no destination ports but those of the flow, so that putting it right opens nothing else. */
  readonly isNarrow: boolean;
}

/**
 * All slips in the group of a target, in the order of its rules; one per rule and kind at most.
 *
 * Only rules that allow and whose values are all known are looked at, and only flows of the port table that the service needs,
 * about which no text is in doubt, and which no rule of the file opens.
 */
export function flowSlips(target: Target, verdicts: readonly FlowVerdict[]): readonly Slip[] {
  const slips = found.get(verdicts) ?? findSlips(target, verdicts);
  found.set(verdicts, slips);
  return slips;
}

/** Several rules ask for the slips of one target, each for its own kind; verdicts belong to one target and never change. */
const found = new Memo<readonly FlowVerdict[], readonly Slip[]>();

function findSlips(target: Target, verdicts: readonly FlowVerdict[]): readonly Slip[] {
  const open = verdicts.filter(verdict => isAskedFor(verdict.flow) && isNeeded(verdict) && !isOpened(verdict.ports));
  if (target.group === undefined || open.length === 0) return [];
  const slips: Slip[] = [];
  for (const rule of target.group.rules) {
    const tags = [tagOf(rule.source), tagOf(rule.destination)].filter(tag => tag !== undefined);
    // Most rules name prefixes, and are done with here.
    const plain = tags.length === 0 ? undefined : plainRule(rule);
    if (plain === undefined) continue;
    const found = new Map<Slip['kind'], Slip>();
    for (const verdict of open) {
      if (!tags.includes(remoteTag(verdict.flow) ?? '')) continue;
      for (const slip of slipsOf(plain, verdict, target)) if (!found.has(slip.kind)) found.set(slip.kind, slip);
    }
    slips.push(...found.values());
  }
  return slips;
}

/** The tag of the flows that a side may be meant for: it names that tag and nothing else. Any address may be meant for the network. */
function tagOf({ terms: [first] }: AddressSide): string | undefined {
  if (first?.meaning.kind === 'tag') return first.meaning.tag.base;
  return first?.meaning.kind === 'any' ? 'VirtualNetwork' : undefined;
}

/** A rule that allows, with values that are all known. */
interface PlainRule {
  readonly rule: SecurityRule;
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocols: number;
  /** `ports` as a set. */
  readonly named: IntervalSet;
  readonly ports: readonly { readonly range: PortRange; readonly span: Span; readonly origin: Origin }[];
  readonly sourcePorts: readonly { readonly range: PortRange; readonly span: Span; readonly text: string }[];
}

function plainRule(rule: SecurityRule): PlainRule | undefined {
  const { direction, access, protocol, maybe } = rule;
  if (direction?.known !== true || access?.known !== true || protocol?.known !== true) return undefined;
  if (access.value !== 'Allow' || maybe !== undefined) return undefined;
  const ports = rangesOf(rule.destinationPorts);
  const sourcePorts = rangesOf(rule.sourcePorts);
  if (ports === undefined || sourcePorts === undefined) return undefined;
  const named = portSet(ports.map(port => port.range));
  return { rule, direction: direction.value, protocols: protocolMask(protocol.value), ports, named, sourcePorts };
}

function rangesOf(side: SecurityRule['sourcePorts']) {
  if (side.unknown !== undefined || side.terms.length === 0) return undefined;
  const ranges = side.terms.flatMap(({ meaning, span, origin, text }) =>
    meaning.kind === 'ports' ? [{ range: meaning.range, span, origin, text }] : [],
  );
  return ranges.length === side.terms.length ? ranges : undefined;
}

function isAskedFor(flow: RequiredFlow): boolean {
  return (
    flow.inPortTable && flow.inNewestText && flow.inEveryCopy && !flow.uncertain && !flow.inferred && !isEveryPort(flow)
  );
}

function isNeeded({ verdict }: FlowVerdict): boolean {
  return (
    verdict === 'allowed' || verdict === 'allowed-by-default' || verdict === 'blocked' || verdict === 'partly-blocked'
  );
}

/** Opened by rules of the file alone: then it is open, whatever else stands beside them. */
function isOpened(ports: readonly PortVerdict[]): boolean {
  return ports.every(
    ({ optional, verdict, decidedBy }) => optional || (verdict === 'allowed' && decidedBy.every(rule => !rule.builtIn)),
  );
}

function* slipsOf(plain: PlainRule, { flow, ports }: FlowVerdict, target: Target): Iterable<Slip> {
  const { rule } = plain;
  const tag = remoteTag(flow);
  if (tag === undefined) return;
  const remote = plain.direction === 'Inbound' ? rule.source : rule.destination;
  const hasProtocol = flow.protocol === '*' || (plain.protocols & protocolMask(flow.protocol)) !== 0;
  const { named } = plain;
  const needed = portsOf(flow);

  if (plain.direction !== flow.direction) {
    if (hasProtocol && includes(needed, named)) yield* directionSlip(plain, flow, tag, target);
    return;
  }
  if (hasProtocol && isOneService(tag) && names(remote, tag)) yield* portSlip(plain, flow, tag, ports);
  const isMeant = names(remote, tag) || (tag === 'VirtualNetwork' && isAny(remote));
  if (!isMeant) return;
  if (!hasProtocol && rule.protocol?.known === true && rule.protocol.value !== 'Icmp' && includes(needed, named)) {
    yield { kind: 'protocol', rule, flow, at: rule.protocol.origin.span };
  }
  if (hasProtocol && names(remote, tag) && overlaps(needed, named)) {
    const fromPorts = portSet(plain.sourcePorts.map(port => port.range));
    if (includes(fromPorts, portSet(flow.sourcePorts)) || includes(fromPorts, portSet([clientPorts]))) return;
    const written = plain.sourcePorts.map(port => port.text);
    const isNarrow = includes(needed, named);
    yield { kind: 'source-port', rule, flow, at: plain.sourcePorts[0]!.span, written, isNarrow };
  }
}

const neededPorts = new Memo<RequiredFlow, IntervalSet>();

/** All ports of a flow. Flows are shared by all files, and asked about for every rule. */
function portsOf(flow: RequiredFlow): IntervalSet {
  const ports = neededPorts.get(flow) ?? portSet([...flow.destinationPorts, ...flow.optionalPorts]);
  neededPorts.set(flow, ports);
  return ports;
}

/** Ports that systems of today give to clients (RFC 6335, section 6). A rule that names them all was written with thought. */
const clientPorts: PortRange = { first: 49152, last: 65535 };

function* directionSlip(plain: PlainRule, flow: RequiredFlow, tag: string, target: Target): Iterable<Slip> {
  const { rule } = plain;
  if (describeTag(tagNamed(tag))?.direction !== flow.direction || rule.direction?.known !== true) return;
  // Where the profile has flows of this tag in both directions the rule may be meant for the other one.
  if (flowsOf(target.profile).some(other => other.direction === plain.direction && remoteTag(other) === tag)) return;
  const flowSide = flow.direction === 'Inbound' ? rule.source : rule.destination;
  const otherSide = flow.direction === 'Inbound' ? rule.destination : rule.source;
  const matchesNothing = names(flowSide, tag);
  // Towards the control plane people open 3443 on purpose, for machines beside the service.
  if (!matchesNothing && (tag === 'ApiManagement' || !names(otherSide, tag))) return;
  yield { kind: 'direction', rule, flow, at: rule.direction.origin.span, matchesNothing };
}

function* portSlip(
  plain: PlainRule,
  flow: RequiredFlow,
  tag: string,
  verdicts: readonly PortVerdict[],
): Iterable<Slip> {
  const known = portsOfTag(tag, flow.direction);
  const needed = verdicts.filter(port => !port.optional && port.range.first === port.range.last);
  for (const { range, span, origin } of plain.ports) {
    if (range.first !== range.last || overlaps(known, portSet([range]))) continue;
    const meant = needed.find(port => !isOpened([port]) && isNear(range.first, port.range.first));
    if (meant === undefined) continue;
    const slip = { written: range.first, meant: meant.range.first, origin };
    yield { kind: 'port', rule: plain.rule, flow, at: span, ...slip };
    return;
  }
}

/** By direction and tag; the tags are those of the profiles. */
const knownPorts = new Map<string, IntervalSet>();

/** Ports that any text of any year gives for a tag of a flow. */
function portsOfTag(tag: string, direction: RequiredFlow['direction']): IntervalSet {
  const key = `${direction} ${tag}`;
  const ports = knownPorts.get(key) ?? findPortsOfTag(tag, direction);
  knownPorts.set(key, ports);
  return ports;
}

function findPortsOfTag(tag: string, direction: RequiredFlow['direction']): IntervalSet {
  const flows = profileIds.flatMap(id => flowsOf(id)).filter(flow => flow.direction === direction);
  return portSet(
    flows
      .filter(flow => remoteTag(flow) === tag && !isEveryPort(flow))
      .flatMap(flow => [...flow.destinationPorts, ...flow.optionalPorts]),
  );
}

/** Whether two ports differ by one digit changed, added or left out, or by two neighbours swapped. */
export function isNear(a: number, b: number): boolean {
  const [short, long] = [String(a), String(b)].sort((x, y) => x.length - y.length) as [string, string];
  if (short === long) return false;
  if (short.length === long.length) {
    const different = [...short].flatMap((digit, i) => (digit === long[i] ? [] : [i]));
    const [first = 0, second] = different;
    if (second === undefined) return true;
    return (
      different.length === 2 && second === first + 1 && short[first] === long[second] && short[second] === long[first]
    );
  }
  return long.length === short.length + 1 && [...long].some((_, i) => long.slice(0, i) + long.slice(i + 1) === short);
}

/** The tag on the far side of a flow; `undefined` where that is no tag. */
export function remoteTag(flow: RequiredFlow): string | undefined {
  const end = flow.direction === 'Inbound' ? flow.source : flow.destination;
  return end.kind === 'tag' ? end.tag : undefined;
}

/** Tags that stand for one service, towards which no other port is of use. The control plane has a rule of its own. */
function isOneService(tag: string): boolean {
  return !['Internet', 'VirtualNetwork', 'AzureCloud', 'ApiManagement'].includes(tag);
}

/** Whether a side is this tag, whole or in one region, and nothing else. */
function names(side: AddressSide, tag: string): boolean {
  return isOnly(side, ({ meaning }) => meaning.kind === 'tag' && meaning.tag.base === tag);
}

function isAny(side: AddressSide): boolean {
  return isOnly(side, ({ meaning }) => meaning.kind === 'any');
}

function isOnly(side: AddressSide, fits: (term: AddressTerm) => boolean): boolean {
  return side.unknown === undefined && side.terms.length > 0 && side.terms.every(fits);
}

function isEveryPort(flow: RequiredFlow): boolean {
  return flow.destinationPorts.some(port => port.first === 0 && port.last === 65535);
}
