/** Parameter files of a template: the lens that names them, and the command that it leads to. */
import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { activate, closeAll, hasFindings, set, show, waitFor } from './support.ts';

const refused = 'error priority-out-of-range priority';

describe('parameter files', () => {
  before(activate);
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await set('parameterFiles', undefined);
    await closeAll();
  });

  /** The lens at the top, once it has this title. */
  const lensWith = ({ uri }: vscode.TextDocument, title: string): Promise<vscode.Command> =>
    waitFor(`${uri} has the lens '${title}'`, async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
      return lenses.map(({ command }) => command).find(command => command?.title === title);
    });

  /** Runs a lens's command and does what a person may do, until it is over; what comes before the list is shown does nothing. */
  async function runWhile(
    { command, arguments: given = [] }: vscode.Command,
    actions: readonly string[],
  ): Promise<void> {
    let isDone = false;
    const done = Promise.resolve(vscode.commands.executeCommand(command, ...given)).then(() => {
      isDone = true;
    });
    await waitFor(`${command} is done`, async () => {
      // The list most likely comes up in a pause, and not between two of the actions.
      await new Promise(resolve => setTimeout(resolve, 300));
      for (const action of isDone ? [] : actions) await vscode.commands.executeCommand(action);
      return isDone || undefined;
    });
    await done;
  }

  const next = 'workbench.action.quickOpenSelectNext';
  const toggle = 'workbench.action.quickPickManyToggle';
  const accept = 'workbench.action.acceptSelectedQuickOpenItem';
  const leave = 'workbench.action.closeQuickOpen';
  const inEffect = () => vscode.workspace.getConfiguration('apimVnet').get<readonly string[]>('parameterFiles');

  it('are all in effect at first, and a finding says for which it holds', async () => {
    const { document } = await show('choice/main.bicep');
    await hasFindings(document, [refused]);
    await lensWith(document, 'Parameters: high.bicepparam, low.bicepparam');
    const [finding] = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'apim-vnet');
    assert.match(finding?.message ?? '', /This holds for high\.bicepparam\./);
  });

  it('are chosen from a list, and what is not chosen no longer counts', async function () {
    this.timeout(60_000);
    const { document } = await show('choice/main.bicep');
    await hasFindings(document, [refused]);
    const lens = await lensWith(document, 'Parameters: high.bicepparam, low.bicepparam');
    // Where the list came up between two of the actions, it was accepted as it was.
    for (let turns = 0; inEffect()?.length !== 1 && turns < 10; turns++) await runWhile(lens, [next, toggle, accept]);
    const [left = ''] = inEffect() ?? [];
    // Which of the two the list has in focus at first is a matter of VS Code.
    assert.match(left, /^in-editor\/choice\/(low|high)\.bicepparam$/);
    await hasFindings(document, left.includes('low') ? [] : [refused]);
    await lensWith(document, `Parameters: ${left.slice(left.lastIndexOf('/') + 1)}`);
  });

  it('stay as they are when the list is left', async () => {
    const { document } = await show('choice/main.bicep');
    const lens = await lensWith(document, 'Parameters: high.bicepparam, low.bicepparam');
    await runWhile(lens, [leave]);
    assert.deepEqual(inEffect(), []);
    await hasFindings(document, [refused]);
  });
});
