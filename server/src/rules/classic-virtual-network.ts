import { usesSubnet } from '../analysis/service-network.ts';
import { virtualNetworkKinds } from '../knowledge/subnet-sizing.ts';
import { exampleSubnet, serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const configured = (subnetResourceId: string) =>
  serviceText({ properties: { virtualNetworkConfiguration: { subnetResourceId } } });

export const classicVirtualNetwork = rule({
  id: 'classic-virtual-network',
  severity: 'error',
  summary: 'The subnet is in a kind of virtual network that the platform cannot use.',
  rationale: `stv1 in its last years and stv2 need a virtual network of Resource Manager. A subnet of Microsoft.ClassicNetwork is accepted by the schema and refused by the service.
The first text, of May 2016, knows classic virtual networks only.`,
  limits:
    'Reads the provider in the id of the subnet, where it is written down. The texts of December 2016 and July 2020 allow both kinds; those on the v2 tiers do not speak of it.',
  source: 'Virtual network concepts, May 2022; network resources for injection, April 2025',
  noFix: 'Another virtual network has to be made, and everything in it has to move.',
  bad: configured(
    '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.ClassicNetwork/virtualNetworks/vnet-old/subnets/apim',
  ),
  good: configured(exampleSubnet),
  on: 'target',

  *check(target) {
    const { service } = target;
    const link = (target.location ?? service)?.subnet;
    const kinds = virtualNetworkKinds(target.profile)?.kinds;
    if (service === undefined || link?.identity === undefined || kinds === undefined || !usesSubnet(target)) return;
    const kind = link.identity.startsWith('microsoft.classicnetwork/') ? 'classic' : 'resource-manager';
    if (kinds.includes(kind)) return;
    const names = { classic: 'a classic virtual network', 'resource-manager': 'a virtual network of Resource Manager' };
    yield {
      at: link.span,
      message: `${serviceTitle(service)} has its subnet in ${names[kind]}, and needs ${names[kinds[0]!]} (profile ${target.profile}): Azure refuses the deployment.`,
    };
  },
});
