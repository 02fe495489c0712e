import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { activate, closeAll, placeIn, show, showUntitled } from './support.ts';

describe('completion', () => {
  before(activate);
  afterEach(closeAll);

  for (const file of ['blocked.json', 'blocked.jsonc', 'blocked.bicep']) {
    it(`in ${file} replaces the whole of a text with a value of ours`, async () => {
      const { document } = await show(file);
      const offered = await itemAt(document, placeIn(document, 'DenySql', 'Sql'), 'Storage');
      assert.ok(offered, 'Storage is not offered');
      const quote = file.endsWith('bicep') ? "'" : '"';
      assert.equal(String(offered.insertText), `${quote}Storage${quote}`);
      const range = offered.range instanceof vscode.Range ? offered.range : offered.range!.replacing;
      assert.equal(document.getText(range), `${quote}Sql${quote}`);
    });
  }

  it('offers the parameters of a template with their values, and closes what is open', async () => {
    const content = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": { "port": { "type": "string", "defaultValue": "3443" } },
  "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "name": "[parameters(po)]", "properties": {} }]
}`;
    const { document } = await showUntitled('json', content);
    const at = document.positionAt(content.indexOf('po)') + 2);
    const offered = await itemAt(document, at, 'port');
    assert.ok(offered, 'port is not offered');
    assert.equal(String(offered.insertText), "'port'");
    assert.equal(offered.detail, "string = '3443'");
    const range = offered.range instanceof vscode.Range ? offered.range : offered.range!.replacing;
    assert.equal(document.getText(range), 'po');
  });

  it('knows the values of a comment to this tool', async () => {
    const { document } = await show('blocked.bicep');
    const offered = await itemAt(document, placeIn(document, 'sku=', 'Premium'), 'Developer');
    assert.ok(offered, 'Developer is not offered');
  });
});

/** What is offered at a place under a label that is all of the words; VS Code's own lists may hold more. */
async function itemAt(
  document: vscode.TextDocument,
  at: vscode.Position,
  label: string,
): Promise<vscode.CompletionItem | undefined> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    at,
  );
  return list.items.find(item => (typeof item.label === 'string' ? item.label : item.label.label) === label);
}
