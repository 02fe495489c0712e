import type { CancellationSignal } from '../base/cancel.ts';
import type { Settings } from './settings.ts';
import type { FileView } from './view.ts';

/** One text as its host holds it. `version` grows with every change; the pair (uri, version) names the text. */
export interface SourceText {
  /** URI of the document. */
  readonly uri: string;
  readonly version: number;
  /** LSP language id: `json`, `jsonc`, `bicep`, … ; decides the parser together with the file's ending. */
  readonly languageId: string;
  readonly text: string;
}
