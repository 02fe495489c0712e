/**
 * The pages of the rules (`docs/rules/*.md` of this extension) as documents of a scheme of our own.
 *
 * The link on a diagnostic's code has to open the page rendered, without a network, wherever VS Code runs. A link of
 * the scheme `command` is ignored in a hover (VS Code 1.137), `file` shows bare Markdown and does not exist in a
 * browser, and `http` leaves VS Code. A scheme with a file system opens in an editor everywhere, and `package.json`
 * names the Markdown preview as the editor of this one (`workbench.editorAssociations`).
 */
import * as vscode from 'vscode';

/** One page that ships; written into the bundle by `scripts/build.mjs`. */
export interface RulePage {
  /** Rule id; the page is `<id>.md`. */
  readonly id: string;
  readonly summary: string;
}

declare const RULE_PAGES: readonly RulePage[];

export const rulePages: readonly RulePage[] = RULE_PAGES;

const scheme = 'apim-vnet-rules';

/** URI of the folder of the pages, ending in `/`. */
export const rulePagesFolder = vscode.Uri.from({ scheme, path: '/' });

const markdownPreview = 'vscode.markdown.preview.editor';

/** Opens a page rendered, or as text where the Markdown extension is switched off. */
export async function showRulePage(id: string): Promise<void> {
  const page = vscode.Uri.joinPath(rulePagesFolder, `${id}.md`);
  try {
    await vscode.commands.executeCommand('vscode.openWith', page, markdownPreview);
  } catch {
    await vscode.window.showTextDocument(page);
  }
}

export function registerRulePages(extensionUri: vscode.Uri): vscode.Disposable {
  const folder = vscode.Uri.joinPath(extensionUri, 'docs', 'rules');
  return vscode.workspace.registerFileSystemProvider(scheme, new RulePages(folder), {
    isCaseSensitive: true,
    isReadonly: true,
  });
}

/** Lets the shipped pages be read and nothing else. */
class RulePages implements vscode.FileSystemProvider {
  private readonly folder: vscode.Uri;
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  constructor(folder: vscode.Uri) {
    this.folder = folder;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const id = idOf(uri);
    if (id === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.folder, `${id}.md`));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    // In a browser the extension's own files are fetched and have no size of their own to ask for.
    const content = await this.readFile(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: content.byteLength };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    if (uri.path !== '/') throw vscode.FileSystemError.FileNotADirectory(uri);
    return rulePages.map(page => [`${page.id}.md`, vscode.FileType.File]);
  }

  /** The pages of one installed version never change. */
  watch(): vscode.Disposable {
    return { dispose: () => {} };
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}

/** The rule whose page a URI of our scheme names, if that page ships. */
function idOf(uri: vscode.Uri): string | undefined {
  return rulePages.find(page => uri.path === `/${page.id}.md`)?.id;
}
