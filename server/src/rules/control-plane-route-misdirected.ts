import { controlPlaneRoutes } from '../analysis/route-verdicts.ts';
import { asksForRoutes, namesControlPlane } from './control-plane-route-missing.ts';
import { routedText, toControlPlane, toFirewall } from './examples.ts';
import { decidingRoutes, hopSpan, routeSends, tableTitle, usedBy } from './route-findings.ts';
import { leadToInternet } from './route-fixes.ts';
import { rule } from './rule.ts';

export const controlPlaneRouteMisdirected = rule({
  id: 'control-plane-route-misdirected',
  severity: 'error',
  summary: 'A route for the control plane does not lead to the internet.',
  rationale: `The control plane calls the service on TCP 3443 from the internet, and the answer must go back the way the request came. A route for ApiManagement
with another next hop than Internet sends the answer to an appliance, to a gateway or nowhere; the control plane drops it or never gets it, whatever else
the route table says.`,
  limits: `Profiles stv2-current, stv1-final and vnet-2020-07; with the last one also routes for single addresses of the service's region. A regional tag such as
ApiManagement.WestEurope may hold only a part of the control plane and is not judged.`,
  source:
    'API Management, forced tunnelling to a firewall, November 2023, and internal virtual network, August 2026; using API Management with virtual networks, July 2020',
  bad: routedText([toFirewall, { ...toControlPlane, nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.2.4' }]),
  good: routedText([toFirewall, toControlPlane]),
  on: 'target',

  *check(target, file) {
    const table = target.routeTable;
    const back = asksForRoutes.includes(target.profile) ? controlPlaneRoutes(target, file.network) : undefined;
    if (table === undefined || back?.verdict !== 'cut-off') return;
    const all = back.addresses.length === 0 ? back.outcomes : back.addresses.flatMap(({ outcomes }) => outcomes);
    for (const { route, outcome } of decidingRoutes(all)) {
      const meaning = route.prefix?.meaning;
      if (outcome.nextHopType === 'Internet' || route.maybe !== undefined || !namesControlPlane(route, back)) continue;
      // Beside a regional tag it is not certain which of the two decides; the whole tag leads astray all the same.
      if (!outcome.certain && (meaning?.kind !== 'tag' || meaning.tag.region !== null)) continue;
      yield {
        at: hopSpan(route),
        message: `${tableTitle(table)}: ${routeSends(route, outcome)} and not to the Internet. Answers to the control plane (TCP 3443) do not go back the way requests came and are dropped: the service cannot be deployed or managed.`,
        related: usedBy(target),
        fixes: () => leadToInternet(route),
      };
    }
  },
});
