/**
 * Sets of addresses, part of them known only by name.
 *
 * A region is "these addresses, within some tags, without some others". A tag whose addresses are known, from a list that the
 * user gave, is its addresses. What is known about other tags is of four kinds only, and nothing else is ever concluded:
 * - how two tags stand to each other (knowledge/service-tags.ts); no tag is made up wholly of smaller ones;
 * - 168.63.129.16 is all of AzureLoadBalancer, part of VirtualNetwork, and outside Internet;
 * - an address that the public internet cannot reach is outside Internet and outside every tag in it;
 * - a public address that a rule writes down is in Internet. A virtual network may have public addresses of its own;
 *   those are not seen here, but for the subnet of the service, which is known to lie in VirtualNetwork.
 */
import { emptySet, type IntervalSet, intersect, isEmpty, subtract } from '../base/interval-set.ts';
import {
  describeTag,
  platformAddress,
  readServiceTag,
  type ServiceTag,
  type TagAddresses,
  type TagRelation,
  tagRelation,
} from '../knowledge/service-tags.ts';
import { notPublicV4, notPublicV6, readPrefix } from '../network/address.ts';

export interface Region {
  /** No address outside these is in the region; half-open intervals, both families. */
  readonly v4: IntervalSet;
  readonly v6: IntervalSet<bigint>;
  /** Tags that all of `v4` and `v6` are known to lie in. */
  readonly lies: readonly ServiceTag[];
  /** Tags that narrow the region: of `v4` and `v6`, only what is in all of them. */
  readonly within: readonly ServiceTag[];
  /** Of that, only what is in none of these. */
  readonly without: readonly ServiceTag[];
  /** Of that, only what is in VirtualNetwork or in Internet. */
  readonly inEither: boolean;
  /**
   * `all`: the region is all of these addresses. `some`: it is an unknown choice of them, not empty.
   * `unknown`: it is an unknown choice of them and may be empty.
   */
  readonly extent: 'all' | 'some' | 'unknown';
  /** Whether `v4` and `v6` leave out more than what tags leave out, so that a tag need not be in it whole. */
  readonly isCut: boolean;
  /** The first cut that left open what is on which side; `undefined` where all cuts were certain. */
  readonly because: string | undefined;
  /** A default route may have widened VirtualNetwork to addresses of the internet. */
  readonly virtualNetworkIsOpen?: boolean;
}

/** One side of a rule, all its entries together. */
export interface AddressSet {
  readonly any: boolean;
  readonly v4: IntervalSet;
  readonly v6: IntervalSet<bigint>;
  /** The prefixes as written, for messages. */
  readonly prefixTexts: readonly string[];
  readonly tags: readonly { readonly tag: ServiceTag; readonly text: string }[];
  /** There are entries, or may be, whose addresses are not known: why. `undefined` where there are none. */
  readonly unknown: string | undefined;
  /** The unknown entries are all application security groups, which lie in VirtualNetwork. */
  readonly unknownInVirtualNetwork: boolean;
}

/** A region cut in two. */
export interface Cut {
  /** The parts that entries match. They do not overlap, but for unknown entries. Empty: for certain nothing is matched. */
  readonly inside: readonly Region[];
  /** What no entry matches; `undefined`: for certain nothing is left. */
  readonly outside: Region | undefined;
}

/** Every IPv4 address. */
export const everyV4: IntervalSet = [0, 2 ** 32];
const everyV6: IntervalSet<bigint> = [0n, 1n << 128n];
const noV6 = emptySet<bigint>();
const noTags: readonly ServiceTag[] = [];

const internet = tagNamed('Internet');
const virtualNetwork = tagNamed('VirtualNetwork');
const loadBalancer = tagNamed(platformAddress.equals);
const loadBalancerV4 = platformPrefix();
const outsideInternetV4 = joined(notPublicV4, loadBalancerV4);
const publicV4 = subtract(everyV4, outsideInternetV4);
const publicV6 = subtract(everyV6, notPublicV6);

const everything: Region = {
  v4: everyV4,
  v6: everyV6,
  lies: noTags,
  within: noTags,
  without: noTags,
  inEither: false,
  extent: 'all',
  isCut: false,
  because: undefined,
};

/** Every address of both families. */
export function anyRegion(): Region {
  return everything;
}

/** All addresses of a tag. The one of AzureLoadBalancer is known. */
export function tagRegion(tag: ServiceTag): Region {
  if (tag.base === loadBalancer.base) return { ...addressRegion(loadBalancerV4), lies: [tag] };
  if (tag.addresses !== undefined) return { ...everything, ...tag.addresses, lies: [tag] };
  if (liesInInternet(tag)) return { ...everything, v4: publicV4, v6: publicV6, within: [tag] };
  return { ...everything, within: [tag] };
}

/** Addresses that are written down. */
export function addressRegion(v4: IntervalSet, v6: IntervalSet<bigint> = noV6): Region {
  return { ...everything, v4, v6, isCut: true };
}

/** The subnet of a service. `undefined`: its addresses are not known here, so it is somewhere in VirtualNetwork. */
export function subnetRegion(v4: IntervalSet | undefined): Region {
  if (v4 !== undefined) return { ...addressRegion(v4), lies: [virtualNetwork] };
  return {
    ...everything,
    v4: subtract(everyV4, loadBalancerV4),
    v6: noV6,
    within: [virtualNetwork],
    extent: 'some',
  };
}

/**
 * What a service reaches, or is reached from, under a tag. Its flows are IPv4.
 * Of another service with regions it needs the part in its own region; the API Management control plane is the exception,
 * of which no text says where it sits. `serviceRegion`: lower case without blanks; `undefined`: not known.
 *
 * @param resolve gives a tag its addresses where they are known
 */
export function flowRegion(
  tag: ServiceTag,
  serviceRegion: string | undefined,
  resolve: (tag: ServiceTag) => ServiceTag = asItIs,
): Region {
  const isWhole = tag.region !== null || describeTag(tag)?.regional !== true;
  const isSome = !isWhole && (serviceRegion === undefined || tag.base === 'ApiManagement');
  const needed = isWhole || isSome || serviceRegion === undefined ? tag : inRegion(tag, serviceRegion);
  const resolved = resolve(needed);
  // A tag with addresses of IPv6 alone says nothing of a flow that is IPv4.
  const named = resolved.addresses !== undefined && isEmpty(resolved.addresses.v4) ? needed : resolved;
  return { ...tagRegion(named), v6: noV6, ...(isSome && { extent: 'some' }) };
}

function asItIs(tag: ServiceTag): ServiceTag {
  return tag;
}

/** Public addresses of which only names are known. */
export function publicHosts(): Region {
  return { ...tagRegion(internet), v6: noV6, extent: 'some' };
}

/** Addresses of which nothing is known: in VirtualNetwork or in Internet. */
export function somewhere(): Region {
  return { ...everything, v6: noV6, inEither: true, extent: 'some' };
}

/** The regions that one side of a rule stands for; `undefined` where an entry is unknown. */
export function regionsOf(set: AddressSet): readonly Region[] | undefined {
  if (set.any) return [everything];
  if (set.unknown !== undefined) return undefined;
  const tags = set.tags.map(({ tag }) => tagRegion(tag));
  return isEmpty(set.v4) && isEmpty(set.v6) ? tags : [addressRegion(set.v4, set.v6), ...tags];
}

/** Whether a side has entries beside written addresses. */
export function isWide(set: AddressSet): boolean {
  return set.any || set.tags.length > 0 || set.unknown !== undefined;
}

/**
 * What one side of a rule cuts out of a region.
 *
 * Both parts together are the region in every case. A part that is empty for certain is left out; whether one that is there
 * can be empty is told by {@link isInhabited}.
 */
export function cut(region: Region, side: AddressSet): Cut {
  if (side.any) return { inside: [region], outside: undefined };
  const inside: Region[] = [];
  let outside: Region | undefined = region;
  if (!isEmpty(side.v4) || !isEmpty(side.v6)) {
    const [picked, left] = cutByAddresses(outside, side);
    if (picked !== undefined) inside.push(picked);
    outside = left;
  }
  for (const { tag, text } of side.tags) {
    if (outside === undefined) break;
    const [picked, left]: readonly (Region | undefined)[] = cutByTag(outside, tag, text);
    if (picked !== undefined) inside.push(picked);
    outside = left;
  }
  if (side.unknown !== undefined && outside !== undefined) {
    const because = outside.because ?? side.unknown;
    const matched: Region | undefined = side.unknownInVirtualNetwork ? insideTag(outside, virtualNetwork) : outside;
    if (matched !== undefined) {
      inside.push({ ...matched, extent: 'unknown', because });
      outside = { ...outside, extent: 'unknown', because };
    }
  }
  // A region that is matched whole is matched for certain, however the entries share it.
  return outside === undefined ? { inside: [region], outside } : { inside, outside };
}

/** Whether a region has an address for certain; `unknown` where it may be empty. One that is empty for certain is never made. */
export function isInhabited(region: Region): 'yes' | 'unknown' {
  if (region.extent === 'unknown') return 'unknown';
  if (region.extent === 'some') return 'yes';
  return hasKnownAddress(region) || (!region.isCut && hasWholeTag(region)) ? 'yes' : 'unknown';
}

type Halves = readonly [inside: Region | undefined, outside: Region | undefined];

function cutByAddresses(region: Region, side: AddressSet): Halves {
  const v4 = intersect(region.v4, side.v4);
  const v6 = intersect(region.v6, side.v6);
  if (isEmpty(v4) && isEmpty(v6)) return [undefined, region];
  const otherV4 = subtract(region.v4, side.v4);
  const otherV6 = subtract(region.v6, side.v6);
  if (isEmpty(otherV4) && isEmpty(otherV6)) return [region, undefined];
  return parted(region, { ...region, v4, v6, isCut: true }, { ...region, v4: otherV4, v6: otherV6, isCut: true }, () =>
    prefixesText(side.prefixTexts),
  );
}

function cutByTag(region: Region, tag: ServiceTag, text: string): Halves {
  if (tag.addresses !== undefined) return cutByKnownTag(region, tag, tag.addresses, text);
  const inside = insideTag(region, tag);
  if (inside === undefined) return [undefined, region];
  const outside = inside === region ? undefined : outsideTag(region, tag);
  return outside === undefined ? [region, undefined] : parted(region, inside, outside, () => `'${text}'`);
}

/** A tag whose addresses are known cuts like them; how it stands to tags that are only names still comes first. */
function cutByKnownTag(region: Region, tag: ServiceTag, addresses: TagAddresses, text: string): Halves {
  const known = placeIn(region, tag);
  if (known !== 'unknown') return known === 'inside' ? [region, undefined] : [undefined, region];
  const v4 = intersect(region.v4, addresses.v4);
  const v6 = intersect(region.v6, addresses.v6);
  if (isEmpty(v4) && isEmpty(v6)) return [undefined, region];
  const otherV4 = subtract(region.v4, addresses.v4);
  const otherV6 = subtract(region.v6, addresses.v6);
  if (isEmpty(otherV4) && isEmpty(otherV6)) return [region, undefined];
  const inside: Region = { ...region, v4, v6, lies: [...region.lies, tag], isCut: true };
  return parted(region, inside, { ...region, v4: otherV4, v6: otherV6, isCut: true }, () => `'${text}'`);
}

/** Two parts of a region, neither empty for certain; the cut is remembered as the reason where that is all one can say. */
function parted(region: Region, inside: Region, outside: Region, by: () => string): Halves {
  const extent = region.extent === 'all' ? 'all' : 'unknown';
  const picked: Region = { ...inside, extent };
  const left: Region = { ...outside, extent };
  if (region.because !== undefined || isInhabited(picked) === 'yes') return [picked, left];
  const because = `it is not known how ${by()} overlaps with it`;
  return [
    { ...picked, because },
    { ...left, because },
  ];
}

/** Where a region lies for a tag, as far as the names of its own tags tell. Of two tags with addresses, these tell. */
function placeIn(region: Region, tag: ServiceTag): 'inside' | 'outside' | 'unknown' {
  for (const own of [region.lies, region.within]) {
    for (const other of own) {
      if (other.addresses !== undefined && tag.addresses !== undefined) continue;
      const relation = tagRelation(other, tag, region);
      if (relation === 'inside' || relation === 'equal') return 'inside';
      if (relation === 'disjoint') return 'outside';
    }
  }
  for (const other of region.without) if (isPartOf(tag, other)) return 'outside';
  return 'unknown';
}

/** The part of a region within a tag: the region itself where it lies in the tag, `undefined` where they have nothing in common. */
function insideTag(region: Region, tag: ServiceTag): Region | undefined {
  const known = placeIn(region, tag);
  if (known !== 'unknown') return known === 'inside' ? region : undefined;
  const v4 = tag.base === loadBalancer.base ? intersect(region.v4, loadBalancerV4) : withoutPrivate(region, tag);
  const v6 = tag.base === loadBalancer.base ? noV6 : liesInInternet(tag) ? subtract(region.v6, notPublicV6) : region.v6;
  if (isEmpty(v4) && isEmpty(v6)) return undefined;
  return { ...region, v4, v6, within: [...region.within, tag], inEither: region.inEither && !isEither(tag) };
}

/** The part of a region outside a tag: the region itself where they have nothing in common, `undefined` where nothing is left. */
function outsideTag(region: Region, tag: ServiceTag): Region | undefined {
  const known = placeIn(region, tag);
  if (known !== 'unknown') return known === 'inside' ? undefined : region;
  const isVirtualNetwork = region.lies.some(other => other.base === virtualNetwork.base);
  let { v4, v6 } = region;
  // What is left of `inEither` is in VirtualNetwork, which may have public addresses of its own.
  if (
    tag.base === internet.base &&
    !region.inEither &&
    !isVirtualNetwork &&
    !region.within.some(other => mayShareWithVirtualNetwork(other))
  ) {
    v4 = subtract(v4, publicV4);
    v6 = subtract(v6, publicV6);
  } else if (tag.base === virtualNetwork.base || tag.base === loadBalancer.base) {
    v4 = subtract(v4, loadBalancerV4);
  }
  if (isEmpty(v4) && isEmpty(v6)) return undefined;
  const outside: Region = { ...region, v4, v6, without: [...region.without, tag] };
  if (!region.inEither || !isEither(tag)) return outside;
  // What lies in one of the two, and not in this one, lies in the other.
  const rest: Region = { ...outside, inEither: false };
  return insideTag(rest, tag.base === internet.base ? virtualNetwork : internet);
}

/** VirtualNetwork itself, and the tags of the platform, whose addresses may be public ones of a virtual network. */
function mayShareWithVirtualNetwork(tag: ServiceTag): boolean {
  return tag.base !== internet.base && tagRelation(tag, virtualNetwork) !== 'disjoint';
}

function withoutPrivate(region: Region, tag: ServiceTag): IntervalSet {
  return liesInInternet(tag) ? subtract(region.v4, outsideInternetV4) : region.v4;
}

/** Whether the region has an address of which all that matters is known. */
function hasKnownAddress(region: Region): boolean {
  let { v4, v6 } = region;
  for (const tag of region.within) {
    if (tag.base === internet.base) {
      v4 = intersect(v4, publicV4);
      v6 = intersect(v6, publicV6);
    } else if (tag.base === virtualNetwork.base || tag.base === loadBalancer.base) {
      v4 = intersect(v4, loadBalancerV4);
      v6 = noV6;
    } else return false;
  }
  for (const tag of region.without) {
    if ([...region.lies, ...region.within].some(other => tagRelation(other, tag, region) === 'disjoint')) continue;
    if (tag.base === loadBalancer.base) v4 = subtract(v4, loadBalancerV4);
    else if (liesInInternet(tag)) {
      v4 = subtract(v4, publicV4);
      v6 = subtract(v6, publicV6);
    } else return false;
  }
  return !isEmpty(v4) || !isEmpty(v6);
}

/** Whether one tag lies whole in all the others, and nothing that was taken away can be all of it. */
function hasWholeTag(region: Region): boolean {
  const inAll = [...region.lies, ...region.within];
  if (inAll.length === 0) return true;
  const regions = new Set(inAll.map(tag => tag.region).filter(name => name !== null));
  const witnesses = inAll.flatMap(tag => [
    tag,
    ...(tag.region === null && describeTag(tag)?.regional === true ? [...regions].map(r => inRegion(tag, r)) : []),
  ]);
  return witnesses.some(
    witness =>
      inAll.every(tag => isPartOf(witness, tag)) && region.without.every(taken => leavesSomeOf(witness, taken, region)),
  );
}

/** Whether a tag, taken away, cannot be all of another: it is apart from it or a proper part, or has only a part in its region. */
function leavesSomeOf(whole: ServiceTag, taken: ServiceTag, region: Region): boolean {
  const relation = tagRelation(taken, whole, region);
  if (relation === 'disjoint' || relation === 'inside') return true;
  if (whole.region === null || taken.region !== null || taken.base === whole.base) return false;
  return describeTag(taken)?.regional === true && tagRelation(inRegion(taken, whole.region), whole) === 'inside';
}

function isPartOf(part: ServiceTag, whole: ServiceTag): boolean {
  const relation: TagRelation = tagRelation(part, whole);
  return relation === 'inside' || relation === 'equal';
}

function liesInInternet(tag: ServiceTag): boolean {
  return isPartOf(tag, internet);
}

function isEither(tag: ServiceTag): boolean {
  return tag.base === internet.base || tag.base === virtualNetwork.base;
}

function inRegion(tag: ServiceTag, region: string): ServiceTag {
  return { name: `${tag.base}.${region}`, base: tag.base, region };
}

function prefixesText(texts: readonly string[]): string {
  const first = `'${texts[0] ?? ''}'`;
  return texts.length <= 1 ? first : `${first} and ${texts.length - 1} more`;
}

function joined(a: IntervalSet, b: IntervalSet): IntervalSet {
  return subtract(everyV4, subtract(subtract(everyV4, a), b));
}

function platformPrefix(): IntervalSet {
  const reading = readPrefix(platformAddress.prefix);
  if (!reading.ok || reading.prefix.family !== 4) throw new Error(`not an IPv4 prefix: ${platformAddress.prefix}`);
  return [reading.prefix.start, reading.prefix.end];
}

/** The tag of a name that our own data files use. */
export function tagNamed(name: string): ServiceTag {
  const reading = readServiceTag(name);
  if (reading.kind !== 'known') throw new Error(`not a service tag: ${name}`);
  return reading.tag;
}
