import { isWholeIn } from '../analysis/service-network.ts';
import { type SubnetPrefix, subnetPrefix } from '../analysis/subnet-size.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { subnetSizing } from '../knowledge/subnet-sizing.ts';
import { formatPrefix } from '../network/address.ts';
import { networkText } from './examples.ts';
import { rule } from './rule.ts';
import { subnetTitle } from './wording.ts';

const gatewayNetwork = (addressPrefix: string) =>
  networkText(
    [
      {
        name: 'snet-gateway',
        addressPrefix,
        networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-gateway')]" },
        delegations: [{ name: 'gateway', properties: { serviceName: 'Microsoft.Web/serverFarms' } }],
      },
    ],
    {},
    [
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        name: 'nsg-gateway',
        metadata: { apimVnet: { profile: 'workspace-gateway' } },
        properties: { securityRules: [] },
      },
    ],
  );

export const subnetTooLarge = rule({
  id: 'subnet-too-large',
  severity: 'warning',
  summary: 'The subnet is larger than a workspace gateway allows.',
  rationale:
    'The subnet of a workspace gateway may be a /27 to a /24. An older text asks for a /24 exactly; none allows more.',
  limits: 'Only for targets whose profile is workspace-gateway. The other profiles set no upper bound.',
  source: 'Network requirements of workspace gateways, May 2026',
  bad: gatewayNetwork('10.0.0.0/23'),
  good: gatewayNetwork('10.0.0.0/24'),
  on: 'target',

  *check(target, file) {
    const { subnet } = target;
    const place = subnetPrefix(subnet);
    const largest = subnetSizing(target.profile)?.maximumPrefixLength;
    if (subnet === undefined || place === undefined || typeof largest !== 'number') return;
    if (place.prefix.length >= largest || !isWholeIn(file.network, subnet)) return;
    yield {
      at: place.term.span,
      message: `${subnetTitle(subnet)} is a /${place.prefix.length}, and the subnet of a workspace gateway may be a /${largest} at most (text of May 2026; an older one asks for a /${largest} exactly).`,
      fixes: () => [shrink(place, largest)],
    };
  },
});

/** The first part of the block; who uses the rest of it is not known. */
function shrink({ prefix, term }: SubnetPrefix, length: number): Fix {
  const text = formatPrefix({ ...prefix, length });
  return {
    title: `Shrink the subnet to ${text}`,
    safety: 'review',
    preferred: true,
    edits: [{ kind: 'set-value', at: term.origin, value: text }],
  };
}
