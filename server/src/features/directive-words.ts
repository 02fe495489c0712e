/** What the keys and values of a directive stand for, in a few words: beside an offer and in a hover. */
import { type DirectiveKey, noFeatures } from '../analysis/directive.ts';
import { feature, isFeatureId } from '../knowledge/features.ts';
import { isProfileId, profile } from '../knowledge/profiles.ts';
import { region } from '../knowledge/regions.ts';

export const directiveKeyTitles: Readonly<Record<DirectiveKey, string>> = {
  mode: 'External or Internal',
  sku: 'tier of the service',
  units: 'how many units it has',
  region: 'region of the service, such as westeurope',
  cloud: 'public, usgov or china',
  profile: 'document or platform whose flows are needed',
  features: 'optional features in use, with commas between',
};

/** `undefined` where the value says it all, or is none. Of `features` one value alone. */
export function directiveValueTitle(key: DirectiveKey, value: string): string | undefined {
  if (key === 'profile' && isProfileId(value)) return profile(value).title;
  if (key === 'region') return region(value)?.name;
  if (key === 'features')
    return value === noFeatures ? 'no optional feature' : isFeatureId(value) ? feature(value).title : undefined;
  return undefined;
}
