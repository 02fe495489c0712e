import { placesOf } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { setUnits } from './service-fixes.ts';
import { counted, serviceTitle } from './wording.ts';

const zoned = (capacity: number) =>
  serviceText({ service: { sku: { name: 'Premium', capacity }, zones: ['1', '2', '3'] } });

export const unitsNotSpreadOverZones = rule({
  id: 'units-not-spread-over-zones',
  severity: 'error',
  summary: 'The units cannot be spread evenly over the zones.',
  rationale:
    'With zones chosen by hand the number of units of each region must be a multiple of the number of its zones; Azure refuses anything else.',
  limits:
    'Only for Premium, where zones and units of a region are written down. Without zones Azure chooses, and no number is prescribed.',
  source: 'Reliability article and how-to on zones, June 2025',
  bad: zoned(2),
  good: zoned(3),
  on: 'service',

  *check(service) {
    if (tierOf(knownValue(service.sku))?.sku !== 'Premium') return;
    for (const { units, zones, region } of placesOf(service)) {
      const count = zones?.count ?? 0;
      if (units?.known !== true || zones === undefined || count === 0 || units.value % count === 0) continue;
      const where = region?.known === true ? ` in ${region.value}` : '';
      yield {
        at: units.origin.span,
        message: `${serviceTitle(service)} has ${counted(units.value, 'unit')}${where} for ${counted(count, 'zone')}: the units must be a multiple of the zones, or Azure refuses the deployment.`,
        related: [{ at: zones.span, message: 'the zones' }],
        fixes: () => {
          const more = Math.ceil(units.value / count) * count;
          const fewer = more - count;
          return [...(fewer === 0 ? [] : [fewer]), more].toReversed().map(wanted => setUnits(units, wanted));
        },
      };
    }
  },
});
