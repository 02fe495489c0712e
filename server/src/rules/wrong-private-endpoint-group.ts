import { dnsRules } from '../knowledge/hostnames.ts';
import { exampleService, serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';

const withGroup = (group: string) =>
  serviceText({
    properties: { virtualNetworkType: 'None', virtualNetworkConfiguration: undefined },
    others: [
      {
        type: 'Microsoft.Network/privateEndpoints',
        name: 'pe-apim',
        location: 'westeurope',
        properties: {
          privateLinkServiceConnections: [
            { name: 'apim', properties: { privateLinkServiceId: exampleService, groupIds: [group] } },
          ],
        },
      },
    ],
  });

export const wrongPrivateEndpointGroup = rule({
  id: 'wrong-private-endpoint-group',
  severity: 'error',
  summary: 'A private endpoint asks for an endpoint of API Management that cannot be private.',
  rationale:
    'A private endpoint leads to the gateway of API Management only, under the group id Gateway. Azure refuses any other.',
  limits: 'Only where the connection leads to an API Management service by an id whose type is written down.',
  source: 'Private endpoint article, March 2026',
  bad: withGroup('management'),
  good: withGroup('Gateway'),
  on: 'file',

  *check({ network }) {
    for (const endpoint of network.privateEndpoints) {
      for (const { target, groupIds } of endpoint.connections) {
        if (target.identity?.startsWith('microsoft.apimanagement/service ') !== true) continue;
        for (const group of groupIds) {
          if (!group.known || group.value.toLowerCase() === dnsRules.privateEndpointGroup.toLowerCase()) continue;
          yield {
            at: group.origin.span,
            message: `${endpoint.name?.known === true ? `'${endpoint.name.value}'` : 'This private endpoint'} asks for the group '${group.value}', and API Management offers ${dnsRules.privateEndpointGroup} only: Azure refuses the endpoint.`,
            fixes: () => [respell(group.origin, group.value, dnsRules.privateEndpointGroup)],
          };
        }
      }
    }
  },
});
