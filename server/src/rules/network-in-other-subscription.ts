import { usesSubnet } from '../analysis/service-network.ts';
import { locationRule } from '../knowledge/subnet-sizing.ts';
import { examplePublicIp } from './public-ip-findings.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const subnetId = (subscription: string) =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-apim/subnets/snet-apim`;
const addressId = (subscription: string) =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/pip-apim`;
const one = '11111111-1111-1111-1111-111111111111';
const two = '22222222-2222-2222-2222-222222222222';

const exported = (subnetSubscription: string) =>
  JSON.stringify(
    [
      {
        id: `/subscriptions/${one}/resourceGroups/rg/providers/Microsoft.ApiManagement/service/apim-contoso`,
        type: 'Microsoft.ApiManagement/service',
        name: 'apim-contoso',
        location: 'westeurope',
        sku: { name: 'Premium', capacity: 1 },
        properties: {
          virtualNetworkType: 'External',
          publicIpAddressId: addressId(one),
          virtualNetworkConfiguration: { subnetResourceId: subnetId(subnetSubscription) },
        },
      },
      { ...examplePublicIp(), id: addressId(one) },
    ],
    undefined,
    2,
  );

export const networkInOtherSubscription = rule({
  id: 'network-in-other-subscription',
  severity: 'error',
  summary: 'Service, subnet and public IP address are not in one subscription.',
  rationale:
    'The subnet, and the public IP address where one is given, must be in the subscription of the service. Azure refuses the deployment otherwise.',
  limits: `Compares subscriptions in ids that are written out whole: of the service itself, as exports have it, of its subnet and of its public IP address. Placeholders are no
subscriptions, and a computed id is left alone.`,
  source:
    'Network resources for injection, April 2025; Premium v2 injection, October 2025; the texts of 2016 and July 2020',
  noFix: 'Which of the subscriptions is the right one is not known.',
  bad: exported(two),
  good: exported(one),
  on: 'target',

  *check(target) {
    const { service } = target;
    const place = target.location ?? service;
    const asked = locationRule(target.profile)?.sameSubscription ?? [];
    if (service === undefined || place === undefined || asked.length === 0 || !usesSubnet(target)) return;
    const own = guid(service.subscription);
    const subnet = guid(place.subnet?.subscription);
    const address = asked.includes('publicIpAddress') ? guid(place.publicIpAddress?.subscription) : undefined;
    if (subnet !== undefined && own !== undefined && subnet !== own) {
      yield {
        at: place.subnet!.span,
        message: `${serviceTitle(service)} is in the subscription ${own}, and its subnet in ${subnet}: Azure refuses the deployment, because they must be in one.`,
      };
    } else if (address !== undefined && (own ?? subnet) !== undefined && address !== (own ?? subnet)) {
      yield {
        at: place.publicIpAddress!.span,
        message: `${serviceTitle(service)} has its ${own === undefined ? 'subnet' : 'place'} in the subscription ${own ?? subnet}, and its public IP address in ${address}: Azure refuses the deployment, because they must be in one.`,
        related: own === undefined ? [{ at: place.subnet!.span, message: 'the subnet' }] : [],
      };
    }
  },
});

function guid(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined;
}
