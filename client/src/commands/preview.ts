/** Markdown of the server, shown rendered: documents of a scheme of our own, kept until they are closed. */
import * as vscode from 'vscode';

const scheme = 'apim-vnet-plan';
const texts = new Map<string, string>();
let shown = 0;

export function registerPreviews(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: uri => texts.get(uri.toString()) ?? 'Run the command again.\n',
    }),
    vscode.workspace.onDidCloseTextDocument(document => {
      if (document.uri.scheme === scheme) texts.delete(document.uri.toString());
    }),
  );
}

/** Opens Markdown rendered, or as text where the Markdown extension is switched off. */
export async function showPreview(markdown: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: '/Subnet plan.md', query: String(++shown) });
  texts.set(uri.toString(), markdown);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await vscode.window.showTextDocument(uri);
  }
}
