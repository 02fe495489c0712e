/** The copies that the Bicep compiler keeps of modules it has fetched, where the user lets us read them. */
import type { Found } from '../evaluate/environment.ts';
import { parseJson } from '../syntax/json/parser.ts';
import { member } from '../syntax/json/tree.ts';
import type { Template } from '../template/template.ts';
import type { FileContent } from './file-system.ts';
import { cachePath, type RegistryReference, type TemplateSpecReference } from './module-references.ts';
import type { AbsentFile } from './snapshot.ts';
import { SourceFile } from './source-file.ts';

/** One cache folder, as a host with a disk gives it. */
export interface ModuleCache {
  /**
   * A file below the folder. Never rejects. A file that is too large or no text is not read, nor is one behind a link that
   * leads out of the folder.
   *
   * @param path one name for each level; none has strokes or is `..`
   */
  read(path: readonly string[]): Promise<FileContent>;
}

/** What is kept of one module: the compiled template, or why that cannot be used. */
export type CachedModule = SourceFile | AbsentFile;

/** What a module is called below the cache folder; `undefined` where no such place can be told. */
export function cacheKey(reference: RegistryReference | TemplateSpecReference | undefined): string | undefined {
  return reference && cachePath(reference)?.join('/');
}

/**
 * The compiled template of a module; never rejects.
 *
 * @param key as {@link cacheKey} gives it
 */
export async function readCachedModule(cache: ModuleCache, key: string): Promise<CachedModule> {
  const content = await cache.read(key.split('/'));
  if (!content.ok) return { why: content.why, missing: content.missing };
  const text = key.startsWith('ts/') ? mainTemplate(content.text) : content.text;
  if (text === undefined) return { why: "'main.json' is no template spec", missing: false };
  // No URI of a file: the text is nobody's to show or to change.
  const uri = `bicep-cache:/${key.split('/').map(encodeURIComponent).join('/')}`;
  const file = new SourceFile({ uri, version: 0, languageId: 'json', text });
  const { template, problems } = file.reading;
  if (problems.length > 0) return { why: "'main.json' is malformed", missing: false };
  return template.shape === 'arm-template' ? file : { why: "'main.json' is no template", missing: false };
}

/** The template of a cached module, or the end of a sentence that says why there is none. */
export function cachedTemplate(path: string, module: CachedModule | undefined): Found<Template> | undefined {
  if (module === undefined) return undefined;
  if ('source' in module) return { found: true, value: module.reading.template };
  const why = module.missing
    ? `'${path}' is not in the Bicep cache folder`
    : `the copy of '${path}' in the Bicep cache folder cannot be used: ${module.why}`;
  return { found: false, why, missing: false };
}

/** Of a template spec the compiler keeps Azure's whole answer (Azure/bicep, SourceFileFactory.cs, November 2026). */
function mainTemplate(text: string): string | undefined {
  const node = member(member(parseJson(text).root, 'properties'), 'mainTemplate');
  return node?.kind === 'object' ? text.slice(node.start, node.end) : undefined;
}
