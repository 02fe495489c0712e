import { networkMode } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import { tierOf } from '../knowledge/tiers.ts';
import { exampleService, serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const endpoint = {
  type: 'Microsoft.Network/privateEndpoints',
  name: 'pe-apim',
  location: 'westeurope',
  properties: {
    privateLinkServiceConnections: [
      { name: 'apim', properties: { privateLinkServiceId: exampleService, groupIds: ['Gateway'] } },
    ],
  },
};

export const privateEndpointNotPossible = rule({
  id: 'private-endpoint-not-possible',
  severity: 'error',
  summary: 'A private endpoint leads to a service that cannot have one.',
  rationale: `A service of a classic tier that is in a virtual network cannot have a private endpoint: it is one or the other. Consumption and Basic v2 have none at all.
Azure refuses the endpoint.`,
  limits:
    'Sees private endpoints of the same file. Premium v2 in a virtual network is left alone, because the text of March 2026 allows it in some cases.',
  source: 'Private endpoint article, March 2022 and March 2026',
  noFix: 'Either the private endpoint or the virtual network of the service has to go, and that is a decision.',
  bad: serviceText({ others: [endpoint] }),
  good: serviceText({
    properties: { virtualNetworkType: 'None', virtualNetworkConfiguration: undefined },
    others: [endpoint],
  }),
  on: 'service',

  *check(service, file) {
    const tier = tierOf(knownValue(service.sku));
    if (tier === undefined) return;
    const mode = networkMode(service);
    const why = !tier.networking.includes('private-endpoint')
      ? `the tier ${tier.sku} has none`
      : !tier.isV2 && (mode === 'External' || mode === 'Internal')
        ? `a service of the tier ${tier.sku} in a virtual network (${mode}) cannot have one`
        : undefined;
    if (why === undefined) return;
    for (const candidate of file.network.privateEndpoints) {
      if (candidate.conditional || candidate.definedElsewhere) continue;
      for (const { target } of candidate.connections) {
        if (target.identity !== service.identity) continue;
        yield {
          at: target.span,
          message: `${candidate.name?.known === true ? `'${candidate.name.value}'` : 'This private endpoint'} leads to ${serviceTitle(service)}, and ${why}: Azure refuses it.`,
          related: [{ at: (service.mode ?? service.sku)?.origin.span ?? service.nameSpan, message: 'the service' }],
        };
      }
    }
  },
});
