/** The files that one question needs, read beforehand: what is asked of them afterwards is answered at once and the same. */
import { groupedDigits } from '../base/number-text.ts';
import { fileKey, folderOf, joinUri } from '../base/uri.ts';
import type { FileText, Found, NotFound, TemplateFiles } from '../evaluate/environment.ts';
import type { Expr } from '../template/expr.ts';
import type { Template } from '../template/template.ts';
import { type CachedModule, cachedTemplate, cacheKey } from './module-cache.ts';
import { isRegistryPath, moduleReference, noAliases } from './module-references.ts';
import { registryTemplate } from './registry.ts';
import type { SourceFile } from './source-file.ts';

/** A file that was looked for and could not be read. */
export interface AbsentFile {
  /** As the end of "it is not known, because …". */
  readonly why: string;
  readonly missing: boolean;
}

/** Longest text of `loadTextContent` and longest data of `loadJsonContent`, in characters (Bicep's own limits, November 2026). */
const maxLoadedText = 131_072;
const maxLoadedData = 1_048_576;

export class Snapshot implements TemplateFiles {
  private readonly files: ReadonlyMap<string, SourceFile | AbsentFile>;
  private readonly configurations: ReadonlyMap<string, SourceFile>;
  private readonly modules: ReadonlyMap<string, CachedModule>;

  /**
   * @param files by {@link fileKey}
   * @param configurations the nearest `bicepconfig.json`, by the folders of files that name modules of registries
   * @param modules what the compiler keeps of those modules, by {@link cacheKey}; none where nobody looked
   */
  constructor(
    files: ReadonlyMap<string, SourceFile | AbsentFile>,
    configurations: ReadonlyMap<string, SourceFile> = new Map(),
    modules: ReadonlyMap<string, CachedModule> = new Map(),
  ) {
    this.files = files;
    this.configurations = configurations;
    this.modules = modules;
  }

  /** The file of a URI; `undefined` where it was not read. */
  get(uri: string): SourceFile | undefined {
    const file = this.files.get(fileKey(uri));
    return file !== undefined && 'source' in file ? file : undefined;
  }

  /** Whether two snapshots hold the same versions of the same files. */
  equals(other: Snapshot): boolean {
    if (this === other) return true;
    if (this.configurations.size !== other.configurations.size) return false;
    for (const [folder, file] of this.configurations) if (other.configurations.get(folder) !== file) return false;
    return areEqual(this.files, other.files) && areEqual(this.modules, other.modules);
  }

  /** The same files with another version of one that it holds. */
  with(file: SourceFile): Snapshot {
    const key = fileKey(file.uri);
    if (!this.files.has(key)) return this;
    return new Snapshot(new Map(this.files).set(key, file), this.configurations, this.modules);
  }

  /** Whether a file, by its {@link fileKey}, is in it or was looked for. */
  holds(key: string): boolean {
    return this.files.has(key) || [...this.configurations.values()].some(({ uri }) => fileKey(uri) === key);
  }

  template({ path }: { readonly path: string }, from: string): Found<Template> {
    if (isRegistryPath(path)) {
      const configuration = this.configurations.get(folderOf(from));
      const reference = moduleReference(path, configuration?.moduleAliases ?? noAliases);
      const key = cacheKey(reference);
      const cached = key === undefined ? undefined : cachedTemplate(path, this.modules.get(key));
      return cached?.found === true ? cached : registryTemplate(path, reference, cached?.why);
    }
    const file = this.find(path, from);
    if (!file.found) return file;
    const { template } = file.value.reading;
    if (template.shape !== 'none') return { found: true, value: template };
    return { found: false, why: `'${path}' is no template`, missing: false };
  }

  data(path: string, format: 'json' | 'yaml', from: string): Found<Expr> {
    const file = this.find(path, from);
    if (!file.found) return file;
    if (file.value.source.text.length > maxLoadedData) return tooLong(path, maxLoadedData);
    const value = format === 'yaml' ? file.value.yamlData : file.value.jsonData;
    return value === undefined
      ? { found: false, why: `'${path}' holds no ${format.toUpperCase()}`, missing: false }
      : { found: true, value };
  }

  text(path: string, from: string): Found<FileText> {
    const file = this.find(path, from);
    if (!file.found) return file;
    const { uri, text } = file.value.source;
    if (text.length > maxLoadedText) return tooLong(path, maxLoadedText);
    return { found: true, value: { text, span: { file: uri, start: 0, end: text.length } } };
  }

  private find(path: string, from: string): Found<SourceFile> {
    const uri = joinUri(from, path);
    if (uri === undefined)
      return { found: false, why: `'${path}' is no path to a file of the workspace`, missing: false };
    const file = this.files.get(fileKey(uri));
    if (file === undefined) return { found: false, why: `'${path}' was not read`, missing: false };
    return 'source' in file ? { found: true, value: file } : { found: false, why: file.why, missing: file.missing };
  }
}

/** Whether the same files are there, and the same are absent for the same reasons. */
function areEqual<T extends SourceFile | AbsentFile>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, file] of a) {
    const same = b.get(key);
    if (same === file) continue;
    if (same === undefined || 'source' in file || 'source' in same || same.why !== file.why) return false;
  }
  return true;
}

/** Nothing but the text that is asked about. */
export const emptySnapshot = new Snapshot(new Map());

function tooLong(path: string, limit: number): NotFound {
  const why = `'${path}' is longer than ${groupedDigits(limit)} characters, the most that is loaded`;
  return { found: false, why, missing: false };
}
