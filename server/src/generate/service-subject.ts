/** The service that a generator writes for: its tier, its mode, and the text that says what it needs. */
import { type ApimMode, type ProfileId, profile } from '../knowledge/profiles.ts';
import { profileOfTier, type Tier, tierOf, tiers } from '../knowledge/tiers.ts';
import type { Answer } from './answer.ts';
import { listed } from './words.ts';

export interface ServiceRequest {
  /** SKU name of ARM, in any case. */
  readonly sku: string;
  /** Needed for the classic tiers. On Premium v2 `External` means outbound integration. */
  readonly mode?: ApimMode | undefined;
  /** Another text or platform than the newest of the tier. */
  readonly profile?: ProfileId | undefined;
}

export interface ServiceSubject {
  readonly tier: Tier;
  readonly profile: ProfileId;
  /** `undefined` where the text knows no modes and none was given. */
  readonly mode: ApimMode | undefined;
}

/** Which text speaks about this tier in this mode, or a sentence on the tiers and modes there are. */
export function serviceSubject({ sku, mode, profile: asked }: ServiceRequest): Answer<ServiceSubject> {
  const tier = tierOf(sku);
  const able = tiers.filter(({ networking }) => networking.includes('injection') || networking.includes('integration'));
  if (tier === undefined || (!able.includes(tier) && asked !== 'workspace-gateway')) {
    const why = tier === undefined ? `'${sku}' is no tier.` : `${tier.sku} cannot be put into a subnet.`;
    return { ok: false, problem: `${why} The tiers that can are ${listed(able.map(other => other.sku))}.` };
  }
  const id = asked ?? profileOfTier(tier.sku, mode);
  const { skus, hasModes } = profile(id);
  if (!skus.includes(tier.sku))
    return { ok: false, problem: `The text of profile ${id} is about ${listed(skus)}, not about ${tier.sku}.` };
  if (hasModes && mode === undefined)
    return { ok: false, problem: `${tier.sku} needs a mode, which is External or Internal.` };
  return { ok: true, value: { tier, profile: id, mode } };
}
