import { networkMode, placesOf, targetsOfService } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import { publicIpRule } from '../knowledge/subnet-sizing.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { serviceText } from './examples.ts';
import { examplePublicIp, examplePublicIpId } from './public-ip-findings.ts';
import { createPublicIp } from './public-ip-fixes.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const service = { sku: { name: 'Premium', capacity: 3 }, zones: ['1', '2', '3'] };

export const zonesWithoutPublicIp = rule({
  id: 'zones-without-public-ip',
  severity: 'information',
  summary: 'A service in internal mode has zones and no public IP address of its own.',
  rationale: `Microsoft's texts disagree. The reliability article of June 2025 asks for a public IP address as soon as a service in a virtual network has zones;
the how-to on zones of the same day calls it optional, and so does the internal-mode article of August 2026.`,
  limits:
    'Only for the stv2 platform, and only where zones are listed and the properties of the service are all written down.',
  source: 'Reliability article, June 2025; how-to on zones, June 2025; internal-mode article, August 2026',
  bad: serviceText({ service }),
  good: serviceText({ service, properties: { publicIpAddressId: examplePublicIpId }, others: [examplePublicIp()] }),
  on: 'service',

  *check(service, file) {
    if (networkMode(service) !== 'Internal' || tierOf(knownValue(service.sku))?.zones === 'no') return;
    const own = targetsOfService(file.targets, service);
    if (!own.some(({ profile }) => publicIpRule(profile)?.Internal === 'optional')) return;
    for (const place of placesOf(service)) {
      if (place.zones === undefined || (place.zones.count ?? 0) === 0) continue;
      if (place.publicIpAddress !== undefined || place.propertiesUnknown !== undefined) continue;
      yield {
        at: place.zones.span,
        message: `${serviceTitle(service)} has zones in internal mode and no publicIpAddressId. The reliability article of June 2025 asks for one, the how-to on zones of the same day and the internal-mode article of August 2026 call it optional.`,
        fixes: () => createPublicIp(service, place, file.network),
      };
    }
  },
});
