/** What looks like API Management's, although nothing says so. Guesses must be few: their findings are about somebody's network. */
import { knownValue } from '../base/sourced.ts';
import { flow } from '../knowledge/profiles.ts';
import type { Network, RouteTable, Subnet } from '../network/network.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import type { NetworkPart } from './target.ts';

/**
 * Why a part of a network looks like API Management's, as the end of a sentence; `undefined` where it does not.
 *
 * @param hasGroup whether a subnet has its security group here, which is then asked itself
 * @param byName whether the name of a group, or of a subnet that it is attached to, is taken for a sign
 */
export function resemblance(
  part: NetworkPart,
  network: Network,
  hasGroup: (subnet: Subnet) => boolean,
  byName: boolean,
): string | undefined {
  switch (part.kind) {
    case 'nsg':
      return ofGroupRules(part) ?? (byName ? ofGroupName(part, network) : undefined);
    case 'subnet':
      return ofSubnet(part, network, hasGroup);
    case 'route-table':
      return ofTable(part);
  }
}

const apimName = /(^|[^a-z])apim([^a-z]|$)|api-?management/i;

/** Words for what stands beside API Management and is named after it: its private endpoints, gateways before it, clients. */
const neighbourName =
  /(^|[^a-z])(pe|pep|pes|pls|agw|apgw|appgw|appgateway|func|functions?|logicapps?|logapps?|webapps?|backends?|clients?|vms?|jbox|jumpbox|bast|bastion|aks|agents?|kv|keyvault|stg|storage|sql|redis|acr)([^a-z]|$)|private-?(endpoint|link)|app(lication)?-?gateway/i;

/** Where the control plane calls a service. Source: configuration reference, April 2026. */
const controlPlanePort = flow('stv2-current', 'management')!.destinationPorts[0]!.first;

/** Whether so many groups are named after API Management that it is a word for the whole of which it is a part. */
export function isSharedName({ securityGroups }: Network): boolean {
  const isNamed = ({ name }: NetworkSecurityGroup) => isNamedAfter(knownValue(name) ?? '');
  return securityGroups.filter(isNamed).length > 2;
}

function ofGroupRules(group: NetworkSecurityGroup): string | undefined {
  for (const rule of group.rules) {
    // Rules towards the tag stand in groups of clients and build agents; API Management's own lets the control plane in.
    if (rule.direction?.known === true && rule.direction.value === 'Outbound') continue;
    // Without the control plane's port it is a back end that means to let a gateway in.
    if (!mayOpen(rule, controlPlanePort)) continue;
    for (const term of rule.source.terms) {
      if (term.meaning.kind === 'tag' && term.meaning.tag.base === 'ApiManagement')
        return 'a rule names the ApiManagement tag';
    }
    const opens = rule.access?.known === true && rule.access.value === 'Allow';
    if (
      opens &&
      rule.destinationPorts.terms.some(
        ({ meaning }) =>
          meaning.kind === 'ports' &&
          meaning.range.first === controlPlanePort &&
          meaning.range.last === controlPlanePort,
      )
    ) {
      return 'a rule opens port 3443';
    }
  }
  return undefined;
}

function ofGroupName(group: NetworkSecurityGroup, network: Network): string | undefined {
  const name = knownValue(group.name);
  if (name !== undefined && isNamedAfter(name)) return `its name is '${name}'`;
  for (const subnet of network.subnets) {
    const subnetName = knownValue(subnet.name);
    if (subnet.securityGroup?.identity === group.identity && subnetName !== undefined && isNamedAfter(subnetName)) {
      return `it is attached to a subnet named '${subnetName}'`;
    }
  }
  const attached = group.attachedSubnets.map(id => id.slice(id.lastIndexOf('/') + 1)).find(isNamedAfter);
  return attached === undefined ? undefined : `it is attached to a subnet named '${attached}'`;
}

/** Whether a rule names a port, or names something that is not known. */
function mayOpen({ destinationPorts }: SecurityRule, port: number): boolean {
  return (
    destinationPorts.unknown !== undefined ||
    destinationPorts.terms.some(
      ({ meaning }) => meaning.kind !== 'ports' || (meaning.range.first <= port && port <= meaning.range.last),
    )
  );
}

/** By its name alone, so everything else must fit: a delegation of another service, or another resource in it, speaks against it. */
function ofSubnet(subnet: Subnet, network: Network, hasGroup: (subnet: Subnet) => boolean): string | undefined {
  const name = knownValue(subnet.name);
  if (subnet.definedElsewhere || name === undefined || !isNamedAfter(name) || hasGroup(subnet)) return undefined;
  const isAnothers = subnet.delegations.some(({ service }) => !mayBeDelegation(knownValue(service)));
  if (isAnothers || subnet.delegationsUnknown !== undefined) return undefined;
  if (network.subnetUsers.some(({ subnets }) => subnets.includes(subnet.identity))) return undefined;
  return `its name is '${name}'`;
}

/** Of the delegations that API Management needs, the one that web apps have too says nothing. */
function mayBeDelegation(service: string | undefined): boolean {
  return service !== undefined && /^microsoft\.(web\/hostingenvironments|apimanagement\/service)$/i.test(service);
}

function ofTable(table: RouteTable): string | undefined {
  if (table.definedElsewhere) return undefined;
  const toControlPlane = ({ prefix }: RouteTable['routes'][number]) =>
    prefix?.meaning.kind === 'tag' && prefix.meaning.tag.base === 'ApiManagement';
  if (table.routes.some(toControlPlane)) return 'a route names the ApiManagement tag';
  const name = knownValue(table.name);
  return name !== undefined && isNamedAfter(name) ? `its name is '${name}'` : undefined;
}

function isNamedAfter(name: string): boolean {
  return apimName.test(name) && !neighbourName.test(name);
}
