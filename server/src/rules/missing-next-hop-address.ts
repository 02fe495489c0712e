import { tableText, toFirewall } from './examples.ts';
import { hopSpan, isOpenRoute, routeName } from './route-findings.ts';
import { rule } from './rule.ts';

export const missingNextHopAddress = rule({
  id: 'missing-next-hop-address',
  severity: 'error',
  summary: 'A route to an appliance names no appliance.',
  rationale: `A route with next hop VirtualAppliance needs nextHopIpAddress, the private address of that appliance. Azure refuses the route table without it: the address
cannot be null or empty.`,
  limits: 'A route with computed properties is not judged.',
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
      if (isOpenRoute(file.templates, route)) continue;
      yield {
        at: hopSpan(route),
        message: `'${routeName(route)}' leads to a VirtualAppliance and gives no 'nextHopIpAddress'. Azure refuses the route table, and the deployment with it.`,
      };
    }
  },
});
