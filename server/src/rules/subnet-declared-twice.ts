import type { ResourceLink, Subnet } from '../network/network.ts';
import { networkText } from './examples.ts';
import { rule } from './rule.ts';
import { list, subnetTitle } from './wording.ts';

const group = { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-web')]" };
const child = {
  type: 'Microsoft.Network/virtualNetworks/subnets',
  name: 'vnet-hub/snet-web',
  properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: group },
};

export const subnetDeclaredTwice = rule({
  id: 'subnet-declared-twice',
  severity: 'warning',
  summary: 'A subnet is declared twice, with different security group, route table or delegation.',
  rationale: `A subnet in its virtual network's list and the same subnet as a resource of its own are one subnet, and each deployment of one replaces what the
other set. The second deployment of the virtual network takes the security group away until the subnet follows, and for good where it does not.`,
  limits: `Compares the security group, the route table and the delegations of declarations in one file. Links and delegations that are computed are left out,
and so are declarations under a condition.`,
  source: 'Azure/bicep, issue 4653; Azure/ALZ-Bicep, issue 512 (read November 2026)',
  noFix: 'Which of the declarations is the right one is not known.',
  bad: networkText([{ name: 'snet-web', addressPrefix: '10.0.1.0/24' }], {}, [child]),
  good: networkText([{ name: 'snet-web', addressPrefix: '10.0.1.0/24', networkSecurityGroup: group }], {}, [child]),
  on: 'file',

  *check({ network }) {
    const firstOf = new Map<string, Subnet>();
    for (const subnet of network.subnets) {
      if (subnet.definedElsewhere || subnet.conditional) continue;
      const first = firstOf.get(subnet.identity);
      if (first === undefined) {
        firstOf.set(subnet.identity, subnet);
        continue;
      }
      const differences = [
        ...linkDifference('security group', first.securityGroup, subnet.securityGroup),
        ...linkDifference('route table', first.routeTable, subnet.routeTable),
        ...delegationDifference(first, subnet),
      ];
      if (differences.length === 0) continue;
      yield {
        at: subnet.nameSpan,
        message: `${subnetTitle(subnet)} is declared twice, with different ${list(differences)}. They are one subnet: each deployment of one declaration takes away what the other set.`,
        related: [{ at: first.nameSpan, message: 'the other declaration' }],
      };
    }
  },
});

function linkDifference(what: string, a: ResourceLink | undefined, b: ResourceLink | undefined): string[] {
  if (a === undefined && b === undefined) return [];
  if (a === undefined || b === undefined) {
    // A link without an identity may be a computed nothing.
    return (a ?? b)?.identity === undefined ? [] : [what];
  }
  const isKnown = a.name !== undefined && b.name !== undefined;
  return isKnown && a.identity !== b.identity ? [what] : [];
}

function delegationDifference(a: Subnet, b: Subnet): string[] {
  const [own, other] = [a, b].map(subnet => {
    const names = subnet.delegations.map(({ service }) =>
      service?.known === true ? service.value.toLowerCase() : '?',
    );
    return subnet.delegationsUnknown !== undefined || names.includes('?') ? undefined : names.sort().join();
  });
  return own === undefined || other === undefined || own === other ? [] : ['delegation'];
}
