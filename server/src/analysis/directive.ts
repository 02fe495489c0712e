/** The values of a directive, and what is wrong with them. */
import { nearestWord } from '../base/edit-distance.ts';
import type { Origin } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import { featureIds, isFeatureId } from '../knowledge/features.ts';
import { isProfileId, profile, profileIds } from '../knowledge/profiles.ts';
import { regions } from '../knowledge/regions.ts';
import type { Network } from '../network/network.ts';
import type { DirectiveMetadata } from '../network/nsg.ts';
import { apimModes, type TargetHints } from './target.ts';

/** One `key=value` of a directive, from a comment or from `metadata.apimVnet`. */
interface Entry {
  readonly key: string;
  readonly value: string | undefined;
  readonly keySpan: Span;
  readonly valueSpan: Span;
}

/** The shape of template/directives.ts, which this layer does not read. */
interface DirectiveTexts {
  readonly targets: readonly { readonly entries: readonly Entry[] }[];
  readonly unattached: readonly { readonly span: Span }[];
  readonly disables: readonly { readonly rules: readonly { readonly id: string; readonly span: Span }[] }[];
}

export interface DirectiveProblem {
  readonly at: Span;
  readonly message: string;
  /** The word of ours that is nearest to a wrong one; `undefined` where none is near. */
  readonly meant?: string | undefined;
  /** Where the wrong word stands: in a comment, or as a key or a value of `metadata.apimVnet`. */
  readonly place: DirectiveWord;
}

export type DirectiveWord =
  | { readonly kind: 'comment' }
  | { readonly kind: 'key'; readonly object: Span; readonly key: string }
  | { readonly kind: 'value'; readonly origin: Origin };

const clouds = ['public', 'usgov', 'china'];
/** The keys that a directive may have. */
export const directiveKeys = ['mode', 'sku', 'units', 'region', 'cloud', 'profile', 'features'] as const;
export type DirectiveKey = (typeof directiveKeys)[number];

/** The value of `features` where none is in use. */
export const noFeatures = 'none';
/** SKU names of ARM. Source: API Management REST description, through the profiles and tiers of our data. */
const skus = [
  ...new Set([...profileIds.flatMap(id => profile(id).skus), 'Consumption', 'Basic', 'Standard', 'BasicV2']),
];

/** What entries say; values that are not understood are left out. */
export function hintsOf(entries: readonly Entry[]): TargetHints {
  const value = (key: DirectiveKey) => {
    const entry = entries.findLast(candidate => candidate.key.toLowerCase() === key);
    return entry?.value === undefined || valueProblem(entry) !== undefined ? undefined : entry.value;
  };
  const word = (key: 'mode' | 'sku' | 'cloud', words: readonly string[]) => {
    const text = value(key)?.toLowerCase();
    return words.find(candidate => candidate.toLowerCase() === text);
  };
  const units = value('units');
  return {
    mode: word('mode', apimModes),
    sku: word('sku', skus),
    units: units === undefined ? undefined : Number(units),
    region: value('region'),
    cloud: word('cloud', clouds),
    profile: value('profile'),
    features: value('features')?.split(',').filter(isFeatureId),
  };
}

/** The values that a key may have, as they are usually spelled; empty where there is no list of them. Of `features` each one alone. */
export function directiveValues(key: DirectiveKey): readonly string[] {
  switch (key) {
    case 'mode':
      return apimModes;
    case 'sku':
      return skus;
    case 'cloud':
      return clouds;
    case 'profile':
      return profileIds;
    case 'features':
      return [noFeatures, ...featureIds];
    case 'region':
      return regions.map(region => region.key);
    case 'units':
      return [];
  }
}

export function metadataHints(metadata: DirectiveMetadata | undefined): TargetHints | undefined {
  return metadata && hintsOf(metadata.entries);
}

/** Sentences on all that is wrong with the directives of a file. */
export function* directiveProblems(
  texts: DirectiveTexts,
  network: Network,
  ruleIds: ReadonlySet<string>,
): Iterable<DirectiveProblem> {
  for (const { entries } of texts.targets) {
    for (const entry of entries) {
      const found = entryProblem(entry);
      if (found !== undefined) yield { ...found, place: inComment };
    }
  }
  const { securityGroups, subnets, routeTables, services, workspaceGateways } = network;
  for (const { metadata } of [...securityGroups, ...subnets, ...routeTables, ...services, ...workspaceGateways]) {
    for (const entry of metadata?.entries ?? []) {
      const found = entryProblem(entry);
      if (found === undefined || metadata === undefined) continue;
      const { object } = metadata;
      const isKey = found.at === entry.keySpan;
      const place = isKey
        ? ({ kind: 'key', object, key: entry.key } as const)
        : ({ kind: 'value', origin: entry.valueOrigin } as const);
      yield { ...found, place };
    }
  }
  for (const { span } of texts.unattached) {
    yield {
      at: span,
      message:
        'This directive stands above no network security group, subnet, route table or API Management service, so it has no effect. Put it right above one.',
      place: inComment,
    };
  }
  for (const { rules } of texts.disables) {
    for (const { id, span } of rules) {
      if (ruleIds.has(id)) continue;
      const meant = nearestWord(id, [...ruleIds]);
      yield { at: span, message: `'${id}' is no rule, so it silences nothing.`, meant, place: inComment };
    }
  }
}

const inComment: DirectiveWord = { kind: 'comment' };

/** What is wrong with one entry: with its key, or else with its value. */
function entryProblem(entry: Entry): Omit<DirectiveProblem, 'place'> | undefined {
  const key = directiveKeys.find(known => known === entry.key.toLowerCase());
  if (key === undefined) {
    return {
      at: entry.keySpan,
      message: `'${entry.key}' is no key of an apim-vnet directive. Known are ${directiveKeys.join(', ')}.`,
      meant: nearestWord(entry.key, directiveKeys),
    };
  }
  const message = valueProblem(entry);
  if (message === undefined) return undefined;
  const at = entry.value ? entry.valueSpan : entry.keySpan;
  return { at, message, meant: entry.value ? nearestWord(entry.value, directiveValues(key)) : undefined };
}

/** What a key is called in a sentence. */
const keyTitles: Readonly<Record<string, string>> = {
  mode: 'mode of a virtual network',
  sku: 'tier of API Management',
  cloud: 'cloud of Azure',
};

function valueProblem({ key, value }: Entry): string | undefined {
  if (value === undefined || value === '') return `'${key}' has no value: write ${key}=…`;
  const oneOf = (words: readonly string[]) =>
    words.some(word => word.toLowerCase() === value.toLowerCase())
      ? undefined
      : `'${value}' is no ${keyTitles[key.toLowerCase()] ?? key}. Known are ${words.join(', ')}.`;
  switch (key.toLowerCase()) {
    case 'mode':
      return oneOf(apimModes);
    case 'sku':
      return oneOf(skus);
    case 'cloud':
      return oneOf(clouds);
    case 'profile':
      return isProfileId(value) ? undefined : `'${value}' is no profile. Known are ${profileIds.join(', ')}.`;
    case 'units':
      return /^[1-9]\d{0,4}$/.test(value)
        ? undefined
        : `'${value}' is no number of units: write a whole number from 1.`;
    case 'features':
      return value === noFeatures || value.split(',').every(isFeatureId)
        ? undefined
        : `'${value}' is no list of features. Write ${noFeatures}, or some of these with commas between: ${featureIds.join(', ')}.`;
    default:
      return undefined;
  }
}
