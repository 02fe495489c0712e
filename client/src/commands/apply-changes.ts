import * as vscode from 'vscode';
import type { FixAllAnswer } from '../../../server/src/protocol.ts';

/**
 * Makes the edits of an answer in one step that can be undone as one.
 *
 * @param version of the document when it was asked about; a changed document is left as it is, and the user is told
 * @param preview shows the edits for the user to pick before anything changes
 * @returns whether they were made; with a preview, whether it was confirmed
 */
export async function applyChanges(
  document: vscode.TextDocument,
  version: number,
  { edits }: FixAllAnswer,
  preview: { readonly label: string; readonly description: string } | undefined,
): Promise<boolean> {
  if (document.isClosed || document.version !== version) {
    void vscode.window.showWarningMessage('APIM VNet Lens: the file has changed meanwhile. Run the command again.');
    return false;
  }
  const change = new vscode.WorkspaceEdit();
  const metadata = preview && { ...preview, needsConfirmation: true };
  for (const { range, newText } of edits) {
    const { start, end } = range;
    const place = new vscode.Range(start.line, start.character, end.line, end.character);
    change.replace(document.uri, place, newText, metadata);
  }
  return vscode.workspace.applyEdit(change, { isRefactoring: preview !== undefined });
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
