import { placesOf } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const properties = { virtualNetworkType: 'None', virtualNetworkConfiguration: undefined };
const additionalLocations = [{ location: 'northeurope', sku: { name: 'Developer', capacity: 1 } }];
const service = { sku: { name: 'Developer', capacity: 1 } };

export const tierWithoutAdditionalLocations = rule({
  id: 'tier-without-additional-locations',
  severity: 'error',
  summary: 'The tier cannot be deployed to several regions.',
  rationale:
    'Additional locations need the classic Premium tier; no other classic tier and none of the v2 tiers has them.',
  limits: 'Exact where the tier is written down.',
  source: 'Multi-region article, July 2022; overview of the v2 tiers, April 2026',
  bad: serviceText({ service, properties: { ...properties, additionalLocations } }),
  good: serviceText({ service, properties }),
  on: 'service',

  *check(service) {
    const tier = tierOf(knownValue(service.sku));
    if (tier === undefined || tier.additionalLocations) return;
    const first = placesOf(service).find(place => place.location !== undefined);
    if (first === undefined) return;
    yield {
      at: first.at,
      message: `${serviceTitle(service)} has additional locations, and the tier ${tier.sku} cannot be deployed to several regions: only Premium can, and Azure refuses the deployment.`,
      related: service.sku === undefined ? [] : [{ at: service.sku.origin.span, message: 'the tier' }],
      fixes: () => [
        {
          title: 'Remove the additional locations',
          safety: 'review',
          edits: [{ kind: 'remove-property', object: service.span, path: ['properties', 'additionalLocations'] }],
        },
      ],
    };
  },
});
