import type { Settings } from './settings.ts';
import { type ErrorLog, FileView } from './view.ts';

/** One text as its host holds it. `version` grows with every change; the pair (uri, version) names the text. */
export interface SourceText {
  /** URI of the document. */
  readonly uri: string;
  readonly version: number;
  /** LSP language id: `json`, `jsonc`, `bicep`, … ; decides the parser together with the file's ending. */
  readonly languageId: string;
  readonly text: string;
}

export interface ProjectOptions {
  /** Told of a rule that failed; by default it is lost. */
  readonly log?: ErrorLog | undefined;
}

/** The texts a host works with. Keeps the newest view of each; nothing is remembered but that. */
export class Project {
  private readonly views = new Map<string, FileView>();
  private readonly log: ErrorLog;

  constructor(options: ProjectOptions = {}) {
    this.log = options.log ?? (() => undefined);
  }

  /** The view of a text; the kept one where uri, version, text and settings are the same. */
  view(source: SourceText, settings: Settings): FileView {
    const known = this.views.get(source.uri);
    if (
      known !== undefined &&
      known.source.version === source.version &&
      known.settings === settings &&
      known.source.text === source.text &&
      known.source.languageId === source.languageId
    ) {
      return known;
    }
    const view = new FileView(source, settings, this.log);
    this.views.set(source.uri, view);
    return view;
  }

  /** Drops what is kept of a text, as when its document is closed. */
  forget(uri: string): void {
    this.views.delete(uri);
  }
}
