import { controlPlaneRoutes, gatewayOf } from '../analysis/route-verdicts.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import { asksForRoutes } from './control-plane-route-missing.ts';
import { routedText, toControlPlane } from './examples.ts';
import { tableTitle } from './route-findings.ts';
import { addControlPlaneRoute } from './route-fixes.ts';
import { tableForSubnet } from './route-table-fixes.ts';
import { type FileFacts, rule } from './rule.ts';

const subnets = [
  {
    name: 'snet-apim',
    properties: {
      addressPrefix: '10.0.1.0/27',
      networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-apim')]" },
      routeTable: { id: "[resourceId('Microsoft.Network/routeTables', 'rt-apim')]" },
    },
  },
  { name: 'GatewaySubnet', properties: { addressPrefix: '10.0.3.0/27' } },
];
const local = { name: 'to-branch', addressPrefix: '192.168.0.0/16', nextHopType: 'VirtualNetworkGateway' };

export const gatewayRoutesMayTunnel = rule({
  id: 'gateway-routes-may-tunnel',
  severity: 'information',
  summary: 'A gateway may take the answers to the control plane.',
  rationale: `Routes that a VPN or ExpressRoute gateway learns reach every subnet of the virtual network, unless the subnet's route table sets disableBgpRoutePropagation to
true. Where the other side advertises 0.0.0.0/0, all traffic of API Management goes there, and with it the answers to the control plane, which drops them. A
route for ApiManagement with next hop Internet, or one for 0.0.0.0/0, comes before what a gateway advertises.`,
  limits: `Profiles stv2-current, stv1-final and vnet-2020-07. What a gateway advertises is never in a file, so this is information, and only where the virtual network of the
service has a GatewaySubnet or a gateway in the same file. Gateways of peered networks are not looked at.`,
  source: 'Virtual network traffic routing, May 2023; API Management, forced tunnelling to a firewall, November 2023',
  bad: routedText([local], { virtualNetwork: { subnets } }),
  good: routedText([local, toControlPlane], { virtualNetwork: { subnets } }),
  on: 'target',

  *check(target, file) {
    if (!asksForRoutes.includes(target.profile) || !hasGateway(target, file)) return;
    const back = controlPlaneRoutes(target, file.network);
    const isOpen = back?.outcomes.every(({ by }) => by.kind === 'gateway' || by.kind === 'system') === true;
    if (!isOpen || !back.outcomes.some(({ by }) => by.kind === 'gateway')) return;
    const { routeTable: table, subnet } = target;
    const name = knownValue(subnet?.name);
    const who =
      table === undefined
        ? `The subnet${name === undefined ? '' : ` '${name}'`} has no route table`
        : `${tableTitle(table)} has no route for the control plane and leaves disableBgpRoutePropagation off`;
    yield {
      at: table === undefined ? (subnet?.nameSpan ?? target.at) : table.nameSpan,
      message: `${who}, and the virtual network has a gateway. If that advertises 0.0.0.0/0, answers to the control plane (TCP 3443) leave through it and are dropped.`,
      fixes: () => (table === undefined ? tableForSubnet(target, file) : [addControlPlaneRoute(table)]),
    };
  },
});

function hasGateway(target: Target, file: FileFacts): boolean {
  if (gatewayOf(target, file.network) === 'yes') return true;
  // A gateway names its subnet by id; with one virtual network in the file there is no doubt which one it is in.
  const gateway = file.templates
    .flatMap(({ resources }) => resources)
    .find(({ type }) => type === 'microsoft.network/virtualnetworkgateways');
  return (
    gateway !== undefined &&
    !gateway.existing &&
    target.virtualNetwork !== undefined &&
    file.network.virtualNetworks.length === 1
  );
}
