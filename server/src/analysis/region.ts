/**
 * Sets of addresses, part of them known only by name.
 *
 * A region is "all addresses of its base, within some tags, without some tags and prefixes". How tags relate is a fact
 * (knowledge/service-tags.ts) or unknown; where a tag meets a prefix the answer is mostly unknown, and stays so.
 */
import {
  emptySet,
  type IntervalSet,
  includes,
  intersect,
  intervalSet,
  isEmpty,
  overlaps,
  subtract,
  union,
} from '../base/interval-set.ts';
import { readServiceTag, type ServiceTag, type TagRelation, tagRelation } from '../knowledge/service-tags.ts';
import { type IpPrefix, publicness } from '../network/address.ts';
import type { AddressMeaning } from '../network/nsg.ts';

/** Where addresses come from. */
export type Base =
  /** Every address. */
  | { readonly kind: 'any' }
  | { readonly kind: 'tag'; readonly tag: ServiceTag }
  /** Addresses that are written down; all of them lie in VirtualNetwork where `inVirtualNetwork`. */
  | { readonly kind: 'addresses'; readonly inVirtualNetwork: boolean }
  /** The subnet of the service where its prefix is not known here: somewhere in VirtualNetwork. */
  | { readonly kind: 'unknown-subnet' }
  /** Public addresses of which only names are known: somewhere in Internet. */
  | { readonly kind: 'public-hosts' }
  /** Addresses of which nothing is known: somewhere in VirtualNetwork or Internet. */
  | { readonly kind: 'somewhere' };

export interface Region {
  readonly base: Base;
  /** The addresses themselves, where the base has them written down; empty sets otherwise. */
  readonly v4: IntervalSet;
  readonly v6: IntervalSet<bigint>;
  /** Tags that all of it lies in, beside the base. */
  readonly within: readonly ServiceTag[];
  /** Tags and prefixes that none of it lies in. */
  readonly without: readonly ServiceTag[];
  readonly withoutV4: IntervalSet;
  readonly withoutV6: IntervalSet<bigint>;
}

/** A region cut in two by an entry of a rule. `undefined`: that part is empty for certain. */
export interface Cut {
  readonly inside: Region | undefined;
  readonly outside: Region | undefined;
  /** Both parts are what they seem: neither the part inside nor the part outside can be empty unless it is `undefined`. */
  readonly certain: boolean;
}

const everyV4: IntervalSet = [0, 2 ** 32];
const noTags: readonly ServiceTag[] = [];
const internet = namedTag('Internet');
const virtualNetwork = namedTag('VirtualNetwork');
/** The one address of AzureLoadBalancer. Source: knowledge/service-tags.ts. */
const loadBalancerPrefix: IntervalSet = [0xa83f8110, 0xa83f8111];

export function regionOf(base: Base, prefixes: readonly IpPrefix[] = []): Region {
  return {
    base,
    v4: intervalSet(prefixes.flatMap(p => (p.family === 4 ? [[p.start, p.end] as const] : []))),
    v6: intervalSet(prefixes.flatMap(p => (p.family === 6 ? [[p.start, p.end] as const] : []))),
    within: noTags,
    without: noTags,
    withoutV4: emptySet(),
    withoutV6: emptySet<bigint>(),
  };
}

/** The region a rule's entry stands for; `undefined` where the entry is unknown. */
export function regionOfMeaning(meaning: AddressMeaning): Region | undefined {
  switch (meaning.kind) {
    case 'any':
      return regionOf({ kind: 'any' });
    case 'tag':
      return regionOf({ kind: 'tag', tag: meaning.tag });
    case 'prefix':
      return regionOf({ kind: 'addresses', inVirtualNetwork: false }, [meaning.prefix]);
    default:
      return undefined;
  }
}

/** What one entry of a rule cuts out of a region. Unknown entries give both parts whole, and `certain: false`. */
export function cut(region: Region, meaning: AddressMeaning, serviceRegion?: string): Cut {
  switch (meaning.kind) {
    case 'any':
      return { inside: region, outside: undefined, certain: true };
    case 'tag':
      return cutByTag(region, meaning.tag, serviceRegion);
    case 'prefix':
      return cutByPrefix(region, meaning.prefix);
    default:
      return { inside: region, outside: region, certain: false };
  }
}

function cutByTag(region: Region, tag: ServiceTag, serviceRegion: string | undefined): Cut {
  const { base } = region;
  const relation = baseToTag(region, tag, serviceRegion);
  if (relation === 'inside' || relation === 'equal') return { inside: region, outside: undefined, certain: true };
  if (relation === 'disjoint') return { inside: undefined, outside: region, certain: true };
  for (const within of region.within) {
    const r = tagRelation(within, tag);
    if (r === 'inside' || r === 'equal') return { inside: region, outside: undefined, certain: true };
    if (r === 'disjoint') return { inside: undefined, outside: region, certain: true };
  }
  for (const without of region.without) {
    const r = tagRelation(tag, without);
    if (r === 'inside' || r === 'equal') return { inside: undefined, outside: region, certain: true };
  }
  // Whatever a dependency is, it lies in VirtualNetwork or in Internet: the second of the two leaves nothing.
  if (base.kind !== 'any' && base.kind !== 'addresses' && completes(region.without, tag))
    return { inside: region, outside: undefined, certain: true };
  if (base.kind === 'addresses' && isLoadBalancer(tag))
    return splitExact(region, loadBalancerPrefix, emptySet<bigint>());
  const certain =
    relation === 'contains' &&
    isEmpty(region.withoutV4) &&
    isEmpty(region.withoutV6) &&
    region.within.every(w => tagRelation(w, tag) === 'contains') &&
    region.without.every(w => isSmallerOrApart(w, tag));
  return {
    inside: { ...region, within: [...region.within, tag] },
    outside: { ...region, without: [...region.without, tag] },
    certain,
  };
}

/** How all addresses of the base stand to a tag. */
function baseToTag(region: Region, tag: ServiceTag, serviceRegion: string | undefined): TagRelation {
  const { base } = region;
  switch (base.kind) {
    case 'any':
      return 'contains';
    case 'tag': {
      const relation = tagRelation(base.tag, tag);
      // Of a service with regions, the service needs the region it is in. For the control plane no text says so.
      if (relation === 'contains' && base.tag.base === tag.base && tag.region !== null) {
        if (serviceRegion === undefined || tag.base === 'ApiManagement') return 'unknown';
        return serviceRegion === tag.region ? 'inside' : 'disjoint';
      }
      return relation;
    }
    case 'addresses':
      if (base.inVirtualNetwork) {
        if (tag.base === virtualNetwork.base) return 'inside';
        return isLoadBalancer(tag) || tagRelation(virtualNetwork, tag) === 'disjoint' ? 'disjoint' : 'unknown';
      }
      return addressesToTag(region, tag);
    case 'unknown-subnet': {
      const relation = tagRelation(virtualNetwork, tag);
      return relation === 'equal'
        ? 'inside'
        : relation === 'contains' || relation === 'disjoint'
          ? 'disjoint'
          : 'unknown';
    }
    case 'public-hosts': {
      if (tag.base === internet.base) return 'inside';
      const relation = tagRelation(internet, tag);
      return relation === 'disjoint' ? 'disjoint' : 'unknown';
    }
    case 'somewhere':
      return 'unknown';
  }
}

function addressesToTag(region: Region, tag: ServiceTag): TagRelation {
  const { v4, v6 } = region;
  if (isLoadBalancer(tag)) {
    if (isEmpty(v6) && includes(loadBalancerPrefix, v4)) return 'inside';
    return overlaps(v4, loadBalancerPrefix) ? 'unknown' : 'disjoint';
  }
  if (tag.base === virtualNetwork.base) return isEmpty(v6) && includes(loadBalancerPrefix, v4) ? 'inside' : 'unknown';
  const kinds = kindsOf(region);
  if (tag.base === internet.base) return kinds === 'private' ? 'disjoint' : kinds === 'public' ? 'inside' : 'unknown';
  // Every other tag is made of public addresses, except the platform's own.
  return kinds === 'private' && tagRelation(internet, tag) === 'contains' ? 'disjoint' : 'unknown';
}

function cutByPrefix(region: Region, prefix: IpPrefix): Cut {
  const v4: IntervalSet = prefix.family === 4 ? [prefix.start, prefix.end] : emptySet();
  const v6: IntervalSet<bigint> = prefix.family === 6 ? [prefix.start, prefix.end] : emptySet<bigint>();
  const { base } = region;
  if (base.kind === 'addresses') return splitExact(region, v4, v6);
  if (base.kind === 'tag' && isLoadBalancer(base.tag)) {
    const covered = includes(v4, loadBalancerPrefix);
    return covered
      ? { inside: region, outside: undefined, certain: true }
      : { inside: undefined, outside: region, certain: true };
  }
  // The flows of a service are IPv4; an IPv6 prefix takes nothing from a tag's IPv4 addresses.
  if (base.kind !== 'any' && prefix.family === 6) return { inside: undefined, outside: region, certain: true };
  if (includes(region.withoutV4, v4) && includes(region.withoutV6, v6))
    return { inside: undefined, outside: region, certain: true };

  const withoutV4 = union(region.withoutV4, v4);
  const outside: Region = { ...region, withoutV4, withoutV6: union(region.withoutV6, v6) };
  if (base.kind !== 'any' && includes(withoutV4, everyV4)) return { inside: region, outside: undefined, certain: true };

  const kind = publicness(prefix);
  const onlyPublic =
    base.kind === 'public-hosts' ||
    (base.kind === 'tag' && (base.tag.base === internet.base || tagRelation(internet, base.tag) === 'contains'));
  if (onlyPublic && kind === 'private') return { inside: undefined, outside: region, certain: true };
  const inInternet = base.kind === 'tag' && base.tag.base === internet.base && kind === 'public';
  const certain =
    (base.kind === 'any' || inInternet) &&
    region.within.length === 0 &&
    region.without.length === 0 &&
    !overlaps(region.withoutV4, v4);
  const inside: Region =
    base.kind === 'any'
      ? {
          ...regionOf({ kind: 'addresses', inVirtualNetwork: false }, [prefix]),
          within: region.within,
          without: region.without,
        }
      : region;
  return { inside, outside, certain };
}

function splitExact(region: Region, v4: IntervalSet, v6: IntervalSet<bigint>): Cut {
  const inside = { ...region, v4: intersect(region.v4, v4), v6: intersect(region.v6, v6) };
  const outside = { ...region, v4: subtract(region.v4, v4), v6: subtract(region.v6, v6) };
  const isNothing = (part: Region) => isEmpty(part.v4) && isEmpty(part.v6);
  return {
    inside: isNothing(inside) ? undefined : inside,
    outside: isNothing(outside) ? undefined : outside,
    certain: true,
  };
}

function kindsOf(region: Region): 'public' | 'private' | 'mixed' {
  let kind: 'public' | 'private' | 'mixed' | undefined;
  const add = (next: 'public' | 'private' | 'mixed') => {
    kind = kind === undefined || kind === next ? next : 'mixed';
  };
  for (let i = 0; i < region.v4.length; i += 2) {
    add(publicness({ family: 4, start: region.v4[i]!, end: region.v4[i + 1]!, length: 0, hostBits: false }));
  }
  for (let i = 0; i < region.v6.length; i += 2) {
    add(publicness({ family: 6, start: region.v6[i]!, end: region.v6[i + 1]!, length: 0, hostBits: false }));
  }
  return kind ?? 'mixed';
}

function isSmallerOrApart(without: ServiceTag, tag: ServiceTag): boolean {
  const relation = tagRelation(without, tag);
  return relation === 'disjoint' || relation === 'inside';
}

function completes(without: readonly ServiceTag[], tag: ServiceTag): boolean {
  const other =
    tag.base === internet.base ? virtualNetwork.base : tag.base === virtualNetwork.base ? internet.base : undefined;
  return other !== undefined && without.some(candidate => candidate.base === other);
}

function isLoadBalancer(tag: ServiceTag): boolean {
  return tag.base === 'AzureLoadBalancer';
}

function namedTag(name: string): ServiceTag {
  const reading = readServiceTag(name);
  if (reading.kind !== 'known') throw new Error(`not a service tag: ${name}`);
  return reading.tag;
}

/** The tag of a name that our own data files use. */
export const tagNamed = namedTag;
