/** The questions of the generators in the real quick input: each way in and out, and where a text goes. */
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/activate.ts';
import * as assert from './assert.ts';
import { activate, closeAll, openTabs, show, showUntitled, waitFor } from './support.ts';

const premium = { sku: 'Premium', mode: 'Internal', profile: 'stv2-current' };
const names = { cloud: 'public', profile: 'stv2-current', hosts: '', address: '10.0.0.5' };

/** Of each generator all answers, in the order of its questions, and what stands in its text. */
const generators: Readonly<
  Record<string, { readonly answers: Readonly<Record<string, unknown>>; readonly part: string }>
> = {
  generateHosts: { answers: { name: 'contoso', form: 'hosts', ...names }, part: '10.0.0.5 contoso.azure-api.net\n' },
  generateDns: {
    answers: { name: 'contoso', form: 'bicep', ...names, network: '' },
    part: "name: 'contoso.scm.azure-api.net'",
  },
  planSubnet: {
    answers: {
      ...premium,
      units: '4',
      'maximum units': '',
      instances: '1',
      zones: '0',
      regions: '1',
      place: 'typed',
      space: '10.0.0.0/16',
      used: '10.0.0.0/24',
      size: 'recommended',
      form: 'bicep',
      name: 'snet-apim',
      network: 'vnet-hub',
      group: 'nsg-apim',
      table: '',
      tunnel: 'internet',
    },
    part: "addressPrefix: '10.0.1.0/27'",
  },
  generateNsg: {
    answers: { ...premium, style: 'minimal', features: [], region: '', name: 'nsg-apim', form: 'bicep' },
    part: "resource networkSecurityGroup 'Microsoft.Network/networkSecurityGroups@",
  },
  generateRoutes: {
    answers: { ...premium, region: '', appliance: '10.0.255.4', gateways: 'take', name: 'rt-apim', form: 'bicep' },
    part: "nextHopIpAddress: '10.0.255.4'",
  },
};

describe('questions of generators', () => {
  let api: ExtensionApi;
  before(async () => {
    api = (await activate()).exports as ExtensionApi;
  });
  afterEach(leaveNothing);

  /** Closes everything. VS Code gives the name of an untitled text away again, and its old text with it while that is still there. */
  async function leaveNothing(): Promise<void> {
    await closeAll();
    await waitFor(
      'untitled texts are gone',
      () => !vscode.workspace.textDocuments.some(({ isUntitled }) => isUntitled) || undefined,
    );
  }

  const run = (command: string, answers: object) =>
    Promise.resolve(vscode.commands.executeCommand(`apimVnet.${command}`, answers));

  /** Waits until a question is on the screen and waits for its answer. */
  const asks = (key: string) =>
    waitFor(`'${key}' is asked for`, () => (api.questionShown()?.key === key ? true : undefined));

  const accept = () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  const leave = () => vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  const back = () => vscode.commands.executeCommand('workbench.action.quickInputBack');
  const next = () => vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');

  /** Accepts what each question starts with, to the end. */
  async function acceptAll(done: Promise<unknown>): Promise<void> {
    let isDone = false;
    const end = done.then(() => {
      isDone = true;
    });
    await waitFor('the command is done', async () => {
      if (api.questionShown() !== undefined) await accept();
      return isDone || undefined;
    });
    await end;
  }

  const clipboard = async () => (await vscode.env.clipboard.readText()).replaceAll('\r\n', '\n');

  /** The text of the new editor. VS Code may still have an older text under the name that it gets; then it is tried again. */
  function inNewEditor(command: string, answers: object, part: string): Promise<string> {
    return waitFor(`${command} opens an editor with '${part}'`, async () => {
      await run(command, { ...answers, destination: 'editor' });
      const text = vscode.window.activeTextEditor?.document.getText().replaceAll('\r\n', '\n') ?? '';
      if (text.includes(part)) return text;
      await leaveNothing();
      return undefined;
    });
  }

  for (const [command, { answers, part }] of Object.entries(generators)) {
    describe(command, () => {
      it('writes the same text into a new editor, to the clipboard and at the cursor', async () => {
        const text = await inNewEditor(command, answers, part);
        assert.equal(openTabs().length, 1);
        await leaveNothing();

        await vscode.env.clipboard.writeText('before');
        await run(command, { ...answers, destination: 'clipboard' });
        assert.equal(await clipboard(), text);
        assert.deepEqual(openTabs(), []);

        const editor = await showUntitled('plaintext', 'first\n\nlast\n');
        const cursor = new vscode.Position(1, 0);
        editor.selection = new vscode.Selection(cursor, cursor);
        await run(command, { ...answers, destination: 'insert' });
        assert.equal(editor.document.getText().replaceAll('\r\n', '\n'), `first\n${text}\nlast\n`);
        assert.equal(openTabs().length, 1);
      });

      it('asks for one answer after another, and writes nothing whichever the user leaves at', async () => {
        const editor = await show('plain.json');
        const before = editor.document.getText();
        await vscode.env.clipboard.writeText('as it was');
        const keys = [...Object.keys(answers), 'destination'];
        for (const [index, key] of keys.entries()) {
          const given = Object.fromEntries(Object.entries(answers).slice(0, index));
          const done = run(command, given);
          await asks(key);
          await leave();
          await done;
          assert.equal(api.questionShown(), undefined);
        }
        assert.equal(editor.document.getText(), before);
        assert.equal(await vscode.env.clipboard.readText(), 'as it was');
        assert.equal(openTabs().length, 1);
      });
    });
  }

  it('start at the first where a menu names the file', async () => {
    const { document } = await show('plain.json');
    const done = run('generateNsg', document.uri);
    await asks('sku');
    await leave();
    await done;
  });

  it('can be gone back to and answered anew, and start with the answers of the last time', async () => {
    const { sku: _, mode: __, ...others } = generators['generateNsg']!.answers;
    const given = { ...others, profile: 'stv2-current', destination: 'clipboard' };
    const first = run('generateNsg', given);
    await asks('sku');
    await accept();
    await asks('mode');
    await back();
    await asks('sku');
    await next();
    await accept();
    await asks('mode');
    await accept();
    await first;
    const [, sku] = /^\/\/ apim-vnet: .*sku=(\w+)/m.exec(await clipboard()) ?? [];
    assert.ok(sku !== undefined && sku !== 'Premium', await clipboard());

    await vscode.env.clipboard.writeText('');
    await acceptAll(run('generateNsg', given));
    assert.match(await clipboard(), new RegExp(`sku=${sku}\\b`));

    // As it was, for those who come after.
    const last = run('generateNsg', given);
    await asks('sku');
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectPrevious');
    await accept();
    await asks('mode');
    await accept();
    await last;
    assert.match(await clipboard(), /sku=Premium\b/);
  });

  for (const [command, key, sentence, given] of [
    ['planSubnet', 'network', /^'' is no name of a virtual network\. It has/, {}],
    ['planSubnet', 'space', /./, {}],
    ['generateHosts', 'hosts', /^Without a host name there is nothing to write/, { profile: 'workspace-gateway' }],
  ] as const) {
    it(`stay, with a sentence on what is allowed, after an answer that cannot be: ${key} of ${command}`, async () => {
      const { [key]: _, ...answers }: Readonly<Record<string, unknown>> = { ...generators[command]!.answers, ...given };
      const done = run(command, { ...answers, destination: 'editor' });
      await asks(key);
      await accept();
      const problem = await waitFor('the sentence is there', () => api.questionShown()?.problem || undefined);
      assert.match(problem, sentence);
      await accept();
      assert.equal(api.questionShown()?.key, key);
      await leave();
      await done;
      assert.deepEqual(openTabs(), []);
    });
  }
});
