/** Answers a server that cannot read files with the text of the user's list of service tags. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { maxServiceTagsSize, type ServiceTagsText, serviceTagsTextRequest } from '../../server/src/protocol.ts';
import { textOf } from './text.ts';

export function answerServiceTags(client: BaseLanguageClient): vscode.Disposable {
  return client.onRequest<ServiceTagsText, Error>(serviceTagsTextRequest, readServiceTags);
}

/** The setting belongs to the machine, so no workspace can make us read a file of its choice. */
async function readServiceTags(): Promise<ServiceTagsText> {
  const path = vscode.workspace.getConfiguration('apimVnet').get<string>('serviceTagsFile', '');
  if (path === '') return { problem: 'is not set' };
  const uri = /^[a-z][\w+.-]+:\/\//i.test(path) ? vscode.Uri.parse(path) : vscode.Uri.file(path);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxServiceTagsSize) {
      return { problem: `is larger than ${maxServiceTagsSize / 2 ** 20} MB, the most that is read` };
    }
    const text = textOf(await vscode.workspace.fs.readFile(uri));
    return text === undefined ? { problem: 'is no text' } : { text };
  } catch (error) {
    return { problem: `cannot be read (${error instanceof Error ? error.message : String(error)})` };
  }
}
