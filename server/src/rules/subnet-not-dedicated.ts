import { subnetIdentity, targetsInSubnet, usesSubnet } from '../analysis/service-network.ts';
import type { Target } from '../analysis/target.ts';
import { sharingRule } from '../knowledge/subnet-sizing.ts';
import { exampleSubnet, serviceText } from './examples.ts';
import { type FileFacts, type RelatedPlace, rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const premiumV2 = (endpointSubnet: string) =>
  serviceText({
    service: { sku: { name: 'PremiumV2', capacity: 1 } },
    subnet: { delegations: [{ name: 'apim', properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }] },
    others: [
      {
        type: 'Microsoft.Network/privateEndpoints',
        name: 'pe-vault',
        properties: { subnet: { id: endpointSubnet } },
      },
    ],
  });

export const subnetNotDedicated = rule({
  id: 'subnet-not-dedicated',
  severity: 'error',
  summary: 'Something else is in a subnet that API Management must have for itself.',
  rationale: `Services of the stv1 platform and older take a subnet that holds API Management only; a v2 instance or a workspace gateway takes one for itself
alone. With anything else in it the deployment fails. On stv2 other resources are allowed, and nothing is reported.`,
  limits: `Sees what the same file puts into the subnet: interfaces, private endpoints, load balancers, gateways, app services, clusters and their like, and
other API Management services. What is deployed elsewhere is not seen, and resources under a condition are left out.`,
  source:
    'Premium v2 injection, October 2025; outbound integration, December 2025; virtual network concepts, September 2023; July 2020 and December 2016 texts',
  noFix: 'Who leaves the subnet is a decision, and the new subnet needs a place in the address space.',
  bad: premiumV2(exampleSubnet),
  good: premiumV2("[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-endpoints')]"),
  on: 'target',

  *check(target, file) {
    const sharing = sharingRule(target.profile);
    const id = subnetIdentity(target);
    if (sharing === undefined || sharing.kind === 'shared' || id === undefined || !usesSubnet(target)) return;
    const related = [...users(file, id), ...(sharing.kind === 'one-instance' ? services(file, target, id) : [])];
    const [first] = related;
    if (first === undefined) return;
    const whose =
      sharing.kind === 'one-instance'
        ? 'must have its subnet for itself'
        : `must share its subnet with other API Management services only (profile ${target.profile})`;
    yield {
      at: target.how === 'service' ? target.at : (target.subnet?.nameSpan ?? target.at),
      message: `${target.service === undefined ? 'API Management' : serviceTitle(target.service)} ${whose}, and ${first.message}${related.length > 1 ? `, and ${related.length - 1} more` : ''}. The deployment fails.`,
      related,
    };
  },
});

function users(file: FileFacts, id: string): RelatedPlace[] {
  return file.network.subnetUsers
    .filter(user => user.subnets.includes(id) && !user.conditional && !user.definedElsewhere)
    .map(user => ({
      at: user.nameSpan,
      message: `${user.name?.known === true ? `'${user.name.value}'` : 'a resource'} (${user.type.slice(user.type.indexOf('/') + 1)}) is in it`,
    }));
}

function services(file: FileFacts, target: Target, id: string): RelatedPlace[] {
  return targetsInSubnet(file.targets, id)
    .filter(other => other.service !== undefined && other.service !== target.service && !other.service.conditional)
    .filter(() => target.service?.conditional !== true)
    .map(other => ({ at: other.at, message: `${serviceTitle(other.service!)} uses it too` }));
}
