import { fileKey } from '../base/uri.ts';
import { type ErrorLog, Evaluation } from './evaluation.ts';
import { type FileSystem, noFiles } from './file-system.ts';
import { FileLoader } from './load-files.ts';
import type { Settings } from './settings.ts';
import { emptySnapshot } from './snapshot.ts';
import type { SourceText } from './source-file.ts';
import { FileView } from './view.ts';

export type { SourceText };

export interface ProjectOptions {
  /** Told of a rule that failed; by default it is lost. */
  readonly log?: ErrorLog | undefined;
  /** Where other files come from; by default there are none. */
  readonly files?: FileSystem | undefined;
  /** The text of a file as an editor has it open, which wins over the file on disk; by default none is open. */
  readonly openText?: ((uri: string) => SourceText | undefined) | undefined;
}

/** The texts a host works with. Keeps the newest view of each, and the files that were read for them. */
export class Project {
  private readonly views = new Map<string, FileView>();
  private readonly log: ErrorLog;
  private readonly loader: FileLoader;

  constructor(options: ProjectOptions = {}) {
    this.log = options.log ?? (() => undefined);
    this.loader = new FileLoader(options.files ?? noFiles, options.openText ?? (() => undefined));
  }

  /** The view of a text on its own: other files are not read. The kept one where text and settings are the same. */
  view(source: SourceText, settings: Settings): FileView {
    const file = this.loader.sourceFile(source);
    const known = this.views.get(source.uri);
    if (known?.file === file && known.settings === settings) return known;
    const evaluation = { root: file, parameters: undefined, files: emptySnapshot, settings };
    return this.keep(new FileView(file, [new Evaluation(evaluation, this.log)], settings, this.log));
  }

  /**
   * The view of a text with the files it is deployed with: those are read first, and asked afterwards. The kept one where
   * nothing of it has changed. Never rejects: a file that cannot be read is a value that is not known.
   */
  async load(source: SourceText, settings: Settings): Promise<FileView> {
    const file = this.loader.sourceFile(source);
    const inputs = await this.loader.inputs(file, undefined);
    const known = this.views.get(source.uri);
    if (known?.file === file && known.settings === settings && isSame(known.evaluations, inputs)) return known;
    const evaluations = inputs.map(input => new Evaluation({ ...input, settings }, this.log));
    return this.keep(new FileView(file, evaluations, settings, this.log));
  }

  /** Something on disk has changed: what was read of it is read again. Without a URI, everything is. */
  changed(uri?: string): void {
    this.loader.changed(uri);
  }

  /** URIs of the kept views that a file has a part in. */
  dependents(uri: string): readonly string[] {
    const key = fileKey(uri);
    const isPart = (view: FileView) => view.evaluations.some(({ files }) => [...files.keys()].includes(key));
    return [...this.views].filter(([, view]) => isPart(view)).map(([viewed]) => viewed);
  }

  /** Drops what is kept of a text, as when its document is closed. */
  forget(uri: string): void {
    this.views.delete(uri);
    this.loader.forget(uri);
  }

  private keep(view: FileView): FileView {
    this.views.set(view.source.uri, view);
    return view;
  }
}

type Input = Omit<ConstructorParameters<typeof Evaluation>[0], 'settings'>;

function isSame(evaluations: readonly Evaluation[], inputs: readonly Input[]): boolean {
  return (
    evaluations.length === inputs.length &&
    inputs.every(({ root, parameters, files }, i) => {
      const known = evaluations[i]!;
      return known.root === root && known.parameters === parameters && known.files.equals(files);
    })
  );
}
