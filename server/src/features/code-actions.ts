/** What the light bulb offers: the fixes of findings, ways to silence them, and all safe fixes at once. */
import {
  type CodeAction,
  CodeActionKind,
  type Command,
  type Diagnostic,
  type TextEdit as LspTextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { CancellationSignal } from '../base/cancel.ts';
import type { FileId } from '../base/span.ts';
import type { FileEdits, TextEdit } from '../fix/apply.ts';
import type { TreeEdit } from '../fix/tree-edit.ts';
import { setSeverityCommand } from '../protocol.ts';
import type { Finding } from '../rules/rule.ts';
import { disablePath } from '../template/metadata-directives.ts';
import type { FileView } from '../workspace/view.ts';
import { rangeOf } from './diagnostics.ts';
import { directiveFixes } from './directive-fixes.ts';
import { fixAll, judgedFixes } from './fixes.ts';
import { textDiff } from './text-diff.ts';

/** The kind of the action that makes all safe fixes; editors run it on save where the user says so. */
export const fixAllKind = 'source.fixAll.apimVnet';

export interface CodeActionOptions {
  readonly diagnostics: readonly Diagnostic[];
  /** Kinds that are asked for; absent: what belongs to the place, nothing for the whole file. */
  readonly only?: readonly string[] | undefined;
  /** The client's number of an open document; null for one that is not open. */
  readonly versionOf: (uri: string) => number | null;
  readonly can: ClientActions;
  readonly signal: CancellationSignal;
}

/** What the client understands. */
export interface ClientActions {
  /** Edits with the version of the document, so that a changed file refuses them. */
  readonly documentChanges: boolean;
  /** Actions that are shown with the reason why they cannot be taken. */
  readonly disabled: boolean;
  /** Our own command that changes a setting. */
  readonly setSeverity: boolean;
}

/** @throws Cancelled */
export function codeActions(view: FileView, options: CodeActionOptions): CodeAction[] {
  const actions: CodeAction[] = [];
  if (isAsked(CodeActionKind.QuickFix, options.only)) {
    for (const diagnostic of options.diagnostics) {
      const finding = findingOf(view, diagnostic, options.signal);
      if (finding !== undefined) actions.push(...ofFinding(view, finding, diagnostic, options));
    }
  }
  if (options.only !== undefined && isAsked(fixAllKind, options.only)) {
    const action = ofFile(view, options);
    if (action !== undefined) actions.push(action);
  }
  return actions;
}

/** Whether a kind, or a kind that it is one of, is asked for. */
function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some(asked => kind === asked || asked === '' || kind.startsWith(`${asked}.`));
}

/** Nothing is remembered between requests: the finding is found again by its rule, its words and what it says. */
function findingOf(view: FileView, { data, code, range, message }: Diagnostic, signal: CancellationSignal) {
  const known = readData(data);
  const rule = known?.rule ?? code;
  const candidates = [...view.findings(signal), ...view.findingsOfUses(signal)].filter(finding => {
    if (finding.rule !== rule) return false;
    if (known !== undefined && (finding.at.start !== known.start || finding.at.end !== known.end)) return false;
    const { start, end } = rangeOf(view, finding.at);
    return isSamePosition(start, range.start) && isSamePosition(end, range.end);
  });
  return (
    candidates.find(finding => finding.message === message) ?? (candidates.length === 1 ? candidates[0] : undefined)
  );
}

function isSamePosition(a: Diagnostic['range']['start'], b: Diagnostic['range']['start']): boolean {
  return a.line === b.line && a.character === b.character;
}

function readData(data: unknown): { readonly rule: string; readonly start: number; readonly end: number } | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { rule, start, end } = data as Readonly<Record<string, unknown>>;
  return typeof rule === 'string' && typeof start === 'number' && typeof end === 'number'
    ? { rule, start, end }
    : undefined;
}

function* ofFinding(
  view: FileView,
  finding: Finding,
  diagnostic: Diagnostic,
  options: CodeActionOptions,
): Iterable<CodeAction> {
  const base = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  let hasPreferred = false;
  for (const judged of judgedFixes(view, [...finding.fixes(), ...directiveFixes(view, finding)])) {
    const { fix } = judged;
    if ('changes' in judged) {
      const isPreferred: boolean = fix.preferred === true && !hasPreferred;
      hasPreferred ||= isPreferred;
      yield {
        ...base,
        title: judged.title,
        ...(isPreferred && { isPreferred }),
        edit: workspaceEdit(view, judged.changes, options),
      };
    } else if (options.can.disabled) yield { ...base, title: fix.title, disabled: { reason: judged.why } };
  }
  yield* silencing(view, finding, base, options);
}

function* silencing(
  view: FileView,
  finding: Finding,
  base: Pick<CodeAction, 'kind' | 'diagnostics'>,
  options: CodeActionOptions,
): Iterable<CodeAction> {
  const { rule, at } = finding;
  if (rule === 'syntax-error') return;
  const silence = (title: string, edit: TreeEdit | undefined): CodeAction | undefined => {
    const outcome = edit && view.fix({ title, safety: 'review', edits: [edit] });
    if (outcome?.ok !== true) return undefined;
    return { ...base, title, edit: workspaceEdit(view, outcome.changes, options) };
  };
  // A comment would break a file of strict JSON.
  if (view.allowsComments) {
    const top = { file: at.file, start: 0, end: 0 };
    const line = silence(`Silence ${rule} for this line`, {
      kind: 'insert-comment',
      above: at,
      text: `apim-vnet-disable-next-line ${rule}`,
    });
    const file = silence(`Silence ${rule} in this file`, {
      kind: 'insert-comment',
      above: top,
      text: `apim-vnet-disable ${rule}`,
    });
    if (line !== undefined) yield line;
    if (file !== undefined) yield file;
  } else {
    const file = silence(`Silence ${rule} in this file`, inMetadata(view, finding));
    if (file !== undefined) yield file;
  }
  if (options.can.setSeverity) {
    const title = `Switch ${rule} off in the settings`;
    const command: Command = { title, command: setSeverityCommand, arguments: [rule, 'off', view.source.uri] };
    yield { ...base, title, command };
  }
}

/** A template of strict JSON says in its metadata what is silenced; an export has no place for it. */
function inMetadata(view: FileView, { rule, at }: Finding): TreeEdit | undefined {
  const silenced = view.silencedInTemplate(at.file);
  const text = view.textOf(at.file);
  if (silenced === undefined || text === undefined) return undefined;
  const object = { file: at.file, start: text.indexOf('{'), end: text.lastIndexOf('}') + 1 };
  return { kind: 'set-property', object, path: disablePath, value: [...silenced, rule].join(' ') };
}

function ofFile(view: FileView, options: CodeActionOptions): CodeAction | undefined {
  const { texts, made } = fixAll(view, options.signal);
  if (made.length === 0) return undefined;
  const changes = [...texts].map(([file, text]) => ({ file, edits: textDiff(view.textOf(file) ?? '', text) }));
  return {
    title: 'Make all safe fixes of APIM VNet Lens',
    kind: fixAllKind,
    edit: workspaceEdit(view, changes, options),
  };
}

/** Files that are not open have no version: the client changes them as they are on disk. */
function workspaceEdit(
  view: FileView,
  changes: readonly FileEdits[],
  { can, versionOf }: CodeActionOptions,
): WorkspaceEdit {
  const byFile = changes.map(({ file, edits }) => ({ file, edits: lspEdits(view, file, edits) }));
  if (!can.documentChanges) return { changes: Object.fromEntries(byFile.map(({ file, edits }) => [file, edits])) };
  return {
    documentChanges: byFile.map(({ file, edits }) => ({
      textDocument: { uri: file, version: versionOf(file) },
      edits,
    })),
  };
}

/** Edits of a file of the view as LSP gives them. */
export function lspEdits(view: FileView, file: FileId, edits: readonly TextEdit[]): LspTextEdit[] {
  const lines = view.linesOf(file) ?? view.lines;
  return edits.map(({ start, end, text }) => ({
    range: { start: lines.position(start), end: lines.position(end) },
    newText: text,
  }));
}
