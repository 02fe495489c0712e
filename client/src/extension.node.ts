/** Entry for VS Code on a desktop and on a server: the language server runs as a process of its own. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, start, stop } from './activate.ts';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.node.js').fsPath;
  await start(
    context,
    options => new LanguageClient(clientId, clientName, { module, transport: TransportKind.ipc }, options),
  );
}

export function deactivate(): Promise<void> {
  return stop();
}
