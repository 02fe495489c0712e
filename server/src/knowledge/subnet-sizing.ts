import data from '../../data/subnet-sizing.json' with { type: 'json' };
import type { ApimMode, ProfileId } from './profiles.ts';
import { type RawSource, type Source, sourceLookup } from './source.ts';

const sourcesOf = sourceLookup(data.sources as Readonly<Record<string, RawSource>>);

/**
 * What a subnet for API Management must offer: addresses, delegation, company, place, public IP address.
 * Profiles without a statement have none here either: undefined means that no text says it, never "no".
 */

/** Address arithmetic of one revision or platform. Prefix lengths are plain numbers: 29 is /29. */
export interface SubnetSizing {
  readonly id: string;
  /** Addresses per unit by SKU name of ARM; a SKU that is missing is one the text does not count for. */
  readonly perUnit: Readonly<Partial<Record<string, number>>>;
  /** Further addresses per instance in internal mode. */
  readonly internalLoadBalancer: number;
  /** Whether {@link internalLoadBalancer} counts in every mode, as for injected v2 instances. */
  readonly alwaysInternal: boolean;
  /** One more address that the text counts and later texts do not: a caution, never an error. 0 where there is none. */
  readonly externalLoadBalancerCaution: number;
  /** The smallest subnet allowed. */
  readonly minimumPrefixLength: number;
  /** The largest subnet allowed; null where the text sets none. */
  readonly maximumPrefixLength: number | null;
  readonly recommendedPrefixLength: number | null;
  readonly recommendation: string | null;
  /** The document's own table in internal mode; empty where it prints none. */
  readonly table: readonly { readonly prefixLength: number; readonly units: number }[];
  readonly note: string | null;
  readonly sources: readonly Source[];
}

/** Addresses that Azure keeps in every subnet. Source: virtual network FAQ, February 2019, and API Management, April 2025. */
export const azureReserved: {
  readonly count: number;
  readonly which: readonly string[];
  readonly sources: readonly Source[];
} = { ...data.azureReserved, sources: sourcesOf(data.azureReserved.sources) };

/** Sizes Azure allows for any IPv4 subnet; IPv6 subnets are /64. Source: virtual network FAQ, February 2019. */
export const subnetBounds: {
  readonly smallestPrefixLength: number;
  readonly largestPrefixLength: number;
  readonly ipv6PrefixLength: number;
  readonly sources: readonly Source[];
} = { ...data.subnetBounds, sources: sourcesOf(data.subnetBounds.sources) };

/** Ranges in CIDR form that no virtual network may use. Source: virtual network FAQ, February 2019. */
export const forbiddenRanges: { readonly ranges: readonly string[]; readonly sources: readonly Source[] } = {
  ...data.forbiddenRanges,
  sources: sourcesOf(data.forbiddenRanges.sources),
};

interface RawSizing {
  readonly id: string;
  readonly profiles: readonly string[];
  readonly perUnit: Readonly<Record<string, number>>;
  readonly internalLoadBalancer: number;
  readonly alwaysInternal?: boolean;
  readonly externalLoadBalancerCaution?: number;
  readonly minimumPrefixLength: number;
  readonly maximumPrefixLength?: number;
  readonly recommendedPrefixLength?: number;
  readonly recommendation?: string;
  readonly table?: readonly (readonly number[])[];
  readonly note?: string;
  readonly sources: readonly string[];
}

const rawSizings = data.sizings as unknown as readonly RawSizing[];

/** All revisions, oldest first, those that no profile uses among them. */
export const subnetSizings: readonly SubnetSizing[] = rawSizings.map(entry => ({
  id: entry.id,
  perUnit: entry.perUnit,
  internalLoadBalancer: entry.internalLoadBalancer,
  alwaysInternal: entry.alwaysInternal ?? false,
  externalLoadBalancerCaution: entry.externalLoadBalancerCaution ?? 0,
  minimumPrefixLength: entry.minimumPrefixLength,
  maximumPrefixLength: entry.maximumPrefixLength ?? null,
  recommendedPrefixLength: entry.recommendedPrefixLength ?? null,
  recommendation: entry.recommendation ?? null,
  table: (entry.table ?? []).map(row => ({ prefixLength: row[0]!, units: row[1]! })),
  note: entry.note ?? null,
  sources: sourcesOf(entry.sources),
}));

/** Undefined for the profiles of 2016 and 2017, whose texts count no addresses. */
export function subnetSizing(id: ProfileId): SubnetSizing | undefined {
  const index = rawSizings.findIndex(entry => entry.profiles.includes(id));
  return subnetSizings[index];
}

/** Addresses of an IPv4 subnet that Azure leaves for use; 0 where the subnet is too small to leave any. */
export function usableAddresses(prefixLength: number): number {
  return Math.max(0, 2 ** (32 - prefixLength) - azureReserved.count);
}

/**
 * Addresses one instance needs. `cautious` adds the address that only the text of July 2020 counts, and is `needed` elsewhere.
 *
 * @param units 1 or more
 * @returns undefined where the text counts nothing for this SKU, which is unknown and not zero
 */
export function addressesNeeded(
  sizing: SubnetSizing,
  sku: string,
  units: number,
  mode: ApimMode,
): { readonly needed: number; readonly cautious: number } | undefined {
  const perUnit = sizing.perUnit[sku];
  if (perUnit === undefined) return undefined;
  const needed = perUnit * units + loadBalancerAddresses(sizing, mode);
  return { needed, cautious: needed + sizing.externalLoadBalancerCaution };
}

/**
 * The most units of one instance that fit an IPv4 subnet by its addresses alone; see {@link unitLimit} for what the tier allows.
 * 0 where none fits, or where the subnet is smaller than the text allows. Undefined as for {@link addressesNeeded}.
 */
export function largestUnits(
  sizing: SubnetSizing,
  sku: string,
  prefixLength: number,
  mode: ApimMode,
): number | undefined {
  const perUnit = sizing.perUnit[sku];
  if (perUnit === undefined) return undefined;
  if (prefixLength > sizing.minimumPrefixLength) return 0;
  const left = usableAddresses(prefixLength) - loadBalancerAddresses(sizing, mode);
  return Math.max(0, Math.floor(left / perUnit));
}

/** The longest prefix, so the smallest subnet, that holds the units. Undefined where unknown, or where no IPv4 subnet does. */
export function smallestPrefixLength(
  sizing: SubnetSizing,
  sku: string,
  units: number,
  mode: ApimMode,
): number | undefined {
  const need = addressesNeeded(sizing, sku, units, mode);
  if (need === undefined) return undefined;
  for (let length = sizing.minimumPrefixLength; length >= subnetBounds.largestPrefixLength; length--) {
    if (usableAddresses(length) >= need.needed) return length;
  }
  return undefined;
}

function loadBalancerAddresses(sizing: SubnetSizing, mode: ApimMode): number {
  return mode === 'Internal' || sizing.alwaysInternal ? sizing.internalLoadBalancer : 0;
}

export interface UnitLimit {
  /** SKU name of ARM. */
  readonly sku: string;
  /** Null where the text allows any number. */
  readonly units: number | null;
  /** `MM/YYYY` of the text. */
  readonly revision: string;
  readonly note: string | null;
  readonly sources: readonly Source[];
}

/** Newest text first for each SKU. */
export const unitLimits: readonly UnitLimit[] = (
  data.unitLimits as readonly (Omit<UnitLimit, 'sources' | 'note'> & { note?: string; sources: string[] })[]
).map(entry => ({ ...entry, note: entry.note ?? null, sources: sourcesOf(entry.sources) }));

/** What the newest text says of a SKU; undefined for a SKU that no text read gives a limit for. */
export function unitLimit(sku: string): UnitLimit | undefined {
  return unitLimits.find(entry => entry.sku === sku);
}

interface Statement {
  readonly note: string | null;
  readonly sources: readonly Source[];
}

export interface SharingRule extends Statement {
  /** `shared`: other resources may be there; `api-management-only`: several instances may; `one-instance`: nothing else may. */
  readonly kind: 'shared' | 'api-management-only' | 'one-instance';
  readonly rule: string;
}

/** Who may be in the subnet beside the instance; undefined where the profile's text does not say. */
export function sharingRule(id: ProfileId): SharingRule | undefined {
  return statementFor(data.sharing as unknown as readonly (RawStatement & Omit<SharingRule, keyof Statement>)[], id);
}

export interface DelegationRule extends Statement {
  /** `properties.delegations[].properties.serviceName` the subnet must have; null where it must have none. */
  readonly required: string | null;
  /** Whether further delegations may stand beside it; false in every text found. */
  readonly othersAllowed: boolean;
}

/**
 * The delegation of the subnet; undefined where no text says anything, which holds for all texts before stv1.
 *
 * @param attachment for workspace gateways, whose two kinds differ; without it they have no rule
 */
export function delegationRule(id: ProfileId, attachment?: 'injection' | 'integration'): DelegationRule | undefined {
  type Raw = RawStatement & Omit<DelegationRule, keyof Statement> & { readonly attachment?: string };
  const entries = data.delegation as unknown as readonly Raw[];
  return statementFor(
    entries.filter(entry => entry.attachment === undefined || entry.attachment === attachment),
    id,
  );
}

export type NetworkPart = 'virtualNetwork' | 'subnet' | 'publicIpAddress';

export interface LocationRule extends Statement {
  /** What must be in the subscription of the instance. */
  readonly sameSubscription: readonly NetworkPart[];
  /** What must be in the region of the instance. */
  readonly sameRegion: readonly NetworkPart[];
}

export function locationRule(id: ProfileId): LocationRule | undefined {
  return statementFor(data.location as unknown as readonly (RawStatement & Omit<LocationRule, keyof Statement>)[], id);
}

export interface VirtualNetworkKinds extends Statement {
  readonly kinds: readonly ('classic' | 'resource-manager')[];
}

export function virtualNetworkKinds(id: ProfileId): VirtualNetworkKinds | undefined {
  type Raw = RawStatement & Omit<VirtualNetworkKinds, keyof Statement>;
  return statementFor(data.virtualNetworkKind as unknown as readonly Raw[], id);
}

export interface NsgRequirement extends Statement {
  /** Whether an NSG must be attached to the subnet. */
  readonly required: boolean;
  readonly reason?: string;
}

export function nsgRequirement(id: ProfileId): NsgRequirement | undefined {
  type Raw = RawStatement & Omit<NsgRequirement, keyof Statement>;
  return statementFor(data.networkSecurityGroup as unknown as readonly Raw[], id);
}

export type PublicIpUse = 'required' | 'optional' | 'not-used';

export interface PublicIpRule extends Statement {
  /** `MM/YYYY` of the newest text behind it. */
  readonly revision: string;
  readonly External: PublicIpUse;
  readonly Internal: PublicIpUse;
  readonly rule: string;
}

/** A public IP address of the customer, by mode; undefined for the v2 tiers, whose texts do not speak of one. */
export function publicIpRule(id: ProfileId): PublicIpRule | undefined {
  type Raw = RawStatement & Omit<PublicIpRule, keyof Statement>;
  return statementFor(data.publicIp.rules as unknown as readonly Raw[], id);
}

/** What the texts on public IP addresses contradict each other about, with dates. */
export const publicIpDisagreement: { readonly text: string; readonly sources: readonly Source[] } = {
  text: data.publicIp.disagreement,
  sources: sourcesOf(data.publicIp.disagreementSources),
};

/** What a public IP address for API Management must be like where one is given. Source: prerequisites of May 2024, article of August 2026. */
export const publicIpProperties: {
  readonly sku: string;
  readonly version: string;
  readonly allocation: string;
  readonly dnsLabelRequired: boolean;
  readonly routingPreference: string;
  readonly armProperties: readonly string[];
  readonly changeRule: string;
  readonly sources: readonly Source[];
} = { ...data.publicIp.properties, sources: sourcesOf(data.publicIp.properties.sources) };

export interface NetworkStatement extends Statement {
  readonly id: string;
  readonly topic: 'zones' | 'multi-region' | 'addresses' | 'permissions';
  readonly rule: string;
}

/** Further rules on zones, regions, addresses and permissions. */
export const networkStatements: readonly NetworkStatement[] = (
  data.statements as readonly (Omit<NetworkStatement, keyof Statement> & { note?: string; sources: string[] })[]
).map(entry => ({ ...entry, note: entry.note ?? null, sources: sourcesOf(entry.sources) }));

interface RawStatement {
  readonly profiles: readonly string[];
  readonly note?: string;
  readonly sources: readonly string[];
}

function statementFor<T extends RawStatement>(
  entries: readonly T[],
  id: ProfileId,
): (Omit<T, keyof RawStatement> & Statement) | undefined {
  const entry = entries.find(candidate => candidate.profiles.includes(id));
  if (entry === undefined) return undefined;
  const { profiles: _, note, sources, ...rest } = entry;
  return { ...rest, note: note ?? null, sources: sourcesOf(sources) };
}
