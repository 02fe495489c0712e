import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { activate, closeAll, findings, openTabs, showUntitled, waitFor } from './support.ts';

const network = `resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-hub'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      { name: 'snet-web', properties: { addressPrefix: '10.0.0.0/24' } }
      
    ]
  }
}
`;

const premium = { sku: 'Premium', mode: 'Internal', profile: 'stv2-current' };
const size = { units: '4', 'maximum units': '', instances: '1', zones: '0', regions: '1', size: 'recommended' };
const entry = { ...premium, ...size, place: '0', name: 'snet-apim', group: 'nsg-apim', table: '', tunnel: 'internet' };

describe('generators of networks', () => {
  before(activate);
  afterEach(leaveNothing);

  const run = (command: string, answers: object) =>
    Promise.resolve(vscode.commands.executeCommand(`apimVnet.${command}`, answers));

  /** Runs a command while a person does something again and again, until it is done. */
  async function runWhile(command: string, answers: object, action: string): Promise<void> {
    let isDone = false;
    const done = run(command, answers).then(() => {
      isDone = true;
    });
    await waitFor(`${command} is done`, async () => {
      await vscode.commands.executeCommand(action);
      return isDone || undefined;
    });
    await done;
  }

  const accept = 'workbench.action.acceptSelectedQuickOpenItem';
  const leave = 'workbench.action.closeQuickOpen';

  /** Closes everything. VS Code gives the name of an untitled text away again, and its old text with it while that is still there. */
  async function leaveNothing(): Promise<void> {
    await closeAll();
    await waitFor(
      'untitled texts are gone',
      () => !vscode.workspace.textDocuments.some(({ isUntitled }) => isUntitled) || undefined,
    );
  }

  /** The text in the active editor, once it has a part that it must have. */
  function opened(part: string): Promise<vscode.TextDocument> {
    return waitFor(`an editor with '${part}' is open`, () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.getText().includes(part) ? document : undefined;
    });
  }

  it('show a subnet plan rendered', async () => {
    await run('planSubnet', { ...premium, ...size, place: 'none', destination: 'editor' });
    await waitFor('the preview is open', () => openTabs().find(({ label }) => label.includes('Subnet plan')));
  });

  it('copy a subnet plan as text', async () => {
    await run('planSubnet', { ...premium, ...size, place: 'none', destination: 'clipboard' });
    const text = await vscode.env.clipboard.readText();
    assert.ok(text.startsWith('# Subnet for API Management: Premium, 4 units, Internal mode\n'), text);
    assert.deepEqual(openTabs(), []);
  });

  it('insert the next free subnet into the virtual network at the cursor, as deep as the line', async () => {
    const editor = await showUntitled('bicep', network);
    const cursor = new vscode.Position(6, 6);
    editor.selection = new vscode.Selection(cursor, cursor);
    await run('planSubnet', { ...entry, form: 'bicep-item', destination: 'insert' });
    const lines = editor.document.getText().split(/\r?\n/);
    assert.deepEqual(lines.slice(6, 10), [
      '      {',
      "        name: 'snet-apim'",
      '        properties: {',
      "          addressPrefix: '10.0.1.0/27'",
    ]);
  });

  it('write a strict security group without a finding', async () => {
    await run('generateNsg', {
      ...premium,
      style: 'strict',
      features: ['rate-limit'],
      dns: '',
      region: 'westeurope',
      name: 'nsg-apim',
      form: 'bicep',
      destination: 'editor',
    });
    const document = await opened('// apim-vnet: mode=Internal sku=Premium region=westeurope features=rate-limit');
    assert.equal(document.languageId, 'bicep');
    // A mistake that is made on purpose shows that the group is judged at all.
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf("'3443'");
    edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 6)), "'3444'");
    assert.deepEqual(findings(document.uri), []);
    await vscode.workspace.applyEdit(edit);
    await waitFor('the mistake is found', () => findings(document.uri).length > 0 || undefined);
  });

  it('copy a route table', async () => {
    await run('generateRoutes', {
      ...premium,
      region: '',
      appliance: '10.0.255.4',
      gateways: 'refuse',
      name: 'rt-apim',
      form: 'cli',
      destination: 'clipboard',
    });
    assert.ok((await vscode.env.clipboard.readText()).includes('--next-hop-ip-address 10.0.255.4'));
  });

  it('ask for what is not given, with answers that can be accepted as they are', async () => {
    await showUntitled('bicep', network);
    await runWhile('generateNsg', { destination: 'editor' }, accept);
    await opened("resource networkSecurityGroup 'Microsoft.Network/networkSecurityGroups@");
    await leaveNothing();
    await showUntitled('bicep', network);
    await runWhile('planSubnet', { form: 'bicep', destination: 'editor' }, accept);
    await opened("resource virtualNetwork 'Microsoft.Network/virtualNetworks@2024-05-01' existing");
  });

  it('write nothing when the user leaves', async () => {
    const editor = await showUntitled('bicep', network);
    const { length } = openTabs();
    await runWhile('planSubnet', {}, leave);
    await runWhile('generateNsg', premium, leave);
    await runWhile('generateRoutes', premium, leave);
    assert.equal(editor.document.getText(), network);
    assert.equal(openTabs().length, length);
  });

  it('write nothing for answers that cannot be', async () => {
    await run('planSubnet', { ...premium, ...size, units: '10000', place: 'none', destination: 'editor' });
    await run('generateRoutes', {
      ...premium,
      region: '',
      appliance: '8.8.8.8',
      gateways: 'take',
      name: 'rt-apim',
      form: 'bicep',
      destination: 'editor',
    });
    assert.deepEqual(openTabs(), []);
  });
});
