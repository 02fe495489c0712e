import * as vscode from 'vscode';
import * as assert from './assert.ts';
import {
  activate,
  closeAll,
  fileUri,
  findings,
  hasFindings,
  hoverText,
  linkOf,
  openTabs,
  placeIn,
  replace,
  set,
  show,
  showUntitled,
  waitFor,
} from './support.ts';

const blocked = ['information shadowed-rule AllowOffice', 'error required-flow-blocked DenySql'];

describe('commands', () => {
  let manifest: {
    contributes: {
      commands: readonly { command: string }[];
      configuration: { properties: { 'apimVnet.severity': { propertyNames: { enum: readonly string[] } } } };
    };
  };
  before(async () => {
    manifest = (await activate()).packageJSON;
  });
  afterEach(closeAll);

  it('are all registered', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      contributed.filter(command => !registered.has(command)),
      [],
    );
    for (const command of ['generateHosts', 'generateDns', 'showTarget', 'openRulePage', 'showOutput', 'restartServer'])
      assert.ok(contributed.includes(`apimVnet.${command}`), `apimVnet.${command} is not in package.json`);
  });

  describe('apimVnet.showTarget', () => {
    /** Runs the command and waits until its answer has all this in it; the text of an earlier answer may be there first. */
    async function shows(...parts: readonly string[]): Promise<void> {
      await vscode.commands.executeCommand('apimVnet.showTarget');
      await waitFor(`the answer tells '${parts.join("', '")}'`, () => {
        const document = vscode.window.activeTextEditor?.document;
        if (document?.uri.scheme !== 'apim-vnet-target') return undefined;
        return parts.every(part => document.getText().includes(part)) || undefined;
      });
    }

    for (const file of ['blocked.json', 'blocked.bicep']) {
      it(`tells of the target in ${file}`, async () => {
        await show(file);
        await shows(`in-editor/${file}\n`, 'Internal, Premium, stv2-current', 'nsg-gateway', '1 blocked');
      });
    }

    it('tells that no network is API Management’s', async () => {
      await show('plain.json');
      await shows('none of API Management');
    });

    it('tells that a file holds no networks', async () => {
      await showUntitled('json', '{ "a": 1 }');
      await shows('Nothing in this file is about networks');
    });

    it('tells that the extension is switched off', async () => {
      const { document } = await show('blocked.json');
      await hasFindings(document, blocked);
      await set('enable', false);
      try {
        await hasFindings(document, []);
        await shows('apimVnet.enable');
      } finally {
        await set('enable', undefined);
      }
    });

    it('tells of the text as it is now', async () => {
      const editor = await show('blocked.json');
      await shows('Internal, Premium');
      await vscode.window.showTextDocument(editor.document);
      await replace(editor, '"Internal"', '"External"');
      await shows('External, Premium');
    });

    it('opens nothing where there is no editor', async () => {
      await vscode.commands.executeCommand('apimVnet.showTarget');
      assert.deepEqual(openTabs(), []);
    });
  });

  describe('apimVnet.openRulePage', () => {
    it('shows the page of a rule, rendered', async () => {
      await vscode.commands.executeCommand('apimVnet.openRulePage', 'shadowed-rule');
      await isPreviewed('apim-vnet-rules:/shadowed-rule.md');
    });

    it('shows what the link of a diagnostic leads to', async () => {
      const { document } = await show('blocked.json');
      await hasFindings(document, blocked);
      const link = linkOf(findings(document.uri)[1]!);
      await vscode.commands.executeCommand('vscode.open', link);
      await isPreviewed('apim-vnet-rules:/required-flow-blocked.md');
    });

    it('finds a page for every rule that a setting can name', async () => {
      const rules = manifest.contributes.configuration.properties['apimVnet.severity'].propertyNames.enum;
      assert.ok(rules.length > 10, `${rules.length} rules`);
      const missing: string[] = [];
      for (const rule of rules) {
        const text = await read(`apim-vnet-rules:/${rule}.md`);
        if (!text.startsWith('# ') || !text.includes(rule)) missing.push(rule);
      }
      assert.deepEqual(missing, []);
    });

    it('reads no other files', async () => {
      for (const address of [
        'apim-vnet-rules:/../package.json',
        'apim-vnet-rules:/%2e%2e/%2e%2e/package.json',
        'apim-vnet-rules:/no-such-rule.md',
        'apim-vnet-rules:/',
      ]) {
        assert.equal(await read(address), '', address);
      }
    });

    it('lets nobody change a page', async () => {
      const page = vscode.Uri.parse('apim-vnet-rules:/shadowed-rule.md');
      const before = await read(page.toString());
      const refused = await vscode.workspace.fs.writeFile(page, new Uint8Array()).then(
        () => false,
        () => true,
      );
      assert.equal(refused, true);
      assert.equal(await read(page.toString()), before);
    });

    for (const rule of ['no-such-rule', undefined, { a: 1 }, '../package']) {
      it(`asks for the rule when it gets ${JSON.stringify(rule)}`, async () => {
        let isDone = false;
        const done = Promise.resolve(vscode.commands.executeCommand('apimVnet.openRulePage', rule)).then(() => {
          isDone = true;
        });
        // The list is not there at once, and closing it too early does nothing.
        await waitFor('the list of rules is closed', async () => {
          await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
          return isDone || undefined;
        });
        await done;
        assert.deepEqual(openTabs(), []);
      });
    }

    it('opens the page that is chosen from the list', async () => {
      void vscode.commands.executeCommand('apimVnet.openRulePage');
      await waitFor('a page is open', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return openTabs().length > 0 || undefined;
      });
      const [tab] = openTabs();
      assert.ok(tab?.input instanceof vscode.TabInputCustom, 'the tab is no preview');
      assert.equal(tab.input.uri.scheme, 'apim-vnet-rules');
    });

    async function read(address: string): Promise<string> {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(address)));
      } catch {
        return '';
      }
    }

    /** Waits for the tab with VS Code's own Markdown preview of a page. */
    async function isPreviewed(address: string): Promise<void> {
      const input = await waitFor(`a preview of ${address} is in front`, () => {
        const active = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return active instanceof vscode.TabInputCustom && active.uri.toString() === address ? active : undefined;
      });
      assert.equal(input.viewType, 'vscode.markdown.preview.editor');
    }
  });

  it('apimVnet.showOutput shows the output of the extension', async () => {
    await vscode.commands.executeCommand('apimVnet.showOutput');
    // What stands in it is not compared: the VS Code server of these tests lacks the native part that writes logs.
    const { document } = await waitFor('the output is shown', () =>
      vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.path.endsWith('APIM VNet Lens.log')),
    );
    assert.equal(document.uri.scheme, 'output');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  describe('apimVnet.restartServer', () => {
    it('brings diagnostics and hovers back', async () => {
      const editor = await show('blocked.json');
      await hasFindings(editor.document, blocked);
      let wereGone = false;
      const watch = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some(uri => uri.toString() === editor.document.uri.toString()))
          wereGone ||= findings(editor.document.uri).length === 0;
      });
      try {
        await vscode.commands.executeCommand('apimVnet.restartServer');
        await waitFor('the diagnostics of the old server are gone', () => wereGone || undefined);
        await hasFindings(editor.document, blocked);
      } finally {
        watch.dispose();
      }
      await replace(editor, '"Deny"', '"Allow"');
      await hasFindings(editor.document, blocked.slice(0, 1));
      const at = placeIn(editor.document, 'AllowManagement', '3443');
      assert.match(await hoverText(editor.document.uri, at), /Port 3443/);
    });

    it('may be asked for twice at once', async () => {
      const { document } = await show('blocked.bicep');
      await hasFindings(document, blocked);
      await Promise.all([
        vscode.commands.executeCommand('apimVnet.restartServer'),
        vscode.commands.executeCommand('apimVnet.restartServer'),
      ]);
      await hasFindings(document, blocked);
    });

    it('keeps settings and texts that were typed meanwhile', async () => {
      const editor = await show('correct.json');
      await replace(editor, '110', '100');
      await hasFindings(editor.document, ['error duplicate-priority 100']);
      await set('severity', { 'duplicate-priority': 'warning' });
      try {
        await hasFindings(editor.document, ['warning duplicate-priority 100']);
        await vscode.commands.executeCommand('apimVnet.restartServer');
        await hasFindings(editor.document, ['warning duplicate-priority 100']);
        assert.equal(editor.document.uri.toString(), fileUri('correct.json').toString());
      } finally {
        await set('severity', undefined);
      }
    });
  });
});
