import {
  isList,
  Reference,
  type ResourceDescription,
  resourceOf,
  type TemplateDescription,
  type TemplateValue,
} from './template.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * A template as strict ARM JSON: resources in a list, children by their full names. Lines end in `\n`, the last one too.
 * Source of the schema: https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax (11/2026).
 */
export function armJsonText(template: TemplateDescription): string {
  const parameters = template.parameters.map(({ name, type, description, defaultValue }) => {
    const preset = defaultValue === undefined ? {} : { defaultValue: toJson(defaultValue, template) };
    return [name, { type, ...preset, metadata: { description } }] as const;
  });
  const text: Json = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    ...(template.about.length > 0 && { metadata: { description: template.about.join(' ') } }),
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
    resources: template.resources
      .filter(resource => resource.existing !== true)
      .map(resource => resourceJson(resource, template)),
  };
  return `${JSON.stringify(text, undefined, 2)}\n`;
}

/**
 * One value as JSON with two blanks a level; lines after the first start with `indent`. Use it for a snippet that goes into
 * a body which is there already. References need the template they mean resources of.
 */
export function armJsonValue(value: TemplateValue, indent: string, template: TemplateDescription): string {
  return JSON.stringify(toJson(value, template), undefined, 2).replaceAll('\n', `\n${indent}`);
}

/** One resource of a template, for the `resources` of another one; without a line end behind it. */
export function armJsonResource(template: TemplateDescription, symbol: string): string {
  return JSON.stringify(resourceJson(resourceOf(template, symbol), template), undefined, 2);
}

function resourceJson(resource: ResourceDescription, template: TemplateDescription): Json {
  const dependsOn = dependencies(resource, template);
  const body = Object.entries(resource.body).map(([member, value]) => [member, toJson(value, template)] as const);
  return {
    type: resource.type,
    apiVersion: resource.apiVersion,
    name: fullName(resource, template),
    ...(resource.comment !== undefined && { comments: resource.comment }),
    ...Object.fromEntries(body),
    ...(dependsOn.length > 0 && { dependsOn: dependsOn.map(symbol => `[${resourceId(symbol, template)}]`) }),
  };
}

/** What a resource waits for, in the order of the template; what is there already needs no waiting. */
function dependencies(resource: ResourceDescription, template: TemplateDescription): readonly string[] {
  const wanted = new Set(resource.dependsOn);
  if (resource.parent !== undefined) wanted.add(resource.parent);
  addReferred(resource.body, wanted);
  for (const symbol of wanted) resourceOf(template, symbol);
  return template.resources
    .filter(other => wanted.has(other.symbol) && other.existing !== true)
    .map(other => other.symbol);
}

function addReferred(value: TemplateValue, symbols: Set<string>): void {
  if (value instanceof Reference) {
    if (value.target.kind === 'resource-id') symbols.add(value.target.symbol);
  } else if (value !== null && typeof value === 'object') {
    for (const item of Object.values(value)) addReferred(item, symbols);
  }
}

function toJson(value: TemplateValue, template: TemplateDescription): Json {
  if (value instanceof Reference) return `[${referenceExpression(value, template)}]`;
  if (typeof value === 'string') return literal(value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(item => toJson(item, template));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toJson(item, template)]));
}

/** A text between brackets would be read as an expression. */
function literal(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

function fullName(resource: ResourceDescription, template: TemplateDescription): string {
  const names = namesOf(resource, template);
  if (names.every(name => typeof name === 'string')) return literal(names.join('/'));
  const pattern = names.map((_, index) => `{${index}}`).join('/');
  const [only] = names;
  if (names.length === 1 && only instanceof Reference) return `[${referenceExpression(only, template)}]`;
  return `[format(${[quoted(pattern), ...names.map(name => argument(name, template))].join(', ')})]`;
}

function namesOf(resource: ResourceDescription, template: TemplateDescription): readonly (string | Reference)[] {
  if (resource.parent === undefined) return [resource.name];
  return [...namesOf(resourceOf(template, resource.parent), template), resource.name];
}

function resourceId(symbol: string, template: TemplateDescription): string {
  const resource = resourceOf(template, symbol);
  const names = namesOf(resource, template).map(name => argument(name, template));
  return `resourceId(${[quoted(resource.type), ...names].join(', ')})`;
}

function referenceExpression({ target }: Reference, template: TemplateDescription): string {
  switch (target.kind) {
    case 'resource-id':
      return resourceId(target.symbol, template);
    case 'named-resource-id':
      return `resourceId(${quoted(target.type)}, ${quoted(target.name)})`;
    case 'parameter':
      return `parameters(${quoted(target.name)})`;
    case 'resource-group-location':
      return 'resourceGroup().location';
  }
}

function argument(name: string | Reference, template: TemplateDescription): string {
  return typeof name === 'string' ? quoted(name) : referenceExpression(name, template);
}

/** A text inside an expression. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
