/** "APIM VNet: Make this NSG ready for API Management…": asks what the service is, and shows the change before it is made. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askMakeReady, askReadyStep } from '../questions.ts';
import { applyChanges, counted } from './apply-changes.ts';
import { askSteps, givenAnswers } from './multi-step.ts';
import { placeOf, sayNoAnswer } from './place.ts';

/** @param answers what need not be asked, by the keys `group`, `mode`, `sku`, `features` */
export async function makeReady(
  client: BaseLanguageClient,
  memory: vscode.Memento,
  given: unknown,
  answers: unknown,
): Promise<void> {
  const place = placeOf(given);
  if (place === undefined) return;
  const { uri } = place;
  const document = await vscode.workspace.openTextDocument(uri);
  const chosen = await askSteps({
    title: 'APIM VNet: Make this NSG ready for API Management',
    given: givenAnswers(answers),
    inputs: {
      createQuickPick: () => vscode.window.createQuickPick(),
      createInputBox: () => vscode.window.createInputBox(),
      backButton: vscode.QuickInputButtons.Back,
    },
    next: async known => (await askReadyStep(client, uri, { answers: known })) ?? { question: null, total: 0 },
    check: async () => null,
    earlier: ({ key, remembered }) => (remembered ? memory.get(`ready.${key}`) : undefined),
  });
  if (chosen === undefined) return;
  const { version } = document;
  const answer = await askMakeReady(client, uri, { answers: chosen });
  if (answer === undefined) return sayNoAnswer();
  for (const key of ['mode', 'sku', 'features']) await memory.update(`ready.${key}`, chosen[key]);
  const left = answer.left.length === 0 ? '' : ` Not done: ${answer.left.join(' ')}`;
  if (answer.problem !== null || answer.edits.length === 0) {
    const text = answer.problem ?? (left === '' ? 'the group lets through all that is needed.' : left.trim());
    void vscode.window.showInformationMessage(`APIM VNet Lens: ${text}`);
    return;
  }
  const label = `Make the group ready for API Management (${counted(answer.made.length, 'change', 'changes')})`;
  await applyChanges(document, version, answer, { label, description: answer.made.join('; ') });
  if (left !== '') void vscode.window.showWarningMessage(`APIM VNet Lens:${left}`);
}
