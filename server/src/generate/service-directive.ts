/** What a generated resource says of the service that it is for, so that this tool judges it as such from then on. */
import { profileOfTier } from '../knowledge/tiers.ts';
import { type Place, regionOf } from './place.ts';
import type { ServiceSubject } from './service-subject.ts';
import type { ResourceDescription } from './text/template.ts';

export type DirectiveEntry = readonly [key: string, value: string];

/** Mode, tier, region and profile, as far as they are known and do not follow from one another. */
export function serviceDirective({ tier, mode, profile }: ServiceSubject, place: Place): readonly DirectiveEntry[] {
  const region = regionOf(place);
  return [
    ...(mode === undefined ? [] : [['mode', mode] as const]),
    ['sku', tier.sku],
    ...(region === undefined ? [] : [['region', region] as const]),
    ...(profile === profileOfTier(tier.sku, mode) ? [] : [['profile', profile] as const]),
  ];
}

/** The resource with the entries: a comment in Bicep, `metadata` in ARM JSON, which has no comments. */
export function withDirective(
  { body, ...resource }: ResourceDescription,
  entries: readonly DirectiveEntry[],
  language: 'bicep' | 'arm',
): ResourceDescription {
  if (language === 'bicep')
    return { ...resource, comment: `apim-vnet: ${entries.map(([key, value]) => `${key}=${value}`).join(' ')}`, body };
  const { location, ...others } = body;
  const metadata = { apimVnet: Object.fromEntries(entries) };
  return { ...resource, body: { ...(location !== undefined && { location }), metadata, ...others } };
}
