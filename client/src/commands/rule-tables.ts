import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askRuleTables } from '../questions.ts';
import { placeOf, sayNoAnswer } from './place.ts';

type Form = 'markdown' | 'csv';

/**
 * "APIM VNet: Copy the security group as a table…": the group at the cursor, or all of the file, to the clipboard.
 *
 * @param form what is wanted; anything else asks the user to choose
 */
export async function copyRules(client: BaseLanguageClient, form: unknown): Promise<void> {
  const tables = await tablesAt(client, false, form);
  if (tables === undefined) return;
  await vscode.env.clipboard.writeText(tables.text);
  vscode.window.setStatusBarMessage(`APIM VNet Lens: copied the rules of ${tables.groups.join(', ')}`, 5000);
}

/** "APIM VNet: Export the effective rules…": with the built-in ones, in a new editor. */
export async function exportRules(client: BaseLanguageClient, form: unknown): Promise<void> {
  const tables = await tablesAt(client, true, form);
  if (tables === undefined) return;
  const language = tables.form === 'markdown' ? 'markdown' : 'plaintext';
  const document = await vscode.workspace.openTextDocument({ language, content: tables.text });
  await vscode.window.showTextDocument(document, { preview: false });
}

async function tablesAt(client: BaseLanguageClient, withBuiltIn: boolean, given: unknown) {
  const place = placeOf(undefined);
  if (place?.position === undefined) return undefined;
  const { line, character } = place.position;
  const form = given === 'markdown' || given === 'csv' ? given : await chooseForm();
  if (form === undefined) return undefined;
  const answer = await askRuleTables(client, place.uri, { withBuiltIn, form, position: { line, character } });
  if (answer === undefined) sayNoAnswer();
  else if (answer.groups.length > 0) return { ...answer, form };
  else void vscode.window.showInformationMessage('APIM VNet Lens: this file has no rules of a network security group.');
  return undefined;
}

async function chooseForm(): Promise<Form | undefined> {
  const items: (vscode.QuickPickItem & { readonly form: Form })[] = [
    { label: 'Markdown', detail: 'For pull requests and wikis', form: 'markdown' },
    { label: 'CSV', detail: 'For spreadsheets', form: 'csv' },
  ];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'The form of the table' });
  return chosen?.form;
}
