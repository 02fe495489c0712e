import { routesTo, toTag } from '../analysis/effective-routes.ts';
import { tagNamed } from '../analysis/region.ts';
import { routingScope } from '../analysis/route-verdicts.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import { routingGuidance, serviceEndpointTag } from '../knowledge/routing.ts';
import { routedText, toControlPlane, toFirewall } from './examples.ts';
import { decidingRoutes, routeSends, usedBy } from './route-findings.ts';
import { rule } from './rule.ts';
import { list } from './wording.ts';

const endpoints = ['Microsoft.Sql', 'Microsoft.Storage', 'Microsoft.EventHub', 'Microsoft.KeyVault'];
const serviceEndpoints = endpoints.map(service => ({ service }));

export const serviceEndpointMissing = rule({
  id: 'service-endpoint-missing',
  severity: 'information',
  summary: 'Traffic to Azure services that API Management needs passes an appliance or a gateway.',
  rationale: `Where 0.0.0.0/0 leads to an appliance or a gateway, the traffic of API Management to Azure SQL, Storage, Event Hubs and Key Vault goes there too. A service
endpoint on the subnet takes it straight to the service. Without one the appliance must let every prefix of that service through and follow its changes.
The text of July 2020 asks for an endpoint for Service Bus and for none for Key Vault.`,
  limits: `Profiles stv2-current, stv1-final and vnet-2020-07. Whether an appliance lets the traffic through is not in a file, so this is information. Azure SQL counts in
the primary region only. A subnet whose endpoints are not known is not judged, nor is one whose route table is elsewhere. The
addresses of Event Hubs and Service Bus may overlap, so where one of the two has an endpoint the other is not asked for. The v2 tiers need none.`,
  source:
    'API Management, forced tunnelling to a firewall, November 2023; using API Management with virtual networks, July 2020',
  bad: routedText([toFirewall, toControlPlane]),
  good: routedText([toFirewall, toControlPlane], { subnet: { serviceEndpoints } }),
  on: 'target',

  *check(target) {
    const { subnet } = target;
    if (subnet === undefined || target.routeTable === undefined) return;
    const scope = routingScope(target);
    const missing: string[] = [];
    let tunnel: ReturnType<typeof decidingRoutes>[number] | undefined;
    for (const service of wantedEndpoints(target)) {
      const tag = serviceEndpointTag(service);
      if (tag === undefined) continue;
      const outcomes = routesTo(scope, toTag(tagNamed(tag)));
      const tunnels = ['VirtualAppliance', 'VirtualNetworkGateway'];
      const [first] = decidingRoutes(outcomes);
      if (first === undefined || !outcomes.every(({ nextHopType: hop }) => tunnels.includes(hop ?? ''))) continue;
      missing.push(service);
      tunnel ??= first;
    }
    if (tunnel === undefined) return;
    yield {
      at: subnet.nameSpan,
      message: `'${knownValue(subnet.name) ?? 'This subnet'}' has no service endpoint ${list(missing)}, and ${routeSends(tunnel.route, tunnel.outcome)}. What API Management sends to ${missing.length === 1 ? 'that service' : 'those services'} must pass there: every prefix must be let through, and stay so when prefixes change.`,
      related: [{ at: tunnel.route.nameSpan, message: 'this route leads there' }, ...usedBy(target)],
      // It takes the traffic past the appliance, which somebody put there.
      fixes: () => [
        {
          title: `Add the service ${missing.length === 1 ? 'endpoint' : 'endpoints'} ${list(missing)}`,
          safety: 'review',
          preferred: true,
          edits: missing.map(service => ({
            kind: 'add-item',
            object: subnet.span,
            path: ['properties', 'serviceEndpoints'],
            value: { service },
          })),
        },
      ],
    };
  },
});

/** The endpoints that the text of the profile asks for under forced tunnelling. */
function wantedEndpoints({ profile, service, location }: Target): readonly string[] {
  const items = routingGuidance(profile)?.items ?? [];
  const isPrimary = service !== undefined && location === undefined;
  return items
    .flatMap(({ when, serviceEndpoints: services }) => (when === 'forced-tunnelling' ? services : []))
    .filter(name => name !== 'Microsoft.Sql' || isPrimary);
}
