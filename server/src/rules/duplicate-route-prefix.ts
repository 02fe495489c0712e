import { routePrefix } from '../analysis/effective-routes.ts';
import { formatPrefix } from '../network/address.ts';
import type { Route } from '../network/network.ts';
import { tableText, toFirewall } from './examples.ts';
import { prefixSpan, routeName } from './route-findings.ts';
import { removeRoute } from './route-fixes.ts';
import { rule } from './rule.ts';

export const duplicateRoutePrefix = rule({
  id: 'duplicate-route-prefix',
  severity: 'error',
  summary: 'Two routes of a table have the same prefix.',
  rationale:
    'Azure refuses the route table with RouteConflict: routes of one table cannot have the same address prefix.',
  limits: `Exact for IPv4 prefixes and service tags that are written down, without regard to case. Routes whose name is not known are left out, because they may be
one and the same, and so are routes that may be absent.`,
  source: 'The error text: kubernetes-sigs/cloud-provider-azure, issue 657 (June 2021)',
  bad: tableText(toFirewall, { name: 'to-internet', addressPrefix: '0.0.0.0/0' }),
  good: tableText(toFirewall, { name: 'to-internet', addressPrefix: 'ApiManagement' }),
  on: 'routeTable',

  *check(table) {
    const seen = new Map<string, Route>();
    for (const route of table.routes) {
      const key = keyOf(route);
      if (key === undefined || route.maybe !== undefined || route.name?.known !== true) continue;
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, route);
        continue;
      }
      // Two routes with one name are another rule's matter.
      if (routeName(earlier).toLowerCase() === routeName(route).toLowerCase()) continue;
      yield {
        at: prefixSpan(route),
        message: `'${routeName(route)}' has the prefix ${route.prefix?.text ?? ''}, which '${routeName(earlier)}' has too. Azure refuses the route table, and the deployment with it: a prefix may be used once.`,
        related: [{ at: prefixSpan(earlier), message: `'${routeName(earlier)}' has it too` }],
        fixes: () =>
          leadsTheSame(earlier, route)
            ? [{ ...removeRoute(route, 'safe'), preferred: true }]
            : [removeRoute(route, 'review'), removeRoute(earlier, 'review')],
      };
    }
  },
});

/** Whether two routes with one prefix differ in their names only. */
function leadsTheSame(a: Route, b: Route): boolean {
  if (a.nextHopType?.known !== true || b.nextHopType?.known !== true) return false;
  const [first, second] = [a.nextHopIpAddress, b.nextHopIpAddress];
  if (first?.known === false || second?.known === false) return false;
  return a.nextHopType.value === b.nextHopType.value && first?.value === second?.value;
}

function keyOf(route: Route): string | undefined {
  const prefix = routePrefix(route);
  if (prefix.kind === 'v4') return formatPrefix(prefix.prefix);
  return prefix.kind === 'tag' ? prefix.tag.name.toLowerCase() : undefined;
}
