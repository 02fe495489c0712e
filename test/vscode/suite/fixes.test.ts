import * as vscode from 'vscode';
import * as assert from './assert.ts';
import {
  activate,
  closeAll,
  findings,
  hasFinding,
  losesFinding,
  ruleOf,
  show,
  showUntitled,
  waitFor,
} from './support.ts';

const misspelled = `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'AllowStorage', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tpc', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storrage', destinationPortRange: '443' } }
    ]
  }
}
`;

async function actionsAt(document: vscode.TextDocument, range: vscode.Range, kind?: vscode.CodeActionKind) {
  const args = kind === undefined ? [] : [kind.value];
  return vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    ...args,
  );
}

describe('fixes', () => {
  before(activate);
  afterEach(closeAll);

  for (const file of ['blocked.json', 'blocked.jsonc', 'blocked.bicep']) {
    it(`are in the light bulb of ${file}; one step puts it right, and one undo takes it back`, async () => {
      const editor = await show(file);
      const { document } = editor;
      await hasFinding(document, 'error required-flow-blocked DenySql');
      const before = document.getText();
      const finding = findings(document.uri).find(each => ruleOf(each) === 'required-flow-blocked');
      assert.ok(finding, 'no finding');
      const fix = await waitFor('the fix is offered', async () =>
        (await actionsAt(document, finding.range)).find(action =>
          /^Allow TCP 1433 to Sql \(priority \d+\)$/.test(action.title),
        ),
      );
      assert.equal(fix.isPreferred, true);
      assert.ok(fix.edit, 'the fix has no edit');
      assert.ok(await vscode.workspace.applyEdit(fix.edit), 'VS Code refused the edit');
      assert.match(document.getText(), /AllowApimSqlOutbound/);
      await losesFinding(document, 'error required-flow-blocked DenySql');
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), before);
    });
  }

  it('are refused by a text that has changed since', async () => {
    const { document } = await showUntitled('bicep', misspelled);
    await hasFinding(document, 'error unknown-rule-value Tpc');
    const finding = findings(document.uri).find(each => ruleOf(each) === 'unknown-rule-value');
    assert.ok(finding, 'no finding');
    const moved = finding.range.with(finding.range.start.translate(1, 0), finding.range.end.translate(1, 0));
    const actions = await actionsAt(document, moved);
    assert.equal(actions.filter(action => /instead of/.test(action.title)).length, 0);
  });

  it('are made all at once, as an editor does on saving', async () => {
    const { document } = await showUntitled('bicep', misspelled);
    await hasFinding(document, 'error unknown-rule-value Tpc');
    const kind = vscode.CodeActionKind.SourceFixAll.append('apimVnet');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const [action] = await actionsAt(document, all, kind);
    assert.ok(action?.edit, 'there is no such action');
    assert.ok(await vscode.workspace.applyEdit(action.edit), 'VS Code refused the edit');
    assert.equal(document.getText(), misspelled.replace('Tpc', 'Tcp').replace('Storrage', 'Storage'));
  });

  it('are made by the command "Fix all in this file", in one step', async () => {
    const { document } = await showUntitled('bicep', misspelled);
    await hasFinding(document, 'error unknown-rule-value Tpc');
    await vscode.commands.executeCommand('apimVnet.fixAll');
    assert.equal(document.getText(), misspelled.replace('Tpc', 'Tcp').replace('Storrage', 'Storage'));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), misspelled);
  });

  it('show what would change before a group is made ready, and change nothing until it is confirmed', async () => {
    const { document } = await showUntitled('bicep', misspelled);
    await hasFinding(document, 'error unknown-rule-value Tpc');
    const answers = { mode: 'Internal', sku: 'Premium', features: [] };
    let isDone = false;
    const command = Promise.resolve(vscode.commands.executeCommand('apimVnet.makeReady', undefined, answers)).then(
      () => {
        isDone = true;
      },
    );
    // The command ends once the preview is left; leaving it too early does nothing.
    await waitFor('the preview is left', async () => {
      await vscode.commands.executeCommand('refactorPreview.discard');
      return isDone || undefined;
    });
    await command;
    assert.equal(document.getText(), misspelled);
  });

  it('open a group when the preview is confirmed, and one undo closes it again', async () => {
    const { document } = await show('blocked.bicep');
    await hasFinding(document, 'error required-flow-blocked DenySql');
    const before = document.getText();
    const answers = { mode: 'Internal', sku: 'Premium', features: [] };
    const command = Promise.resolve(vscode.commands.executeCommand('apimVnet.makeReady', document.uri, answers));
    // What needs to be confirmed is not ticked; before the preview is there, the commands do nothing.
    await waitFor('the change is made', async () => {
      await vscode.commands.executeCommand('refactorPreview.focus');
      await vscode.commands.executeCommand('list.focusFirst');
      await vscode.commands.executeCommand('refactorPreview.toggleCheckedState');
      await vscode.commands.executeCommand('refactorPreview.apply');
      return document.getText() !== before || undefined;
    });
    await command;
    assert.match(document.getText(), /AllowApimSqlOutbound/);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});
