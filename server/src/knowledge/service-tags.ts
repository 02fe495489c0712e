import data from '../../data/service-tags.json' with { type: 'json' };
import { editDistance } from '../base/edit-distance.ts';
import type { IntervalSet } from '../base/interval-set.ts';
import { isListedRegion, regionKey, regionSpelling, regions } from './regions.ts';
import { type RawSource, type Source, toSource } from './source.ts';

/**
 * Service tags: which names there are, what they stand for, and how the address sets of two of them relate.
 * No addresses are known here beside {@link platformAddress}; a file of Microsoft's published prefixes is read elsewhere.
 */

export interface ServiceTag {
  /** Canonical name with region: `Storage`, `Storage.WestUS`, `AzureFrontDoor.Backend`, `AzureCloud.westus`. */
  readonly name: string;
  /** Canonical name without region. */
  readonly base: string;
  /** Lower case without blanks and under its usual name, for comparing: `westus`; null for the whole tag. */
  readonly region: string | null;
  /** All its addresses, where a list that the user gave has them; `undefined` where only the name is known. */
  readonly addresses?: TagAddresses | undefined;
}

/** Addresses of a tag; half-open intervals, not all of them empty. */
export interface TagAddresses {
  readonly v4: IntervalSet;
  readonly v6: IntervalSet<bigint>;
}

export type TagReading =
  /**
   * A tag of the lists, in any case. `exactSpelling` says whether the letters before the region match the list to the letter.
   * `regionListed` is false for a region that our list does not have, which may well be a newer one.
   */
  | {
      readonly kind: 'known';
      readonly tag: ServiceTag;
      readonly exactSpelling: boolean;
      readonly regionListed: boolean;
    }
  /** A spelling of the classic deployment model or of an article; `tag` is what Resource Manager calls it. */
  | { readonly kind: 'legacy'; readonly tag: ServiceTag; readonly written: string }
  /** No tag of the lists, and close to one. */
  | { readonly kind: 'misspelled'; readonly suggestion: string }
  /** No tag of the lists, which are dated: a newer tag reads like this too, and so does any other text. */
  | { readonly kind: 'unknown' };

/** `unknown` stands also for sets that are known to overlap without one containing the other. */
export type TagRelation = 'equal' | 'contains' | 'inside' | 'disjoint' | 'unknown';

export interface TagDescription {
  readonly name: string;
  readonly purpose: string;
  /** The direction that the list recommends; Azure does not enforce it. */
  readonly direction: 'Inbound' | 'Outbound' | 'Both';
  /** Whether the list knows a form `Tag.Region`. */
  readonly regional: boolean;
  /** Whether a route may name it as its prefix; null where the list does not say. */
  readonly usableInUdr: boolean | null;
  /** False for tags that only an older list has; Azure may still know them. */
  readonly inNewestList: boolean;
  /** Tags a workload that uses this one is said to need too. A dependency is no containment. */
  readonly dependsOn: readonly string[];
  readonly notes: readonly string[];
  readonly source: Source;
}

/** The 90 tags of the list of July 2025 in its order, then those that only the list of April 2021 has. Names without region. */
export const serviceTags: readonly TagDescription[] = [
  ...data.tags.map(entry => toDescription(entry, true, data.source)),
  ...data.olderTags.tags.map(entry => toDescription(entry, false, data.olderTags.source)),
];

/**
 * The platform's own address: all of AzureLoadBalancer, part of VirtualNetwork, and taken as outside Internet.
 * Source: list of service tags, July 2025; the last point is ours.
 */
export const platformAddress: {
  readonly address: string;
  /** The address in CIDR form. */
  readonly prefix: string;
  /** The tag that stands for this address and nothing else. */
  readonly equals: string;
  readonly insideTags: readonly string[];
  readonly outsideTags: readonly string[];
  readonly source: Source;
} = { ...data.platformAddress, source: toSource(data.source) };

/**
 * Reads a service tag as a template writes it. Case does not count, which is how Resource Manager treats tags (general knowledge,
 * stated by no page read); blanks around the text do not count either.
 *
 * Any text is accepted: a prefix, `*` or nonsense is `unknown`. A region that no list has makes no tag wrong.
 */
export function readServiceTag(text: string): TagReading {
  const written = text.trim();
  const folded = written.toLowerCase();
  const legacy = legacySpellings.get(folded);
  if (legacy !== undefined) return { kind: 'legacy', tag: { name: legacy, base: legacy, region: null }, written };

  const { base, region } = splitRegion(written);
  const known = byFoldedName.get(base.toLowerCase());
  if (known !== undefined) {
    if (region === null) {
      const tag = { name: known.name, base: known.name, region: null };
      return { kind: 'known', tag, exactSpelling: base === known.name, regionListed: true };
    }
    if (!known.regional || !/^[a-z][a-z0-9]*$/i.test(region)) return { kind: 'unknown' };
    const tag = regionalTag(known.name, region);
    return { kind: 'known', tag, exactSpelling: base === known.name, regionListed: isListedRegion(tag.region!) };
  }
  const suggestion = nearestName(base);
  if (suggestion === undefined) return { kind: 'unknown' };
  const keepsRegion = region !== null && byFoldedName.get(suggestion.toLowerCase())!.regional;
  return { kind: 'misspelled', suggestion: keepsRegion ? regionalTag(suggestion, region).name : suggestion };
}

/**
 * The tag that a regional one was meant for, where its region is in no list and one letter away from one that is; `undefined` for all
 * others, because a region may be newer than the list. Digits tell regions apart: `EastUS3` may be new.
 */
export function meantTag({ base, region, addresses }: ServiceTag): string | undefined {
  if (region === null || addresses !== undefined || isListedRegion(region)) return undefined;
  const digits = (text: string) => text.replace(/\D/g, '');
  const meant = regions.filter(({ key }) => digits(key) === digits(region) && editDistance(region, key, 1) === 1);
  return meant.length === 1 ? regionalTag(base, meant[0]!.key).name : undefined;
}

/**
 * How the address set of `a` stands to that of `b`: `contains` means that `a` contains `b`.
 *
 * What the documents say (July 2025): `Tag.Region` lies in `Tag`; Internet contains Azure's public addresses; 168.63.129.16 is all of
 * AzureLoadBalancer and part of VirtualNetwork. What we decided where they are silent:
 * - Two regions of one tag are disjoint, as are two tags of different services, unless one service is built on the other.
 * - AzureCloud contains the tags for which that is likely, region by region; to any other tag its relation is unknown.
 * - A tag that only a list of the user has lies in Internet and outside VirtualNetwork; to any other tag its relation is unknown.
 * - VirtualNetwork and Internet are disjoint. With a route for 0.0.0.0/0 that is not certain: say so with `virtualNetworkIsOpen`, and
 *   VirtualNetwork becomes unknown to Internet and to all service tags in it.
 *
 * Swapping the arguments swaps `contains` and `inside` and changes nothing else. Both tags must come from {@link readServiceTag}.
 */
export function tagRelation(
  a: ServiceTag,
  b: ServiceTag,
  options: { readonly virtualNetworkIsOpen?: boolean } = {},
): TagRelation {
  if (a.base === b.base) {
    if (a.region === b.region) return 'equal';
    if (a.region === null) return 'contains';
    return b.region === null ? 'inside' : 'disjoint';
  }
  if (a.base === 'VirtualNetwork') return virtualNetworkTo(b, options.virtualNetworkIsOpen === true);
  if (b.base === 'VirtualNetwork') return swapped(virtualNetworkTo(a, options.virtualNetworkIsOpen === true));
  if (platformTags.has(a.base) || platformTags.has(b.base)) return platformTo(a, b);
  if (a.base === 'AzureLoadBalancer' || b.base === 'AzureLoadBalancer') return 'disjoint';
  if (a.base === 'Internet') return 'contains';
  if (b.base === 'Internet') return 'inside';
  if (a.base === 'AzureCloud') return azureCloudTo(a, b);
  if (b.base === 'AzureCloud') return swapped(azureCloudTo(b, a));
  const apartByRegion = a.region !== null && b.region !== null && a.region !== b.region;
  // Both lie in AzureCloud of their own region, and these are apart.
  if (apartByRegion && insideAzureCloud.has(a.base) && insideAzureCloud.has(b.base)) return 'disjoint';
  return mayOverlap(a.base, b.base) ? 'unknown' : 'disjoint';
}

/** What the lists say of a tag; for a regional form that of the whole tag, under the regional name. Undefined for a tag of no list. */
export function describeTag(tag: ServiceTag): TagDescription | undefined {
  const whole = byFoldedName.get(tag.base.toLowerCase());
  return whole === undefined ? undefined : { ...whole, name: tag.name };
}

function virtualNetworkTo(other: ServiceTag, isOpen: boolean): TagRelation {
  if (other.base === 'AzureLoadBalancer') return 'contains';
  if (platformTags.has(other.base) || isOpen) return 'unknown';
  return 'disjoint';
}

/** The platform tags stand for addresses that no list prints; some of them may be public ones of Azure. */
function platformTo(a: ServiceTag, b: ServiceTag): TagRelation {
  const other = platformTags.has(a.base) ? b : a;
  const mayShare = ['Internet', 'AzureCloud', 'AzureLoadBalancer'].includes(other.base) || platformTags.has(other.base);
  return mayShare ? 'unknown' : 'disjoint';
}

function azureCloudTo(cloud: ServiceTag, other: ServiceTag): TagRelation {
  if (!insideAzureCloud.has(other.base)) return 'unknown';
  if (cloud.region === null || cloud.region === other.region) return 'contains';
  return other.region === null ? 'unknown' : 'disjoint';
}

function mayOverlap(a: string, b: string): boolean {
  if (olderOnly.has(a) || olderOnly.has(b) || !listed.has(a) || !listed.has(b)) return true;
  return overlaps.some(pair => pair.includes(a) && pair.includes(b));
}

function swapped(relation: TagRelation): TagRelation {
  if (relation === 'contains') return 'inside';
  return relation === 'inside' ? 'contains' : relation;
}

/** AzureCloud writes its regions in lower case and abbreviates some; the other tags join the words of the region's name. */
function regionalTag(base: string, written: string): ServiceTag {
  const region = base === 'AzureCloud' ? (irregularRegions.get(written.toLowerCase()) ?? written) : written;
  const key = regionKey(region);
  const spelled = base === 'AzureCloud' ? (irregularSpellings.get(key) ?? key) : regionSpelling(region);
  return { name: `${base}.${spelled}`, base, region: key };
}

/** Splits at the first dot that leaves a known tag in front of it, else at the first dot. */
function splitRegion(written: string): { readonly base: string; readonly region: string | null } {
  if (byFoldedName.has(written.toLowerCase())) return { base: written, region: null };
  for (let dot = written.lastIndexOf('.'); dot > 0; dot = written.lastIndexOf('.', dot - 1)) {
    const base = written.slice(0, dot);
    if (byFoldedName.has(base.toLowerCase())) return { base, region: written.slice(dot + 1) };
  }
  const dot = written.indexOf('.');
  return dot <= 0 ? { base: written, region: null } : { base: written.slice(0, dot), region: written.slice(dot + 1) };
}

/**
 * The listed name that `text` most likely means, undefined where none is near. Blanks, hyphens and underscores do not count, nor does
 * a missing or needless `Azure` in front or `s` at the end; after that one slip is allowed, two in a name of eight letters or more.
 */
function nearestName(text: string): string | undefined {
  if (text.length < 3 || text.length > 60 || !/^[a-z][a-z0-9 _-]*$/i.test(text)) return undefined;
  const folded = text.toLowerCase().replace(/[ _-]/g, '');
  const mistake = commonMistakes.get(folded);
  if (mistake !== undefined) return mistake;
  const core = stem(folded);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const { name } of serviceTags) {
    const candidate = stem(name.toLowerCase());
    const bound = Math.min(core.length, candidate.length) >= 8 ? 2 : 1;
    if (Math.min(core.length, candidate.length) <= 4 && core[0] !== candidate[0]) continue;
    const distance = editDistance(core, candidate, bound);
    if (distance !== undefined && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

function stem(folded: string): string {
  return folded.replace(/^azure(?=.{3})/, '').replace(/(?<=.{3})s$/, '');
}

interface RawTag {
  readonly name: string;
  readonly purpose: string;
  readonly direction: string;
  readonly regional: boolean;
  readonly usableInUdr?: boolean;
  readonly dependsOn?: readonly string[];
  readonly notes?: readonly string[];
}

function toDescription(entry: RawTag, inNewestList: boolean, source: RawSource): TagDescription {
  return {
    name: entry.name,
    purpose: entry.purpose,
    direction: entry.direction as TagDescription['direction'],
    regional: entry.regional,
    usableInUdr: entry.usableInUdr ?? null,
    inNewestList,
    dependsOn: entry.dependsOn ?? [],
    notes: entry.notes ?? [],
    source: toSource(source),
  };
}

const byFoldedName = new Map(serviceTags.map(tag => [tag.name.toLowerCase(), tag]));
const listed = new Set(serviceTags.map(tag => tag.name));
const olderOnly = new Set(serviceTags.filter(tag => !tag.inNewestList).map(tag => tag.name));
const platformTags = new Set(data.containment.platformTags);
const insideAzureCloud = new Set(data.containment.insideAzureCloud);
const overlaps: readonly (readonly string[])[] = data.containment.mayOverlap;
const legacySpellings = foldedKeys(data.legacySpellings.spellings);
const commonMistakes = foldedKeys(data.commonMistakes.spellings);
const irregularRegions = foldedKeys(data.irregularRegions.AzureCloud);
const irregularSpellings = new Map([...irregularRegions].map(([written, usual]) => [regionKey(usual), written]));

function foldedKeys(entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(entries).map(([key, value]) => [key.toLowerCase(), value]));
}
