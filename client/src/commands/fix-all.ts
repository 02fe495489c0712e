/** "APIM VNet: Fix all in this file": makes the safe fixes, and says what is left. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askFixAll } from '../questions.ts';
import { applyChanges, counted } from './apply-changes.ts';
import { placeOf, sayNoAnswer } from './place.ts';

export async function fixAllInFile(client: BaseLanguageClient, given: unknown): Promise<void> {
  const place = placeOf(given);
  if (place === undefined) return;
  const document = await vscode.workspace.openTextDocument(place.uri);
  const { version } = document;
  const answer = await askFixAll(client, place.uri);
  if (answer === undefined) return sayNoAnswer();
  const left = answer.left.length === 0 ? '' : ` ${counted(answer.left.length, 'finding is', 'findings are')} left.`;
  if (answer.problem !== null || answer.edits.length === 0) {
    const text = answer.problem ?? `There is no safe fix to make.${left}`;
    void vscode.window.showInformationMessage(`APIM VNet Lens: ${text}`);
    return;
  }
  if (!(await applyChanges(document, version, answer, undefined))) return;
  void vscode.window.showInformationMessage(
    `APIM VNet Lens: ${counted(answer.made.length, 'fix', 'fixes')} made.${left}`,
  );
}
