/** Modules that are in no file of the workspace: which one a path means, and where the compiler keeps its copy of it. */
import { parseJson } from '../syntax/json/parser.ts';
import { type JsonNode, member } from '../syntax/json/tree.ts';

/** A module in a registry: `br:mcr.microsoft.com/bicep/avm/res/network/route-table:0.5.0`. */
export interface RegistryReference {
  readonly kind: 'registry';
  readonly registry: string;
  readonly path: string;
  /** The tag; empty where a digest is given instead. */
  readonly version: string;
  /** Such as `sha256:…`; `undefined` where a tag is given. */
  readonly digest: string | undefined;
}

/** A template spec in Azure: `ts:<subscription>/<resource group>/<name>:<version>`. */
export interface TemplateSpecReference {
  readonly kind: 'template-spec';
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly version: string;
}

/** By name: what `br/name:` and `ts/name:` stand for. */
export interface ModuleAliases {
  readonly br: ReadonlyMap<string, { readonly registry: string; readonly modulePath: string }>;
  readonly ts: ReadonlyMap<string, { readonly subscription: string; readonly resourceGroup: string }>;
}

export const noAliases: ModuleAliases = { br: new Map(), ts: new Map() };

/** What the compiler knows without a configuration (Bicep documentation of module aliases, November 2026). */
const builtIn: ModuleAliases['br'] = new Map([['public', { registry: 'mcr.microsoft.com', modulePath: 'bicep' }]]);

/** Whether a module's path leads to a registry or a template spec, and not to a file. */
export function isRegistryPath(path: string): boolean {
  return /^(br|ts)(\/[\w-]+)?:/.test(path);
}

/** `undefined` for a path that is no such reference, and for one with an alias nobody declares. */
export function moduleReference(
  path: string,
  aliases: ModuleAliases,
): RegistryReference | TemplateSpecReference | undefined {
  return path.startsWith('ts') ? templateSpecReference(path, aliases) : registryReference(path, aliases);
}

function registryReference(path: string, { br }: ModuleAliases): RegistryReference | undefined {
  const parts = /^br(?:\/([\w-]+))?:(.+?)(?::([\w.-]+)|@(sha256:[\da-f]+))?$/.exec(path);
  if (parts === null) return undefined;
  const [, alias, rest = '', version = '', digest] = parts;
  const reference = (registry: string, own: string): RegistryReference => {
    return { kind: 'registry', registry, path: own, version, digest };
  };
  if (alias === undefined) {
    const stroke = rest.indexOf('/');
    return stroke < 0 ? undefined : reference(rest.slice(0, stroke), rest.slice(stroke + 1));
  }
  const known = br.get(alias) ?? builtIn.get(alias);
  if (known === undefined) return undefined;
  return reference(known.registry, known.modulePath === '' ? rest : `${known.modulePath}/${rest}`);
}

function templateSpecReference(path: string, { ts }: ModuleAliases): TemplateSpecReference | undefined {
  const [, alias, rest = ''] = /^ts(?:\/([\w-]+))?:(.+)$/.exec(path) ?? [];
  const known = alias === undefined ? undefined : ts.get(alias);
  if (alias !== undefined && known === undefined) return undefined;
  const whole = known === undefined ? rest : `${known.subscription}/${known.resourceGroup}/${rest}`;
  const parts = /^([^/:]+)\/([^/:]+)\/([^/:]+):([^/:]+)$/.exec(whole);
  if (parts === null) return undefined;
  const [, subscription = '', resourceGroup = '', name = '', version = ''] = parts;
  return { kind: 'template-spec', subscription, resourceGroup, name, version };
}

/**
 * Where the compiler keeps a module below its cache folder, one name for each level; `undefined` for a reference that no
 * such place can be told for. None of the names leads out of the folder.
 *
 * Source: Azure/bicep, ArtifactCacheHelper.cs, OciArtifactRegistry.cs, TagEncoder.cs and TemplateSpecModuleRegistry.cs
 * (read November 2026).
 */
export function cachePath(reference: RegistryReference | TemplateSpecReference): readonly string[] | undefined {
  const folders = reference.kind === 'registry' ? registryFolders(reference) : templateSpecFolders(reference);
  return folders?.every(isPlainName) === true ? [...folders, 'main.json'] : undefined;
}

/** Of the compiler: tags have at most so many characters (Azure/bicep, OciArtifactModuleReference, November 2026). */
const longestTag = 128;

function registryFolders({ registry, path, version, digest }: RegistryReference): readonly string[] | undefined {
  if (version.length > longestTag || (version === '' && digest === undefined)) return undefined;
  const last = digest === undefined ? `${version}$${upperCaseMask(version)}` : digest.replace(':', '#');
  return ['br', registry.replaceAll(':', '$').toLowerCase(), path.replaceAll('/', '$'), last];
}

function templateSpecFolders(reference: TemplateSpecReference): readonly string[] {
  const { subscription, resourceGroup, name, version } = reference;
  return ['ts', ...[subscription, resourceGroup, name, version].map(part => part.toLowerCase())];
}

/** Which letters of a tag are capitals, as a number with a bit for each, the first the lowest; empty for none. */
function upperCaseMask(tag: string): string {
  let mask = 0n;
  for (let i = 0; i < tag.length; i++) if (/[A-Z]/.test(tag.charAt(i))) mask |= 1n << BigInt(i);
  return mask === 0n ? '' : mask.toString(16);
}

/** Whether a name is one of a file and no way to another folder, on any system. */
function isPlainName(name: string): boolean {
  return /^[\w.$#()[\]-]{1,255}$/.test(name) && !/^\.+$/.test(name);
}

/** `moduleAliases` of a `bicepconfig.json`. Never throws; what has no such shape is left out. */
export function moduleAliases(text: string): ModuleAliases {
  const section = member(parseJson(text).root, 'moduleAliases');
  const br = new Map<string, { registry: string; modulePath: string }>();
  for (const { key, value } of propertiesOf(member(section, 'br'))) {
    const registry = textOf(member(value, 'registry'));
    if (registry !== undefined) br.set(key.value, { registry, modulePath: textOf(member(value, 'modulePath')) ?? '' });
  }
  const ts = new Map<string, { subscription: string; resourceGroup: string }>();
  for (const { key, value } of propertiesOf(member(section, 'ts'))) {
    const subscription = textOf(member(value, 'subscription'));
    const resourceGroup = textOf(member(value, 'resourceGroup'));
    if (subscription !== undefined && resourceGroup !== undefined) ts.set(key.value, { subscription, resourceGroup });
  }
  return { br, ts };
}

function propertiesOf(node: JsonNode | undefined) {
  return node?.kind === 'object' ? node.properties : [];
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}
