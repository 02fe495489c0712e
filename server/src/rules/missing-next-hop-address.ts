import { knownValue } from '../base/sourced.ts';
import type { Fix } from '../fix/tree-edit.ts';
import type { Route, RouteTable } from '../network/network.ts';
import { tableText, toFirewall } from './examples.ts';
import { hopSpan, isOpenRoute, routeName } from './route-findings.ts';
import { rule } from './rule.ts';

export const missingNextHopAddress = rule({
  id: 'missing-next-hop-address',
  severity: 'error',
  summary: 'A route to an appliance names no appliance.',
  rationale: `A route with next hop VirtualAppliance needs nextHopIpAddress, the private address of that appliance. Azure refuses the route table without it: the address
cannot be null or empty.`,
  limits: 'A route with computed properties is not judged, nor is one with a syntax error in it.',
  source:
    'Virtual network traffic routing, May 2023; the error text: Azure/terraform-azurerm-hubnetworking, issue 48 (July 2023)',
  bad: tableText({ ...toFirewall, nextHopIpAddress: undefined }),
  good: tableText(toFirewall),
  on: 'routeTable',

  *check(table, file) {
    for (const route of table.routes) {
      const { nextHopType, nextHopIpAddress } = route;
      if (nextHopType?.known !== true || nextHopType.value !== 'VirtualAppliance' || nextHopIpAddress !== undefined)
        continue;
      if (isOpenRoute(file.templates, route) || file.isBroken(route.span)) continue;
      yield {
        at: hopSpan(route),
        message: `'${routeName(route)}' leads to a VirtualAppliance and gives no 'nextHopIpAddress'. Azure refuses the route table, and the deployment with it.`,
        fixes: () => sameAppliance(table, route),
      };
    }
  },
});

/** The address that all other routes to an appliance have; nothing where they differ or there are none. */
function sameAppliance(table: RouteTable, route: Route): readonly Fix[] {
  const others = table.routes.flatMap(({ nextHopType, nextHopIpAddress: address }) =>
    knownValue(nextHopType) === 'VirtualAppliance' && address !== undefined ? [address] : [],
  );
  const [first] = others;
  if (first?.known !== true || others.some(other => knownValue(other) !== first.value)) return [];
  return [
    {
      title: `Give '${routeName(route)}' the next hop address ${first.value}, as the other routes have`,
      safety: 'review',
      preferred: true,
      edits: [
        {
          kind: 'set-property',
          object: route.span,
          path: ['properties', 'nextHopIpAddress'],
          value: { $copyOf: first.origin.span },
        },
      ],
    },
  ];
}
