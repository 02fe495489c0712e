/** Answers a server that cannot read files with those of the workspace, wherever they are: on a remote, in a repository. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileText,
  type FolderContent,
  listFolderRequest,
  maxWorkspaceFileSize,
  readFileRequest,
  trustGrantedNotification,
} from '../../server/src/protocol.ts';
import { isServed } from './documents.ts';
import { textOf } from './text.ts';

export function answerFiles(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest<FileText, Error>(readFileRequest, (params: { readonly uri: string }) => read(params.uri)),
    client.onRequest<FolderContent, Error>(listFolderRequest, (params: { readonly uri: string }) => list(params.uri)),
  );
}

/** Files beside a document that lies in no folder of the workspace are read once the user trusts what is open. */
export function tellOfTrust(client: BaseLanguageClient): vscode.Disposable {
  return vscode.workspace.onDidGrantWorkspaceTrust(() => {
    // A server that is not running asks when it starts.
    if (client.isRunning()) void client.sendNotification(trustGrantedNotification);
  });
}

function isInReach(uri: vscode.Uri): boolean {
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) return true;
  return vscode.workspace.isTrusted && vscode.workspace.textDocuments.some(document => goesWith(uri, document));
}

/** Whether a file lies in the folder of a document that no folder of the workspace holds. */
function goesWith(uri: vscode.Uri, document: vscode.TextDocument): boolean {
  const { scheme, authority, path } = document.uri;
  if (!isServed(document) || vscode.workspace.getWorkspaceFolder(document.uri) !== undefined) return false;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return (
    uri.scheme === scheme &&
    uri.authority === authority &&
    `${uri.path}/`.startsWith(folder) &&
    !uri.path.includes('/../')
  );
}

async function read(text: string): Promise<FileText> {
  const uri = vscode.Uri.parse(text);
  if (!isInReach(uri)) return { problem: 'lies outside of the workspace', missing: false };
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return { problem: 'is no file', missing: false };
    if (size > maxWorkspaceFileSize)
      return { problem: `is larger than ${maxWorkspaceFileSize / 2 ** 20} MB`, missing: false };
    const content = textOf(await vscode.workspace.fs.readFile(uri));
    return content === undefined ? { problem: 'is no text', missing: false } : { text: content };
  } catch (error) {
    const missing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    return { problem: missing ? 'does not exist' : 'cannot be read', missing };
  }
}

async function list(text: string): Promise<FolderContent> {
  const uri = vscode.Uri.parse(text);
  if (!isInReach(uri)) return { names: [] };
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return { names: entries.map(([name, type]) => ((type & vscode.FileType.Directory) === 0 ? name : `${name}/`)) };
  } catch {
    return { names: [] };
  }
}
