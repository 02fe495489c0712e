import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/activate.ts';
import type { ReportShown } from '../../../client/src/report/messages.ts';
import * as assert from './assert.ts';
import {
  activate,
  closeAll,
  fileUri,
  openTabs,
  rangeOf,
  replace,
  set,
  show,
  showUntitled,
  waitFor,
} from './support.ts';

describe('report', () => {
  let api: ExtensionApi;
  before(async () => {
    api = (await activate()).exports as ExtensionApi;
  });
  afterEach(closeAll);

  /** Waits until the page of the panel says that it shows something of this kind. */
  function shows(what: string, look: (shown: ReportShown) => boolean): Promise<ReportShown> {
    return waitFor(`the report ${what}`, () => {
      const shown = api.reportShown();
      return shown !== undefined && look(shown) ? shown : undefined;
    });
  }

  function panels(): readonly vscode.Tab[] {
    return openTabs().filter(
      ({ input }) => input instanceof vscode.TabInputWebview && /apimVnet\.report/.test(input.viewType),
    );
  }

  it('opens beside the editor, with the flows that are blocked on top', async () => {
    const { document } = await show('blocked.bicep');
    await vscode.commands.executeCommand('apimVnet.openReport');
    const shown = await shows('is there', ({ uri }) => uri.endsWith('blocked.bicep'));
    assert.equal(shown.outcomes[0], 'blocked');
    assert.ok(shown.flows > 20 && shown.visible === shown.flows, JSON.stringify(shown));
    assert.equal(panels().length, 1);
    assert.equal(panels()[0]!.group.viewColumn, vscode.ViewColumn.Two);
    assert.match(panels()[0]!.label, /^Report: /);
    assert.equal(vscode.window.activeTextEditor?.document, document, 'the focus stays in the editor');
  });

  it('follows the text as it is typed', async () => {
    const editor = await show('blocked.json');
    await vscode.commands.executeCommand('apimVnet.openReport');
    await shows(
      'has a blocked flow',
      ({ outcomes, uri }) => uri.endsWith('blocked.json') && outcomes.includes('blocked'),
    );
    await replace(editor, '"Deny"', '"Allow"');
    await shows('has none', ({ outcomes }) => outcomes.length > 0 && !outcomes.includes('blocked'));
  });

  it('goes over to another file in the same panel', async () => {
    await show('blocked.json');
    await vscode.commands.executeCommand('apimVnet.openReport');
    await shows('is about the first', ({ uri }) => uri.endsWith('blocked.json'));
    await show('correct.json');
    await vscode.commands.executeCommand('apimVnet.openReport');
    const shown = await shows('is about the second', ({ uri }) => uri.endsWith('correct.json'));
    assert.ok(!shown.outcomes.includes('blocked'));
    assert.equal(panels().length, 1);
  });

  it('is about the last editor where none is active, as from the walkthrough', async () => {
    await show('correct.json');
    await vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      'apim-vnet-lens.apim-vnet-lens#apimVnet.start',
    );
    await waitFor('no text editor is active', () => vscode.window.activeTextEditor === undefined || undefined);
    await vscode.commands.executeCommand('apimVnet.openReport');
    await shows('is about the file', ({ uri }) => uri.endsWith('correct.json'));
  });

  it('says of a file without a target that it has none', async () => {
    await show('plain.json');
    await vscode.commands.executeCommand('apimVnet.openReport');
    const shown = await shows('is about the file', ({ uri }) => uri.endsWith('plain.json'));
    assert.deepEqual([shown.target, shown.flows], [null, 0]);
  });

  it('becomes Markdown in a new editor, and a page where the user says', async () => {
    await show('blocked.json');
    await vscode.commands.executeCommand('apimVnet.exportReport', 'markdown');
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.languageId, 'markdown');
    assert.match(document.getText(), /^# .*nsg-gateway[\s\S]*\| \*\*blocked\*\* \|/);
    await show('blocked.json');
    const page = fileUri('report.html');
    try {
      await vscode.commands.executeCommand('apimVnet.exportReport', 'html', page);
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
      assert.match(text, /^<!DOCTYPE html>[\s\S]*<svg [\s\S]*<\/html>\n$/);
    } finally {
      await vscode.workspace.fs.delete(page);
    }
  });
});

describe('explain a flow', () => {
  before(activate);
  afterEach(closeAll);

  function answer(...parts: readonly string[]): Promise<vscode.TextDocument> {
    return waitFor(`the answer has '${parts.join("', '")}'`, () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document?.uri.scheme !== 'apim-vnet-flow') return undefined;
      return parts.every(part => document.getText().includes(part)) ? document : undefined;
    });
  }

  it('tells of a flow by its id, with a link to each rule', async () => {
    const { document } = await show('blocked.json');
    await vscode.commands.executeCommand('apimVnet.explainFlow', undefined, { flow: 'sql' });
    const text = await answer('TCP 1433 outbound to Sql', "is blocked by 'DenySql'", 'it blocks all of it');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', text.uri);
    const line = rangeOf(document, 'DenySql').start.line + 1;
    const targets = links.map(({ target }) => `${target?.path.split('/').at(-1)} ${target?.fragment}`);
    assert.ok(
      targets.some(target => target.startsWith(`blocked.json L${line},`)),
      `${targets.join('; ')} has no line ${line}`,
    );
  });

  it('tells of a packet of the user’s own', async () => {
    await show('blocked.bicep');
    const packet = { flow: '#Inbound', protocol: 'Tcp', source: '203.0.113.7', destination: 'subnet' };
    await vscode.commands.executeCommand('apimVnet.explainFlow', undefined, {
      ...packet,
      destinationPort: '80',
      sourcePort: '*',
    });
    await answer('TCP 80 inbound from 203.0.113.7', 'taken to be an address of the internet', 'The rules in the order');
  });

  it('asks where the question is not whole, and writes nothing when the user leaves', async () => {
    await show('blocked.json');
    const before = openTabs().length;
    const asking = vscode.commands.executeCommand('apimVnet.explainFlow');
    await new Promise(resolve => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asking;
    assert.equal(openTabs().length, before);
  });

  it('does nothing in a file without groups', async () => {
    await showUntitled('json', '{ "a": 1 }');
    const before = openTabs().length;
    await vscode.commands.executeCommand('apimVnet.explainFlow', undefined, { flow: 'sql' });
    assert.equal(openTabs().length, before);
  });
});

describe('tables of rules', () => {
  before(activate);
  afterEach(closeAll);

  it('go to the clipboard', async () => {
    await show('blocked.json');
    await vscode.commands.executeCommand('apimVnet.copyRules', 'markdown');
    const text = await waitFor('the clipboard has the table', async () => {
      const now = await vscode.env.clipboard.readText();
      return now.includes('| Direction |') ? now : undefined;
    });
    assert.match(text, /^### nsg-gateway\n[\s\S]*\| DenySql \| Deny \|/);
    assert.ok(!/DenyAllInbound/i.test(text), text);
  });

  it('come with the built-in rules in a new editor', async () => {
    await show('blocked.bicep');
    await vscode.commands.executeCommand('apimVnet.exportRules', 'csv');
    const text = vscode.window.activeTextEditor!.document.getText();
    assert.match(text, /^Network security group,Direction,/);
    assert.match(text, /nsg-gateway,Outbound,65500,DenyAllOutBound,Deny/);
  });
});

describe('code lenses', () => {
  before(activate);
  afterEach(closeAll);

  async function lenses(uri: vscode.Uri): Promise<readonly string[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 50);
    return found.flatMap(({ command }) => (command ? [`${command.title} (${command.command})`] : []));
  }

  for (const file of ['blocked.json', 'blocked.bicep']) {
    it(`stand above the group in ${file} and lead to the commands`, async () => {
      const { document } = await show(file);
      assert.deepEqual(
        (await lenses(document.uri)).filter(lens => lens.includes('apimVnet.')),
        [
          'APIM: 1 required flow blocked, 1 partly (apimVnet.openReport)',
          'Open report (apimVnet.openReport)',
          'Explain a flow (apimVnet.explainFlow)',
        ],
      );
    });
  }

  it('can be switched off', async () => {
    const { document } = await show('blocked.json');
    await set('codeLens', false);
    try {
      await waitFor('the lenses are gone', async () => {
        return (await lenses(document.uri)).some(lens => lens.includes('apimVnet.')) ? undefined : true;
      });
    } finally {
      await set('codeLens', undefined);
    }
  });
});
