import { networkMode, placesOf } from '../analysis/service-network.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const sku = { name: 'Premium', capacity: 1 };
const elsewhere =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-north/subnets/snet-apim';

export const locationWithoutSubnet = rule({
  id: 'location-without-subnet',
  severity: 'error',
  summary: 'An additional location of a service in a virtual network names no subnet.',
  rationale:
    'In a virtual network every region of a service needs a virtual network and a subnet of its own. Azure refuses a location without one.',
  limits: 'Only where the properties of the location are all written down; a subnet that is computed counts as given.',
  source: 'Multi-region article, July 2022; network resources for injection, April 2025',
  noFix: 'The subnet has to be in the virtual network of the other region, and which one that is nobody has said.',
  bad: serviceText({ properties: { additionalLocations: [{ location: 'northeurope', sku }] } }),
  good: serviceText({
    properties: {
      additionalLocations: [
        { location: 'northeurope', sku, virtualNetworkConfiguration: { subnetResourceId: elsewhere } },
      ],
    },
  }),
  on: 'service',

  *check(service) {
    const mode = networkMode(service);
    if (mode === 'None' || mode === 'unknown' || service.subnet === undefined) return;
    for (const place of placesOf(service)) {
      if (place.location === undefined || place.subnet !== undefined || place.propertiesUnknown !== undefined) continue;
      const where = place.region?.known === true ? ` '${place.region.value}'` : '';
      yield {
        at: place.at,
        message: `${serviceTitle(service)} is in a virtual network (${mode}), and its additional location${where} names no subnet: Azure refuses the deployment.`,
        related: [{ at: service.subnet.span, message: 'the subnet of its own region' }],
      };
    }
  },
});
