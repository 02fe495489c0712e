import { routesTo, toAddresses } from '../analysis/effective-routes.ts';
import { tagNamed } from '../analysis/region.ts';
import { hostPrefix, routingScope } from '../analysis/route-verdicts.ts';
import { addressChanges } from '../knowledge/control-plane.ts';
import { regionKey } from '../knowledge/regions.ts';
import { asksForRoutes } from './control-plane-route-missing.ts';
import { routedText, toControlPlane, toFirewall } from './examples.ts';
import { prefixSpan, routeName, tableTitle, usedBy } from './route-findings.ts';
import { addControlPlaneRoute } from './route-fixes.ts';
import { rule } from './rule.ts';

const inCanada = (text: string) => text.replaceAll('westeurope', 'canadacentral');
const before = { name: 'control-plane', addressPrefix: '52.139.20.34/32' };
const after = { name: 'control-plane-2023', addressPrefix: '20.48.201.76/32' };

export const controlPlaneAddressOutdated = rule({
  id: 'control-plane-address-outdated',
  severity: 'warning',
  summary: 'A route leads to an address that the control plane has left.',
  rationale: `In 2023 Microsoft announced other addresses for the control plane of API Management in eight regions. A route table with host routes that knows only the old
address sends answers to the new one along the default route, to an appliance or a gateway, and the control plane drops them. The service tag ApiManagement
follows such changes by itself.`,
  limits: `The announced changes of March and September 2023, for a service in one of their regions. The table of August 2023 lists old and new addresses side by side,
so a table with both is right. The change of South Africa North is left out, because the notice and the tables disagree about its old address. Nothing is reported where the way to the new address is not known, or leads to the Internet.`,
  source: 'API Management breaking changes: IP address changes of March 2023 and September 2023',
  bad: inCanada(routedText([toFirewall, before])),
  good: inCanada(routedText([toFirewall, before, after, toControlPlane])),
  on: 'target',

  *check(target) {
    const table = target.routeTable;
    if (table === undefined || target.region === undefined || !asksForRoutes.includes(target.profile)) return;
    const region = regionKey(target.region);
    // A change that contradicts the tables proves nothing.
    const own = addressChanges.filter(change => change.note === null && regionKey(change.region) === region);
    for (const route of table.routes) {
      const text = route.prefix?.text.replace(/\/32$/, '');
      const change = own.find(candidate => candidate.old === text);
      if (change === undefined || route.nextHopType?.known !== true || route.nextHopType.value !== 'Internet') continue;
      const outcomes = routesTo(routingScope(target), toAddresses([hostPrefix(change.new)], tagNamed('ApiManagement')));
      if (!outcomes.some(({ certain }) => certain) || !outcomes.every(({ nextHopType }) => isDetour(nextHopType)))
        continue;
      yield {
        at: prefixSpan(route),
        message: `${tableTitle(table)}: '${routeName(route)}' leads to ${change.old}, the address of the control plane in ${change.region} until ${change.effective}. Since then it is ${change.new}, and answers to it do not go to the Internet: the service can no longer be managed.`,
        related: usedBy(target),
        fixes: () => [
          addControlPlaneRoute(table),
          {
            title: `Write ${change.new}/32 instead of ${route.prefix?.text ?? ''}`,
            safety: 'review',
            edits: [{ kind: 'set-value', at: route.prefix?.origin ?? route.nameSpan, value: `${change.new}/32` }],
          },
        ],
      };
    }
  },
});

function isDetour(nextHopType: string | undefined): boolean {
  return nextHopType !== undefined && nextHopType !== 'Internet';
}
