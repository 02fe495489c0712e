/** The fix that gives a region of a service a public IP address. */
import type { ServicePlace } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import { type Fix, idOf, type NewResource } from '../fix/tree-edit.ts';
import { apiVersionOf } from '../knowledge/resource-types.ts';
import { publicIpProperties } from '../knowledge/subnet-sizing.ts';
import type { ApimService, Network } from '../network/network.ts';
import { freeResourceName } from './new-resource-names.ts';
import { dnsLabel } from './public-ip-findings.ts';

const type = 'Microsoft.Network/publicIPAddresses';

/** A new address of the kind that API Management takes, in the zones of the region, and its id in the service. For review: it costs money. */
export function createPublicIp(
  service: ApimService,
  place: ServicePlace,
  { publicIpAddresses }: Network,
): readonly Fix[] {
  const { zones, location, region } = place;
  const label = labelFor(service, location === undefined ? undefined : knownValue(region));
  if (label === undefined || zones === undefined) return [];
  const object = (location ?? service).span;
  const taken = new Set(publicIpAddresses.map(address => knownValue(address.name)?.toLowerCase()));
  const resource: NewResource = {
    type,
    apiVersion: apiVersionOf(type),
    symbol: 'publicIp',
    name: freeResourceName(`pip-${label}`, taken),
    body: {
      // An additional region's address is there, and not where the service is.
      ...(location !== undefined && region !== undefined && { location: { $copyOf: region.origin.span } }),
      sku: { name: publicIpProperties.sku },
      zones: { $copyOf: { object, path: ['zones'] } },
      properties: {
        publicIPAllocationMethod: publicIpProperties.allocation,
        publicIPAddressVersion: publicIpProperties.version,
        // As the service's name is written, so that the two go together.
        dnsSettings: {
          domainNameLabel: label === knownValue(service.name) ? { $copyOf: service.name!.origin.span } : label,
        },
      },
    },
  };
  return [
    {
      title: `Create the public IP address '${resource.name}' and give it to the service`,
      safety: 'review',
      edits: [
        { kind: 'add-resource', beside: service.span, resource },
        {
          kind: 'set-property',
          object,
          path: [...(location === undefined ? ['properties'] : []), 'publicIpAddressId'],
          value: idOf(resource),
        },
      ],
    },
  ];
}

/** Usually the name of the service, in an additional region with the region; `undefined` where that would be no label. */
function labelFor({ name }: ApimService, region: string | undefined): string | undefined {
  if (name?.known !== true) return undefined;
  const label = [name.value, ...(region === undefined ? [] : [region])].join('-').toLowerCase().replace(/\s/g, '');
  return dnsLabel.test(label) ? label : undefined;
}
