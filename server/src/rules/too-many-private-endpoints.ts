import { dnsRules } from '../knowledge/hostnames.ts';
import type { PrivateEndpoint } from '../network/network.ts';
import { exampleService, serviceText } from './examples.ts';
import { rule } from './rule.ts';

const connected = (count: number) =>
  serviceText({
    properties: { virtualNetworkType: 'None', virtualNetworkConfiguration: undefined },
    others: [
      {
        type: 'Microsoft.Network/privateEndpoints',
        name: "[format('pe-apim-{0}', copyIndex())]",
        location: 'westeurope',
        copy: { name: 'endpoints', count },
        properties: {
          privateLinkServiceConnections: [
            { name: 'apim', properties: { privateLinkServiceId: exampleService, groupIds: ['Gateway'] } },
          ],
        },
      },
    ],
  });

export const tooManyPrivateEndpoints = rule({
  id: 'too-many-private-endpoints',
  severity: 'error',
  summary: 'More private endpoints lead to one API Management service than it takes.',
  rationale: `A service takes up to ${dnsRules.mostPrivateEndpoints} connections of private endpoints. Azure refuses those beyond.`,
  limits: `Counts the endpoints that the same file deploys for certain, so a service with endpoints of other files may have too many without a finding.`,
  source: 'Private endpoint article, March 2026',
  noFix: 'Which of the endpoints can go is a decision.',
  bad: connected(dnsRules.mostPrivateEndpoints + 1),
  good: connected(2),
  on: 'file',

  *check({ network }) {
    const byService = new Map<string, PrivateEndpoint[]>();
    for (const endpoint of network.privateEndpoints) {
      if (endpoint.conditional || endpoint.definedElsewhere) continue;
      for (const { target } of endpoint.connections) {
        if (target.identity?.startsWith('microsoft.apimanagement/service ') !== true) continue;
        byService.set(target.identity, [...(byService.get(target.identity) ?? []), endpoint]);
      }
    }
    for (const [service, endpoints] of byService) {
      const beyond = endpoints[dnsRules.mostPrivateEndpoints];
      if (beyond === undefined) continue;
      yield {
        at: beyond.nameSpan,
        message: `'${service.slice(service.lastIndexOf('/') + 1).replace(/^.* /, '')}' has ${endpoints.length} private endpoints in this file, and a service takes ${dnsRules.mostPrivateEndpoints} at most: Azure refuses those beyond.`,
      };
    }
  },
});
