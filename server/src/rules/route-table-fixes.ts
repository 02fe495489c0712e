/** Fixes that give a subnet of API Management a route table with the way back to the control plane: one that the file has, or a new one. */
import { controlPlaneRoutes } from '../analysis/route-verdicts.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { Fix, NewResource } from '../fix/tree-edit.ts';
import { planRouteTable } from '../generate/routes/route-table.ts';
import { routeValue } from '../generate/routes/route-table-text.ts';
import { apiVersionOf } from '../knowledge/resource-types.ts';
import type { Network, Subnet } from '../network/network.ts';
import { attachment, attachNew, canAttach } from './attachments.ts';
import { freeResourceName, nameWithoutKind } from './new-resource-names.ts';
import type { FileFacts } from './rule.ts';
import { counted } from './wording.ts';

const type = 'Microsoft.Network/routeTables';
const property = 'routeTable';

/** What puts a route table on the subnet of a target, which has none; the best first. */
export function tableForSubnet(target: Target, file: FileFacts): readonly Fix[] {
  const { subnet } = target;
  if (subnet === undefined) return [];
  const attached = attachFixes(target, subnet, file);
  return [
    ...attached,
    ...created(target, subnet, file.network).map(fix => ({ ...fix, preferred: attached.length === 0 })),
  ];
}

/** Each table of the file that leads the answers to the control plane past every gateway. */
function attachFixes(target: Target, subnet: Subnet, file: FileFacts): readonly Fix[] {
  const tables = file.network.routeTables.filter(table => {
    if (table.definedElsewhere || !canAttach(table, target, subnet, file)) return false;
    const attached = { ...target, routeTable: table, routeTableElsewhere: undefined };
    const outcomes = controlPlaneRoutes(attached, file.network)?.outcomes ?? [];
    return (
      outcomes.length > 0 &&
      outcomes.every(({ by, certain }) => certain && by.kind === 'route') &&
      controlPlaneRoutes(attached, file.network)?.verdict === 'ok'
    );
  });
  return tables.map(table => ({
    title: `Attach the route table '${knownValue(table.name)}', which leads to the control plane`,
    safety: 'review',
    preferred: tables.length === 1,
    edits: [attachment(subnet, property, table)],
  }));
}

/** A table with the routes that the text of the profile asks for, and no others. */
function created(target: Target, subnet: Subnet, network: Network): readonly Fix[] {
  const { sku, mode, profile, region } = target;
  const subnetName = knownValue(subnet.name);
  if (sku === undefined || subnetName === undefined) return [];
  const plan = planRouteTable({ sku, mode, profile, region, disableBgpRoutePropagation: false });
  if (!plan.ok) return [];
  const { routes } = plan.value;
  const taken = new Set(network.routeTables.map(table => knownValue(table.name)?.toLowerCase()));
  const resource: NewResource = {
    type,
    apiVersion: apiVersionOf(type),
    symbol: 'routeTable',
    name: freeResourceName(`rt-${nameWithoutKind(subnetName)}`, taken),
    body: { properties: { disableBgpRoutePropagation: false, routes: routes.map(routeValue) } },
  };
  const [first, ...others] = routes;
  const what = others.length === 0 ? `the route ${first?.addressPrefix} to Internet` : counted(routes.length, 'route');
  return [
    {
      title: `Create the route table '${resource.name}' with ${what}${others.length === 0 ? '' : ' to the control plane'}, and attach it`,
      safety: 'review',
      edits: attachNew(target, subnet, property, resource),
    },
  ];
}
