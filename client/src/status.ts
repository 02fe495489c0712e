/** The item in the language status menu that says what the server recognised; absent where it recognised nothing. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  statusChangedNotification,
  type TargetStatus,
  type TargetStatusParams,
  targetStatusRequest,
} from '../../server/src/protocol.ts';
import { documentSelector, isServed } from './documents.ts';

/** @returns `undefined` when the server does not run or did not answer */
export async function askTargetStatus(client: BaseLanguageClient, uri: vscode.Uri): Promise<TargetStatus | undefined> {
  if (!client.isRunning()) return undefined;
  const params: TargetStatusParams = { textDocument: { uri: client.code2ProtocolConverter.asUri(uri) } };
  try {
    return await client.sendRequest<TargetStatus>(targetStatusRequest, params);
  } catch {
    // The client library has logged it; the item is then as quiet as for a file without networks.
    return undefined;
  }
}

export function registerStatus(client: BaseLanguageClient, output: vscode.LogOutputChannel): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  let lastAsked = 0;

  const clear = (): void => {
    item?.dispose();
    item = undefined;
  };

  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    const asked = ++lastAsked;
    const status = document && isServed(document) ? await askTargetStatus(client, document.uri) : undefined;
    // Answers may come in another order than the questions; only the newest counts.
    if (asked !== lastAsked) return;
    tellWhere(status?.state);
    if (status === undefined || status.state === 'none') {
      clear();
      return;
    }
    item ??= createItem();
    show(item, status);
  };

  const refresh = (): void => {
    update().catch(error => output.error('The status item could not be shown.', error));
  };

  tellWhere(undefined);
  refresh();
  return vscode.Disposable.from(
    { dispose: clear },
    vscode.window.onDidChangeActiveTextEditor(refresh),
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Starting) refresh();
    }),
    client.onNotification(statusChangedNotification, (params: Partial<TargetStatusParams> | undefined) => {
      const active = vscode.window.activeTextEditor?.document.uri;
      const changed = params?.textDocument?.uri;
      if (active && (changed === undefined || changed === client.code2ProtocolConverter.asUri(active))) refresh();
    }),
  );
}

/** Sets what the `when` clauses of commands and menus in package.json ask for. */
function tellWhere(state: TargetStatus['state'] | undefined): void {
  const keys = {
    'apimVnet.hasNetworks': state === 'general' || state === 'target',
    'apimVnet.hasTarget': state === 'target',
  };
  for (const [key, value] of Object.entries(keys)) void vscode.commands.executeCommand('setContext', key, value);
}

function createItem(): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('apimVnet.target', documentSelector);
  item.name = 'APIM VNet Lens';
  item.command = { command: 'apimVnet.showTarget', title: 'Show' };
  return item;
}

const icons: Readonly<Record<TargetStatus['state'], string>> = {
  none: '',
  general: '$(type-hierarchy)',
  target: '$(shield)',
  disabled: '$(circle-slash)',
};

function show(item: vscode.LanguageStatusItem, status: TargetStatus): void {
  const text = status.summary || (status.state === 'disabled' ? 'Switched off' : 'Networks');
  item.text = `${icons[status.state]} ${text}`;
  item.detail = 'APIM VNet Lens';
  item.accessibilityInformation = { label: `APIM VNet Lens: ${text}` };
}
