/** Entry for VS Code in a browser: the language server runs in a web worker. */
import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { clientId, clientName, type ExtensionApi, start, stop } from './activate.ts';

export async function activate(context: vscode.ExtensionContext): Promise<ExtensionApi> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.worker.js').toString(true);
  // A function, so that a restart gets a new worker; the client does not end the old one, so that is done here.
  // It answers with a reader and a writer, because VS Code's web host wraps `Worker` in a function of its own, and the
  // client, which looks for instances of `Worker`, does not know the result.
  let worker: Worker | undefined;
  const startWorker = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return start(context, options => new LanguageClient(clientId, clientName, startWorker, options));
}

export function deactivate(): Promise<void> {
  return stop();
}
