/**
 * What the tests inside VS Code share: files of the workspace, editors, our findings as plain data, and waiting.
 * Runs in Node and in a web worker, so it knows nothing but `vscode`.
 */
import * as vscode from 'vscode';
import * as assert from './assert.ts';

export const extensionId = 'apim-vnet-lens.apim-vnet-lens';

/** Below the 30 seconds that Mocha gives a test, so that what was waited for is told. */
const limitMs = 15_000;
const pollMs = 20;

/**
 * Starts the extension, and keeps VS Code from saving what tests type: in a browser it does that by itself.
 *
 * @throws when VS Code does not know the extension, or its activation fails
 */
export async function activate(): Promise<vscode.Extension<unknown>> {
  await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, `VS Code has no extension ${extensionId}`);
  await extension.activate();
  return extension;
}

/** @param path below `test/vscode/workspace/in-editor/` */
export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no workspace folder is open');
  return vscode.Uri.joinPath(folder.uri, 'in-editor', ...path.split('/'));
}

/** Shows a file in a tab that stays; only texts in tabs are checked. */
export async function show(file: string | vscode.Uri): Promise<vscode.TextEditor> {
  const uri = typeof file === 'string' ? fileUri(file) : file;
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

export async function showUntitled(language: string, content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  return vscode.window.showTextDocument(document, { preview: false });
}

export async function textOf(file: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(file)));
}

/** Closes every tab and drops what was typed. */
export async function closeAll(): Promise<void> {
  await waitFor('all tabs are closed', async () => {
    if (openTabs().length === 0) return true;
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    return openTabs().length === 0 || undefined;
  });
}

export function openTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(group => group.tabs);
}

/** Types over the only place where a text stands. */
export async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const range = rangeOf(editor.document, from);
  assert.ok(await editor.edit(edit => edit.replace(range, to)), `VS Code refused to replace '${from}'`);
}

/** The range of a text that stands exactly once in a document. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const all = document.getText();
  const start = all.indexOf(text);
  assert.ok(start >= 0 && all.indexOf(text, start + 1) < 0, `'${text}' does not stand exactly once in ${document.uri}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** The place in the middle of the first `text` that follows the only `after`. */
export function placeIn(document: vscode.TextDocument, after: string, text: string): vscode.Position {
  const from = document.offsetAt(rangeOf(document, after).end);
  const start = document.getText().indexOf(text, from);
  assert.ok(start >= 0, `'${text}' does not follow '${after}' in ${document.uri}`);
  return document.positionAt(start + Math.floor(text.length / 2));
}

/** Our own diagnostics of a document, in the order of the text; VS Code's JSON checks are left out. */
export function findings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(diagnostic => diagnostic.source === 'apim-vnet')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** All findings of a document, each in a line. */
export function summaries(document: vscode.TextDocument): readonly string[] {
  return findings(document.uri).map(finding => summary(document, finding));
}

const severityNames = ['error', 'warning', 'information', 'hint'] as const;

/** One finding in a line: severity, rule, and the words it underlines, as `error required-flow-blocked DenySql`. */
export function summary(document: vscode.TextDocument, finding: vscode.Diagnostic): string {
  return `${severityNames[finding.severity]} ${ruleOf(finding)} ${document.getText(finding.range)}`;
}

/** The rule of a finding, whether or not its code has a link. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The link behind the rule id of a finding. */
export function linkOf({ code }: vscode.Diagnostic): vscode.Uri {
  assert.ok(typeof code === 'object', 'the diagnostic has no link');
  return code.target;
}

/** Waits until a document has exactly these findings, each as {@link summary} tells it. */
export async function hasFindings(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  const now = () => summaries(document);
  const wanted = JSON.stringify(expected);
  const settled = await reached(() => JSON.stringify(now()) === wanted || undefined);
  if (settled === undefined)
    assert.deepEqual(now(), expected, `${document.uri}: waited for ${wanted}, got ${JSON.stringify(now())}`);
}

/** Waits until a document has a finding, as {@link summary} tells it, whatever else it has. */
export function hasFinding(document: vscode.TextDocument, expected: string): Promise<true> {
  return waitFor(`${document.uri} has '${expected}'`, () => summaries(document).includes(expected) || undefined);
}

/** The opposite of {@link hasFinding}; says something only of a finding that was there before. */
export function losesFinding(document: vscode.TextDocument, gone: string): Promise<true> {
  return waitFor(`${document.uri} has no '${gone}'`, () => !summaries(document).includes(gone) || undefined);
}

/**
 * Asks again and again, without blocking, until there is an answer.
 *
 * @param what ends the sentence "waited in vain until …"
 * @param look `undefined`: not yet
 */
export async function waitFor<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  return (await reached(look)) ?? assert.fail(`waited in vain until ${what}`);
}

async function reached<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T | undefined> {
  for (const end = Date.now() + limitMs; ; ) {
    const found = await look();
    if (found !== undefined || Date.now() > end) return found;
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
}

/** What hovering at a place shows, as Markdown; empty where nothing is shown. */
export async function hoverText(uri: vscode.Uri, at: vscode.Position): Promise<string> {
  return (await hoversAt(uri, at)).map(textOfHover).join('\n\n');
}

/** The hovers at a place that show something; VS Code's own JSON support answers with empty ones. */
export async function hoversAt(uri: vscode.Uri, at: vscode.Position): Promise<readonly vscode.Hover[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[] | undefined>(
    'vscode.executeHoverProvider',
    uri,
    at,
  );
  return (hovers ?? []).filter(hover => textOfHover(hover).trim() !== '');
}

function textOfHover({ contents }: vscode.Hover): string {
  return contents.map(content => (typeof content === 'string' ? content : content.value)).join('\n\n');
}

/** Changes a setting `apimVnet.…`; `undefined` takes it away. */
export async function set(
  name: string,
  value: unknown,
  where: vscode.ConfigurationTarget = vscode.ConfigurationTarget.Workspace,
): Promise<void> {
  const scope = vscode.workspace.workspaceFolders?.[0]?.uri;
  await vscode.workspace.getConfiguration('apimVnet', scope).update(name, value, where);
}
