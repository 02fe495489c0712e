/** A planned security group in the languages that people deploy with. */
import { noFeatures } from '../../analysis/directive.ts';
import { apiVersionOf, networkNameProblem } from '../../knowledge/resource-types.ts';
import type { Answer } from '../answer.ts';
import { type Place, placeProblem, regionOf } from '../place.ts';
import { serviceDirective, withDirective } from '../service-directive.ts';
import { armJsonResource, armJsonText } from '../text/arm-json.ts';
import { type CliOption, CliVariable, cliText } from '../text/azure-cli.ts';
import { bicepText } from '../text/bicep.ts';
import { type ResourceDescription, resourceGroupLocation, type TemplateDescription } from '../text/template.ts';
import type { GeneratedRule, SecurityGroupPlan } from './security-group.ts';

/** `arm-item` is one entry for the resources of a template; the others are whole files. */
export type SecurityGroupForm = 'bicep' | 'arm' | 'arm-item' | 'cli';

const type = 'Microsoft.Network/networkSecurityGroups';

/** The group as text, or a sentence on what is wrong with its name or region. */
export function securityGroupText(plan: SecurityGroupPlan, place: Place, form: SecurityGroupForm): Answer<string> {
  const problem = networkNameProblem(type, place.name) ?? placeProblem(place);
  if (problem !== undefined) return { ok: false, problem };
  const template = (language: 'bicep' | 'arm'): TemplateDescription => ({
    about: [about(plan)],
    parameters: [],
    resources: [securityGroupResource(plan, place, language)],
  });
  switch (form) {
    case 'bicep':
      return { ok: true, value: bicepText(template(form)) };
    case 'arm':
      return { ok: true, value: armJsonText(template(form)) };
    case 'arm-item':
      return { ok: true, value: armJsonResource(template('arm'), 'networkSecurityGroup') };
    case 'cli':
      return { ok: true, value: scriptOf(plan, place) };
  }
}

/** The description of the group, for those who put more into one template. */
export function securityGroupResource(
  plan: SecurityGroupPlan,
  place: Place,
  language: 'bicep' | 'arm',
): ResourceDescription {
  const features = plan.features.length === 0 ? noFeatures : plan.features.join(',');
  const resource: ResourceDescription = {
    symbol: 'networkSecurityGroup',
    type,
    apiVersion: apiVersionOf(type),
    name: place.name,
    body: {
      location: regionOf(place) ?? resourceGroupLocation,
      properties: { securityRules: plan.rules.map(securityRuleValue) },
    },
  };
  return withDirective(resource, [...serviceDirective(plan, place), ['features', features]], language);
}

function about({ tier, mode, style }: SecurityGroupPlan): string {
  const what = mode === undefined ? tier.sku : `${tier.sku}, ${mode} mode`;
  return style === 'strict'
    ? `Security group for Azure API Management (${what}): what it needs, and nothing else.`
    : `Security group for Azure API Management (${what}): what the built-in rules do not let through.`;
}

/** A rule as templates write it. */
export function securityRuleValue(rule: GeneratedRule) {
  return {
    name: rule.name,
    properties: {
      description: rule.description,
      priority: rule.priority,
      direction: rule.direction,
      access: rule.access,
      protocol: rule.protocol,
      sourceAddressPrefix: rule.source,
      ...sideValue('source', 'PortRange', rule.sourcePorts),
      ...sideValue('destination', 'AddressPrefix', rule.destination),
      ...sideValue('destination', 'PortRange', rule.destinationPorts),
    },
  };
}

/** One value in the singular property, several in the list; Azure takes tags and `*` in the singular one only. */
function sideValue(
  side: 'source' | 'destination',
  what: 'PortRange' | 'AddressPrefix',
  values: string | readonly string[],
): { readonly [member: string]: string | readonly string[] } {
  if (typeof values === 'string') return { [`${side}${what}`]: values };
  const [first, ...others] = values;
  if (first !== undefined && others.length === 0) return { [`${side}${what}`]: first };
  return { [`${side}${what}${what === 'PortRange' ? 's' : 'es'}`]: values };
}

function scriptOf(plan: SecurityGroupPlan, place: Place): string {
  const region = regionOf(place);
  const group: CliOption = ['--resource-group', new CliVariable('RESOURCE_GROUP')];
  return cliText({
    about: [about(plan)],
    variables: [{ name: 'RESOURCE_GROUP', meaning: 'the resource group of the virtual network' }],
    commands: [
      {
        words: 'network nsg create',
        options: [group, ['--name', place.name], ...(region === undefined ? [] : [['--location', region] as const])],
      },
      ...plan.rules.map(rule => ({
        words: 'network nsg rule create',
        options: [
          group,
          ['--nsg-name', place.name],
          ['--name', rule.name],
          ['--priority', String(rule.priority)],
          ['--direction', rule.direction],
          ['--access', rule.access],
          ['--protocol', rule.protocol],
          ['--source-address-prefixes', rule.source],
          ['--source-port-ranges', ...rule.sourcePorts],
          ['--destination-address-prefixes', ...[rule.destination].flat()],
          ['--destination-port-ranges', ...rule.destinationPorts],
          ['--description', rule.description],
        ] satisfies readonly CliOption[],
      })),
    ],
  });
}
