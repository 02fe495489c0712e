import { controlPlaneRowsFor } from '../analysis/route-verdicts.ts';
import type { Target } from '../analysis/target.ts';
import { addressChanges, controlPlaneOwners } from '../knowledge/control-plane.ts';
import type { Route } from '../network/network.ts';
import { routedText, toFirewall } from './examples.ts';
import { prefixSpan, routeName, tableTitle } from './route-findings.ts';
import { rule } from './rule.ts';
import { counted, list } from './wording.ts';

const asOf2020 = (text: string) =>
  text.replace('"type": "Microsoft.Network/networkSecurityGroups"', '// apim-vnet: profile=vnet-2020-07\n      $&');
const needed = ['104.214.19.224', '52.162.110.80', '51.145.179.78'];
const hostRoutes = needed.map((address, index) => ({ name: `plane-${index}`, addressPrefix: `${address}/32` }));

export const superfluousControlPlaneRoute = rule({
  id: 'superfluous-control-plane-route',
  severity: 'information',
  strictSeverity: 'warning',
  summary: 'A host route leads to the control plane of a region that the service is not in.',
  rationale: `The text of July 2020 asks for a host route for each address of the control plane in the service's own region, and for those that it marks Global. Routes for
other regions take traffic past the appliance for nothing, and count towards the limit of the route table.`,
  limits: `Profile vnet-2020-07 only, where the regions of all services that use the route table are known. Addresses that no table lists are left alone, and so are
those that took over from a listed one.`,
  source: 'Using API Management with virtual networks, July 2020',
  bad: asOf2020(routedText([toFirewall, ...hostRoutes, { name: 'plane-japan', addressPrefix: '52.140.238.179/32' }])),
  good: asOf2020(routedText([toFirewall, ...hostRoutes])),
  on: 'target',

  *check(target, file) {
    const table = target.routeTable;
    if (table === undefined || target.profile !== 'vnet-2020-07') return;
    const needed = neededAddresses(file.targets.filter(other => other.routeTable === table));
    if (needed === undefined) return;
    const others = table.routes.flatMap(route => {
      const region = regionOf(route);
      const address = route.prefix?.text.replace(/\/32$/, '');
      return region === undefined || address === undefined || needed.has(address) ? [] : [{ route, region, address }];
    });
    const [first, ...more] = others;
    if (first === undefined) return;
    const texts = others.map(({ address, region }) => `${address} (${region})`);
    yield {
      at: prefixSpan(first.route),
      message: `${tableTitle(table)} leads past the default route to ${list(texts)}. Those are addresses of the control plane in other regions than the service's; the service in ${target.region ?? ''} does not need them.`,
      related: more.map(({ route, region }) => ({
        at: prefixSpan(route),
        message: `'${routeName(route)}' leads to the control plane in ${region}`,
      })),
      fixes: () => [
        {
          title: `Remove ${counted(others.length, 'route')} to the control plane of other regions`,
          safety: 'review',
          edits: others.map(({ route }) => ({ kind: 'remove-item', at: route.span })),
        },
      ],
    };
  },
});

/** The addresses that any of the services needs; `undefined` where one's region is not known or not in the table. */
function neededAddresses(targets: readonly Target[]): ReadonlySet<string> | undefined {
  const all = targets.map(controlPlaneRowsFor);
  if (all.some(rows => rows === undefined)) return undefined;
  const listed = all.flatMap(rows => rows ?? []).flatMap(row => row.addresses);
  return new Set([
    ...listed,
    ...addressChanges.filter(change => listed.includes(change.old)).map(change => change.new),
  ]);
}

/** The region whose control plane a route leads to the Internet for; `undefined` where no table knows the address. */
function regionOf(route: Route): string | undefined {
  if (route.nextHopType?.known !== true || route.nextHopType.value !== 'Internet') return undefined;
  return controlPlaneOwners(route.prefix?.text.replace(/\/32$/, '') ?? '')[0]?.row.region;
}
