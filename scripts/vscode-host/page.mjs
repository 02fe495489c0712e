// The window of a served VS Code: one page of a browser.

/** What VS Code says about itself in every run, and what would bury the line that matters. */
const NOISE = new RegExp(
  [
    // Accounts, galleries and connections.
    'gallery|AgentHost|AccountPolicyGate|extensions cache|Canceled: Canceled|grace-time|a socket|connection token|sandbox|same-origin',
    // Native helpers and a service worker that this installation does without.
    'bindings file|watchdog|status of 404|bad HTTP response|Service Worker|file has unsaved changes',
    // Files of the web host before its file system is there.
    'ENOPRO|package.nls.json',
  ].join('|'),
);

/**
 * @typedef {object} WorkbenchPage
 * @property {import('playwright-core').Page} page
 * @property {Promise<number>} exit the exit code that a test run reports; rejects when the page crashes or cannot be opened
 * @property {() => string} tail the page's last console lines, for error messages
 * @property {() => Promise<void>} close
 */

/**
 * Opens a workbench and resolves as soon as navigation has begun to show something.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {object} [options]
 * @param {(type: string, text: string) => void} [options.onLog] each console line of the extension host
 * @param {{ width: number, height: number }} [options.viewport]
 * @param {number} [options.deviceScaleFactor] picture pixels per CSS pixel
 * @param {(page: import('playwright-core').Page) => Promise<void>} [options.prepare] before navigation
 * @returns {Promise<WorkbenchPage>}
 */
export async function openWorkbench(browser, url, options = {}) {
  const { onLog, viewport = { width: 1400, height: 900 }, deviceScaleFactor = 1, prepare } = options;
  const context = await browser.newContext({ viewport, deviceScaleFactor, bypassCSP: true });
  const page = await context.newPage();
  /** @type {string[]} */
  const lines = [];
  const note = (/** @type {string} */ line) => {
    if (NOISE.test(line)) return;
    // Stack traces of VS Code's own code tell nobody anything.
    lines.push(line.split('\n', 1)[0]?.slice(0, 300) ?? '');
    if (lines.length > 200) lines.shift();
  };
  page.on('console', message => note(`[${message.type()}] ${message.text().replace(/^%c\s*\w+ color: #\w+ /, '')}`));
  page.on('pageerror', error => note(`[uncaught] ${error.message}`));
  /** @type {Promise<number>} */
  const exit = new Promise((resolve, reject) => {
    page.on('crash', () => reject(new Error('The page of VS Code crashed.')));
    // A page that is closed on purpose has settled before; closing it then changes nothing.
    page.on('close', () => reject(new Error('The page of VS Code was closed before the tests had ended.')));
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
  // Who only takes pictures never looks at `exit`.
  exit.catch(() => {});
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    const text = args.map(arg => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ');
    onLog?.(type, text);
  });
  await prepare?.(page);
  await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 60_000 });
  return { page, exit, tail: () => lines.slice(-25).join('\n'), close: () => context.close() };
}
