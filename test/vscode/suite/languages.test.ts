import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { activate, closeAll, fileUri, hasFindings, show } from './support.ts';

describe('languages', () => {
  before(activate);
  afterEach(closeAll);

  for (const [file, language] of [
    ['blocked.bicep', 'bicep'],
    ['parameters.bicepparam', 'bicep-params'],
    ['blocked.json', 'json'],
    ['blocked.jsonc', 'jsonc'],
  ] as const) {
    it(`${file} is read as ${language}`, async () => {
      const document = await vscode.workspace.openTextDocument(fileUri(file));
      assert.equal(document.languageId, language);
    });
  }

  it('comments in Bicep with two slashes, as its language configuration says', async () => {
    const { document } = await show('parameters.bicepparam');
    await vscode.commands.executeCommand('editor.action.commentLine');
    assert.equal(document.lineAt(0).text, "// using 'correct.bicep'");
  });

  it('checks a text as soon as its language is one of ours', async () => {
    const { document } = await show('blocked.jsonc');
    await hasFindings(document, ['information shadowed-rule AllowOffice', 'error required-flow-blocked DenySql']);
    const plain = await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await hasFindings(plain, []);
    const json = await vscode.languages.setTextDocumentLanguage(plain, 'jsonc');
    await hasFindings(json, ['information shadowed-rule AllowOffice', 'error required-flow-blocked DenySql']);
  });
});
