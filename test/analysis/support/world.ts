/**
 * Small worlds in which security groups can be tried out packet by packet.
 *
 * A world says of a few dozen addresses which tags they are in, and of everything that a group leaves open what it is. It
 * agrees with all that the program knows of tags and addresses, and is random in all else; so what the program is sure of
 * must hold in every world. Nothing here is shared with the analysis but the facts.
 */
import {
  describeTag,
  readServiceTag,
  type ServiceTag,
  tagRelation,
} from '../../../server/src/knowledge/service-tags.ts';
import { notPublicV4, notPublicV6, readPrefix } from '../../../server/src/network/address.ts';
import { builtInRules } from '../../../server/src/network/build-nsg.ts';
import type { AddressSide, NetworkSecurityGroup, PortSide, SecurityRule } from '../../../server/src/network/nsg.ts';
import type { Random } from './random.ts';

/** What the groups of one run may name. */
export interface Setting {
  readonly prefixes: readonly string[];
  readonly tags: readonly string[];
  /** The subnet of the service; all of it is in VirtualNetwork. */
  readonly subnet: string;
}

/** Up to 64 addresses, one bit each. */
export interface Mask {
  readonly low: number;
  readonly high: number;
}

export interface World {
  readonly points: readonly Point[];
  /** Addresses of an entry of a rule; the same for the same text. */
  maskOf(text: string, kind: string): Mask;
  readonly all: Mask;
  readonly v4: Mask;
  readonly subnet: Mask;
  readonly random: Random;
}

interface Point {
  readonly v4: number | undefined;
  readonly v6: bigint | undefined;
  readonly tags: readonly ServiceTag[];
}

/** One packet's protocol and ports. */
export interface Cell {
  readonly protocol: 'Tcp' | 'Udp' | 'Icmp';
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** One of each kind of port that {@link portTexts} and {@link sourcePortTexts} tell apart. */
export const ports = [80, 200, 443, 500, 3443, 50000] as const;
export const portTexts = ['*', '80', '443', '3443', '80-443', '0-1023', '1024-65535'] as const;
const sourcePorts = [500, 1024, 50000] as const;
export const sourcePortTexts = ['*', '1024', '1025-65535'] as const;
export const protocols = ['Tcp', 'Udp', 'Icmp'] as const;

export const cells: readonly Cell[] = protocols.flatMap(protocol =>
  sourcePorts.flatMap(sourcePort => ports.map(destinationPort => ({ protocol, sourcePort, destinationPort }))),
);

const loadBalancerAddress = 0xa83f8110;

export function makeWorld(setting: Setting, random: Random): World {
  const tags = tagsOf(setting);
  const prefixes = [...setting.prefixes, setting.subnet].map(prefixOf);
  const subnet = prefixOf(setting.subnet);
  const points: Point[] = [];
  const add = (at: { readonly v4?: number; readonly v6?: bigint }, wanted: readonly ServiceTag[]) => {
    if (points.length >= 64) throw new Error('too many addresses for one world');
    const point = { v4: at.v4, v6: at.v6 };
    points.push({ ...point, tags: membership(point, wanted, tags, subnet, random) });
  };
  for (const address of oneOfEachV4(prefixes, random)) add({ v4: address }, shuffled(tags, random));
  for (const address of oneOfEachV6(prefixes, random)) add({ v6: address }, shuffled(tags, random));
  // No tag is empty, or made up of smaller ones: each has an address that is in no tag beside those it lies in.
  const [publicAddresses, privateAddresses] = [false, true].map(isPrivate =>
    oneOfEachV4(prefixes, random).filter(
      a =>
        isIn(notPublicV4, a) === isPrivate && a !== loadBalancerAddress && !contains(subnet, { v4: a, v6: undefined }),
    ),
  );
  for (const tag of tags) {
    if (tag.base === 'AzureLoadBalancer') continue;
    const isPublic = lies(tag, internet) || (tag.base !== 'VirtualNetwork' && random.oneIn(2));
    add({ v4: random.pick(isPublic ? publicAddresses! : privateAddresses!) }, [tag]);
  }
  add({ v4: random.pick(privateAddresses!) }, []);

  const masks = new Map<string, Mask>();
  const maskWhere = (test: (point: Point) => boolean): Mask => {
    let low = 0;
    let high = 0;
    points.forEach((point, i) => {
      if (!test(point)) return;
      if (i < 32) low |= 1 << i;
      else high |= 1 << (i - 32);
    });
    return { low, high };
  };
  const read = (text: string, kind: string): Mask => {
    if (kind === 'any') return maskWhere(point => text !== '0.0.0.0/0' || point.v4 !== undefined);
    if (kind === 'prefix') {
      const prefix = prefixOf(text);
      return maskWhere(point => contains(prefix, point));
    }
    if (kind === 'tag') {
      const tag = tagOf(text);
      return maskWhere(point => point.tags.some(other => lies(other, tag)));
    }
    if (kind === 'application-security-group') {
      return maskWhere(point => point.tags.some(other => lies(other, virtualNetwork)) && random.oneIn(3));
    }
    return maskWhere(() => random.oneIn(3));
  };
  return {
    points,
    maskOf(text, kind) {
      const key = `${kind} ${text}`;
      const known = masks.get(key) ?? read(text, kind);
      masks.set(key, known);
      return known;
    },
    all: maskWhere(() => true),
    v4: maskWhere(point => point.v4 !== undefined),
    subnet: maskWhere(point => contains(subnet, point)),
    random,
  };
}

/** A rule as one world has it, where nothing is open. */
export interface WorldRule {
  /** `undefined` for a rule that the group does not list. */
  readonly rule: SecurityRule | undefined;
  readonly priority: number;
  readonly access: 'Allow' | 'Deny';
  readonly source: Mask;
  readonly destination: Mask;
  /** Whether its protocol and ports match. */
  matches(cell: Cell): boolean;
}

/** The rules of a direction in the order a world asks them; everything that the group leaves open is decided at random. */
export function rulesIn(
  world: World,
  group: NetworkSecurityGroup,
  direction: 'Inbound' | 'Outbound',
): readonly WorldRule[] {
  const { random } = world;
  const rules: WorldRule[] = [];
  const homeless: WorldRule[] = [];
  for (const rule of [...group.rules, ...builtInRules(group.rulesSpan)]) {
    if (rule.maybe !== undefined && random.oneIn(2)) continue;
    const own = rule.direction?.known === true ? rule.direction.value : random.pick(['Inbound', 'Outbound'] as const);
    if (own === direction) (rule.priority?.known === true ? rules : homeless).push(worldRule(world, rule));
  }
  if (group.rulesUnknown !== undefined) {
    for (let i = random.below(3); i > 0; i--) {
      const some = random.pick(group.rules);
      homeless.push({ ...worldRule(world, some), rule: undefined, access: random.pick(['Allow', 'Deny'] as const) });
    }
  }
  // No two rules have the same priority, and none has less than 100.
  const taken = new Set(rules.map(rule => rule.priority));
  const free = Array.from({ length: 40 }, (_, i) => 100 + i).filter(priority => !taken.has(priority));
  for (const rule of homeless)
    rules.push({ ...rule, priority: free.splice(random.oneIn(3) ? 0 : random.below(free.length), 1)[0]! });
  return rules.sort((a, b) => a.priority - b.priority);
}

/** Calls back for each rule that decides a packet from `source` to `destination`, once per cell. */
export function decideAll(
  rules: readonly WorldRule[],
  box: { readonly cells: readonly Cell[]; readonly source: Mask; readonly destination: Mask },
  decided: (rule: WorldRule, cell: Cell) => void,
): void {
  const from = placesOf(box.source);
  const hits = new Map<string, ReadonlySet<WorldRule>>();
  for (const cell of box.cells) {
    const asked = rules.filter(rule => rule.matches(cell));
    // Packets that the same rules are asked about are decided alike, whatever their ports.
    const key = asked.map(rule => rule.priority).join();
    let known = hits.get(key);
    if (known === undefined) {
      known = hitBy(asked, from, box.destination);
      hits.set(key, known);
    }
    for (const rule of known) decided(rule, cell);
  }
}

/** The rules that decide a packet from one of some places, each the first that matches it. */
function hitBy(asked: readonly WorldRule[], from: readonly number[], to: Mask): ReadonlySet<WorldRule> {
  const hit = new Set<WorldRule>();
  for (const place of from) {
    let { low, high } = to;
    for (const rule of asked) {
      if (!holds(rule.source, place)) continue;
      if ((low & rule.destination.low) !== 0 || (high & rule.destination.high) !== 0) hit.add(rule);
      low &= ~rule.destination.low;
      high &= ~rule.destination.high;
      if (low === 0 && high === 0) break;
    }
  }
  return hit;
}

export function both(a: Mask, b: Mask): Mask {
  return { low: a.low & b.low, high: a.high & b.high };
}

export function either(a: Mask, b: Mask): Mask {
  return { low: a.low | b.low, high: a.high | b.high };
}

export function isNone(mask: Mask): boolean {
  return mask.low === 0 && mask.high === 0;
}

/** A part of a mask, chosen at random; not empty unless the mask is. */
export function someOf(mask: Mask, random: Random): Mask {
  const places = placesOf(mask);
  if (places.length === 0) return mask;
  const kept = new Set([random.pick(places), ...places.filter(() => random.oneIn(2))]);
  let low = 0;
  let high = 0;
  for (const place of kept) {
    if (place < 32) low |= 1 << place;
    else high |= 1 << (place - 32);
  }
  return { low, high };
}

function worldRule(world: World, rule: SecurityRule): WorldRule {
  const { random } = world;
  const protocol = rule.protocol?.known === true ? rule.protocol.value : random.pick(['*', ...protocols] as const);
  const source = portsIn(rule.sourcePorts, sourcePorts, random);
  const destination = portsIn(rule.destinationPorts, ports, random);
  return {
    rule,
    priority:
      rule.priority?.known === true ? rule.priority.value : 99.5 + random.below(30) + random.below(1000) / 10_000,
    access: rule.access?.known === true ? rule.access.value : random.pick(['Allow', 'Deny'] as const),
    source: sideIn(world, rule.source),
    destination: sideIn(world, rule.destination),
    matches: cell =>
      (protocol === '*' || protocol === cell.protocol) &&
      source.has(cell.sourcePort) &&
      destination.has(cell.destinationPort),
  };
}

function sideIn(world: World, side: AddressSide): Mask {
  let mask: Mask = { low: 0, high: 0 };
  for (const term of side.terms) mask = either(mask, world.maskOf(term.text, term.meaning.kind));
  return side.unknown === undefined ? mask : either(mask, someOf(world.all, world.random));
}

function portsIn(side: PortSide, all: readonly number[], random: Random): ReadonlySet<number> {
  const isOpen = side.unknown !== undefined || side.terms.some(term => term.meaning.kind !== 'ports');
  return new Set(
    all.filter(
      port =>
        (isOpen && random.oneIn(2)) ||
        side.terms.some(
          ({ meaning }) => meaning.kind === 'ports' && meaning.range.first <= port && port <= meaning.range.last,
        ),
    ),
  );
}

/** Tags of a point: what its address says, and of the wanted ones, in their order, those that do not contradict it. */
function membership(
  at: { readonly v4: number | undefined; readonly v6: bigint | undefined },
  wanted: readonly ServiceTag[],
  all: readonly ServiceTag[],
  subnet: ReturnType<typeof prefixOf>,
  random: Random,
): readonly ServiceTag[] {
  const inSubnet = contains(subnet, at);
  const isPrivate = at.v4 === undefined ? isIn(notPublicV6, at.v6!) : isIn(notPublicV4, at.v4);
  if (at.v4 === loadBalancerAddress) return [tagOf('AzureLoadBalancer'), virtualNetwork];
  const tags: ServiceTag[] = inSubnet ? [virtualNetwork] : isPrivate ? [] : [internet];
  const isFree = wanted.length === all.length;
  for (const tag of wanted) {
    if (isFree && random.oneIn(3)) continue;
    const more = all.filter(other => lies(tag, other) && !tags.includes(other));
    const isRefused =
      tag.base === 'AzureLoadBalancer' ||
      (isPrivate && [tag, ...more].some(other => lies(other, internet))) ||
      [...tags, tag].some(a => [tag, ...more].some(b => tagRelation(a, b) === 'disjoint'));
    if (!isRefused) tags.push(tag, ...more.filter(other => other !== tag));
  }
  return tags;
}

const internet = tagOf('Internet');
const virtualNetwork = tagOf('VirtualNetwork');

/** The tags of a setting, those of the built-in rules, and of each tag with regions the parts in the regions that are named. */
function tagsOf(setting: Setting): readonly ServiceTag[] {
  const named = [...setting.tags, 'Internet', 'VirtualNetwork', 'AzureLoadBalancer'].map(tagOf);
  const regions = [...new Set(named.map(tag => tag.region).filter(region => region !== null))];
  const parts = named.flatMap(tag =>
    tag.region === null && describeTag(tag)?.regional === true ? regions.map(r => tagOf(`${tag.base}.${r}`)) : [],
  );
  const byName = new Map([...named, ...parts].map(tag => [`${tag.base} ${tag.region}`, tag]));
  byName.set('Internet null', internet);
  byName.set('VirtualNetwork null', virtualNetwork);
  return [...byName.values()];
}

export function tagOf(text: string): ServiceTag {
  const reading = readServiceTag(text);
  if (reading.kind !== 'known') throw new Error(`not a tag: ${text}`);
  return reading.tag;
}

function lies(part: ServiceTag, whole: ServiceTag): boolean {
  const relation = tagRelation(part, whole);
  return relation === 'inside' || relation === 'equal';
}

function prefixOf(text: string) {
  const reading = readPrefix(text);
  if (!reading.ok) throw new Error(`not a prefix: ${text}`);
  return reading.prefix;
}

function contains(
  prefix: ReturnType<typeof prefixOf>,
  point: { readonly v4: number | undefined; readonly v6: bigint | undefined },
): boolean {
  if (prefix.family === 4) return point.v4 !== undefined && prefix.start <= point.v4 && point.v4 < prefix.end;
  return point.v6 !== undefined && prefix.start <= point.v6 && point.v6 < prefix.end;
}

/** One IPv4 address of each kind that the prefixes and the facts can tell apart. */
function oneOfEachV4(prefixes: readonly ReturnType<typeof prefixOf>[], random: Random): readonly number[] {
  const own = prefixes.flatMap(prefix => (prefix.family === 4 ? [prefix] : []));
  const edges = [
    0,
    loadBalancerAddress,
    loadBalancerAddress + 1,
    ...notPublicV4,
    ...own.flatMap(prefix => [prefix.start, prefix.end]),
  ];
  const byKind = new Map<string, number[]>();
  for (const edge of new Set(edges)) {
    if (edge >= 2 ** 32) continue;
    const kind = [
      isIn(notPublicV4, edge),
      edge === loadBalancerAddress,
      ...own.map(p => p.start <= edge && edge < p.end),
    ];
    byKind.set(kind.join(), [...(byKind.get(kind.join()) ?? []), edge]);
  }
  return [...byKind.values()].map(list => random.pick(list));
}

function oneOfEachV6(prefixes: readonly ReturnType<typeof prefixOf>[], random: Random): readonly bigint[] {
  const own = prefixes.flatMap(prefix => (prefix.family === 6 ? [prefix] : []));
  const edges = [0n, ...notPublicV6, ...own.flatMap(prefix => [prefix.start, prefix.end])];
  const byKind = new Map<string, bigint[]>();
  for (const edge of new Set(edges)) {
    if (edge >= 1n << 128n) continue;
    const kind = [isIn(notPublicV6, edge), ...own.map(p => p.start <= edge && edge < p.end)].join();
    byKind.set(kind, [...(byKind.get(kind) ?? []), edge]);
  }
  return [...byKind.values()].map(list => random.pick(list));
}

function isIn<T extends number | bigint>(set: readonly T[], value: T): boolean {
  for (let i = 0; i < set.length; i += 2) if (set[i]! <= value && value < set[i + 1]!) return true;
  return false;
}

function holds(mask: Mask, place: number): boolean {
  return (place < 32 ? mask.low & (1 << place) : mask.high & (1 << (place - 32))) !== 0;
}

function placesOf(mask: Mask): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < 64; place++) if (holds(mask, place)) places.push(place);
  return places;
}

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  return list
    .map(value => ({ value, at: random.below(1 << 30) }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
