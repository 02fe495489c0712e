import { placesOf } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

export const tierWithoutZones = rule({
  id: 'tier-without-zones',
  severity: 'error',
  summary: 'The tier has no availability zones.',
  rationale: 'Zones need the classic Premium tier; Azure refuses them in another.',
  limits:
    'Exact where the tier is written down. Premium v2 is left alone: the overview of April 2026 names zones for it, the texts of June 2025 do not.',
  source: 'Reliability article and how-to on zones, June 2025; overview of the v2 tiers, April 2026',
  bad: serviceText({ service: { sku: { name: 'Developer', capacity: 1 }, zones: ['1'] } }),
  good: serviceText({ service: { sku: { name: 'Developer', capacity: 1 } } }),
  on: 'service',

  *check(service) {
    const tier = tierOf(knownValue(service.sku));
    if (tier?.zones !== 'no') return;
    for (const { zones, location } of placesOf(service)) {
      if ((zones?.count ?? 0) === 0) continue;
      yield {
        at: zones!.span,
        message: `${serviceTitle(service)} has zones, and the tier ${tier.sku} has none: only Premium does, and Azure refuses the deployment.`,
        fixes: () => [
          {
            title: 'Remove the zones',
            safety: 'review',
            preferred: true,
            edits: [{ kind: 'remove-property', object: (location ?? service).span, path: ['zones'] }],
          },
        ],
      };
    }
  },
});
