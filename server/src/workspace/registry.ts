/** What stands in for the body of a registry's module where that is not at hand. */
import type { FileId } from '../base/span.ts';
import type { Found } from '../evaluate/environment.ts';
import { bicepFixSource, type FixSource } from '../fix/fix-source.ts';
import { isSince, registryModule } from '../knowledge/registry-modules.ts';
import { parseBicep } from '../syntax/bicep/parser.ts';
import { templateFromBicep } from '../template/from-bicep.ts';
import type { Template } from '../template/template.ts';
import type { RegistryReference, TemplateSpecReference } from './module-references.ts';

const templates = new Map<string, Template>();
const fixSources = new Map<string, FixSource>();
const scheme = 'apim-vnet-registry:/';

/**
 * @param reference what the path means; `undefined` where that is not known
 * @param why there is no copy of it; `undefined` where nobody looked for one
 */
export function registryTemplate(
  path: string,
  reference: RegistryReference | TemplateSpecReference | undefined,
  why: string | undefined,
): Found<Template> {
  const module = reference?.kind === 'registry' ? registryModule(reference.path) : undefined;
  if (reference?.kind !== 'registry' || module === undefined)
    return { found: false, why: why ?? `'${path}' is ${whatItIs(path, reference)}`, missing: false };
  const isKnown = isSince(reference.version, module.since);
  const key = `${module.path} ${isKnown}`;
  let template = templates.get(key);
  if (template === undefined) {
    const file = `${scheme}${module.path}/main.bicep`;
    const read = templateFromBicep(parseBicep(module.text, { kind: 'bicep' }), file);
    template = isKnown
      ? { ...read, standIn: { others: new Set(module.others), otherwise: withoutDefaults(read) } }
      : withoutDefaults(read);
    templates.set(key, template);
  }
  return { found: true, value: template };
}

/** The body of a module of a registry as fixes see it: what it is given can be followed through it, and nothing be changed. */
export function registryFixSource(file: FileId): FixSource | undefined {
  const path = file.startsWith(scheme) ? file.slice(scheme.length).replace(/\/main\.bicep$/, '') : undefined;
  const module = path === undefined ? undefined : registryModule(path);
  if (module === undefined) return undefined;
  const known = fixSources.get(file);
  if (known !== undefined) return known;
  const frozen = 'It is written in a module of a registry, and is not changed here.';
  const source = { ...bicepFixSource(parseBicep(module.text, { kind: 'bicep' }), file), frozen };
  fixSources.set(file, source);
  return source;
}

function whatItIs(path: string, reference: RegistryReference | TemplateSpecReference | undefined): string {
  if (path.startsWith('ts')) return 'a template spec, which is in Azure';
  return reference === undefined
    ? 'a module of a registry that is not known here'
    : 'in a registry, which is not asked';
}

/** Parameters of an older version have the names that they have today, as far as they are given; their defaults may differ. */
function withoutDefaults(template: Template): Template {
  const parameters = [...template.names.parameters].map(
    ([name, parameter]) => [name, { ...parameter, defaultValue: undefined }] as const,
  );
  return { ...template, names: { ...template.names, parameters: new Map(parameters) } };
}
