import { baseName, fileKey, folderOf } from '../base/uri.ts';
import { type ErrorLog, Evaluation } from './evaluation.ts';
import { type FileSystem, noFiles } from './file-system.ts';
import { FileLoader, type LoadedInput, type ModuleCaches } from './load-files.ts';
import { beginsLike, isParameterName, parameterFolder } from './parameter-pairs.ts';
import type { Settings } from './settings.ts';
import { emptySnapshot } from './snapshot.ts';
import type { SourceFile, SourceText } from './source-file.ts';
import { ParameterFileNames, templatePaths, templatesNamedIn, Users, usingIn } from './users.ts';
import { FileView } from './view.ts';

export type { SourceText };

export interface ProjectOptions {
  /** Told of a rule that failed; by default it is lost. */
  readonly log?: ErrorLog | undefined;
  /** Where other files come from; by default there are none. */
  readonly files?: FileSystem | undefined;
  /** Where the compiler's copies of modules come from; by default there are none. */
  readonly moduleCaches?: ModuleCaches | undefined;
  /** The text of a file as an editor has it open, which wins over the file on disk; by default none is open. */
  readonly openText?: ((uri: string) => SourceText | undefined) | undefined;
  /** Files for which a module is judged, where more than that deploy it; by default 20. */
  readonly maxEntries?: number | undefined;
}

/** The texts a host works with. Keeps the newest view of each, and the files that were read for them. */
export class Project {
  private readonly views = new Map<string, FileView>();
  /** How each file is deployed by itself, by its key. */
  private readonly evaluations = new Map<string, readonly Evaluation[]>();
  private readonly users = new Users();
  private readonly parameterFileNames = new ParameterFileNames();
  /** The version of each text whose templates were noted last, by key. */
  private readonly noted = new Map<string, SourceFile>();
  private readonly log: ErrorLog;
  private readonly loader: FileLoader;
  private readonly maxEntries: number;

  constructor(options: ProjectOptions = {}) {
    this.log = options.log ?? (() => undefined);
    this.maxEntries = options.maxEntries ?? 20;
    this.loader = new FileLoader(
      options.files ?? noFiles,
      options.openText ?? (() => undefined),
      options.moduleCaches,
      template => this.parameterFileNames.of(template),
    );
  }

  /** The view of a text on its own: other files are not read. The kept one where text and settings are the same. */
  view(source: SourceText, settings: Settings): FileView {
    const file = this.loader.sourceFile(source);
    const inputs = [{ root: file, parameters: undefined, files: emptySnapshot }];
    return this.viewOf(file, this.evaluated(file, inputs, settings), settings);
  }

  /**
   * The view of a text with the files it is deployed with: those are read first, and asked afterwards. The kept one where
   * nothing of it has changed. Never rejects: a file that cannot be read is a value that is not known.
   */
  async load(source: SourceText, settings: Settings): Promise<FileView> {
    const file = this.loader.sourceFile(source);
    const own = await this.deployments(file, settings);
    const others = await this.deploymentsByOthers(file, settings);
    // A module is judged as it is used; one with parameter files of its own is deployed by itself, too.
    const isDeployed = others.length === 0 || own.some(({ parameters }) => parameters !== undefined);
    return this.viewOf(file, [...(isDeployed ? own : []), ...others], settings);
  }

  /** URIs of the parameter files that belong to a text, whether or not they are in effect; none for a text that is no template. */
  async parameterFiles(source: SourceText): Promise<readonly string[]> {
    return (await this.loader.parameterFilesOf(this.loader.sourceFile(source))).map(({ uri }) => uri);
  }

  /** Takes note of the templates that a text deploys or gives parameters to, so that those are judged as it uses them. */
  note(uri: string, text: string): void {
    this.noted.delete(fileKey(uri));
    if (/\.bicepparam$/i.test(uri)) this.parameterFileNames.note(uri, usingIn(text));
    else this.users.note(uri, templatesNamedIn(uri, text));
  }

  /** Whether a file is known that deploys another, or gives parameters to it. */
  isUsed(uri: string): boolean {
    return this.users.entriesOf(uri, 1).length > 0 || this.parameterFileNames.of(fileKey(uri)).length > 0;
  }

  /** Keys of the files that a file is known to lead to: templates that it deploys at any depth, or gives parameters to. */
  usedBy(uri: string): readonly string[] {
    const template = this.parameterFileNames.templateOf(uri);
    return [...this.users.usedBy(uri), ...(template === undefined ? [] : [template, ...this.users.usedBy(template)])];
  }

  /** Something on disk has changed: what was read of it is read again. Without a URI, everything is. */
  changed(uri?: string): void {
    this.loader.changed(uri);
  }

  /** URIs of the kept views that a file has a part in. */
  dependents(uri: string): readonly string[] {
    const key = fileKey(uri);
    const isPart = ({ evaluations }: FileView) =>
      evaluations.some(
        ({ root, files }) =>
          fileKey(root.uri) === key || files.holds(key) || mayPair(uri, root.uri) || mayConfigure(uri, root.uri),
      );
    return [...this.views.values()].filter(isPart).map(({ source }) => source.uri);
  }

  /** Whether the view of a file is certain to judge it as another view does. */
  isJudgedWith(uri: string, { evaluations }: FileView): boolean {
    const entries = new Set(this.users.entriesOf(uri, this.maxEntries).map(fileKey));
    return evaluations.every(evaluation => entries.has(fileKey(evaluation.root.uri)) && evaluation.reaches(uri));
  }

  /** Drops what is kept of a text, as when its document is closed. */
  forget(uri: string): void {
    const key = fileKey(uri);
    this.views.delete(key);
    if (this.users.namesAny(uri) || this.users.entriesOf(uri, 1).length > 0) {
      // What it says of others, or others of it, may still be asked for.
      for (const evaluation of this.evaluations.get(key) ?? []) evaluation.release();
      return;
    }
    this.evaluations.delete(key);
    this.noted.delete(key);
    this.loader.forget(uri);
  }

  /** The text by itself: once for each of its parameter files, or with its defaults. */
  private async deployments(file: SourceFile, settings: Settings): Promise<readonly Evaluation[]> {
    const key = fileKey(file.uri);
    if (this.noted.get(key) !== file) {
      const { template } = file.reading;
      if (template.shape === 'parameter-file') this.parameterFileNames.note(file.uri, template.using?.path);
      else this.users.note(file.uri, templatePaths(template.references));
      this.noted.set(key, file);
    }
    return this.evaluated(file, await this.loader.inputs(file, settings), settings);
  }

  /** As the files that are known to use it deploy it; those that leave it out are not among them. */
  private async deploymentsByOthers(file: SourceFile, settings: Settings): Promise<readonly Evaluation[]> {
    const found: Evaluation[] = [];
    for (const uri of this.users.entriesOf(file.uri, this.maxEntries)) {
      const entry = await this.loader.get(uri);
      if ('source' in entry) found.push(...(await this.deployments(entry, settings)));
    }
    return found.filter(evaluation => evaluation.reaches(file.uri));
  }

  /** The kept evaluations where nothing has changed that they depend on, else new ones. */
  private evaluated(file: SourceFile, inputs: readonly LoadedInput[], settings: Settings): readonly Evaluation[] {
    const key = fileKey(file.uri);
    const known = this.evaluations.get(key) ?? [];
    if (known.length === inputs.length && inputs.every((input, i) => isSame(known[i]!, input, settings))) return known;
    const made = inputs.map(input => {
      const earlier = known.find(
        ({ root, parameters }) => root.uri === input.root.uri && parameters?.uri === input.parameters?.uri,
      );
      return new Evaluation({ ...input, settings }, this.log, earlier);
    });
    this.evaluations.set(key, made);
    return made;
  }

  private viewOf(file: SourceFile, evaluations: readonly Evaluation[], settings: Settings): FileView {
    const key = fileKey(file.uri);
    const known = this.views.get(key);
    const isKept =
      known?.file === file &&
      known.settings === settings &&
      known.evaluations.length === evaluations.length &&
      evaluations.every((evaluation, i) => evaluation === known.evaluations[i]);
    if (known !== undefined && isKept) return known;
    const view = new FileView(file, evaluations, settings, this.log);
    this.views.set(key, view);
    return view;
  }
}

/** Whether a file may say what the names of registries mean in a template, by where it lies. */
function mayConfigure(uri: string, root: string): boolean {
  return baseName(uri) === 'bicepconfig.json' && fileKey(root).startsWith(fileKey(folderOf(uri)));
}

/** Whether a file may be a parameter file of a template, by where it lies and what it is called. */
function mayPair(uri: string, root: string): boolean {
  const name = baseName(uri);
  const isInFolder = parameterFolder.test(`${baseName(folderOf(uri).replace(/\/$/, ''))}/`);
  const isParameters =
    /\.bicepparam$/i.test(name) || beginsLike(name, baseName(root)) || isParameterName(name, isInFolder);
  return isParameters && fileKey(uri).startsWith(fileKey(folderOf(root)));
}

function isSame(known: Evaluation, { root, parameters, files }: LoadedInput, settings: Settings): boolean {
  return (
    known.root === root && known.parameters === parameters && known.settings === settings && known.files.equals(files)
  );
}
