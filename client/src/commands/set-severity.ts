import * as vscode from 'vscode';

/** Changes how seriously a rule is shown, in the settings of the workspace, or of the user where no folder is open. */
export async function setSeverity(rule: unknown, severity: unknown, uri: unknown): Promise<void> {
  if (typeof rule !== 'string' || typeof severity !== 'string') return;
  const resource = typeof uri === 'string' ? vscode.Uri.parse(uri) : undefined;
  const settings = vscode.workspace.getConfiguration('apimVnet', resource);
  const isOpen = (vscode.workspace.workspaceFolders ?? []).length > 0;
  const known = settings.inspect<Record<string, string>>('severity');
  const own = (isOpen ? known?.workspaceValue : known?.globalValue) ?? {};
  const target = isOpen ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update('severity', { ...own, [rule]: severity }, target);
}
