import { tableText } from './examples.ts';
import { hopSpan, routeName } from './route-findings.ts';
import { removeHopAddress } from './route-fixes.ts';
import { rule } from './rule.ts';

const toGateway = { name: 'to-branch', addressPrefix: '10.20.0.0/16', nextHopType: 'VirtualNetworkGateway' };

export const needlessNextHopAddress = rule({
  id: 'needless-next-hop-address',
  severity: 'error',
  summary: 'A route that leads to no appliance has the address of one.',
  rationale:
    'Azure allows nextHopIpAddress with next hop VirtualAppliance only, and refuses the route table otherwise. An empty text and null count as absent.',
  limits: 'A next hop type or an address that is not known is not judged.',
  source: 'Resource Manager schema of route tables, API version 2023-09-01; virtual network traffic routing, May 2023',
  bad: tableText({ ...toGateway, nextHopIpAddress: '10.0.2.4' }),
  good: tableText(toGateway),
  on: 'routeTable',

  *check(table) {
    for (const route of table.routes) {
      const { nextHopType, nextHopIpAddress } = route;
      if (nextHopType?.known !== true || nextHopType.value === 'VirtualAppliance') continue;
      if (nextHopIpAddress?.known !== true) continue;
      yield {
        at: nextHopIpAddress.origin.span,
        message: `'${routeName(route)}' leads to ${nextHopType.value} and gives the next hop address ${nextHopIpAddress.value}. Azure allows an address with VirtualAppliance only: it refuses the route table, and the deployment with it.`,
        related: [{ at: hopSpan(route), message: `the next hop type is ${nextHopType.value}` }],
        // Which of the two was meant is not in the file.
        fixes: () => [
          {
            title: `Remove the next hop address ${nextHopIpAddress.value}`,
            safety: 'review',
            preferred: true,
            edits: [removeHopAddress(route)],
          },
          {
            title: `Lead '${routeName(route)}' to VirtualAppliance`,
            safety: 'review',
            edits: [{ kind: 'set-value', at: nextHopType.origin, value: 'VirtualAppliance' }],
          },
        ],
      };
    }
  },
});
