import data from '../../data/tiers.json' with { type: 'json' };
import type { ApimMode, ProfileId } from './profiles.ts';
import { type RawSource, type Source, sourceLookup } from './source.ts';

const sourcesOf = sourceLookup(data.sources as Readonly<Record<string, RawSource>>);

/** `injection`: the whole service, or the gateway of a v2 one, is in the subnet. `integration`: only its outbound calls go through it. */
export type NetworkFeature = 'injection' | 'integration' | 'private-endpoint';

/** What one tier can do with networks; a feature that is not listed is one the texts deny to it. */
export interface Tier {
  /** SKU name of ARM. */
  readonly sku: string;
  /** Whether it is one of the v2 tiers. */
  readonly isV2: boolean;
  readonly networking: readonly NetworkFeature[];
  readonly additionalLocations: boolean;
  /** `unclear`: two texts say different things. */
  readonly zones: 'yes' | 'no' | 'unclear';
  /** Whether outbound public addresses, and with them a NAT gateway of Azure's, can be switched on. */
  readonly natGateway: boolean;
}

/**
 * Networking features by tier.
 * Source: virtual network concepts, October 2024; private endpoint article, March 2026; overview of the v2 tiers, April 2026;
 * reliability article, June 2025; multi-region article, July 2022.
 */
export const tiers: readonly Tier[] = data.tiers as readonly Tier[];

export const tierSources: {
  readonly networking: readonly Source[];
  readonly additionalLocations: readonly Source[];
  readonly zones: readonly Source[];
  readonly natGateway: readonly Source[];
} = {
  networking: sourcesOf(data.networkingSources),
  additionalLocations: sourcesOf(data.additionalLocationsSources),
  zones: sourcesOf(data.zonesSources),
  natGateway: sourcesOf(data.natGatewaySources),
};

/** The tier a SKU name is, in any case; `undefined` for a name that is none of the list, of which nothing is known. */
export function tierOf(sku: string | undefined): Tier | undefined {
  const wanted = sku?.toLowerCase();
  return tiers.find(tier => tier.sku.toLowerCase() === wanted);
}

/**
 * The profile of a tier where nothing else is said: the newest text of its platform.
 * The v2 tiers read `virtualNetworkType` differently: `External` is outbound integration. Source: v2 tiers overview, April 2026.
 */
export function profileOfTier(sku: string | undefined, mode: ApimMode | undefined): ProfileId {
  const folded = sku?.toLowerCase();
  if (folded === 'premiumv2') return mode === 'External' ? 'standard-v2-integration' : 'premium-v2-injection';
  return folded === 'standardv2' || folded === 'basicv2' ? 'standard-v2-integration' : 'stv2-current';
}
