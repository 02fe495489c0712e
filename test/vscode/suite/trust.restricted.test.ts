import * as vscode from 'vscode';
import * as assert from './assert.ts';
import {
  activate,
  closeAll,
  extensionId,
  findings,
  hasFindings,
  hoverText,
  linkOf,
  placeIn,
  replace,
  set,
  show,
} from './support.ts';

const blocked = ['information shadowed-rule AllowOffice', 'error required-flow-blocked DenySql'];

describe('in Restricted Mode', () => {
  afterEach(closeAll);

  it('really is', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('activates all the same', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, 'VS Code has disabled the extension');
    await activate();
    assert.equal(extension.isActive, true);
  });

  for (const file of ['blocked.json', 'blocked.jsonc', 'blocked.bicep']) {
    it(`shows and updates diagnostics in ${file}`, async () => {
      const editor = await show(file);
      await hasFindings(editor.document, blocked);
      const quote = file.endsWith('.bicep') ? "'" : '"';
      await replace(editor, `${quote}Deny${quote}`, `${quote}Allow${quote}`);
      await hasFindings(editor.document, blocked.slice(0, 1));
    });

    it(`shows hovers in ${file}`, async () => {
      const { document } = await show(file);
      assert.match(await hoverText(document.uri, placeIn(document, 'AllowManagement', '3443')), /Port 3443/);
    });
  }

  it('takes settings of the workspace', async () => {
    const { document } = await show('blocked.json');
    await hasFindings(document, blocked);
    await set('severity', { 'shadowed-rule': 'off' });
    try {
      await hasFindings(document, blocked.slice(1));
    } finally {
      await set('severity', undefined);
    }
  });

  it('shows the page behind the link of a diagnostic', async () => {
    const { document } = await show('blocked.json');
    await hasFindings(document, blocked);
    const page = await vscode.workspace.openTextDocument(linkOf(findings(document.uri)[0]!));
    assert.match(page.getText(), /^# .*shadowed-rule/);
  });
});
