import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

let restarting: Promise<void> | undefined;

/** "APIM VNet: Restart language server". A second call during a restart waits for the same one. */
export function restartServer(client: BaseLanguageClient, output: vscode.LogOutputChannel): Promise<void> {
  restarting ??= restart(client, output).finally(() => {
    restarting = undefined;
  });
  return restarting;
}

async function restart(client: BaseLanguageClient, output: vscode.LogOutputChannel): Promise<void> {
  output.info('Restarting the language server.');
  try {
    if (client.needsStop()) await client.stop();
    await client.start();
  } catch (error) {
    output.error('The language server did not restart.', error);
    void vscode.window.showErrorMessage(
      'APIM VNet Lens: the language server did not restart. Its output has the details.',
    );
  }
}
