/** Modules of a registry: which one a path means, and what stands in for its body, which is not in the workspace. */
import type { FileId } from '../base/span.ts';
import type { Found } from '../evaluate/environment.ts';
import { bicepFixSource, type FixSource } from '../fix/fix-source.ts';
import { isSince, registryModule } from '../knowledge/registry-modules.ts';
import { parseBicep } from '../syntax/bicep/parser.ts';
import { parseJson } from '../syntax/json/parser.ts';
import { type JsonNode, member } from '../syntax/json/tree.ts';
import { templateFromBicep } from '../template/from-bicep.ts';
import type { Template } from '../template/template.ts';

/** A module in a registry: `br:mcr.microsoft.com/bicep/avm/res/network/route-table:0.5.0`. */
export interface RegistryReference {
  readonly registry: string;
  readonly path: string;
  readonly version: string;
}

/** By name: what `br/name:` stands for. */
export type ModuleAliases = ReadonlyMap<string, { readonly registry: string; readonly modulePath: string }>;

export const noAliases: ModuleAliases = new Map();

/** What the compiler knows without a configuration (Bicep documentation of module aliases, November 2026). */
const builtIn: ModuleAliases = new Map([['public', { registry: 'mcr.microsoft.com', modulePath: 'bicep' }]]);

/** Whether a module's path leads to a registry or a template spec, and not to a file. */
export function isRegistryPath(path: string): boolean {
  return /^(br|ts)[/:]/.test(path);
}

/** `undefined` for a path that is none, that has an alias nobody declares, and for a template spec. */
export function registryReference(path: string, aliases: ModuleAliases): RegistryReference | undefined {
  const parts = /^br(?:\/([\w-]+))?:(.+?)(?::([\w.-]+)|@sha256:[\da-f]+)?$/.exec(path);
  if (parts === null) return undefined;
  const [, alias, rest = '', version = ''] = parts;
  if (alias === undefined) {
    const stroke = rest.indexOf('/');
    return stroke < 0 ? undefined : { registry: rest.slice(0, stroke), path: rest.slice(stroke + 1), version };
  }
  const known = aliases.get(alias) ?? builtIn.get(alias);
  if (known === undefined) return undefined;
  const { registry, modulePath } = known;
  return { registry, path: modulePath === '' ? rest : `${modulePath}/${rest}`, version };
}

/** `moduleAliases.br` of a `bicepconfig.json`. Never throws; what has no such shape is left out. */
export function moduleAliases(text: string): ModuleAliases {
  const section = member(member(parseJson(text).root, 'moduleAliases'), 'br');
  const aliases = new Map<string, { registry: string; modulePath: string }>();
  for (const { key, value } of section?.kind === 'object' ? section.properties : []) {
    const registry = textOf(member(value, 'registry'));
    if (registry !== undefined)
      aliases.set(key.value, { registry, modulePath: textOf(member(value, 'modulePath')) ?? '' });
  }
  return aliases;
}

const templates = new Map<string, Template>();
const fixSources = new Map<string, FixSource>();
const scheme = 'apim-vnet-registry:/';

/** What stands in for the body of a module of a registry. */
export function registryTemplate(path: string, aliases: ModuleAliases): Found<Template> {
  const reference = registryReference(path, aliases);
  if (reference === undefined) {
    const what = path.startsWith('ts')
      ? 'a template spec, which is in Azure'
      : 'a module of a registry that is not known here';
    return { found: false, why: `'${path}' is ${what}`, missing: false };
  }
  const module = registryModule(reference.path);
  if (module === undefined)
    return { found: false, why: `'${path}' is in a registry, which is not asked`, missing: false };
  const isKnown = isSince(reference.version, module.since);
  const key = `${module.path} ${isKnown}`;
  let template = templates.get(key);
  if (template === undefined) {
    const file = `${scheme}${module.path}/main.bicep`;
    const read = templateFromBicep(parseBicep(module.text, { kind: 'bicep' }), file);
    template = isKnown ? read : withoutDefaults(read);
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

/** Parameters of an older version have the names that they have today, as far as they are given; their defaults may differ. */
function withoutDefaults(template: Template): Template {
  const parameters = [...template.names.parameters].map(
    ([name, parameter]) => [name, { ...parameter, defaultValue: undefined }] as const,
  );
  return { ...template, names: { ...template.names, parameters: new Map(parameters) } };
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}
