import { publicness, readPrefix } from '../network/address.ts';
import type { Network } from '../network/network.ts';
import { tableText, toFirewall } from './examples.ts';
import { routeName } from './route-findings.ts';
import { rule } from './rule.ts';

export const publicNextHopAddress = rule({
  id: 'public-next-hop-address',
  severity: 'warning',
  summary: 'The next hop address of a route is a public one.',
  rationale: `Packets are handed to an appliance at its private address, in the virtual network or in one that is peered with it. With the public address of a firewall as next
hop they arrive nowhere, and all traffic under the route is lost.`,
  limits: `Silent where a virtual network of the file has that address in its address space, or has an address space that is not known. An appliance in a peered network is
normal, so a private address is never reported.`,
  source: 'Virtual network traffic routing, May 2023',
  noFix: 'The private address of the appliance is not known.',
  bad: tableText({ ...toFirewall, nextHopIpAddress: '20.61.5.10' }),
  good: tableText(toFirewall),
  on: 'routeTable',

  *check(table, file) {
    for (const route of table.routes) {
      const { nextHopIpAddress: address } = route;
      if (
        address?.known !== true ||
        route.nextHopType?.known !== true ||
        route.nextHopType.value !== 'VirtualAppliance'
      )
        continue;
      const reading = address.value.includes('/') ? undefined : readPrefix(address.value);
      if (reading?.ok !== true || reading.prefix.family !== 4 || publicness(reading.prefix) !== 'public') continue;
      if (mayBeInside(reading.prefix.start, file.network)) continue;
      yield {
        at: address.origin.span,
        message: `'${routeName(route)}' leads to the appliance ${address.value}, which is a public address. An appliance takes packets at its private address only, so all traffic under this route is lost.`,
      };
    }
  },
});

/** Virtual networks may have public addresses of their own. */
function mayBeInside(address: number, { virtualNetworks }: Network): boolean {
  return virtualNetworks.some(
    ({ addressSpace, addressSpaceUnknown }) =>
      addressSpaceUnknown !== undefined ||
      addressSpace.some(
        ({ meaning }) =>
          meaning.kind !== 'prefix' ||
          (meaning.prefix.family === 4 && meaning.prefix.start <= address && address < meaning.prefix.end),
      ),
  );
}
