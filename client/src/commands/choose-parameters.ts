import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ParameterFiles, parameterFilesRequest } from '../../../server/src/protocol.ts';
import { isServed } from '../documents.ts';

const setting = 'parameterFiles';
/** In the setting: parameters have their defaults. */
const none = 'none';

/** "APIM VNet: Choose parameter files…": the choice is kept in the settings of the workspace. */
export async function chooseParameters(client: BaseLanguageClient): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isServed(document)) {
    void vscode.window.showInformationMessage('APIM VNet Lens: open a template first.');
    return;
  }
  const { files } = await client.sendRequest<ParameterFiles>(parameterFilesRequest, {
    textDocument: { uri: document.uri.toString() },
  });
  if (files.length === 0) {
    void vscode.window.showInformationMessage('APIM VNet Lens: this file has no parameter files beside it.');
    return;
  }
  const items = files.map(({ uri, inEffect }) => {
    return { label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), picked: inEffect };
  });
  const title = 'Parameter files that this file is judged with; without any, parameters have their defaults';
  const chosen = await vscode.window.showQuickPick(items, { title, canPickMany: true });
  if (chosen === undefined) return;
  const settings = vscode.workspace.getConfiguration('apimVnet', document);
  const own = new Set([...items.map(({ label }) => label), none]);
  const before = settings.get<readonly string[]>(setting, []);
  const others = before.filter(glob => !own.has(glob));
  const picked = chosen.length === items.length ? [] : chosen.map(({ label }) => label);
  const globs = chosen.length === 0 ? [none] : [...others, ...picked];
  // Nothing is written into somebody's settings where the choice is what it was.
  if (globs.length === before.length && globs.every(glob => before.includes(glob))) return;
  await settings.update(setting, globs, vscode.ConfigurationTarget.Workspace);
}
