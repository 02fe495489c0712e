/** Answers a server that cannot read files with those of the workspace, wherever they are: on a remote, in a repository. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileText,
  type FolderContent,
  listFolderRequest,
  maxWorkspaceFileSize,
  readFileRequest,
} from '../../server/src/protocol.ts';

export function answerFiles(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest<FileText, Error>(readFileRequest, (params: { readonly uri: string }) => read(params.uri)),
    client.onRequest<FolderContent, Error>(listFolderRequest, (params: { readonly uri: string }) => list(params.uri)),
  );
}

async function read(text: string): Promise<FileText> {
  const uri = vscode.Uri.parse(text);
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined)
    return { problem: 'lies outside of the workspace', missing: false };
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return { problem: 'is no file', missing: false };
    if (size > maxWorkspaceFileSize)
      return { problem: `is larger than ${maxWorkspaceFileSize / 2 ** 20} MB`, missing: false };
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.includes(0)) return { problem: 'is no text', missing: false };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    const missing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    if (error instanceof TypeError) return { problem: 'is no UTF-8 text', missing: false };
    return { problem: missing ? 'does not exist' : 'cannot be read', missing };
  }
}

async function list(text: string): Promise<FolderContent> {
  const uri = vscode.Uri.parse(text);
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return { names: [] };
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return { names: entries.map(([name, type]) => ((type & vscode.FileType.Directory) === 0 ? name : `${name}/`)) };
  } catch {
    return { names: [] };
  }
}
