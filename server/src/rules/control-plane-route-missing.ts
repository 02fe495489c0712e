import { type ControlPlaneAddress, type ControlPlaneRoutes, controlPlaneRoutes } from '../analysis/route-verdicts.ts';
import type { Route } from '../network/network.ts';
import { routedText, toControlPlane, toFirewall } from './examples.ts';
import { decidingRoutes, prefixSpan, routeSends, tableTitle, usedBy } from './route-findings.ts';
import { addControlPlaneRoute, addInternetRoutes, type NewRoute } from './route-fixes.ts';
import { rule } from './rule.ts';
import { counted, list } from './wording.ts';

export const controlPlaneRouteMissing = rule({
  id: 'control-plane-route-missing',
  severity: 'error',
  summary: 'Answers to the control plane leave by the default route.',
  rationale: `The control plane of API Management calls the service on TCP 3443 from the internet, and the answer must go back the way the request came. A
user-defined route that sends 0.0.0.0/0 to an appliance or a gateway makes the answer leave from another address, and the control plane drops it: a new
service is not activated, and a running one can no longer be managed. A route for the service tag ApiManagement with next hop Internet takes the answers
past the appliance. The text of July 2020, from the time before service tags, asks for a host route for each address of the control plane instead.`,
  limits: `Profiles stv2-current, stv1-final and vnet-2020-07. With the last one the addresses of the service's region are compared, so its region must be known.
Where a route to other public addresses, a regional tag or a value that is not known may hold the control plane, nothing is reported. Routes that a gateway
advertises are not in a file. The v2 tiers need no route.`,
  source:
    'API Management, forced tunnelling to a firewall, November 2023, and internal virtual network, August 2026; using API Management with virtual networks, July 2020',
  bad: routedText([toFirewall]),
  good: routedText([toFirewall, toControlPlane]),
  on: 'target',

  *check(target, file) {
    const table = target.routeTable;
    const back = asksForRoutes.includes(target.profile) ? controlPlaneRoutes(target, file.network) : undefined;
    if (table === undefined || back?.verdict !== 'cut-off') return;
    const deciding = decidingRoutes(
      back.addresses.length === 0
        ? back.outcomes
        : back.addresses.filter(({ verdict }) => verdict === 'cut-off').flatMap(({ outcomes }) => outcomes),
    ).filter(({ route }) => !namesControlPlane(route, back));
    const [first, ...others] = deciding;
    const lacking = back.addresses.filter(lacksRoute);
    if (first === undefined || (lacking.length === 0 && back.addresses.length > 0)) return;
    const missing =
      lacking.length === 0
        ? 'no route leads ApiManagement to the Internet'
        : `no route leads to the Internet for ${list(lacking.map(addressTitle))}`;
    yield {
      at: prefixSpan(first.route),
      message: `${tableTitle(table)}: ${routeSends(first.route, first.outcome)}, and ${missing}. Answers to the control plane (TCP 3443) then come from another address and are dropped: the service cannot be deployed or managed.`,
      related: [
        ...others
          .slice(0, mostRelated)
          .map(({ route, outcome }) => ({ at: prefixSpan(route), message: routeSends(route, outcome) })),
        ...usedBy(target),
      ],
      fixes: () => [
        lacking.length === 0
          ? addControlPlaneRoute(table)
          : addInternetRoutes(
              table,
              lacking.map(hostRoute),
              `Add ${counted(lacking.length, 'route')} to the control plane of ${target.region ?? 'the region'}`,
            ),
      ],
    };
  },
});

/** Enough to see the pattern. */
const mostRelated = 5;

/** Profiles whose texts ask for a route to the control plane. Source: knowledge/routing.ts. */
export const asksForRoutes: readonly string[] = ['stv2-current', 'stv1-final', 'vnet-2020-07'];

/** Whether a route is about the control plane itself: where it leads is another rule's matter. */
export function namesControlPlane(route: Route, { addresses }: ControlPlaneRoutes): boolean {
  const meaning = route.prefix?.meaning;
  if (meaning?.kind === 'tag') return meaning.tag.base === 'ApiManagement';
  return addresses.some(({ address }) => route.prefix?.text === address || route.prefix?.text === `${address}/32`);
}

/** `to-control-plane-westeurope-51-145-179-78`. */
function hostRoute({ address, row }: ControlPlaneAddress): NewRoute {
  const region = row.region.toLowerCase().replace(/[^a-z0-9]/g, '');
  return { name: `to-control-plane-${region}-${address.replaceAll('.', '-')}`, addressPrefix: `${address}/32` };
}

function lacksRoute({ verdict, address, outcomes }: ControlPlaneAddress): boolean {
  const own = [address, `${address}/32`];
  return verdict === 'cut-off' && !decidingRoutes(outcomes).some(({ route }) => own.includes(route.prefix?.text ?? ''));
}

/** `51.145.179.78 (West Europe)`, `104.214.19.224 (South Central US, every region needs it)`. */
export function addressTitle({ address, row }: ControlPlaneAddress): string {
  return `${address} (${row.region}${row.isGlobal ? ', needed in every region' : ''})`;
}
