/**
 * The open documents, kept in step with the editor. In: the parameters of `didOpen`, `didChange` and `didClose`, which
 * are not trusted to have their shape. Out: texts for the core. Nothing here knows the connection.
 */
import { LineIndex, type LinePosition } from '../base/line-index.ts';
import { fileKey } from '../base/uri.ts';
import type { SourceText } from '../workspace/project.ts';

export interface OpenDocument {
  /** The client's number of this text; what its log and `publishDiagnostics` speak of. */
  readonly version: number;
  /**
   * The text for the core. Its `version` is a number of our own that no other text of this server's life has, because
   * clients count from the start again when a document is opened again.
   */
  readonly source: SourceText;
}

export class Documents {
  private readonly byUri = new Map<string, OpenDocument>();
  /** URIs as the client spells them, by their keys. */
  private readonly spelled = new Map<string, string>();
  private revisions = 0;

  get(uri: string): OpenDocument | undefined {
    return this.byUri.get(uri);
  }

  /** The text of a document, however its URI is spelled. */
  sourceOf(uri: string): SourceText | undefined {
    const spelled = this.spelled.get(fileKey(uri));
    return spelled === undefined ? undefined : this.byUri.get(spelled)?.source;
  }

  uris(): string[] {
    return [...this.byUri.keys()];
  }

  /** @returns what is now open, or a sentence that says why the parameters could not be used */
  open(params: unknown): OpenDocument | string {
    const item = field(params, 'textDocument');
    const uri = field(item, 'uri');
    const text = field(item, 'text');
    if (typeof uri !== 'string' || typeof text !== 'string') return 'didOpen without uri or text';
    const languageId = field(item, 'languageId');
    return this.keep(uri, versionOf(item), typeof languageId === 'string' ? languageId : '', text);
  }

  /** @returns as {@link open}; the document stays as it was when one of its changes cannot be read */
  change(params: unknown): OpenDocument | string {
    const item = field(params, 'textDocument');
    const uri = field(item, 'uri');
    const changes = field(params, 'contentChanges');
    if (typeof uri !== 'string' || !Array.isArray(changes)) return 'didChange without uri or contentChanges';
    const before = this.byUri.get(uri);
    if (before === undefined) return `didChange of ${uri}, which is not open`;
    const text = applyChanges(before.source.text, changes);
    if (text === undefined) return `didChange of ${uri} with a change that is not a range and a text`;
    return this.keep(uri, versionOf(item), before.source.languageId, text);
  }

  /** @returns the URI that was open and is no longer, or `undefined` */
  close(params: unknown): string | undefined {
    const uri = field(field(params, 'textDocument'), 'uri');
    if (typeof uri !== 'string' || !this.byUri.delete(uri)) return undefined;
    this.spelled.delete(fileKey(uri));
    return uri;
  }

  private keep(uri: string, version: number, languageId: string, text: string): OpenDocument {
    const document = { version, source: { uri, version: ++this.revisions, languageId, text } };
    this.byUri.set(uri, document);
    this.spelled.set(fileKey(uri), uri);
    return document;
  }
}

interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text after all changes, each of which speaks of the text that those before it made; `undefined` when one has no
 * such shape.
 *
 * Editors send the edits of many cursors from the last to the first. Such a run is applied in one pass over the text,
 * because one pass per edit makes "replace all" in a large file a matter of seconds.
 */
export function applyChanges(text: string, changes: readonly unknown[]): string | undefined {
  let current = text;
  let lines: LineIndex | undefined;
  let run: TextEdit[] = [];
  const finishRun = (): void => {
    current = applyDescending(current, run);
    lines = undefined;
    run = [];
  };
  for (const change of changes) {
    const inserted = field(change, 'text');
    if (typeof inserted !== 'string') return undefined;
    const range = field(change, 'range');
    if (range === undefined || range === null) {
      run = [];
      current = inserted;
      lines = undefined;
      continue;
    }
    const from = positionOf(field(range, 'start'));
    const to = positionOf(field(range, 'end'));
    if (from === undefined || to === undefined) return undefined;
    const earlier = run.at(-1);
    // A place at or after an earlier edit of the run counts lines that the edit may have moved.
    if (earlier !== undefined) {
      lines ??= new LineIndex(current);
      const limit = lines.position(earlier.start);
      if (!isBefore(from, limit) || !isBefore(to, limit)) finishRun();
    }
    lines ??= new LineIndex(current);
    const a = lines.offset(from);
    const b = lines.offset(to);
    run.push({ start: Math.min(a, b), end: Math.max(a, b), text: inserted });
  }
  return applyDescending(current, run);
}

/** Edits that lie apart, the last of the text first. */
function applyDescending(text: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (let i = edits.length - 1; i >= 0; i--) {
    const edit = edits[i]!;
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

function isBefore(a: LinePosition, b: LinePosition): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** A position of the protocol, or `undefined` when the value is none. */
export function positionOf(value: unknown): LinePosition | undefined {
  const line = field(value, 'line');
  const character = field(value, 'character');
  return Number.isInteger(line) && Number.isInteger(character)
    ? { line: line as number, character: character as number }
    : undefined;
}

/** A member of a value of unknown shape; `undefined` where there is none. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function versionOf(item: unknown): number {
  const version = field(item, 'version');
  return typeof version === 'number' ? version : 0;
}
