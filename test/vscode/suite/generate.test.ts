import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { activate, closeAll, openTabs, showUntitled, waitFor } from './support.ts';

const service = `resource apim 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: { name: 'PremiumV2', capacity: 1 }
  properties: { virtualNetworkType: 'Internal' }
}
`;

/** Answers to all questions but where to put the text. */
const contoso = {
  name: 'contoso',
  cloud: 'public',
  profile: 'internal-vnet-2017-09',
  hosts: '',
  address: '10.0.0.5',
  form: 'hosts',
};
const lines = `# BEGIN API Management contoso
10.0.0.5 contoso.azure-api.net
10.0.0.5 contoso.portal.azure-api.net
10.0.0.5 contoso.management.azure-api.net
10.0.0.5 contoso.scm.azure-api.net
# END API Management contoso
`;

describe('generators', () => {
  before(activate);
  afterEach(closeAll);

  const run = (command: string, answers: object) =>
    Promise.resolve(vscode.commands.executeCommand(`apimVnet.${command}`, answers));

  /** Runs a command while a person does something again and again, until it is done. */
  async function runWhile(command: string, answers: object, action: string): Promise<void> {
    let isDone = false;
    const done = run(command, answers).then(() => {
      isDone = true;
    });
    // Which question is shown cannot be asked; an action that comes between two of them does nothing.
    await waitFor(`${command} is done`, async () => {
      await vscode.commands.executeCommand(action);
      return isDone || undefined;
    });
    await done;
  }

  const accept = 'workbench.action.acceptSelectedQuickOpenItem';
  const leave = 'workbench.action.closeQuickOpen';

  function activeText(): vscode.TextDocument {
    return vscode.window.activeTextEditor?.document ?? assert.fail('no editor is open');
  }

  it('write hosts entries into a new editor', async () => {
    await run('generateHosts', { ...contoso, destination: 'editor' });
    assert.equal(activeText().getText(), lines);
    assert.equal(activeText().isUntitled, true);
  });

  it('write DNS zones in Bicep', async () => {
    await run('generateDns', { ...contoso, form: 'bicep', network: '', destination: 'editor' });
    const document = activeText();
    assert.equal(document.languageId, 'bicep');
    assert.ok(document.getText().includes("name: 'contoso.scm.azure-api.net'"), document.getText());
  });

  it('insert at the cursor', async () => {
    const editor = await showUntitled('plaintext', '127.0.0.1 localhost\n\n# end\n');
    const cursor = new vscode.Position(1, 0);
    editor.selection = new vscode.Selection(cursor, cursor);
    await run('generateHosts', { ...contoso, destination: 'insert' });
    assert.equal(editor.document.getText(), `127.0.0.1 localhost\n${lines}\n# end\n`);
  });

  it('replace the lines that are there already, wherever the cursor is', async () => {
    const old = lines.replaceAll('10.0.0.5', '10.9.9.9');
    const editor = await showUntitled('plaintext', `127.0.0.1 localhost\n${old}# end\n`);
    await run('generateHosts', { ...contoso, destination: 'insert' });
    assert.equal(editor.document.getText(), `127.0.0.1 localhost\n${lines}# end\n`);
  });

  it('ask for what is not given, starting with the service of the open file', async () => {
    await showUntitled('bicep', service);
    await runWhile('generateHosts', { address: '10.0.0.7', form: 'hosts', destination: 'editor' }, accept);
    assert.equal(
      activeText().getText(),
      '# BEGIN API Management apim-contoso\n10.0.0.7 apim-contoso.azure-api.net\n# END API Management apim-contoso\n',
    );
  });

  it('remember the answers of the last time', async () => {
    const { form, address, ...others } = contoso;
    await runWhile('generateHosts', { ...others, address }, accept);
    await closeAll();
    // The first choices are a hosts file and a new editor; they were accepted, and are so again.
    await runWhile('generateHosts', { ...others, address, form }, accept);
    assert.equal(activeText().getText(), lines);
  });

  it('write nothing when the user leaves', async () => {
    const editor = await showUntitled('plaintext', 'as it was');
    const { length } = openTabs();
    await runWhile('generateHosts', {}, leave);
    await runWhile('generateDns', { ...contoso, form: 'bind' }, leave);
    assert.equal(editor.document.getText(), 'as it was');
    assert.equal(openTabs().length, length);
  });

  it('write nothing for answers that cannot be', async () => {
    await run('generateHosts', { ...contoso, address: '10.0.0', destination: 'editor' });
    await run('generateDns', { ...contoso, form: 'hosts', name: '-', destination: 'editor' });
    assert.deepEqual(openTabs(), []);
  });

  for (const odd of ['hosts', 1, null, { name: 1, form: ['x', 2] }]) {
    it(`ask as usual when called with ${JSON.stringify(odd)}`, async () => {
      await runWhile('generateHosts', odd as object, leave);
      assert.deepEqual(openTabs(), []);
    });
  }
});
