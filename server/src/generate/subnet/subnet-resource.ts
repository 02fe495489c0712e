/** A planned subnet as a resource: in its virtual network, with security group, route table, delegation and service endpoints. */
import type { ProfileId } from '../../knowledge/profiles.ts';
import { apiVersionOf, networkNameProblem } from '../../knowledge/resource-types.ts';
import { routingGuidance } from '../../knowledge/routing.ts';
import { delegationRule } from '../../knowledge/subnet-sizing.ts';
import { formatPrefix, type Ipv4Prefix } from '../../network/address.ts';
import { armJsonText, armJsonValue } from '../text/arm-json.ts';
import { CliVariable, cliText } from '../text/azure-cli.ts';
import { bicepText, bicepValue } from '../text/bicep.ts';
import {
  idByName,
  idOf,
  type Reference,
  type ResourceDescription,
  type TemplateDescription,
  type TemplateValue,
} from '../text/template.ts';

/** How a workspace gateway is connected; the other profiles have one way only. */
export type Attachment = 'injection' | 'integration';

export interface SubnetParts {
  readonly name: string;
  readonly virtualNetwork: string;
  readonly block: Ipv4Prefix;
  readonly profile: ProfileId;
  readonly attachment?: Attachment | undefined;
  /** Name of a group in the same resource group. */
  readonly networkSecurityGroup: string;
  /** Name of a table in the same resource group; `undefined` for none. */
  readonly routeTable: string | undefined;
  /** Whether a default route leads to an appliance or a gateway, so that service endpoints are asked for. */
  readonly forcedTunnelling: boolean;
}

export type SubnetForm = 'bicep' | 'arm' | 'cli' | 'bicep-item' | 'arm-item';

const types = {
  virtualNetwork: 'Microsoft.Network/virtualNetworks',
  name: 'Microsoft.Network/virtualNetworks/subnets',
  networkSecurityGroup: 'Microsoft.Network/networkSecurityGroups',
  routeTable: 'Microsoft.Network/routeTables',
} as const;

/** What is wrong with the names, as one sentence; `undefined` where Azure takes all of them. */
export function subnetNameProblem(
  names: Pick<SubnetParts, 'name' | 'virtualNetwork' | 'networkSecurityGroup' | 'routeTable'>,
): string | undefined {
  for (const part of Object.keys(types) as (keyof typeof types)[]) {
    const name = names[part];
    const problem = name === undefined ? undefined : networkNameProblem(types[part], name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/**
 * The subnet as text. `bicep` and `arm` are whole files that name the other resources as there already; `bicep-item` and `arm-item`
 * are one entry for `subnets` of the virtual network, without a line end; `cli` is a script.
 */
export function subnetText(parts: SubnetParts, form: SubnetForm, indent = ''): string {
  const template = templateOf(parts);
  const item = () => ({
    name: parts.name,
    properties: propertiesOf(parts, (part, name) => idByName(types[part], name)),
  });
  switch (form) {
    case 'bicep':
      return bicepText(template);
    case 'arm':
      return armJsonText(template);
    case 'bicep-item':
      return bicepValue(item(), indent);
    case 'arm-item':
      return armJsonValue(item(), indent, template);
    case 'cli':
      return scriptOf(parts);
  }
}

/** `serviceEndpoints[].service` that the profile's text asks for under forced tunnelling; empty where it asks for none. */
export function serviceEndpointsFor(profile: ProfileId): readonly string[] {
  const items = routingGuidance(profile)?.items ?? [];
  return items.flatMap(({ when, serviceEndpoints }) => (when === 'forced-tunnelling' ? serviceEndpoints : []));
}

function templateOf(parts: SubnetParts): TemplateDescription {
  const existing = (part: keyof typeof types, name: string | undefined): readonly ResourceDescription[] =>
    name === undefined
      ? []
      : [{ symbol: part, type: types[part], apiVersion: apiVersionOf(types[part]), name, existing: true, body: {} }];
  return {
    about: ['Subnet for Azure API Management.'],
    parameters: [],
    resources: [
      ...existing('virtualNetwork', parts.virtualNetwork),
      ...existing('networkSecurityGroup', parts.networkSecurityGroup),
      ...existing('routeTable', parts.routeTable),
      {
        symbol: 'subnet',
        type: types.name,
        apiVersion: apiVersionOf(types.name),
        name: parts.name,
        parent: 'virtualNetwork',
        body: { properties: propertiesOf(parts, idOf) },
      },
    ],
  };
}

function propertiesOf(
  parts: SubnetParts,
  id: (part: 'networkSecurityGroup' | 'routeTable', name: string) => Reference,
): { readonly [member: string]: TemplateValue } {
  const { networkSecurityGroup, routeTable } = parts;
  const endpoints = endpointsOf(parts);
  const delegation = delegationOf(parts);
  return {
    addressPrefix: formatPrefix(parts.block),
    networkSecurityGroup: { id: id('networkSecurityGroup', networkSecurityGroup) },
    ...(routeTable !== undefined && { routeTable: { id: id('routeTable', routeTable) } }),
    ...(endpoints.length > 0 && { serviceEndpoints: endpoints.map(service => ({ service })) }),
    ...(delegation !== undefined && {
      delegations: [{ name: 'apiManagement', properties: { serviceName: delegation } }],
    }),
  };
}

function scriptOf(parts: SubnetParts): string {
  const { name, virtualNetwork, block, networkSecurityGroup, routeTable } = parts;
  const endpoints = endpointsOf(parts);
  const delegation = delegationOf(parts);
  return cliText({
    about: ['Subnet for Azure API Management.'],
    variables: [{ name: 'RESOURCE_GROUP', meaning: 'the resource group of the virtual network' }],
    commands: [
      {
        words: 'network vnet subnet create',
        options: [
          ['--resource-group', new CliVariable('RESOURCE_GROUP')],
          ['--vnet-name', virtualNetwork],
          ['--name', name],
          ['--address-prefixes', formatPrefix(block)],
          ['--network-security-group', networkSecurityGroup],
          ...(routeTable === undefined ? [] : [['--route-table', routeTable] as const]),
          ...(endpoints.length === 0 ? [] : [['--service-endpoints', ...endpoints] as const]),
          ...(delegation === undefined ? [] : [['--delegations', delegation] as const]),
        ],
      },
    ],
  });
}

function endpointsOf({ profile, forcedTunnelling }: SubnetParts): readonly string[] {
  return forcedTunnelling ? serviceEndpointsFor(profile) : [];
}

/** `undefined` where the subnet must have no delegation, and where no text says anything. */
function delegationOf({ profile, attachment }: SubnetParts): string | undefined {
  return delegationRule(profile, attachment)?.required ?? undefined;
}
