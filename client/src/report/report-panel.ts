/** The report beside the editor: one panel, about one target of one file, kept in step with its text. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import type { ReportAnswer, ReportParams } from '../../../server/src/protocol.ts';
import { isServed } from '../documents.ts';
import { askReport } from '../questions.ts';
import type { PanelMessage, PanelState, ReportShown, ShowMessage } from './messages.ts';
import { makeNonce, panelPage } from './page.ts';

const viewType = 'apimVnet.report';

/** Long enough not to draw anew at every key, short enough to seem at once. */
const pauseMs = 250;

/** What a panel is about. */
interface Subject {
  readonly uri: vscode.Uri;
  /** Key of the target; `undefined` before the server has said which. */
  readonly target: string | undefined;
  /** Decides where there is no key. */
  readonly position: vscode.Position | undefined;
}

export class ReportPanels implements vscode.Disposable, vscode.WebviewPanelSerializer<PanelState> {
  private readonly client: BaseLanguageClient;
  private readonly extensionUri: vscode.Uri;
  private readonly output: vscode.LogOutputChannel;
  private readonly listeners: vscode.Disposable;
  private open: { readonly panel: vscode.WebviewPanel; subject: Subject } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastAsked = 0;
  /** Whether the page runs, with its style; a page is made with the first answer. */
  private isPageMade = false;
  private newest: ShowMessage | undefined;
  /** What the page says it shows. */
  shown: ReportShown | undefined;

  constructor(client: BaseLanguageClient, extensionUri: vscode.Uri, output: vscode.LogOutputChannel) {
    this.client = client;
    this.extensionUri = extensionUri;
    this.output = output;
    this.listeners = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(viewType, this),
      // Modules and parameter files have their part in the report, so it is not only its own file that counts.
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isServed(document)) this.changed();
      }),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('apimVnet')) this.changed();
      }),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.changed();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.dispose();
    this.open?.panel.dispose();
  }

  /** Shows the report of the target at a place of a file, in the panel that is open or in a new one. */
  async show(uri: vscode.Uri, position: vscode.Position | undefined): Promise<void> {
    const subject = { uri, target: undefined, position };
    if (this.open !== undefined) {
      this.open.subject = subject;
      this.open.panel.reveal(undefined, true);
    } else {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      const panel = vscode.window.createWebviewPanel(viewType, 'APIM report', column, this.webviewOptions());
      this.adopt(panel, subject);
    }
    await this.update();
  }

  /** After a reload of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: PanelState | undefined): Promise<void> {
    if (typeof state?.uri !== 'string' || this.open !== undefined) {
      panel.dispose();
      return;
    }
    panel.webview.options = this.webviewOptions();
    const uri = this.client.protocol2CodeConverter.asUri(state.uri);
    this.adopt(panel, { uri, target: state.target ?? undefined, position: undefined });
    await this.update();
  }

  /** The file that the panel is about and the answer in another form; `undefined` where none is open. */
  async inForm(form: ReportParams['form']): Promise<{ uri: vscode.Uri; answer: ReportAnswer } | undefined> {
    if (this.open === undefined) return undefined;
    const { uri, target } = this.open.subject;
    const answer = await askReport(this.client, uri, { form, ...(target !== undefined && { target }) });
    return answer && { uri, answer };
  }

  private webviewOptions(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist')] };
  }

  private adopt(panel: vscode.WebviewPanel, subject: Subject): void {
    this.open = { panel, subject };
    this.isPageMade = false;
    panel.onDidDispose(() => {
      this.open = undefined;
      this.newest = undefined;
      this.shown = undefined;
      clearTimeout(this.timer);
    });
    panel.webview.onDidReceiveMessage((message: PanelMessage) => {
      this.received(message).catch(error => this.output.error('The report could not do what was asked.', error));
    });
  }

  private changed(): void {
    if (this.open === undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.update().catch(error => this.output.error('The report could not be brought up to date.', error));
    }, pauseMs);
  }

  private async update(): Promise<void> {
    const { open } = this;
    if (open === undefined) return;
    const asked = ++this.lastAsked;
    const { uri, target, position } = open.subject;
    const isThere = await isOpened(uri);
    const answer = await askReport(this.client, uri, {
      form: 'panel',
      ...(target !== undefined && { target }),
      ...(position !== undefined && { position: { line: position.line, character: position.character } }),
    });
    // Answers may come in another order than the questions; only the newest counts, and the panel may be gone.
    if (asked !== this.lastAsked || this.open !== open) return;
    if (answer === undefined || answer.style === '') {
      if (isThere || this.newest !== undefined) return;
      open.panel.webview.html = '<p>The file of this report is not there any more.</p>';
      return;
    }
    if (answer.target !== null) open.subject = { uri, target: answer.target, position };
    open.panel.title = answer.title === '' ? 'APIM report' : `Report: ${answer.title}`;
    this.newest = {
      kind: 'show',
      uri: this.client.code2ProtocolConverter.asUri(uri),
      target: answer.target,
      targets: answer.targets,
      html: answer.text,
    };
    if (this.isPageMade) await open.panel.webview.postMessage(this.newest);
    else this.makePage(open.panel.webview, answer.style);
  }

  /** The page asks for its content when its script runs, and again whenever it was hidden in between. */
  private makePage(webview: vscode.Webview, style: string): void {
    const script = webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', 'report.js')).toString();
    webview.html = panelPage({ script, style, nonce: makeNonce() });
    this.isPageMade = true;
  }

  private async received(message: PanelMessage): Promise<void> {
    const { open } = this;
    if (open === undefined) return;
    if (message.kind === 'ready') {
      if (this.newest !== undefined) await open.panel.webview.postMessage(this.newest);
    } else if (message.kind === 'shown') this.shown = message;
    else if (message.kind === 'choose') {
      open.subject = { uri: open.subject.uri, target: message.target, position: undefined };
      await this.update();
    } else if (message.kind === 'reveal') await this.reveal(message.uri, message.range, open.panel);
    else await vscode.commands.executeCommand('apimVnet.exportReport', message.form);
  }

  private async reveal(uriText: string, range: readonly number[], panel: vscode.WebviewPanel): Promise<void> {
    const [line = 0, character = 0, endLine = line, endCharacter = character] = range;
    const uri = this.client.protocol2CodeConverter.asUri(uriText);
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const beside = panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
    await vscode.window.showTextDocument(uri, {
      viewColumn: visible?.viewColumn ?? beside,
      selection: new vscode.Range(line, character, endLine, endCharacter),
    });
  }
}

/** Opens a file that no editor shows, so that the server knows its text. */
async function isOpened(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.openTextDocument(uri);
    return true;
  } catch {
    return false;
  }
}
