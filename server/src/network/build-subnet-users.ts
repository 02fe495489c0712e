/** Resources that have addresses in a subnet, private endpoints among them. */

import { resourceOf } from '../evaluate/access.ts';
import type { DeployedResource } from '../evaluate/deployment.ts';
import type { Value } from '../evaluate/value.ts';
import { subnetType } from './build-subnets.ts';
import type { PrivateEndpoint, SubnetUser } from './network.ts';
import { field, sourcedText } from './read.ts';
import { linkOf, listOf, modelResource, resourceLink } from './resource.ts';

export const privateEndpointType = 'microsoft.network/privateendpoints';

/**
 * Types whose resources sit in the subnets they name. A type that only lets a subnet in (the firewall of a storage account,
 * a virtual network rule of a database) is none of them. General knowledge of Azure; a type that is missing is not seen.
 */
const userTypes: readonly string[] = [
  'Microsoft.Network/networkInterfaces',
  'Microsoft.Network/privateEndpoints',
  'Microsoft.Network/loadBalancers',
  'Microsoft.Network/applicationGateways',
  'Microsoft.Network/azureFirewalls',
  'Microsoft.Network/bastionHosts',
  'Microsoft.Network/virtualNetworkGateways',
  'Microsoft.Network/dnsResolvers/inboundEndpoints',
  'Microsoft.Network/dnsResolvers/outboundEndpoints',
  'Microsoft.Compute/virtualMachineScaleSets',
  'Microsoft.Web/sites',
  'Microsoft.Web/sites/slots',
  'Microsoft.Web/hostingEnvironments',
  'Microsoft.App/managedEnvironments',
  'Microsoft.ContainerService/managedClusters',
  'Microsoft.ContainerInstance/containerGroups',
  'Microsoft.Sql/managedInstances',
  'Microsoft.Cache/redis',
];

const byFoldedType = new Map(userTypes.map(type => [type.toLowerCase(), type]));

/** Whether resources of a type, in lower case, sit in subnets. */
export function isSubnetUser(type: string): boolean {
  return byFoldedType.has(type);
}

/** How deep a body is searched for ids; no real one is deeper. */
const maxDepth = 24;

/** `undefined` where it names no subnet, or only one whose id is not known. */
export function buildSubnetUser(resource: DeployedResource, body: Value): SubnetUser | undefined {
  const subnets = new Set<string>();
  const visit = (value: Value, depth: number): void => {
    const target = resourceOf(value);
    if (target?.type === subnetType) subnets.add(`${target.type} ${target.names.join('/')}`);
    if (depth > maxDepth) return;
    if (value.kind === 'list') for (const item of value.items) visit(item, depth + 1);
    else if (value.kind === 'object') {
      for (const member of value.members) if (!isAdmission(member.name)) visit(member.value, depth + 1);
    }
  };
  visit(body, 0);
  if (subnets.size === 0) return undefined;
  return {
    ...modelResource(resource, body),
    type: byFoldedType.get(resource.type) ?? resource.type,
    subnets: [...subnets],
  };
}

/** An access restriction of an app service lets a subnet in and takes no address of it. */
function isAdmission(name: string): boolean {
  return name.toLowerCase() === 'vnetsubnetresourceid';
}

export function buildPrivateEndpoint(resource: DeployedResource, body: Value): PrivateEndpoint {
  const connections = ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].flatMap(
    name => listOf(field(body, name)).items,
  );
  return {
    ...modelResource(resource, body),
    subnet: linkOf(body, 'subnet'),
    connections: connections.map(connection => {
      const id = field(connection, 'privateLinkServiceId');
      const groups = listOf(field(connection, 'groupIds')).items;
      return {
        target:
          id === undefined
            ? { identity: undefined, name: undefined, span: connection.origin.span }
            : resourceLink(id.value),
        groupIds: groups.flatMap(value => {
          const text = sourcedText({ name: '', nameSpan: value.origin.span, value, span: value.origin.span });
          return text === undefined ? [] : [text];
        }),
      };
    }),
  };
}
