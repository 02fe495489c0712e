import { subscriptionOf } from '../base/resource-id.ts';
import type { DeployedResource } from '../evaluate/deployment.ts';
import { isAbsent, memberValue, type Value } from '../evaluate/value.ts';
import type {
  ApimLocation,
  ApimService,
  PrivateDnsZone,
  PublicIpAddress,
  ResourceLink,
  WorkspaceGateway,
} from './network.ts';
import { field, isOpen, sourcedInteger, sourcedText } from './read.ts';
import { directiveMetadata, listOf, modelResource, resourceLink, zonesOf } from './resource.ts';

export const serviceType = 'microsoft.apimanagement/service';
export const workspaceGatewayType = 'microsoft.apimanagement/gateways';
export const publicIpType = 'microsoft.network/publicipaddresses';
export const dnsZoneType = 'microsoft.network/privatednszones';

export function buildService(resource: DeployedResource, body: Value): ApimService {
  const sku = field(body, 'sku');
  // PowerShell writes the SKU as a text and its units beside it.
  const flat = sku !== undefined && sku.value.kind !== 'object' && sku.value.kind !== 'unknown';
  const locations = listOf(field(body, 'additionalLocations') ?? field(body, 'additionalRegions'));
  const open = isOpen(body) ? 'its properties are computed' : undefined;
  return {
    ...modelResource(resource, body),
    sku: flat || sku?.value.kind === 'unknown' ? sourcedText(sku) : sourcedText(memberValue(sku?.value, 'name')),
    units: sourcedInteger(flat ? field(body, 'capacity') : memberValue(sku?.value, 'capacity')),
    mode: sourcedText(field(body, 'virtualNetworkType') ?? field(body, 'vpnType')),
    region: sourcedText(memberValue(body, 'location')),
    subnet: subnetLink(body),
    publicIpAddress: publicIpLink(body),
    zones: zonesOf(memberValue(body, 'zones') ?? memberValue(body, 'zone')),
    publicNetworkAccess: sourcedText(field(body, 'publicNetworkAccess')),
    platformVersion: sourcedText(field(body, 'platformVersion')),
    natGatewayState: sourcedText(field(body, 'natGatewayState')),
    subscription: ownSubscription(body),
    hasPrivateEndpointConnections: field(body, 'privateEndpointConnections') !== undefined,
    hostnames: listOf(field(body, 'hostnameConfigurations')).items.map(item => ({
      type: sourcedText(memberValue(item, 'type')),
      hostName: sourcedText(memberValue(item, 'hostName')),
      span: item.origin.span,
    })),
    additionalLocations: locations.items.map(locationOf),
    additionalLocationsUnknown: locations.unknown ?? open,
    propertiesUnknown: open,
    head: resource.head,
    metadata: directiveMetadata(body),
  };
}

/** Shape of the resource: its Bicep type of 2024-05-01; the subnet is that of the back end. */
export function buildWorkspaceGateway(resource: DeployedResource, body: Value): WorkspaceGateway {
  const sku = memberValue(body, 'sku')?.value;
  const subnet = memberValue(field(body, 'backend')?.value, 'subnet')?.value;
  const id = memberValue(subnet, 'id')?.value;
  return {
    ...modelResource(resource, body),
    sku: sourcedText(memberValue(sku, 'name')),
    units: sourcedInteger(memberValue(sku, 'capacity')),
    mode: sourcedText(field(body, 'virtualNetworkType')),
    region: sourcedText(memberValue(body, 'location')),
    subnet: id === undefined || isAbsent(id) ? undefined : resourceLink(id),
    head: resource.head,
    metadata: directiveMetadata(body),
  };
}

export function buildPublicIp(resource: DeployedResource, body: Value): PublicIpAddress {
  const dns = field(body, 'dnsSettings')?.value;
  return {
    ...modelResource(resource, body),
    location: sourcedText(memberValue(body, 'location')),
    sku: sourcedText(memberValue(memberValue(body, 'sku')?.value, 'name')),
    allocationMethod: sourcedText(field(body, 'publicIPAllocationMethod')),
    version: sourcedText(field(body, 'publicIPAddressVersion')),
    domainNameLabel: dns === undefined ? undefined : sourcedText(memberValue(dns, 'domainNameLabel')),
    zones: zonesOf(memberValue(body, 'zones')),
    propertiesUnknown: isOpen(body) || (dns !== undefined && isOpen(dns)) ? 'its properties are computed' : undefined,
  };
}

export function buildDnsZone(resource: DeployedResource, body: Value): PrivateDnsZone {
  return { ...modelResource(resource, body), records: [] };
}

function locationOf(body: Value): ApimLocation {
  return {
    region: sourcedText(memberValue(body, 'location')),
    units: sourcedInteger(memberValue(memberValue(body, 'sku')?.value, 'capacity') ?? memberValue(body, 'capacity')),
    subnet: subnetLink(body),
    publicIpAddress: publicIpLink(body),
    zones: zonesOf(memberValue(body, 'zones') ?? memberValue(body, 'zone')),
    propertiesUnknown: isOpen(body) ? 'its properties are computed' : undefined,
    span: body.origin.span,
  };
}

/** The subnet of a service or of one of its regions. */
function subnetLink(body: Value): ResourceLink | undefined {
  const written = (field(body, 'virtualNetworkConfiguration') ?? field(body, 'virtualNetwork'))?.value;
  if (written === undefined) return undefined;
  const configuration = ifGiven(written);
  const id = memberValue(configuration, 'subnetResourceId');
  if (id !== undefined) {
    const given = ifGiven(id.value);
    const maybe = configuration !== written || given !== id.value;
    return isAbsent(given) ? undefined : { ...resourceLink(given), maybe };
  }
  // An object without the id names no subnet; a computed one may name any.
  return isOpen(configuration) || configuration.kind !== 'object'
    ? { identity: undefined, name: undefined, span: configuration.origin.span }
    : undefined;
}

/** A value, or what it is where a condition that is not known gives it. */
function ifGiven(value: Value): Value {
  return value.kind === 'unknown' && value.ifGiven !== undefined ? ifGiven(value.ifGiven) : value;
}

function ownSubscription(body: Value): string | undefined {
  const id = memberValue(body, 'id')?.value;
  return id?.kind === 'text' ? subscriptionOf(id.value) : undefined;
}

function publicIpLink(body: Value): ResourceLink | undefined {
  const id = field(body, 'publicIpAddressId');
  return id && resourceLink(id.value);
}
