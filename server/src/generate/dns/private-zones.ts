/** Azure private DNS zones, one for each host, linked to virtual networks: as a template and as commands. */
import { apiVersionOf } from '../../knowledge/resource-types.ts';
import { type CliCommand, CliVariable, cliText } from '../text/azure-cli.ts';
import {
  type ParameterDescription,
  parameterValue,
  type ResourceDescription,
  symbolFor,
  type TemplateDescription,
} from '../text/template.ts';
import type { Zone } from './zones.ts';

export interface PrivateZonesRequest {
  /** What the records are for, in one line. */
  readonly title: string;
  readonly zones: readonly Zone[];
  readonly ttl: number;
  /** Ids of the virtual networks to link; without any, the text asks for one when it is deployed. */
  readonly virtualNetworks: readonly string[];
}

const zoneType = 'Microsoft.Network/privateDnsZones';
const networkParameter = 'virtualNetworkId';

export function privateZonesTemplate(request: PrivateZonesRequest): TemplateDescription {
  const links = linksOf(request);
  const taken = new Set([networkParameter.toLowerCase()]);
  const parameters: readonly ParameterDescription[] =
    request.virtualNetworks.length > 0
      ? []
      : [
          {
            name: networkParameter,
            type: 'string',
            description: `Id of the virtual network that is to find the names`,
          },
        ];
  const resources = request.zones.flatMap(zone => {
    const parent = symbolFor(zone.name, taken);
    const child = (type: string, name: string, symbol: string): Omit<ResourceDescription, 'body'> => ({
      symbol: symbolFor(symbol, taken),
      type: `${zoneType}/${type}`,
      apiVersion: apiVersionOf(zoneType),
      name,
      parent,
    });
    return [
      {
        symbol: parent,
        type: zoneType,
        apiVersion: apiVersionOf(zoneType),
        name: zone.name,
        body: { location: 'global' },
      },
      ...zone.records.map(({ name, address }) => ({
        ...child('A', name, `${parent} ${name === '*' ? 'wildcard' : ''} record`),
        body: { properties: { ttl: request.ttl, aRecords: [{ ipv4Address: address }] } },
      })),
      ...links.map(({ name, id }) => ({
        ...child('virtualNetworkLinks', name, `${parent} link`),
        body: {
          location: 'global',
          properties: { registrationEnabled: false, virtualNetwork: { id: id ?? parameterValue(networkParameter) } },
        },
      })),
    ];
  });
  return { about: aboutOf(request), parameters, resources };
}

export function privateZonesCli(request: PrivateZonesRequest): string {
  const group = new CliVariable('RESOURCE_GROUP');
  const network = new CliVariable('VIRTUAL_NETWORK_ID');
  const links = linksOf(request);
  const commands = request.zones.flatMap((zone): readonly CliCommand[] => [
    {
      comment: zone.name,
      words: 'network private-dns zone create',
      options: [
        ['--resource-group', group],
        ['--name', zone.name],
      ],
    },
    ...zone.records.flatMap(({ name, address }): readonly CliCommand[] => [
      {
        words: 'network private-dns record-set a create',
        options: [
          ['--resource-group', group],
          ['--zone-name', zone.name],
          ['--name', name],
          ['--ttl', String(request.ttl)],
        ],
      },
      {
        words: 'network private-dns record-set a add-record',
        options: [
          ['--resource-group', group],
          ['--zone-name', zone.name],
          ['--record-set-name', name],
          ['--ipv4-address', address],
        ],
      },
    ]),
    ...links.map(
      ({ name, id }): CliCommand => ({
        words: 'network private-dns link vnet create',
        options: [
          ['--resource-group', group],
          ['--zone-name', zone.name],
          ['--name', name],
          ['--virtual-network', id ?? network],
          ['--registration-enabled', 'false'],
        ],
      }),
    ),
  ]);
  return cliText({
    about: aboutOf(request),
    variables: [
      { name: 'RESOURCE_GROUP', meaning: 'the resource group of the private DNS zones' },
      ...(links.some(({ id }) => id === undefined)
        ? [{ name: 'VIRTUAL_NETWORK_ID', meaning: 'the id of the virtual network that is to find the names' }]
        : []),
    ],
    commands,
  });
}

function aboutOf({ title }: PrivateZonesRequest): readonly string[] {
  return [title, 'One zone for each name: a zone for the whole domain would hide the names of all other services.'];
}

/** A link for each network, named after it; two networks of one name get a number. */
function linksOf({
  virtualNetworks,
}: PrivateZonesRequest): readonly { readonly name: string; readonly id: string | undefined }[] {
  if (virtualNetworks.length === 0) return [{ name: 'link', id: undefined }];
  const taken = new Map<string, number>();
  return virtualNetworks.map(id => {
    const name = `link-${id.slice(id.lastIndexOf('/') + 1)}`;
    const count = (taken.get(name.toLowerCase()) ?? 0) + 1;
    taken.set(name.toLowerCase(), count);
    return { name: count === 1 ? name : `${name}-${count}`, id };
  });
}
