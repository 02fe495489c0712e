import { neverCancelled } from '../../server/src/base/cancel.ts';
import { fileKey } from '../../server/src/base/uri.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import type { FileContent, FileSystem } from '../../server/src/workspace/file-system.ts';
import { Project } from '../../server/src/workspace/project.ts';
import { defaultSettings, type Settings } from '../../server/src/workspace/settings.ts';
import type { SourceText } from '../../server/src/workspace/source-file.ts';
import type { FileView } from '../../server/src/workspace/view.ts';

const root = 'file:///workspace/';

/** Files held in memory by their paths in the workspace; what is read is counted. */
export class MemoryFiles implements FileSystem {
  readonly texts: Map<string, string>;
  readonly asked: string[] = [];

  constructor(texts: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(texts));
  }

  contains(uri: string): boolean {
    return uri.startsWith(root);
  }

  async read(uri: string): Promise<FileContent> {
    const path = pathOf(uri);
    this.asked.push(path);
    const text = this.texts.get(path);
    return text === undefined ? { ok: false, why: `'${path}' does not exist`, missing: true } : { ok: true, text };
  }

  async list(folder: string): Promise<readonly string[]> {
    const start = pathOf(folder);
    const names = [...this.texts.keys()]
      .filter(path => path.startsWith(start))
      .map(path => /^[^/]+\/?/.exec(path.slice(start.length))?.[0] ?? '');
    return [...new Set(names)];
  }
}

/** A workspace in memory whose files can be looked at; a rule that throws fails the test. */
export class Workspace {
  readonly files: MemoryFiles;
  readonly project: Project;
  private readonly open = new Map<string, SourceText>();
  private versions = 0;

  constructor(texts: Readonly<Record<string, string>>) {
    this.files = new MemoryFiles(texts);
    this.project = new Project({
      files: this.files,
      openText: uri => this.open.get(fileKey(uri)),
      log: (_, error) => {
        throw error;
      },
    });
  }

  /** Opens a file, or changes the text that is open. */
  edit(path: string, text: string = this.files.texts.get(path) ?? ''): SourceText {
    const source = { uri: uriOf(path), version: ++this.versions, languageId: languageOf(path), text };
    this.open.set(fileKey(source.uri), source);
    return source;
  }

  view(path: string, settings: Settings = defaultSettings): Promise<FileView> {
    const source = this.open.get(fileKey(uriOf(path))) ?? this.edit(path);
    return this.project.load(source, settings);
  }
}

/** The view of the first of some files, in a workspace that holds them all. */
export function viewOfFiles(
  texts: Readonly<Record<string, string>>,
  settings: Partial<Settings> = {},
): Promise<FileView> {
  const [first] = Object.keys(texts);
  return new Workspace(texts).view(first!, { ...defaultSettings, ...settings });
}

export function uriOf(path: string): string {
  return `${root}${path.split('/').map(encodeURIComponent).join('/')}`;
}

function pathOf(uri: string): string {
  return decodeURIComponent(uri.slice(root.length));
}

/** `file: rule "the words"`, in the order they are given; findings of other files too. */
export function placesOf(view: FileView): readonly string[] {
  return [...view.findings(neverCancelled), ...view.findingsElsewhere(neverCancelled)].map(
    finding => `${pathOf(finding.at.file)}: ${finding.rule} "${wordsAt(view, finding.at)}"`,
  );
}

export function messagesOf(view: FileView, rule: string): readonly string[] {
  return all(view)
    .filter(finding => finding.rule === rule)
    .map(({ message }) => message);
}

function all(view: FileView): readonly Finding[] {
  return [...view.findings(neverCancelled), ...view.findingsElsewhere(neverCancelled)];
}

export function wordsAt(view: FileView, at: { readonly file: string; readonly start: number; readonly end: number }) {
  const file = view.evaluations.map(evaluation => evaluation.file(at.file)).find(found => found !== undefined);
  return (file ?? view.file).source.text.slice(at.start, at.end);
}

function languageOf(path: string): string {
  return path.endsWith('.bicep') ? 'bicep' : path.endsWith('.bicepparam') ? 'bicep-params' : 'json';
}
