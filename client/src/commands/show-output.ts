import type * as vscode from 'vscode';

/** "APIM VNet: Show output": the channel in which client and server write. */
export function showOutput(output: vscode.LogOutputChannel): void {
  output.show();
}
