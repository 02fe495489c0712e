import { networkMode, placesOf } from '../analysis/service-network.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const additionalLocations = [
  {
    location: 'northeurope',
    sku: { name: 'Premium', capacity: 1 },
    virtualNetworkConfiguration: {
      subnetResourceId:
        '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-north/subnets/snet-apim',
    },
  },
];

export const regionsWithoutRouting = rule({
  id: 'regions-without-routing',
  severity: 'information',
  summary: 'A service in internal mode has several regions, and Azure routes nothing between them.',
  rationale: `In external mode Azure sends clients to the nearest region. In internal mode it does not: each region has a private address of its own, and finding and balancing
between them is the task of those who run the network.`,
  limits: 'A reminder: what routes between the regions is never looked for.',
  source: 'Multi-region article, July 2022; network resources for injection, April 2025',
  noFix: 'What routes between the regions is not part of the service.',
  bad: serviceText({ properties: { additionalLocations } }),
  good: serviceText(),
  on: 'service',

  *check(service) {
    if (networkMode(service) !== 'Internal') return;
    const first = placesOf(service).find(place => place.location !== undefined);
    if (first === undefined) return;
    yield {
      at: first.at,
      message: `${serviceTitle(service)} is in internal mode in several regions: each has a private address of its own, and routing and failover between them are not done by Azure.`,
    };
  },
});
