import { routeVerdicts } from '../analysis/route-verdicts.ts';
import type { Route } from '../network/network.ts';
import { asksForRoutes } from './control-plane-route-missing.ts';
import { routedText } from './examples.ts';
import { isRequired } from './flow-findings.ts';
import { decidingRoutes, hopSpan, routeName, tableTitle, usedBy } from './route-findings.ts';
import { leadToInternet } from './route-fixes.ts';
import { rule } from './rule.ts';
import { endTitle, list } from './wording.ts';

export const defaultRouteDropsTraffic = rule({
  id: 'default-route-drops-traffic',
  severity: 'error',
  summary: 'A route drops traffic that API Management needs.',
  rationale: `Packets under a route with next hop None are dropped. API Management calls Azure Storage, Azure SQL, Azure Monitor and others; without them a service is not
activated or does not work. Routes of service endpoints come before it, and so do routes with longer prefixes and routes for service tags.`,
  limits: `Profiles stv2-current, stv1-final and vnet-2020-07. Only flows that the port table of the profile requires, and only where no other route may take them.
A dependency that is partly dropped by a narrower route is not reported, because which of its addresses a service uses is not known.`,
  source: 'Virtual network traffic routing, May 2023; virtual network configuration reference, April 2026',
  bad: routedText([{ name: 'no-internet', addressPrefix: '0.0.0.0/0', nextHopType: 'None' }]),
  good: routedText([{ name: 'no-test-network', addressPrefix: '198.51.100.0/24', nextHopType: 'None' }]),
  on: 'target',

  *check(target, file) {
    const table = target.routeTable;
    if (table === undefined || !asksForRoutes.includes(target.profile)) return;
    const needed = file.verdicts(target).filter(verdict => isRequired(verdict) && verdict.verdict !== 'not-required');
    const flows = new Map(needed.map(({ flow }) => [flow.id, flow]));
    const lost = new Map<Route, string[]>();
    for (const { id, verdict, outcomes } of routeVerdicts(target, file.network, [...flows.values()])) {
      const flow = flows.get(id);
      if (flow === undefined || verdict !== 'cut-off') continue;
      // Of several routes that drop all of it the widest is the one to look at.
      const dropping = decidingRoutes(outcomes.filter(({ nextHopType }) => nextHopType === 'None'));
      const { route } = dropping.find(({ outcome }) => outcome.certain) ?? dropping[0] ?? {};
      if (route !== undefined) lost.set(route, [...(lost.get(route) ?? []), endTitle(flow.destination)]);
    }
    for (const [route, ends] of lost) {
      yield {
        at: hopSpan(route),
        message: `${tableTitle(table)}: '${routeName(route)}' drops what goes to ${list([...new Set(ends)])} (${route.prefix?.text ?? ''} to None). API Management needs it; without it the service is not activated or does not work.`,
        related: usedBy(target),
        fixes: () => leadToInternet(route).map(fix => ({ ...fix, safety: 'review' })),
      };
    }
  },
});
