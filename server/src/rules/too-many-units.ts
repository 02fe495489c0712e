import { placesOf } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import { monthOf } from '../knowledge/source.ts';
import { unitLimit } from '../knowledge/subnet-sizing.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { setUnits } from './service-fixes.ts';
import { counted, serviceTitle } from './wording.ts';

const developer = (capacity: number) => serviceText({ service: { sku: { name: 'Developer', capacity } } });
/** Limits of which no newer text says otherwise; the others are old, or have changed from text to text. */
const certain = new Set(['Developer', 'BasicV2', 'StandardV2', 'PremiumV2']);

export const tooManyUnits = rule({
  id: 'too-many-units',
  severity: 'error',
  summary: 'The service asks for more units than its tier has.',
  rationale: 'Each tier has a largest number of units. Azure refuses a deployment beyond it.',
  limits: `Exact for Developer and the v2 tiers. For Premium the texts went from 10 over 12 to 31, some of them by support request, and for Basic and Standard the only
numbers are of 2018: these are warnings. Whether the 31 of Premium counts per region is not stated; each region is looked at by itself.`,
  source:
    'Scaling, August 2018; reliability article, June 2025; injection resources, April 2025; overview of the v2 tiers, April 2026',
  bad: developer(2),
  good: developer(1),
  on: 'service',

  *check(service) {
    const tier = tierOf(knownValue(service.sku));
    const limit = tier && unitLimit(tier.sku);
    if (limit === undefined || limit.units === null) return;
    for (const { units } of placesOf(service)) {
      if (units?.known !== true || units.value <= limit.units) continue;
      yield {
        at: units.origin.span,
        severity: certain.has(limit.sku) ? 'error' : 'warning',
        message: `${serviceTitle(service)} has ${counted(units.value, 'unit')}, and ${limit.sku} allows ${limit.units} (text of ${monthOf(limit.revision) ?? limit.revision}).`,
        fixes: () => [setUnits(units, limit.units ?? 1)],
      };
    }
  },
});
