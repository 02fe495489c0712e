import { knownValue } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { serviceText } from './examples.ts';
import { examplePublicIp, examplePublicIpId } from './public-ip-findings.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

export const propertyWithoutEffect = rule({
  id: 'property-without-effect',
  severity: 'information',
  summary: 'The service has a network property that its tier does not use.',
  rationale: `A public IP address of one's own belongs to the classic tiers in a virtual network, and outbound public addresses (natGatewayState) to Premium on stv2.
The texts on the v2 tiers know neither.`,
  limits: 'Only where the tier is written down. Whether Azure refuses or ignores the property is not stated.',
  source: 'Premium v2 injection, October 2025; Resource Manager schema of API Management, API version 2022-08-01',
  bad: serviceText({
    service: { sku: { name: 'PremiumV2', capacity: 1 } },
    properties: { publicIpAddressId: examplePublicIpId },
    subnet: { delegations: [{ name: 'apim', properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }] },
    others: [examplePublicIp()],
  }),
  good: serviceText({
    service: { sku: { name: 'PremiumV2', capacity: 1 } },
    subnet: { delegations: [{ name: 'apim', properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }] },
  }),
  on: 'service',

  *check(service) {
    const tier = tierOf(knownValue(service.sku));
    if (tier === undefined) return;
    const idle: { name: string; at: Span }[] = [];
    if (tier.isV2 && service.publicIpAddress !== undefined)
      idle.push({ name: 'publicIpAddressId', at: service.publicIpAddress.span });
    const nat = service.natGatewayState;
    if (!tier.natGateway && nat?.known === true && nat.value.toLowerCase() === 'enabled')
      idle.push({ name: 'natGatewayState', at: nat.origin.span });
    for (const { name, at } of idle) {
      yield {
        at,
        message: `${serviceTitle(service)} has ${name}, and no text says that the tier ${tier.sku} uses it: it has no effect, or Azure refuses it.`,
        fixes: () => [
          {
            title: `Remove '${name}'`,
            safety: 'review',
            preferred: true,
            edits: [{ kind: 'remove-property', object: service.span, path: ['properties', name] }],
          },
        ],
      };
    }
  },
});
