import { readPrefix } from '../network/address.ts';
import type { Route } from '../network/network.ts';
import { tableText, toFirewall } from './examples.ts';
import { routeName } from './route-findings.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';

export const invalidNextHopAddress = rule({
  id: 'invalid-next-hop-address',
  severity: 'error',
  summary: 'The next hop address of a route is no IP address.',
  rationale: `The next hop of a route to an appliance is one IP address, that of a network interface or of an internal load balancer. A host name, a prefix or a
resource id is refused, and so is an IPv4 address for an IPv6 prefix.`,
  limits: 'Exact for addresses that are written down. Whether a machine has the address is not looked at.',
  source: 'Virtual network traffic routing, May 2023',
  bad: tableText({ ...toFirewall, nextHopIpAddress: '10.0.2.4/32' }),
  good: tableText(toFirewall),
  on: 'routeTable',

  *check(table) {
    for (const route of table.routes) {
      const { nextHopIpAddress: address } = route;
      if (
        address?.known !== true ||
        route.nextHopType?.known !== true ||
        route.nextHopType.value !== 'VirtualAppliance'
      )
        continue;
      const problem = problemOf(address.value, route);
      if (problem === undefined) continue;
      yield {
        at: address.origin.span,
        message: `'${routeName(route)}': the next hop address '${address.value}' ${problem}. Azure refuses the route table, and the deployment with it.`,
        fixes: () => {
          const single = /^(.*)\/32$/.exec(address.value)?.[1];
          const isRight = single !== undefined && problemOf(single, route) === undefined;
          return isRight ? [respell(address.origin, address.value, single)] : [];
        },
      };
    }
  },
});

function problemOf(text: string, { prefix }: Route): string | undefined {
  if (text.includes('/')) return 'is a prefix and no single address';
  const reading = readPrefix(text);
  if (!reading.ok) return reading.problem;
  const family = prefix?.meaning.kind === 'prefix' ? prefix.meaning.prefix.family : undefined;
  return family === undefined || family === reading.prefix.family
    ? undefined
    : `is an IPv${reading.prefix.family} address, and the prefix of the route is IPv${family}`;
}
