/**
 * A list of service tags with their addresses, as the user gives it: the file that Microsoft publishes each week
 * (`ServiceTags_Public_….json` and those of the other clouds), or what `az network list-service-tags` and
 * `Get-AzNetworkServiceTag | ConvertTo-Json -Depth 5` print. The three have one shape but for the case of their names.
 */

import { intervalSet } from '../base/interval-set.ts';
import { groupedDigits } from '../base/number-text.ts';
import { readServiceTag, type ServiceTag, type TagAddresses } from '../knowledge/service-tags.ts';
import { readPrefix } from './address.ts';

export interface ServiceTagList {
  /** As written, such as `Public`; `undefined` where the list does not say. */
  readonly cloud: string | undefined;
  /** Number of the edition; `undefined` where the list does not say. */
  readonly changeNumber: string | undefined;
  /** How many tags have addresses. */
  readonly size: number;
  /** The tag with its addresses; the same tag where the list has none for it. Not bound to `this`. */
  readonly resolve: (tag: ServiceTag) => ServiceTag;
  /** A tag by the name that the list gives it, in any case, for tags that are newer than our own lists. */
  readonly named: (name: string) => ServiceTag | undefined;
}

export type ServiceTagListReading =
  | { readonly ok: true; readonly list: ServiceTagList }
  /** `problem` continues a sentence that starts with the file's name. */
  | { readonly ok: false; readonly problem: string };

/** More prefixes than this are no list of Microsoft's; that of 2025 has about a tenth. */
const mostPrefixes = 2_000_000;

/** Tags that mean what they mean to a virtual network, whatever a list may print. */
const neverListed: ReadonlySet<string> = new Set(['Internet', 'VirtualNetwork', 'AzureLoadBalancer']);

/** Never throws. One entry that cannot be read spoils the list: a tag with a hole in it would make answers wrong. */
export function readServiceTagList(text: string): ServiceTagListReading {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { ok: false, problem: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const values = member(root, 'values');
  if (!Array.isArray(values)) {
    return {
      ok: false,
      problem: "is not a list of service tags: it has no list 'values' as Microsoft's file and the Azure CLI have",
    };
  }
  const byKey = new Map<string, ServiceTag>();
  const byName = new Map<string, ServiceTag>();
  let prefixes = 0;
  for (const [index, entry] of values.entries()) {
    const name = member(entry, 'name');
    const listed = member(member(entry, 'properties') ?? entry, 'addressPrefixes');
    const at = `entry ${index} of 'values'${typeof name === 'string' ? ` ('${name}')` : ''}`;
    if (typeof name !== 'string' || !Array.isArray(listed)) {
      return { ok: false, problem: `is not a list of service tags: ${at} has no name or no address prefixes` };
    }
    prefixes += listed.length;
    if (prefixes > mostPrefixes) {
      return {
        ok: false,
        problem: `has more than ${groupedDigits(mostPrefixes)} prefixes, the most that is read`,
      };
    }
    const addresses = readAddresses(listed);
    if (typeof addresses === 'string') return { ok: false, problem: `holds ${addresses} in ${at}` };
    const tag = tagOf(name);
    // A tag without addresses is one whose addresses are not published.
    if (neverListed.has(tag.base) || (addresses.v4.length === 0 && addresses.v6.length === 0)) continue;
    const resolved: ServiceTag = { ...tag, addresses };
    byKey.set(keyOf(tag), resolved);
    byName.set(name.toLowerCase(), resolved);
  }
  if (byKey.size === 0) return { ok: false, problem: 'has no service tag with addresses' };
  return {
    ok: true,
    list: {
      cloud: textOf(member(root, 'cloud')),
      changeNumber: textOf(member(root, 'changeNumber')),
      size: byKey.size,
      resolve: tag => byKey.get(keyOf(tag)) ?? tag,
      named: name => byName.get(name.trim().toLowerCase()),
    },
  };
}

/** What is wrong, as a quoted text, where an entry is no prefix. */
function readAddresses(listed: readonly unknown[]): TagAddresses | string {
  const v4: (readonly [number, number])[] = [];
  const v6: (readonly [bigint, bigint])[] = [];
  for (const text of listed) {
    const reading = typeof text === 'string' ? readPrefix(text) : undefined;
    if (reading?.ok !== true) return `${JSON.stringify(text)?.slice(0, 80)}, which is no address prefix,`;
    const { prefix } = reading;
    if (prefix.family === 4) v4.push([prefix.start, prefix.end]);
    else v6.push([prefix.start, prefix.end]);
  }
  return { v4: intervalSet(v4), v6: intervalSet(v6) };
}

/** A tag of our lists under their name for it, or one that only this list knows. */
function tagOf(name: string): ServiceTag {
  const reading = readServiceTag(name);
  return reading.kind === 'known' ? reading.tag : { name, base: name, region: null };
}

function keyOf({ base, region }: ServiceTag): string {
  return region === null ? base : `${base}.${region}`;
}

/** A member by its name in any case; `undefined` where there is none. */
function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const key = Object.keys(value).find(candidate => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : (value as Record<string, unknown>)[key];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
