import {
  isList,
  type ParameterDescription,
  Reference,
  type ResourceDescription,
  type TemplateDescription,
  type TemplateValue,
} from './template.ts';

/** A template as Bicep. Lines end in `\n`, the last one too. */
export function bicepText(template: TemplateDescription): string {
  const parts = [
    template.about.map(line => `// ${line}`.trimEnd()).join('\n'),
    ...template.parameters.map(parameterText),
    ...template.resources.map(resourceText),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

/**
 * One value as Bicep; lines after the first start with `indent`. Use it for a snippet that goes into a body which is there
 * already, such as an item of `subnets`.
 */
export function bicepValue(value: TemplateValue, indent = ''): string {
  if (value instanceof Reference) return referenceText(value);
  if (typeof value === 'string') return quotedBicep(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  const lines = isList(value)
    ? value.map(item => bicepValue(item, inner))
    : Object.entries(value).map(([name, item]) => `${memberName(name)}: ${bicepValue(item, inner)}`);
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  if (lines.length === 0) return `${open}${close}`;
  return `${open}\n${lines.map(line => `${inner}${line}\n`).join('')}${indent}${close}`;
}

/** A text as a Bicep string on one line. */
export function quotedBicep(text: string): string {
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replaceAll('${', '\\${')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `'${escaped}'`;
}

function parameterText({ name, type, description, defaultValue }: ParameterDescription): string {
  const preset = defaultValue === undefined ? '' : ` = ${bicepValue(defaultValue)}`;
  return `@description(${quotedBicep(description)})\nparam ${name} ${type}${preset}`;
}

function resourceText(resource: ResourceDescription): string {
  const { symbol, type, apiVersion, name, parent, existing, comment, body, dependsOn = [] } = resource;
  const members = [
    ...(parent === undefined ? [] : [`parent: ${parent}`]),
    `name: ${bicepValue(name)}`,
    ...Object.entries(body).map(([member, value]) => `${memberName(member)}: ${bicepValue(value, '  ')}`),
    ...(dependsOn.length === 0 ? [] : [`dependsOn: [\n${dependsOn.map(other => `    ${other}\n`).join('')}  ]`]),
  ];
  const head = `resource ${symbol} ${quotedBicep(`${type}@${apiVersion}`)}${existing === true ? ' existing' : ''} = {`;
  return [...(comment === undefined ? [] : [`// ${comment}`]), head, ...members.map(member => `  ${member}`), '}'].join(
    '\n',
  );
}

function referenceText({ target }: Reference): string {
  switch (target.kind) {
    case 'resource-id':
      return `${target.symbol}.id`;
    case 'named-resource-id':
      return `resourceId(${quotedBicep(target.type)}, ${quotedBicep(target.name)})`;
    case 'parameter':
      return target.name;
    case 'resource-group-location':
      return 'resourceGroup().location';
  }
}

function memberName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quotedBicep(name);
}
