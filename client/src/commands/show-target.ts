import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { TargetStatus } from '../../../server/src/protocol.ts';
import { isServed } from '../documents.ts';
import { askTargetStatus } from '../status.ts';

/** The answer is shown as a text of this scheme: it can be read in full, searched and copied, unlike a notification. */
const scheme = 'apim-vnet-target';

const texts = new Map<string, string>();
const changes = new vscode.EventEmitter<vscode.Uri>();

/** "APIM VNet: Show what was recognised in this file" */
export async function showTarget(client: BaseLanguageClient): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isServed(document)) {
    void vscode.window.showInformationMessage('APIM VNet Lens: open a JSON or Bicep file first.');
    return;
  }
  const status = await askTargetStatus(client, document.uri);
  if (status === undefined) {
    void vscode.window.showWarningMessage('APIM VNet Lens: the language server is not running.');
    return;
  }
  const path = vscode.workspace.asRelativePath(document.uri);
  const uri = vscode.Uri.from({
    scheme,
    path: `/Recognised in ${path.split('/').at(-1)}`,
    query: document.uri.toString(),
  });
  texts.set(uri.toString(), describe(path, status));
  changes.fire(uri);
  await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

export function registerTargetDocument(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: uri =>
        texts.get(uri.toString()) ?? 'Run the command "APIM VNet: Show what was recognised in this file" again.\n',
    }),
    vscode.workspace.onDidCloseTextDocument(document => texts.delete(document.uri.toString())),
  );
}

const nothing: Readonly<Record<TargetStatus['state'], string>> = {
  none: 'Nothing in this file is about networks.',
  general: 'Networks, but no network of API Management was recognised.',
  target: 'A network of API Management was recognised.',
  disabled: 'The setting apimVnet.enable is off for this file.',
};

function describe(path: string, status: TargetStatus): string {
  const details = status.details.map(detail => `- ${detail}`);
  return `${[path, '', status.summary || nothing[status.state], ...(details.length > 0 ? ['', ...details] : [])].join('\n')}\n`;
}
