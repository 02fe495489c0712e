import type { Fix } from '../fix/tree-edit.ts';
import type { Route } from '../network/network.ts';
import { tableText, toFirewall } from './examples.ts';
import { isOpenRoute, routeName } from './route-findings.ts';
import { rule } from './rule.ts';
import { list } from './wording.ts';

export const missingRouteProperty = rule({
  id: 'missing-route-property',
  severity: 'error',
  summary: 'A route lacks its prefix or its next hop type.',
  rationale: `A route says which destinations it is for and where they go. Azure refuses a route without a next hop type or without a prefix. Until it is corrected, where
packets go is not known, and verdicts that depend on it are left open.`,
  limits:
    'A route with computed properties is not judged, nor is one that is only referred to or has a syntax error in it. Null and an empty text count as absent, as exports write them.',
  source: 'Resource Manager schema of route tables, API version 2023-09-01; for the prefix general knowledge',
  bad: tableText({ ...toFirewall, nextHopType: undefined, nextHopIpAddress: undefined }),
  good: tableText(toFirewall),
  on: 'routeTable',

  *check(table, file) {
    for (const route of table.routes) {
      const given = { addressPrefix: route.prefix, nextHopType: route.nextHopType };
      const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [`'${name}'`] : []));
      if (missing.length === 0 || isOpenRoute(file.templates, route) || file.isBroken(route.span)) continue;
      yield {
        at: route.nameSpan,
        message: `'${routeName(route)}' lacks ${list(missing)}. Azure refuses the route table, and the deployment with it.`,
        fixes: () => (route.nextHopType === undefined && route.nextHopIpAddress !== undefined ? [addHop(route)] : []),
      };
    }
  },
});

/** Of all next hops only an appliance has an address. */
function addHop(route: Route): Fix {
  return {
    title: "Set 'nextHopType' to VirtualAppliance",
    safety: 'safe',
    preferred: true,
    edits: [
      { kind: 'set-property', object: route.span, path: ['properties', 'nextHopType'], value: 'VirtualAppliance' },
    ],
  };
}
