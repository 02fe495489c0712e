/** Entry for VS Code on a desktop and on a server: the language server runs as a process of its own. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, type ExtensionApi, start, stop } from './activate.ts';

export async function activate(context: vscode.ExtensionContext): Promise<ExtensionApi> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.node.js').fsPath;
  return start(
    context,
    options => new LanguageClient(clientId, clientName, { module, transport: TransportKind.ipc }, options),
  );
}

export function deactivate(): Promise<void> {
  return stop();
}
