import type { Imprint } from '../base/imprint.ts';
import { emptySet, type IntervalSet, intervalSet } from '../base/interval-set.ts';
import { Memo } from '../base/memo.ts';
import { type Protocol, priorityBounds } from '../knowledge/nsg-defaults.ts';
import type { PortRange } from '../knowledge/profiles.ts';
import { builtInRules } from '../network/build-nsg.ts';
import type { AddressMeaning, AddressSide, NetworkSecurityGroup, PortSide, SecurityRule } from '../network/nsg.ts';
import { compareWithLast } from './group-changes.ts';
import type { AddressSet } from './region.ts';
import { RuleIndex } from './rule-index.ts';

/** Protocols as bits; a set of them is a number. */
const protocolBits: Readonly<Record<Exclude<Protocol, '*'>, number>> = { Tcp: 1, Udp: 2, Icmp: 4, Esp: 8, Ah: 16 };
export const everyProtocol = 31;

export function protocolMask(protocol: Protocol): number {
  return protocol === '*' ? everyProtocol : protocolBits[protocol];
}

/** Ports as a set; half-open inside, both ends included outside. */
export function portSet(ranges: readonly PortRange[]): IntervalSet {
  return intervalSet(ranges.map(range => [range.first, range.last + 1] as const));
}

/** A rule as numbers, with what is unknown about it kept apart. */
export interface CompiledRule extends RuleContent {
  readonly rule: SecurityRule;
}

interface RuleContent {
  /** Protocols it names; all of them where that is unknown. */
  readonly protocols: number;
  /** Ports it names for certain, and whether there may be others. */
  readonly sourcePorts: IntervalSet;
  readonly destinationPorts: IntervalSet;
  readonly source: AddressSet;
  readonly destination: AddressSet;
  /**
   * Why it is not certain that the rule is there, on which side of the other rules, and with these protocols and ports;
   * `undefined` where all of that is certain. Its addresses are another matter.
   */
  readonly uncertain: string | undefined;
  /** `undefined` where the access is unknown. */
  readonly access: 'Allow' | 'Deny' | undefined;
}

export class CompiledGroup {
  readonly group: NetworkSecurityGroup;
  /** Rules that are asked in this order; built-in ones last. */
  readonly ordered: readonly CompiledRule[];
  /** Rules whose priority is not known: they may be asked at any time, but before the {@link lead}. */
  readonly floating: readonly CompiledRule[];
  /**
   * The least priority that no rule is certain to have. No two rules of a direction have the same, so that whatever is not known of the
   * group's rules comes behind those with a lesser one. Source: network security groups overview, July 2025.
   */
  readonly firstFree: number;
  /** How many of `ordered` have a lesser priority than that. */
  readonly lead: number;
  /** Place in `ordered` of the first rule with that access. The built-in rules have both. */
  readonly firstOf: Readonly<Record<'Allow' | 'Deny', number>>;
  private made: RuleIndex | undefined;

  constructor(group: NetworkSecurityGroup, ordered: readonly CompiledRule[], floating: readonly CompiledRule[]) {
    this.group = group;
    this.ordered = ordered;
    this.floating = floating;
    const free = firstFreeOf(ordered);
    this.firstFree = free;
    this.lead = ordered.findIndex(({ rule }) => rule.builtIn || priorityOf(rule) >= free);
    this.firstOf = {
      Allow: ordered.findIndex(rule => rule.access === 'Allow'),
      Deny: ordered.findIndex(rule => rule.access === 'Deny'),
    };
  }

  /** Finds, among `ordered`, the rules that can have a part in a set of packets. Made when first asked. */
  get index(): RuleIndex {
    this.made ??= new RuleIndex(this.ordered);
    return this.made;
  }
}

const compiled = new Memo<NetworkSecurityGroup, Map<string, CompiledGroup>>();

/** The rules of one direction in the order Azure asks them. Rules of unknown direction belong to both. */
export function compileGroup(group: NetworkSecurityGroup, direction: 'Inbound' | 'Outbound'): CompiledGroup {
  const known = compiled.get(group) ?? new Map<string, CompiledGroup>();
  compiled.set(group, known);
  let result = known.get(direction);
  if (result === undefined) {
    result = compile(group, direction);
    known.set(direction, result);
    compareWithLast(result, direction);
  }
  return result;
}

function compile(group: NetworkSecurityGroup, direction: 'Inbound' | 'Outbound'): CompiledGroup {
  const ordered: CompiledRule[] = [];
  const floating: CompiledRule[] = [];
  for (const rule of [...group.rules, ...builtInRules(group.rulesSpan)]) {
    if (rule.direction?.known === true && rule.direction.value !== direction) continue;
    (rule.priority?.known === true ? ordered : floating).push(compileRule(rule));
  }
  // Stable: of two rules with one priority, which Azure refuses, the first in the text is asked first.
  // A number that Azure refuses still tells what is meant: before the built-in rules, however high it is.
  ordered.sort((a, b) => Number(a.rule.builtIn) - Number(b.rule.builtIn) || priorityOf(a.rule) - priorityOf(b.rule));
  return new CompiledGroup(group, ordered, floating);
}

/** @param ordered all rules of a direction, by priority */
function firstFreeOf(ordered: readonly CompiledRule[]): number {
  let free = priorityBounds.first;
  for (const { rule } of ordered) {
    const isThere = !rule.builtIn && rule.maybe === undefined && rule.direction?.known === true;
    if (isThere && priorityOf(rule) === free) free++;
  }
  return free;
}

export function priorityOf(rule: SecurityRule): number {
  return rule.priority?.known === true ? rule.priority.value : Number.NaN;
}

/** Of rules that are nothing but their text. */
const contents = new Memo<Imprint, RuleContent>();

function compileRule(rule: SecurityRule): CompiledRule {
  const { imprint } = rule;
  const content = (imprint && contents.get(imprint)) ?? contentOf(rule);
  if (imprint !== undefined) contents.set(imprint, content);
  return {
    rule,
    protocols: content.protocols,
    sourcePorts: content.sourcePorts,
    destinationPorts: content.destinationPorts,
    source: content.source,
    destination: content.destination,
    uncertain: content.uncertain,
    access: content.access,
  };
}

function contentOf(rule: SecurityRule): RuleContent {
  const sourcePorts = ports(rule.sourcePorts);
  const destinationPorts = ports(rule.destinationPorts);
  const protocolUnknown = rule.protocol?.known === true ? undefined : `the protocol of '${label(rule)}' is not known`;
  return {
    protocols: rule.protocol?.known === true ? protocolMask(rule.protocol.value) : everyProtocol,
    sourcePorts: sourcePorts.set,
    destinationPorts: destinationPorts.set,
    source: addresses(rule.source),
    destination: addresses(rule.destination),
    uncertain:
      (rule.maybe && `'${label(rule)}' may be absent: ${rule.maybe}`) ??
      (rule.priority?.known === true ? undefined : `the priority of '${label(rule)}' is not known`) ??
      (rule.direction?.known === true ? undefined : `the direction of '${label(rule)}' is not known`) ??
      protocolUnknown ??
      (sourcePorts.unknown && `the source ports of '${label(rule)}' are not known: ${sourcePorts.unknown}`) ??
      (destinationPorts.unknown && `the ports of '${label(rule)}' are not known: ${destinationPorts.unknown}`),
    access: rule.access?.known === true ? rule.access.value : undefined,
  };
}

/** All ports where a part of them is unknown: the rule may then match anything. */
function ports(side: PortSide): { readonly set: IntervalSet; readonly unknown: string | undefined } {
  let unknown = side.unknown;
  const ranges: PortRange[] = [];
  for (const { meaning } of side.terms) {
    if (meaning.kind === 'ports') ranges.push(meaning.range);
    else unknown ??= meaning.kind === 'unknown' ? meaning.why : 'they are not valid';
  }
  if (unknown !== undefined) return { set: portSet([{ first: 0, last: 65535 }]), unknown };
  return { set: ranges.length === 0 ? emptySet() : portSet(ranges), unknown };
}

/** All entries of one side as one set. */
function addresses(side: AddressSide): AddressSet {
  const v4: (readonly [number, number])[] = [];
  const v6: (readonly [bigint, bigint])[] = [];
  const prefixTexts: string[] = [];
  const tags: AddressSet['tags'][number][] = [];
  let any = false;
  let unknown = side.unknown;
  let unknownInVirtualNetwork = unknown === undefined;
  for (const { meaning, text } of side.terms) {
    if (meaning.kind === 'any' && meaning.onlyV4 === true) {
      prefixTexts.push(text);
      v4.push([0, 2 ** 32]);
    } else if (meaning.kind === 'any') any = true;
    else if (meaning.kind === 'tag') tags.push({ tag: meaning.tag, text });
    else if (meaning.kind === 'prefix') {
      prefixTexts.push(text);
      if (meaning.prefix.family === 4) v4.push([meaning.prefix.start, meaning.prefix.end]);
      else v6.push([meaning.prefix.start, meaning.prefix.end]);
    } else {
      unknown ??= whyUnknown(meaning, text);
      if (meaning.kind !== 'application-security-group') unknownInVirtualNetwork = false;
    }
  }
  return { any, v4: intervalSet(v4), v6: intervalSet(v6), prefixTexts, tags, unknown, unknownInVirtualNetwork };
}

function whyUnknown(meaning: AddressMeaning, text: string): string {
  if (meaning.kind === 'unknown') return `an address is not known: ${meaning.why}`;
  const what = meaning.kind === 'application-security-group' ? 'its application security group' : `'${text}'`;
  return `it is not known how ${what} overlaps with it`;
}

function label(rule: SecurityRule): string {
  return rule.name?.known === true ? rule.name.value : 'a rule';
}
