/** The files of a view as fixes see them: which of them takes what another gives. */
import { encloses, type FileId, type Span } from '../base/span.ts';
import { fileKey, joinUri } from '../base/uri.ts';
import type { FixFiles } from '../fix/fix-files.ts';
import type { FixSource } from '../fix/fix-source.ts';
import type { FileReference, Template, TemplateModule } from '../template/template.ts';
import type { Evaluation } from './evaluation.ts';
import { registryFixSource } from './registry.ts';
import type { SourceFile } from './source-file.ts';

const dataKinds: readonly FileReference['kind'][] = ['json', 'yaml', 'text'];

/** A value is followed through all files that the evaluations deploy. */
export class ViewFixFiles implements FixFiles {
  private readonly evaluations: readonly Evaluation[];
  private readonly fileOf: (uri: FileId) => SourceFile | undefined;
  /** By key of the file that is loaded. */
  private loads: ReadonlyMap<string, readonly Span[]> | undefined;

  constructor(evaluations: readonly Evaluation[], fileOf: (uri: FileId) => SourceFile | undefined) {
    this.evaluations = evaluations;
    this.fileOf = fileOf;
  }

  source(file: FileId): FixSource | undefined {
    // Nothing but JSON and Bicep has a writer.
    return /\.ya?ml$/i.test(file) ? undefined : (this.fileOf(file)?.forFixes ?? registryFixSource(file));
  }

  takerOf(at: Span): FileId | undefined {
    const template = this.fileOf(at.file)?.reading.template;
    if (template === undefined) return undefined;
    const key = fileKey(at.file);
    if (template.shape === 'parameter-file') {
      const given = this.evaluations.filter(({ parameters }) => parameters !== undefined);
      const own = given.find(({ parameters }) => parameters !== undefined && fileKey(parameters.uri) === key);
      return (own ?? given[0])?.root.uri;
    }
    const module = moduleAround(template, at);
    if (module?.source.kind !== 'file') return undefined;
    const { reference } = module.source;
    for (const { files } of this.evaluations) {
      const found = files.template(reference, at.file);
      if (found.found) return found.value.file;
    }
    return undefined;
  }

  loadsOf(file: FileId): readonly Span[] {
    this.loads ??= this.findLoads();
    return this.loads.get(fileKey(file)) ?? [];
  }

  private findLoads(): ReadonlyMap<string, readonly Span[]> {
    const loads = new Map<string, Map<string, Span>>();
    for (const { deployment, parameters } of this.evaluations) {
      const templates = parameters === undefined ? [] : [parameters.reading.template];
      for (const { references, file } of [...deployment.templates, ...templates]) {
        for (const { kind, path, at } of references) {
          const uri = dataKinds.includes(kind) ? joinUri(file, path) : undefined;
          if (uri === undefined) continue;
          const own = loads.get(fileKey(uri)) ?? new Map<string, Span>();
          loads.set(fileKey(uri), own.set(`${at.start} ${at.file}`, at));
        }
      }
    }
    return new Map([...loads].map(([key, spans]) => [key, [...spans.values()]]));
  }
}

/** The innermost module of a file that a place lies in. */
function moduleAround({ modules }: Template, at: Span): TemplateModule | undefined {
  const module = modules.find(({ span }) => span.file === at.file && encloses(span, at));
  if (module?.source.kind !== 'inline') return module;
  return moduleAround(module.source.template, at) ?? module;
}
