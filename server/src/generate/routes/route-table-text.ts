/** A planned route table in the languages that people deploy with. */
import { apiVersionOf, networkNameProblem } from '../../knowledge/resource-types.ts';
import type { Answer } from '../answer.ts';
import { type Place, placeProblem, regionOf } from '../place.ts';
import { serviceDirective, withDirective } from '../service-directive.ts';
import { armJsonResource, armJsonText } from '../text/arm-json.ts';
import { type CliOption, CliVariable, cliText } from '../text/azure-cli.ts';
import { bicepText } from '../text/bicep.ts';
import { type ResourceDescription, resourceGroupLocation, type TemplateDescription } from '../text/template.ts';
import type { GeneratedRoute, RouteTablePlan } from './route-table.ts';

/** `arm-item` is one entry for the resources of a template; the others are whole files. */
export type RouteTableForm = 'bicep' | 'arm' | 'arm-item' | 'cli';

const type = 'Microsoft.Network/routeTables';

/** The table as text, or a sentence on what is wrong with its name or region. */
export function routeTableText(plan: RouteTablePlan, place: Place, form: RouteTableForm): Answer<string> {
  const problem = networkNameProblem(type, place.name) ?? placeProblem(place);
  if (problem !== undefined) return { ok: false, problem };
  const template: TemplateDescription = {
    about: about(plan),
    parameters: [],
    resources: [routeTableResource(plan, place, form === 'bicep' ? 'bicep' : 'arm')],
  };
  switch (form) {
    case 'bicep':
      return { ok: true, value: bicepText(template) };
    case 'arm':
      return { ok: true, value: armJsonText(template) };
    case 'arm-item':
      return { ok: true, value: armJsonResource(template, 'routeTable') };
    case 'cli':
      return { ok: true, value: scriptOf(plan, place) };
  }
}

/** The description of the table, for those who put more into one template. */
export function routeTableResource(plan: RouteTablePlan, place: Place, language: 'bicep' | 'arm'): ResourceDescription {
  const resource: ResourceDescription = {
    symbol: 'routeTable',
    type,
    apiVersion: apiVersionOf(type),
    name: place.name,
    body: {
      location: regionOf(place) ?? resourceGroupLocation,
      properties: {
        disableBgpRoutePropagation: plan.disableBgpRoutePropagation,
        routes: plan.routes.map(routeValue),
      },
    },
  };
  return withDirective(resource, serviceDirective(plan, place), language);
}

/** A route as templates write it. */
export function routeValue({ name, addressPrefix, nextHopType, nextHopIpAddress }: GeneratedRoute) {
  return {
    name,
    properties: { addressPrefix, nextHopType, ...(nextHopIpAddress !== undefined && { nextHopIpAddress }) },
  };
}

function about({ tier, mode, serviceEndpoints }: RouteTablePlan): readonly string[] {
  const what = mode === undefined ? tier.sku : `${tier.sku}, ${mode} mode`;
  return [
    `Route table for Azure API Management (${what}).`,
    ...(serviceEndpoints.length === 0 ? [] : [`The subnet needs service endpoints: ${serviceEndpoints.join(', ')}.`]),
  ];
}

function scriptOf(plan: RouteTablePlan, place: Place): string {
  const region = regionOf(place);
  const group: CliOption = ['--resource-group', new CliVariable('RESOURCE_GROUP')];
  return cliText({
    about: about(plan),
    variables: [{ name: 'RESOURCE_GROUP', meaning: 'the resource group of the virtual network' }],
    commands: [
      {
        words: 'network route-table create',
        options: [
          group,
          ['--name', place.name],
          ...(region === undefined ? [] : [['--location', region] as const]),
          ['--disable-bgp-route-propagation', String(plan.disableBgpRoutePropagation)],
        ],
      },
      ...plan.routes.map(({ name, addressPrefix, nextHopType, nextHopIpAddress }) => ({
        words: 'network route-table route create',
        options: [
          group,
          ['--route-table-name', place.name],
          ['--name', name],
          ['--address-prefix', addressPrefix],
          ['--next-hop-type', nextHopType],
          ...(nextHopIpAddress === undefined ? [] : [['--next-hop-ip-address', nextHopIpAddress] as const]),
        ] satisfies readonly CliOption[],
      })),
    ],
  });
}
