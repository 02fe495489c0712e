/** Reads what a text needs of other files, step by step, until nothing more is named. */
import { baseName, fileKey, folderOf, joinUri } from '../base/uri.ts';
import type { FileReference, Template } from '../template/template.ts';
import type { FileSystem } from './file-system.ts';
import { type CachedModule, cacheKey, type ModuleCache, readCachedModule } from './module-cache.ts';
import { isRegistryPath, moduleReference, noAliases } from './module-references.ts';
import { beginsLike, isParameterName, isTemplateName, parameterFolder, templatesFor } from './parameter-pairs.ts';
import type { Settings } from './settings.ts';
import { type AbsentFile, emptySnapshot, Snapshot } from './snapshot.ts';
import { SourceFile, type SourceText } from './source-file.ts';
import { fitsGlobs } from './target-settings.ts';

/** Files that one text leads to; past it the rest is not read. */
const maxFiles = 5_000;
/** Parameter files of one template that are looked at. */
export const maxParameterFiles = 10;
/** Files of a folder that are opened to see whether they are parameter files of a template. */
const maxCandidates = 200;
/** Templates of a folder that are opened to see which of them a parameter file without their names fits. */
const maxTemplates = 50;

/** Folders above a file that are looked at for its configuration. */
const maxFolders = 40;
const configurationName = 'bicepconfig.json';

/** All texts whose trees are kept between questions, in UTF-16 code units. */
const maxKept = 30_000_000;

/** In the setting `apimVnet.parameterFiles`: parameters have their defaults. */
export const noParameterFiles = 'none';

/** What the settings say of other files. */
export type FileChoice = Partial<Pick<Settings, 'parameterFiles' | 'parameters' | 'bicepCacheFolder'>>;

/** The compiler's cache folder, by how the setting names it; `undefined` where a host has no disk. */
export type ModuleCaches = (folder: string) => ModuleCache | undefined;

export interface LoadedInput {
  readonly root: SourceFile;
  readonly parameters: SourceFile | undefined;
  readonly files: Snapshot;
}

/** The parameter files that name a template by `using`, as far as their texts have been seen. */
export type ParameterFilesNaming = (template: string) => readonly string[];

/** What was last found for a text, with all that was asked for on the way. */
interface Remembered {
  readonly file: SourceFile;
  readonly choice: FileChoice;
  readonly lookups: Lookups;
  readonly inputs: readonly LoadedInput[];
}

export class FileLoader {
  private readonly system: FileSystem;
  private readonly openText: (uri: string) => SourceText | undefined;
  private readonly caches: ModuleCaches;
  /** URIs in a list that is the same as long as they are. */
  readonly naming: ParameterFilesNaming;
  /** What was read, by key; a promise, so that two who ask at once read once. */
  private readonly read = new Map<string, Promise<SourceFile | AbsentFile>>();
  private readonly folders = new Map<string, Promise<readonly string[]>>();
  /** Modules in cache folders, by {@link moduleKey}; the compiler never changes one that is there. */
  private readonly modules = new Map<string, Promise<CachedModule>>();
  /** Those of them that were not there, or could not be used. */
  private readonly absentModules = new Set<string>();
  private readonly remembered = new Map<string, Remembered>();
  /** The newest version of each text, by key, in the order in which they were last asked for. */
  private readonly newest = new Map<string, SourceFile>();
  /** Length of all texts whose trees may be kept. */
  private kept = 0;

  constructor(
    system: FileSystem,
    openText: (uri: string) => SourceText | undefined,
    caches: ModuleCaches = () => undefined,
    naming: ParameterFilesNaming = () => [],
  ) {
    this.naming = naming;
    this.system = system;
    this.openText = openText;
    this.caches = caches;
  }

  /** The text with what follows from it; the kept one where it is the same text. */
  sourceFile(source: SourceText): SourceFile {
    const key = fileKey(source.uri);
    const known = this.newest.get(key);
    const same = known?.source;
    const isSame =
      same?.uri === source.uri &&
      same.version === source.version &&
      same.languageId === source.languageId &&
      same.text === source.text;
    const file = known !== undefined && isSame ? known : new SourceFile(source, known);
    if (known !== undefined) this.drop(key, known);
    this.newest.set(key, file);
    this.kept += source.text.length;
    for (const [oldest, other] of this.newest) {
      if (this.kept <= maxKept || other === file) break;
      // Its tree goes, and is made again when it is asked for.
      other.release();
      this.drop(oldest, other);
    }
    return file;
  }

  private drop(key: string, file: SourceFile): void {
    this.newest.delete(key);
    this.kept -= file.source.text.length;
  }

  /**
   * How a text is deployed: once for each of its parameter files, or with its defaults. The same objects as before where
   * nothing has changed that it asks for.
   */
  async inputs(file: SourceFile, choice: FileChoice = {}): Promise<readonly LoadedInput[]> {
    const key = fileKey(file.uri);
    const known = this.remembered.get(key);
    if (known?.file === file && known.choice === choice && known.lookups.isSame()) return known.inputs;
    const lookups = new Lookups(this);
    const inputs = await new InputSearch(lookups).inputs(file, choice);
    this.remembered.set(key, { file, choice, lookups, inputs });
    return inputs;
  }

  /** Parameter files in the folder of a template, or in a folder for such files in it. In the order of their names. */
  parameterFilesOf(file: SourceFile): Promise<readonly SourceFile[]> {
    return new InputSearch(new Lookups(this)).parameterFilesOf(file);
  }

  /** A file of the workspace, as it is open or as it is on disk. */
  get(uri: string): Promise<SourceFile | AbsentFile> {
    const key = fileKey(uri);
    const open = this.openText(uri);
    if (open !== undefined) return Promise.resolve(this.sourceFile(open));
    if (!this.system.contains(uri))
      return Promise.resolve({
        why: this.system.whyOutside ?? 'its file lies outside of the workspace',
        missing: false,
      });
    let reading = this.read.get(key);
    if (reading === undefined) {
      reading = this.fromDisk(uri);
      this.read.set(key, reading);
    }
    return reading;
  }

  /** Something that is the same as long as {@link get} finds the same. */
  stateOf(uri: string): unknown {
    const open = this.openText(uri);
    if (open !== undefined) return this.sourceFile(open);
    // What may be read grows with trust and with open documents.
    return this.system.contains(uri) ? this.read.get(fileKey(uri)) : 'outside';
  }

  /** Whether a file may be read. */
  contains(uri: string): boolean {
    return this.system.contains(uri);
  }

  /** The names in a folder of the workspace. */
  list(folder: string): Promise<readonly string[]> {
    let listing = this.folders.get(folder);
    if (listing === undefined) {
      listing = this.system.contains(folder) ? this.system.list(folder) : Promise.resolve([]);
      this.folders.set(folder, listing);
    }
    return listing;
  }

  /** Something that is the same as long as {@link list} finds the same. */
  stateOfFolder(folder: string): unknown {
    return this.folders.get(folder);
  }

  /** What the compiler keeps of a module; `undefined` where no cache folder is to be looked in. */
  module(folder: string | undefined, key: string): Promise<CachedModule> | undefined {
    const cache = folder === undefined ? undefined : this.caches(folder);
    if (cache === undefined) return undefined;
    const known = moduleKey(folder, key);
    let reading = this.modules.get(known);
    if (reading === undefined) {
      reading = this.fromCache(cache, key, known);
      this.modules.set(known, reading);
    }
    return reading;
  }

  /** Something that is the same as long as {@link module} finds the same. */
  stateOfModule(folder: string | undefined, key: string): unknown {
    return this.modules.get(moduleKey(folder, key));
  }

  changed(uri: string | undefined): void {
    this.folders.clear();
    // Whoever fetches a module most often saves a file before or after.
    for (const key of this.absentModules) this.modules.delete(key);
    this.absentModules.clear();
    if (uri === undefined) this.read.clear();
    else this.read.delete(fileKey(uri));
  }

  forget(uri: string): void {
    const key = fileKey(uri);
    const file = this.newest.get(key);
    if (file !== undefined) this.drop(key, file);
    this.read.delete(key);
    this.remembered.delete(key);
  }

  private async fromCache(cache: ModuleCache, key: string, known: string): Promise<CachedModule> {
    const module = await readCachedModule(cache, key);
    if (!('source' in module)) this.absentModules.add(known);
    return module;
  }

  private async fromDisk(uri: string): Promise<SourceFile | AbsentFile> {
    const content = await this.system.read(uri);
    if (!content.ok) return { why: content.why, missing: content.missing };
    return this.sourceFile({ uri, version: 0, languageId: languageOf(uri), text: content.text });
  }
}

/**
 * Asks a loader for files and folders and notes what it was told: while that is the same, so is all that follows from it.
 */
class Lookups {
  private readonly loader: FileLoader;
  private readonly files = new Map<string, unknown>();
  private readonly folders = new Map<string, unknown>();
  private readonly modules = new Map<string, { readonly folder: string | undefined; key: string; state: unknown }>();
  private readonly named = new Map<string, readonly string[]>();

  constructor(loader: FileLoader) {
    this.loader = loader;
  }

  get(uri: string): Promise<SourceFile | AbsentFile> {
    const file = this.loader.get(uri);
    this.files.set(uri, this.loader.stateOf(uri));
    return file;
  }

  list(folder: string): Promise<readonly string[]> {
    const names = this.loader.list(folder);
    this.folders.set(folder, this.loader.stateOfFolder(folder));
    return names;
  }

  module(folder: string | undefined, key: string): Promise<CachedModule> | undefined {
    const module = this.loader.module(folder, key);
    this.modules.set(moduleKey(folder, key), { folder, key, state: this.loader.stateOfModule(folder, key) });
    return module;
  }

  /** URIs of the parameter files anywhere that name a template. */
  naming(template: string): readonly string[] {
    const uris = this.loader.naming(template);
    this.named.set(template, uris);
    return uris;
  }

  contains(uri: string): boolean {
    return this.loader.contains(uri);
  }

  /** Whether all that was asked for would be answered as it was. */
  isSame(): boolean {
    for (const [folder, state] of this.folders) if (this.loader.stateOfFolder(folder) !== state) return false;
    for (const [uri, state] of this.files) if (this.loader.stateOf(uri) !== state) return false;
    for (const [template, uris] of this.named) if (!areSameTexts(this.loader.naming(template), uris)) return false;
    for (const { folder, key, state } of this.modules.values())
      if (this.loader.stateOfModule(folder, key) !== state) return false;
    return true;
  }
}

/** Finds the files that one text needs. */
class InputSearch {
  private readonly lookups: Lookups;

  constructor(lookups: Lookups) {
    this.lookups = lookups;
  }

  /** How a text is deployed: once for each of its parameter files, or with its defaults. */
  async inputs(file: SourceFile, choice: FileChoice): Promise<readonly LoadedInput[]> {
    const { template } = file.reading;
    if (template.shape === 'parameter-file') {
      const root = await this.templateOf(file);
      if (root === undefined) return [{ root: file, parameters: undefined, files: emptySnapshot }];
      return [{ root, parameters: file, files: await this.closure([root, file], choice) }];
    }
    const parameters = await this.inEffect(file, choice);
    if (template.references.length === 0 && parameters.length === 0)
      return [{ root: file, parameters: undefined, files: emptySnapshot }];
    const files = await this.closure([file, ...parameters], choice);
    if (parameters.length === 0) return [{ root: file, parameters: undefined, files }];
    return parameters.map(one => ({ root: file, parameters: one, files }));
  }

  /** The template that a parameter file is for: the one it names, else the one beside it with a fitting name. */
  async templateOf(file: SourceFile): Promise<SourceFile | undefined> {
    const { using } = file.reading.template;
    if (using !== undefined) return this.template(joinUri(file.uri, using.path));
    const above = folderOf(file.uri).replace(/\/$/, '');
    for (const folder of [file.uri, above]) {
      const names = await this.lookups.list(folderOf(folder));
      for (const name of templatesFor(baseName(file.uri), names)) {
        const found = await this.template(joinUri(folder, name));
        if (found !== undefined) return found;
      }
    }
    const own = await this.templateWithNames(file, folderOf(file.uri));
    if (own !== undefined || !parameterFolder.test(`${baseName(above)}/`)) return own;
    return this.templateWithNames(file, folderOf(above));
  }

  /** The only template of a folder that has all parameters that a file gives; in Bicep, where it is there in JSON too. */
  private async templateWithNames(file: SourceFile, folder: string): Promise<SourceFile | undefined> {
    if (file.reading.template.names.parameters.size === 0) return undefined;
    const names = (await this.lookups.list(folder)).filter(name => isTemplateName(name));
    if (names.length > maxTemplates) return undefined;
    const templates = await Promise.all(names.sort().map(name => this.template(joinUri(`${folder}x`, name))));
    const fitting = templates.filter(one => one !== undefined && fitsNames(file, one)) as readonly SourceFile[];
    const [first] = fitting;
    return fitting.every(({ uri }) => stemOf(uri) === stemOf(first?.uri ?? '')) ? first : undefined;
  }

  private async template(uri: string | undefined): Promise<SourceFile | undefined> {
    if (uri === undefined) return undefined;
    const file = await this.lookups.get(uri);
    if (!('source' in file)) return undefined;
    const { shape } = file.reading.template;
    return shape === 'bicep' || shape === 'arm-template' ? file : undefined;
  }

  /** Parameter files that the settings name and that fit; where none does, those that the user has chosen of its own. */
  private async inEffect(file: SourceFile, choice: FileChoice): Promise<readonly SourceFile[]> {
    const { parameters = [], parameterFiles = [] } = choice;
    if (!isTemplate(file)) return [];
    const named = await this.readAll(parameters);
    const fitting = named.filter(candidate => isFor(candidate, file) || fitsNames(candidate, file));
    if (fitting.length > 0) return fitting;
    if (parameterFiles.includes(noParameterFiles)) return [];
    const own = await this.parameterFilesOf(file);
    const chosen = own.filter(({ uri }) => fitsGlobs(parameterFiles, uri));
    return chosen.length > 0 ? chosen : own;
  }

  /** Parameter files in the folder of a template, or in a folder for such files in it. In the order of their names. */
  async parameterFilesOf(file: SourceFile): Promise<readonly SourceFile[]> {
    if (!isTemplate(file)) return [];
    const { byName, byContent } = await this.parameterCandidates(file);
    const elsewhere = this.lookups.naming(file.uri);
    const candidates = await this.readAll([...new Set([...byName.slice(0, maxCandidates), ...elsewhere])]);
    const own = candidates.filter(candidate => isFor(candidate, file));
    for (const candidate of await this.readAll(byContent.slice(0, maxCandidates))) {
      if (!fitsNames(candidate, file)) continue;
      const template = await this.templateOf(candidate);
      if (template !== undefined && stemOf(template.uri) === stemOf(file.uri)) own.push(candidate);
    }
    return own.slice(0, maxParameterFiles);
  }

  /** Those of some files that are parameter files. */
  private async readAll(uris: readonly string[]): Promise<readonly SourceFile[]> {
    const files = await Promise.all(uris.map(uri => this.lookups.get(uri)));
    return files.filter((file): file is SourceFile => {
      return 'source' in file && file.reading.template.shape === 'parameter-file';
    });
  }

  /** Those whose names say that they may be for a template, and those whose names do not say which one they are for. */
  private async parameterCandidates(
    file: SourceFile,
  ): Promise<{ readonly byName: readonly string[]; readonly byContent: readonly string[] }> {
    const folder = folderOf(file.uri);
    const names = await this.lookups.list(folder);
    const folders = [folder, ...names.filter(name => parameterFolder.test(name)).map(name => `${folder}${name}`)];
    const own = baseName(file.uri);
    const byName: string[] = [];
    const byContent: string[] = [];
    for (const inner of folders) {
      const uris = (some: readonly string[]) => [...some].sort().flatMap(name => joinUri(`${inner}x`, name) ?? []);
      const entries = inner === folder ? names : await this.lookups.list(inner);
      const fitting = entries.filter(
        name =>
          /\.bicepparam$/i.test(name) || (beginsLike(name, own) && templatesFor(name, [own, ...names]).includes(own)),
      );
      byName.push(...uris(fitting));
      const nameless = entries.filter(name => isParameterName(name, inner !== folder) && !namesAny(name, names));
      byContent.push(...uris(nameless));
    }
    return { byName, byContent };
  }

  /** All files that texts lead to, themselves left out. */
  private async closure(roots: readonly SourceFile[], { bicepCacheFolder }: FileChoice): Promise<Snapshot> {
    const files = new Map<string, SourceFile | AbsentFile>(roots.map(file => [fileKey(file.uri), file]));
    const configurations = new Map<string, SourceFile>();
    const modules = new Map<string, CachedModule>();
    let waiting: readonly Template[] = roots.map(file => file.reading.template);
    while (waiting.length > 0 && files.size < maxFiles) {
      const wanted = new Map<string, { readonly uri: string; readonly kind: FileReference['kind'] }>();
      for (const template of waiting) {
        for (const { path, kind } of filesNamedBy(template)) {
          if (isRegistryPath(path)) {
            await this.configure(template.file, configurations);
            const aliases = configurations.get(folderOf(template.file))?.moduleAliases ?? noAliases;
            const key = cacheKey(moduleReference(path, aliases));
            if (key === undefined || modules.has(key) || modules.size >= maxFiles) continue;
            const module = await this.lookups.module(bicepCacheFolder, key);
            if (module !== undefined) modules.set(key, module);
            continue;
          }
          const uri = joinUri(template.file, path);
          if (uri !== undefined && !files.has(fileKey(uri))) wanted.set(fileKey(uri), { uri, kind });
        }
      }
      const next: Template[] = [];
      await Promise.all(
        [...wanted].map(async ([key, { uri, kind }]) => {
          const file = await this.lookups.get(uri);
          files.set(key, file);
          if (kind === 'yaml' && 'source' in file) await readYaml(file);
          if ('source' in file && (kind === 'template' || kind === 'parameters')) next.push(file.reading.template);
        }),
      );
      waiting = next;
    }
    return new Snapshot(files, configurations, modules);
  }

  /** Finds the nearest `bicepconfig.json` above a file. */
  private async configure(uri: string, configurations: Map<string, SourceFile>): Promise<void> {
    const own = folderOf(uri);
    if (configurations.has(own)) return;
    for (let folder = own, level = 0; level < maxFolders && this.lookups.contains(folder); level++) {
      if ((await this.lookups.list(folder)).includes(configurationName)) {
        const file = await this.lookups.get(`${folder}${configurationName}`);
        if ('source' in file) configurations.set(own, file);
        return;
      }
      const above = folderOf(folder.replace(/\/$/, ''));
      if (above === folder) return;
      folder = above;
    }
  }
}

/** @param key as {@link cacheKey} gives it */
function moduleKey(folder: string | undefined, key: string): string {
  return `${folder ?? ''} ${key}`;
}

/** Whether a text can be given parameters. */
function isTemplate({ reading }: SourceFile): boolean {
  const { shape, names } = reading.template;
  return (shape === 'bicep' || shape === 'arm-template') && names.parameters.size > 0;
}

/** Whether a parameter file is for a template: it names it, or has its name. */
function isFor(candidate: SourceFile, file: SourceFile): boolean {
  const { using } = candidate.reading.template;
  if (using === undefined) return beginsLike(baseName(candidate.uri), baseName(file.uri));
  const used = joinUri(candidate.uri, using.path);
  return used !== undefined && fileKey(used) === fileKey(file.uri);
}

/** Whether a file has the name of a template that is there. */
function namesAny(name: string, names: readonly string[]): boolean {
  return templatesFor(name, names).some(template => names.includes(template));
}

/** The place and the name of a file without its ending. */
function stemOf(uri: string): string {
  return fileKey(uri).replace(/\.\w+$/, '');
}

function areSameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}

/** Whether a parameter file that names no template gives nothing but what a template asks for. */
function fitsNames({ reading }: SourceFile, file: SourceFile): boolean {
  if (reading.template.using !== undefined) return false;
  const asked = new Set([...file.reading.template.names.parameters.keys()].map(name => name.toLowerCase()));
  return [...reading.template.names.parameters.keys()].every(name => asked.has(name.toLowerCase()));
}

/** The parser is loaded by the first file that needs it. */
async function readYaml(file: SourceFile): Promise<void> {
  if (file.yamlData !== undefined) return;
  const { dataFromYaml } = await import('../template/data-from-yaml.ts');
  file.yamlData = dataFromYaml(file.source.text, file.uri);
}

function filesNamedBy(template: Template): readonly FileReference[] {
  return template.extending === undefined ? template.references : [...template.references, template.extending];
}

function languageOf(uri: string): string {
  if (/\.bicep$/i.test(uri)) return 'bicep';
  return /\.bicepparam$/i.test(uri) ? 'bicep-params' : 'json';
}
