/**
 * The page of the report panel in a real browser. What VS Code puts around a webview is played here: the theme's variables, the
 * messages and the kept state. Page, style and script are those that ship, and the reports those that the server writes.
 *
 * What runs inside the page is given as text: these tests compile without DOM types.
 */
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { PanelMessage, PanelState, ShowMessage } from '../../../client/src/report/messages.ts';
import { makeNonce, panelPage } from '../../../client/src/report/page.ts';
import { startBrowser as start } from '../../../scripts/vscode-host/browser.mjs';
import { installed } from '../../../scripts/vscode-host/install.mjs';
import { reportAnswer } from '../../../server/src/features/report/report-answer.ts';
import { editorColours, reportStyle } from '../../../server/src/features/report/style.ts';
import type { FileView } from '../../../server/src/workspace/view.ts';
import vscodeThemes from './vscode-themes.json' with { type: 'json' };

export type ThemeName = keyof typeof vscodeThemes.themes;
export const themeNames = Object.keys(vscodeThemes.themes) as readonly ThemeName[];

const pageAddress = 'https://panel.test/page';
const scriptAddress = 'https://panel.test/dist/report.js';

export const startBrowser: () => Promise<Browser> = start;

export interface Panel {
  readonly page: Page;
  /** What the page has told the extension, oldest first. */
  messages(): Promise<readonly PanelMessage[]>;
  state(): Promise<PanelState | undefined>;
  /** As the extension sends it; the page has dealt with it when this resolves. */
  send(message: ShowMessage): Promise<void>;
  /** What must never be: errors, what the security policy has stopped, and requests for anything but the page and its script. */
  complaints(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface PanelOptions {
  readonly theme?: ThemeName;
  /** What the page kept before VS Code was reloaded. */
  readonly state?: PanelState | undefined;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A page whose script runs and that has been sent nothing yet. */
export async function openPanel(browser: Browser, options: PanelOptions = {}): Promise<Panel> {
  const { theme = 'Light Modern', state, viewport = { width: 1000, height: 900 } } = options;
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await serve(page, complaints, {
    [pageAddress]: { contentType: 'text/html; charset=utf-8', body: ownPage() },
    [scriptAddress]: { contentType: 'text/javascript', body: await panelScript() },
  });
  await page.addInitScript(webviewOf(state));
  await page.goto(pageAddress);
  await page.evaluate(wearing(theme));
  return {
    page,
    messages: () => page.evaluate<PanelMessage[]>('webviewPlayed.messages'),
    state: () => page.evaluate<PanelState | undefined>('webviewPlayed.state'),
    send: message =>
      page.evaluate(`dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(message)} })); undefined`),
    complaints: async () => [...complaints, ...(await page.evaluate<string[]>('webviewPlayed.violations'))],
    close: () => context.close(),
  };
}

/** The theme's variables and the class of the body, as VS Code sets them. */
function wearing(theme: ThemeName): string {
  const { bodyClass, variables } = vscodeThemes.themes[theme];
  const lines = Object.entries({ ...variables, '--vscode-font-family': 'sans-serif' }).map(
    ([name, value]) => `document.documentElement.style.setProperty('${name}', ${JSON.stringify(value)});`,
  );
  return [...lines, `document.body.className = '${bodyClass}';`].join('\n');
}

/** What the extension would send for a view: the report of a target, else of the first. */
export function showMessage(view: FileView, target?: string): ShowMessage {
  const answer = reportAnswer(view, { target, position: undefined, form: 'panel' });
  return { kind: 'show', uri: view.source.uri, target: answer.target, targets: answer.targets, html: answer.text };
}

/** A page of its own, as the export writes it, in one of the colour schemes of a browser. */
export async function openExport(
  browser: Browser,
  html: string,
  looks: {
    readonly colorScheme?: 'light' | 'dark';
    readonly forcedColors?: 'active';
    readonly width?: number;
    readonly height?: number;
  },
): Promise<Pick<Panel, 'page' | 'complaints' | 'close'>> {
  const { width = 1200, height = 900, ...media } = looks;
  const context = await browser.newContext({ viewport: { width, height }, ...media });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await serve(page, complaints, { [pageAddress]: { contentType: 'text/html; charset=utf-8', body: html } });
  await page.addInitScript(webviewOf(undefined));
  await page.goto(pageAddress);
  return {
    page,
    complaints: async () => [...complaints, ...(await page.evaluate<string[]>('webviewPlayed.violations'))],
    close: () => context.close(),
  };
}

/** Answers for these addresses. Nothing listens anywhere; a request for another address is complained of and fails. */
async function serve(
  page: Page,
  complaints: string[],
  answers: Readonly<Record<string, { readonly contentType: string; readonly body: string }>>,
): Promise<void> {
  await page.route('**', async route => {
    const address = route.request().url();
    const answer = answers[address];
    if (answer !== undefined) await route.fulfill(answer);
    else {
      complaints.push(`request: ${address}`);
      await route.abort();
    }
  });
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`error: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}

function ownPage(): string {
  return panelPage({ script: scriptAddress, style: editorColours + reportStyle, nonce: makeNonce() });
}

let script: Promise<string> | undefined;

/** Bundled from its source, so that no old build is tested. */
function panelScript(): Promise<string> {
  script ??= build({
    entryPoints: ['client/src/webview/report.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).then(({ outputFiles }) => outputFiles[0]!.text);
  return script;
}

/** The side of VS Code: keeps what the page tells and its state, and notes what the page's security policy stops. */
function webviewOf(state: PanelState | undefined): string {
  return `
    globalThis.webviewPlayed = { messages: [], violations: [], state: ${JSON.stringify(state) ?? 'undefined'} };
    globalThis.acquireVsCodeApi = () => ({
      postMessage: message => webviewPlayed.messages.push(structuredClone(message)),
      getState: () => webviewPlayed.state,
      setState: state => { webviewPlayed.state = structuredClone(state); },
    });
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      webviewPlayed.violations.push('policy: ' + violatedDirective + ' stopped ' + (blockedURI || sourceFile));
    });`;
}

/** Violations of accessibility rules that axe-core finds, each as `rule: element, element`. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  const folder = await installed('axe');
  await page.evaluate(`${readFileSync(`${folder}/node_modules/axe-core/axe.min.js`, 'utf8')}; undefined`);
  return page.evaluate<string[]>(`
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, help, nodes }) => id + ' (' + help + '): ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`);
}

/** Pieces of text that are too faint on what lies behind them, each with its contrast. The page has to fit into the window. */
export function faintTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(readFileSync('test/vscode/panel/contrast.js', 'utf8'));
}

/** Texts of the drawing that lie on another text, on the line of a box, or outside of the drawing. */
export function misplacedTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const boxOf = element => element.getBoundingClientRect();
    const share = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
    return [...document.querySelectorAll('.picture')].flatMap(picture => {
      const texts = [...picture.querySelectorAll('text')];
      const frames = [...picture.querySelectorAll('rect')].map(boxOf);
      return texts.flatMap((text, index) => {
        const box = boxOf(text);
        const other = texts.slice(index + 1).find(candidate => share(box, boxOf(candidate)));
        if (other !== undefined) return [text.textContent + ' lies on ' + other.textContent];
        const leaves = frames.some(frame => share(box, frame) && !within(box, frame));
        if (leaves) return [text.textContent + ' leaves its box'];
        return within(box, boxOf(picture)) ? [] : [text.textContent + ' leaves the drawing'];
      });
    });
  })()`);
}
