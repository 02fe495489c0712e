import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ReportAnswer } from '../../../server/src/protocol.ts';
import { askReport } from '../questions.ts';
import type { ReportPanels } from '../report/report-panel.ts';
import { placeOf, sayNoAnswer } from './place.ts';

type Form = 'markdown' | 'html';

/**
 * "APIM VNet: Export the report…": Markdown opens in a new editor, a page is saved where the user says.
 *
 * @param form what is wanted; anything else asks the user to choose
 * @param saveAs where to save a page without asking, for key bindings and tasks
 */
export async function exportReport(
  client: BaseLanguageClient,
  panels: ReportPanels,
  form: unknown,
  saveAs: unknown,
): Promise<void> {
  const chosen = form === 'markdown' || form === 'html' ? form : await chooseForm();
  if (chosen === undefined) return;
  const found = (await panels.inForm(chosen)) ?? (await ofActiveEditor(client, chosen));
  if (found === undefined) return;
  const { uri, answer } = found;
  if (answer.target === null) {
    void vscode.window.showInformationMessage('APIM VNet Lens: this file has no network of an API Management service.');
  } else if (chosen === 'markdown') {
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: answer.text });
    await vscode.window.showTextDocument(document, { preview: false });
  } else await savePage(uri, answer, saveAs);
}

async function chooseForm(): Promise<Form | undefined> {
  const items: (vscode.QuickPickItem & { readonly form: Form })[] = [
    { label: 'HTML page', detail: 'With the drawing; needs nothing from elsewhere', form: 'html' },
    { label: 'Markdown', detail: 'Tables, in a new editor', form: 'markdown' },
  ];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'The form of the report' });
  return chosen?.form;
}

async function ofActiveEditor(client: BaseLanguageClient, form: Form) {
  const place = placeOf(undefined);
  if (place?.position === undefined) return undefined;
  const { line, character } = place.position;
  const answer = await askReport(client, place.uri, { form, position: { line, character } });
  if (answer === undefined) sayNoAnswer();
  return answer && { uri: place.uri, answer };
}

async function savePage(source: vscode.Uri, { title, text }: ReportAnswer, saveAs: unknown): Promise<void> {
  const name = `${title.replace(/[^\w.-]+/g, '-')}-network.html`;
  const uri =
    saveAs instanceof vscode.Uri
      ? saveAs
      : await vscode.window.showSaveDialog({
          defaultUri: vscode.Uri.joinPath(source, '..', name),
          filters: { HTML: ['html'] },
          title: 'Save the report',
        });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  void vscode.window.showInformationMessage(
    `APIM VNet Lens: the report is in ${vscode.workspace.asRelativePath(uri)}.`,
  );
}
