import type { DeployedResource } from '../evaluate/deployment.ts';
import { identityOf } from '../evaluate/identity.ts';
import { memberValue, type Value } from '../evaluate/value.ts';
import type { Delegation, Subnet, VirtualNetwork } from './network.ts';
import type { PropertyPlace } from './nsg.ts';
import { field, isOpen, sourcedText } from './read.ts';
import { addressTerm, directiveMetadata, identity, linkOf, listOf, modelResource } from './resource.ts';

export const networkType = 'microsoft.network/virtualnetworks';
export const subnetType = `${networkType}/subnets`;

export function buildVirtualNetwork(resource: DeployedResource, body: Value): VirtualNetwork {
  const dns = field(body, 'dhcpOptions')?.value;
  const servers = dns === undefined ? undefined : field(dns, 'dnsServers');
  const list = listOf(servers);
  const space = field(body, 'addressSpace')?.value;
  const prefixes = listOf(space === undefined ? undefined : field(space, 'addressPrefixes'));
  const isUnknown =
    isOpen(body) || (dns !== undefined && isOpen(dns)) || list.unknown !== undefined || resource.existing;
  return {
    ...modelResource(resource, body),
    location: sourcedText(memberValue(body, 'location')),
    addressSpace: prefixes.items.map(item => addressTerm(item, 'plural')),
    addressSpaceUnknown:
      prefixes.unknown ??
      (space?.kind === 'object' && space.open
        ? 'it is computed'
        : space?.kind === 'unknown'
          ? space.why
          : space === undefined && (isOpen(body) || resource.existing)
            ? 'it is not in this file'
            : undefined),
    dnsServers: isUnknown ? 'unknown' : servers === undefined ? 'none' : 'custom',
    dnsServerTerms: list.items.map(item => addressTerm(item, 'plural')),
  };
}

/** The subnets that are written in their virtual network. */
export function buildInlineSubnets(resource: DeployedResource, body: Value): readonly Subnet[] {
  const network = identity(resource);
  return listOf(field(body, 'subnets')).items.map(item => {
    const name = memberValue(item, 'name');
    const own = name === undefined ? `#${item.origin.span.start}` : identityOf(name.value);
    const sourced = sourcedText(name);
    const { span } = item.origin;
    const at = sourced?.origin.span ?? { ...span, end: Math.min(span.start + 1, span.end) };
    return {
      kind: 'subnet',
      name: sourced,
      identity: `${subnetType} ${network.slice(networkType.length + 1)}/${own}`,
      place: resource.place,
      definedElsewhere: resource.existing,
      conditional: resource.conditional || resource.loop,
      span,
      nameSpan: at,
      uses: resource.uses,
      form: 'inline',
      virtualNetwork: network,
      head: { ...span, end: span.start },
      ...subnetProperties(item),
    } as const;
  });
}

/** A subnet that is a resource of its own. */
export function buildSubnet(resource: DeployedResource, body: Value): Subnet {
  const own = modelResource(resource, body);
  const segments = own.identity.slice(subnetType.length + 1).split('/');
  return {
    ...own,
    kind: 'subnet',
    form: 'resource',
    virtualNetwork: segments.length < 2 ? undefined : `${networkType} ${segments.slice(0, -1).join('/')}`,
    head: resource.head,
    ...subnetProperties(body),
  };
}

function subnetProperties(body: Value) {
  const open = isOpen(body) ? 'its properties are computed' : undefined;
  const single = field(body, 'addressPrefix');
  const plural = field(body, 'addressPrefixes');
  const lists = [listOf(single), listOf(plural)] as const;
  const delegations = field(body, 'delegations');
  const delegated = listOf(delegations);
  const endpoints = field(body, 'serviceEndpoints');
  const serviceEndpoints = listOf(endpoints);
  return {
    prefixes: [
      ...lists[0].items.map(item => addressTerm(item, 'singular')),
      ...lists[1].items.map(item => addressTerm(item, 'plural')),
    ],
    prefixesUnknown: lists[0].unknown ?? lists[1].unknown ?? open,
    securityGroup: linkOf(body, 'networkSecurityGroup'),
    routeTable: linkOf(body, 'routeTable'),
    natGateway: linkOf(body, 'natGateway'),
    delegations: delegated.items.map(delegation),
    delegationsUnknown: delegated.unknown ?? (delegations === undefined ? open : undefined),
    delegationsPlace: delegations && placeOf(delegations.name, delegations.nameSpan, delegations.value),
    serviceEndpoints: serviceEndpoints.items.flatMap(item => sourcedText(memberValue(item, 'service')) ?? []),
    serviceEndpointsUnknown: serviceEndpoints.unknown ?? (endpoints === undefined ? open : undefined),
    ipConfigurations: listOf(field(body, 'ipConfigurations')).items.length,
    metadata: directiveMetadata(body),
  };
}

function delegation(body: Value): Delegation {
  return { service: sourcedText(field(body, 'serviceName')), span: body.origin.span };
}

function placeOf(name: string, nameSpan: PropertyPlace['nameSpan'], value: Value): PropertyPlace {
  return { name, nameSpan, valueSpan: value.origin.span };
}
