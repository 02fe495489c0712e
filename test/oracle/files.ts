/** The files of a pair as an evaluation asks for them, read from disk when first asked and kept. */
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { joinUri } from '../../server/src/base/uri.ts';
import type { FileText, Found, NotFound, TemplateFiles } from '../../server/src/evaluate/environment.ts';
import type { Expr } from '../../server/src/template/expr.ts';
import type { Template } from '../../server/src/template/template.ts';
import { SourceFile } from '../../server/src/workspace/source-file.ts';

/**
 * Modules of a registry are not files: their bodies are those that the compiler put into the JSON, which are of the version
 * that the source names.
 */
export class PairFiles implements TemplateFiles {
  private readonly read = new Map<string, SourceFile>();
  /** By the URI of the file that names it and the reference as written. */
  private readonly registry = new Map<string, Template>();

  file(path: string): SourceFile {
    return this.fileAt(pathToFileURL(path).href);
  }

  /** Takes over the bodies of a source's registry modules from what it was compiled to, its local modules' included. */
  learn(source: Template, compiled: unknown): void {
    for (const [i, module] of source.modules.entries()) {
      if (module.symbol === undefined || module.source.kind !== 'file') continue;
      const { path } = module.source.reference;
      const body = templateOf(compiled, module.symbol, i - source.modules.length);
      if (body === undefined) continue;
      const key = `${source.file} ${path}`;
      if (!/^(br|ts)[:/]/.test(path)) {
        const local = this.template({ path }, source.file);
        if (local.found) this.learn(local.value, body);
      } else if (!this.registry.has(key)) {
        const text = JSON.stringify(body);
        const uri = `registry:${encodeURIComponent(key)}`;
        this.registry.set(key, new SourceFile({ uri, version: 0, languageId: 'json', text }).reading.template);
      }
    }
  }

  template({ path }: { readonly path: string }, from: string): Found<Template> {
    const known = this.registry.get(`${from} ${path}`);
    if (known !== undefined) return { found: true, value: known };
    const file = this.find(path, from);
    return file.found ? { found: true, value: file.value.reading.template } : file;
  }

  data(path: string, _format: 'json' | 'yaml', from: string): Found<Expr> {
    const file = this.find(path, from);
    if (!file.found) return file;
    const { jsonData } = file.value;
    return jsonData === undefined ? absent(path) : { found: true, value: jsonData };
  }

  text(path: string, from: string): Found<FileText> {
    const file = this.find(path, from);
    if (!file.found) return file;
    const { uri, text } = file.value.source;
    return { found: true, value: { text, span: { file: uri, start: 0, end: text.length } } };
  }

  private find(path: string, from: string): Found<SourceFile> {
    const uri = joinUri(from, path);
    if (uri === undefined) return absent(path);
    try {
      return { found: true, value: this.fileAt(uri) };
    } catch {
      return absent(path);
    }
  }

  /** @throws where it cannot be read */
  private fileAt(uri: string): SourceFile {
    let file = this.read.get(uri);
    if (file === undefined) {
      const text = readFileSync(fileURLToPath(uri), 'utf8').replace(/^\ufeff/, '');
      const languageId = uri.endsWith('.bicep') ? 'bicep' : 'json';
      file = new SourceFile({ uri, version: 0, languageId, text });
      this.read.set(uri, file);
    }
    return file;
  }
}

/**
 * The body of a module in compiled JSON: by its symbol, or where resources have none by its place, for the compiler writes
 * modules last and in their order.
 *
 * @param fromEnd its place among the modules, -1 for the last
 */
function templateOf(compiled: unknown, symbol: string, fromEnd: number): unknown {
  const resources = part(compiled, 'resources');
  const deployment = Array.isArray(resources)
    ? resources.filter(one => part(one, 'type') === 'Microsoft.Resources/deployments').at(fromEnd)
    : part(resources, symbol);
  return part(part(deployment, 'properties'), 'template');
}

function part(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[name] : undefined;
}

function absent(path: string): NotFound {
  return { found: false, why: `'${path}' is not there`, missing: true };
}
