/**
 * From the resources of a deployment to the network they describe.
 *
 * In: resources with values. Out: the model, in which "the same group" is the same identity. Never here: judgement,
 * and which language or export a resource came from.
 */
import type { DeployedResource, Deployment } from '../evaluate/deployment.ts';
import { buildFeatureUse, featureTypes } from './build-features.ts';
import { GroupBuilder, nsgType, ruleType } from './build-groups.ts';
import { RouteTableBuilder, routeTableType, routeType } from './build-routes.ts';
import {
  buildDnsZone,
  buildPublicIp,
  buildService,
  buildWorkspaceGateway,
  dnsZoneType,
  publicIpType,
  serviceType,
  workspaceGatewayType,
} from './build-service.ts';
import { buildPrivateEndpoint, buildSubnetUser, isSubnetUser, privateEndpointType } from './build-subnet-users.ts';
import { buildInlineSubnets, buildSubnet, buildVirtualNetwork, networkType, subnetType } from './build-subnets.ts';
import type {
  ApimService,
  FeatureUse,
  Network,
  PrivateDnsZone,
  PrivateEndpoint,
  PublicIpAddress,
  Subnet,
  SubnetUser,
  VirtualNetwork,
  WorkspaceGateway,
} from './network.ts';
import { identity, parentIdentity } from './resource.ts';

/** Types that have a builder below; the compiler sees to it that none is forgotten. */
const builtTypes = [
  nsgType,
  ruleType,
  routeTableType,
  routeType,
  networkType,
  subnetType,
  serviceType,
  workspaceGatewayType,
  publicIpType,
  dnsZoneType,
  `${dnsZoneType}/a`,
  `${dnsZoneType}/cname`,
] as const;

const modelledTypes: ReadonlySet<string> = new Set([...builtTypes, ...featureTypes]);

/** Whether resources of a type, in lower case, have a part in a network: the others need not be worked out. */
export function isModelled(type: string): boolean {
  return modelledTypes.has(type) || isSubnetUser(type);
}

/**
 * The resources without references to what the same deployment makes in the same place for certain; those by what they refer to.
 * References to subnets stay: a subnet may be written in its network, and all mentions of it are compared there.
 */
function withoutMentions(all: readonly DeployedResource[]): {
  readonly resources: readonly DeployedResource[];
  readonly mentions: ReadonlyMap<DeployedResource, readonly DeployedResource[]>;
} {
  const mentions = new Map<DeployedResource, DeployedResource[]>();
  if (!all.some(({ existing }) => existing)) return { resources: all, mentions };
  const key = (resource: DeployedResource) => `${resource.place} ${identity(resource)}`;
  const made = new Map<string, DeployedResource>();
  for (const resource of all)
    if (!resource.existing && !resource.conditional && !resource.loop) made.set(key(resource), resource);
  const resources = all.filter(resource => {
    const meant = resource.existing && resource.type !== subnetType ? made.get(key(resource)) : undefined;
    if (meant === undefined) return true;
    mentions.set(meant, [...(mentions.get(meant) ?? []), resource]);
    return false;
  });
  return { resources, mentions };
}

/** Never throws; a resource of a type it does not know is left out. */
export function buildNetwork({ resources: all, bounded }: Deployment): Network {
  const { resources, mentions } = withoutMentions(all);
  const groups = new GroupBuilder();
  const tables = new RouteTableBuilder();
  const virtualNetworks: VirtualNetwork[] = [];
  const subnets: Subnet[] = [];
  const services: ApimService[] = [];
  const workspaceGateways: WorkspaceGateway[] = [];
  const publicIpAddresses: PublicIpAddress[] = [];
  const zones: PrivateDnsZone[] = [];
  const privateEndpoints: PrivateEndpoint[] = [];
  const subnetUsers: SubnetUser[] = [];
  const featureUses: FeatureUse[] = [];
  const records = new Map<string, string[]>();
  const addRecord = (resource: DeployedResource): void => {
    const zone = parentIdentity(resource, dnsZoneType);
    // A record without a name may be any.
    const last = resource.segments.at(-1) ?? '{unnamed}';
    records.set(zone, [...(records.get(zone) ?? []), last]);
  };

  const builders: Readonly<Record<(typeof builtTypes)[number], (resource: DeployedResource) => void>> = {
    [nsgType]: resource => groups.addGroup(resource, resource.body, mentions.get(resource) ?? []),
    [ruleType]: resource => groups.addSeparateRule(resource, resource.body),
    [routeTableType]: resource => tables.addTable(resource, resource.body, mentions.get(resource) ?? []),
    [routeType]: resource => tables.addSeparateRoute(resource, resource.body),
    [networkType]: resource => {
      const body = resource.body;
      virtualNetworks.push(buildVirtualNetwork(resource, body));
      subnets.push(...buildInlineSubnets(resource, body));
    },
    [subnetType]: resource => subnets.push(buildSubnet(resource, resource.body)),
    [serviceType]: resource => services.push(buildService(resource, resource.body)),
    [workspaceGatewayType]: resource => workspaceGateways.push(buildWorkspaceGateway(resource, resource.body)),
    [publicIpType]: resource => publicIpAddresses.push(buildPublicIp(resource, resource.body)),
    [dnsZoneType]: resource => zones.push(buildDnsZone(resource, resource.body)),
    [`${dnsZoneType}/a`]: addRecord,
    [`${dnsZoneType}/cname`]: addRecord,
  };
  for (const resource of resources) {
    if (Object.hasOwn(builders, resource.type)) builders[resource.type as keyof typeof builders](resource);
    if (featureTypes.includes(resource.type)) {
      const use = buildFeatureUse(resource, resource.body);
      if (use !== undefined) featureUses.push(use);
    }
    if (!isSubnetUser(resource.type)) continue;
    const body = resource.body;
    const user = buildSubnetUser(resource, body);
    if (user !== undefined) subnetUsers.push(user);
    if (resource.type === privateEndpointType) privateEndpoints.push(buildPrivateEndpoint(resource, body));
  }
  return {
    securityGroups: groups.build(bounded ? 'the loops of this file make more resources than are looked at' : undefined),
    routeTables: tables.build(),
    virtualNetworks,
    subnets,
    services,
    workspaceGateways,
    publicIpAddresses,
    privateDnsZones: zones.map(zone => ({ ...zone, records: records.get(zone.identity) ?? [] })),
    privateEndpoints,
    subnetUsers,
    featureUses,
  };
}
