// Runs the extension's tests inside a real VS Code.
//
//   suite/*.test.ts ──bundle──▶ .vscode-test/suite/<process>/{node,web}   ──loaded by──▶   the extension host of a VS Code
//   examples/ + workspace/ ──copy──▶ a temporary folder                   ──opened as──▶   its workspace
//   the terminal ◀──report.mjs── console lines ◀── suite/index.ts, which runs Mocha in there
//
// Which VS Code (scripts/vscode-host/ has one file for each):
//   node     the extension runs in Node, from `main`: the VS Code server (server.mjs), its window in a headless browser (browser.mjs, page.mjs)
//   desktop  the same in a desktop VS Code (desktop.mjs); takes the place of `node` where one is installed or APIM_VNET_DESKTOP=1 is set
//   web      the extension runs in a web worker, from `browser`: VS Code for the web (web.mjs)
// What is missing is installed once below .vscode-test/ (install.mjs). The extension must be built before.
//
//   node test/vscode/run.mjs [--only node|web|desktop] [--grep TEXT] [--restricted] [--verbose] [--timeout SECONDS] [--extension FOLDER]
//
// The last line is `N passed, N failed`. The exit code is 1 when a test failed or was skipped, no test ran, a VS Code did not come up, was
// not done in time, or said itself that the run failed.

import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startBrowser } from '../../scripts/vscode-host/browser.mjs';
import { cleanUp, onCleanup, removeFolder, temporaryFolder } from '../../scripts/vscode-host/cleanup.mjs';
import { downloadedDesktop, hasScreen, installedDesktop, startDesktop } from '../../scripts/vscode-host/desktop.mjs';
import { isAlive } from '../../scripts/vscode-host/install.mjs';
import { openWorkbench } from '../../scripts/vscode-host/page.mjs';
import { root } from '../../scripts/vscode-host/paths.mjs';
import { createReport } from '../../scripts/vscode-host/report.mjs';
import { startServer } from '../../scripts/vscode-host/server.mjs';
import { bundleSuite, suiteFiles } from '../../scripts/vscode-host/suite-bundle.mjs';
import { quietSettings } from '../../scripts/vscode-host/user-settings.mjs';
import { startWeb } from '../../scripts/vscode-host/web.mjs';

const TITLES = { node: 'Node extension host', desktop: 'Desktop VS Code', web: 'Web extension host' };

/** @typedef {keyof typeof TITLES} Host */

/**
 * @typedef {object} RunOptions
 * @property {Host} [only] default: the Node host (or desktop, see above) and then the web host
 * @property {string} [grep] only tests whose full title contains this text
 * @property {boolean} [restricted] open the workspace untrusted and run `*.restricted.test.ts` instead of the others; not in the web host,
 *   which knows no Restricted Mode
 * @property {boolean} [verbose] print every console line of the extension host
 * @property {number} [timeoutMs] for each host, from its start to its last test; installing does not count. Default 300 s
 * @property {string} [extensionDevelopmentPath] default: this repository
 * @property {(line: string) => void} [print]
 */

/**
 * @typedef {object} HostRun
 * @property {string} folderPath
 * @property {string} extensionDevelopmentPath
 * @property {string} extensionTestsPath
 * @property {boolean} restricted
 * @property {(text: string) => void} onLine takes each console line of the extension host
 */

/**
 * A host that has been started.
 *
 * @typedef {object} RunningHost
 * @property {Promise<number>} exit the exit code of the run
 * @property {() => string} tail for error messages
 * @property {() => Promise<void>} stop
 */

/**
 * Runs the suites in one or more hosts, one after the other, and prints the results.
 *
 * @param {RunOptions} [options]
 * @returns {Promise<{ passed: number, failed: number }>} a host that cannot be run counts as one failed test
 */
export async function runInVsCode(options = {}) {
  const { only, restricted = false, print = console.log } = options;
  let passed = 0;
  let failed = 0;
  for (const host of only ? [only] : defaultHosts(restricted)) {
    const totals = await runHost(host, { ...options, restricted, print });
    passed += totals.passed;
    failed += totals.failed;
  }
  return { passed, failed };
}

/**
 * @param {boolean} restricted
 * @returns {Host[]}
 */
function defaultHosts(restricted) {
  const node = process.env['APIM_VNET_DESKTOP'] === '1' || (hasScreen() && installedDesktop()) ? 'desktop' : 'node';
  return restricted ? [node] : [node, 'web'];
}

/**
 * @param {Host} host
 * @param {RunOptions & { restricted: boolean, print: (line: string) => void }} options
 */
async function runHost(host, options) {
  const {
    restricted,
    print,
    grep = '',
    verbose = false,
    timeoutMs = 300_000,
    extensionDevelopmentPath = root,
  } = options;
  print(`${TITLES[host]}${restricted ? ', Restricted Mode' : ''}`);
  let mapStack = (/** @type {string} */ stack) => stack;
  const report = createReport({ print, verbose, mapStack: stack => mapStack(stack) });
  // The web host serves the extension's folder and nothing else, so the bundle lies inside. Each process has its own.
  const outDir = outputFolder(join(extensionDevelopmentPath, '.vscode-test/suite'));
  const forget = onCleanup(() => rmSync(outDir, { recursive: true, force: true }));
  /** @type {(() => unknown)[]} */
  const undo = [forget];
  try {
    const suiteDir = join(root, 'test/vscode/suite');
    const kind = host === 'web' ? 'web' : 'node';
    const files = suiteFiles(suiteDir, restricted);
    if (host === 'web' && restricted) throw new Error('The web host knows no Restricted Mode.');
    requireBuilt(extensionDevelopmentPath, kind);
    const bundle = await bundleSuite({ host: kind, suiteDir, outDir: join(outDir, kind), files, grep });
    mapStack = bundle.mapStack;
    const folderPath = workspaceCopy();
    undo.push(() => removeFolder(folderPath));

    const start = { node: startInServer, desktop: startInDesktop, web: startInWeb }[host];
    const running = await start({
      folderPath,
      extensionDevelopmentPath,
      extensionTestsPath: bundle.path,
      restricted,
      onLine: report.take,
    });
    undo.push(running.stop);
    const code = await Promise.race([running.exit, delay(timeoutMs)]);
    if (code === undefined) {
      const test = report.running();
      throw new Error(
        `Not done after ${timeoutMs / 1000} s${test ? `, in the test '${test}'` : ''}.\n${running.tail()}`,
      );
    }
    // The exit code overtakes console lines that are still on their way.
    await Promise.race([report.ended, delay(2000)]);
    const { passed, failed, complete } = report.totals();
    if (passed + failed === 0 && complete)
      report.fail(grep ? `No test has '${grep}' in its title.` : 'There are no tests.');
    else if (passed + failed === 0) report.fail(`No test ran.\n${running.tail()}`);
    else if (code !== 0 && failed === 0) report.fail(`VS Code ended with code ${code}.\n${running.tail()}`);
  } catch (error) {
    report.fail(error instanceof Error ? error.message : String(error));
  } finally {
    for (const action of undo.reverse()) await action();
  }
  const { passed, failed } = report.totals();
  return { passed, failed };
}

/**
 * @param {string} extension its folder
 * @param {'node' | 'web'} kind
 * @throws when there is nothing that VS Code could start
 */
function requireBuilt(extension, kind) {
  const field = kind === 'web' ? 'browser' : 'main';
  const entry = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'))[field];
  if (!entry) throw new Error(`package.json has no '${field}', so this host has nothing to start.`);
  if (!existsSync(join(extension, entry)))
    throw new Error(`The extension is not built: ${entry} is missing. Run 'npm run build' first.`);
}

/**
 * A folder for this process's bundles; those of processes that were killed are removed on the way.
 *
 * @param {string} parent
 */
function outputFolder(parent) {
  for (const pid of existsSync(parent) ? readdirSync(parent) : []) {
    if (!isAlive(Number(pid))) rmSync(join(parent, pid), { recursive: true, force: true });
  }
  return join(parent, String(process.pid));
}

/** @returns {string} a folder that tests may change as they like */
function workspaceCopy() {
  const folder = temporaryFolder('apim-vnet-workspace-');
  for (const source of ['examples', 'test/vscode/workspace']) {
    if (existsSync(join(root, source))) cpSync(join(root, source), folder, { recursive: true });
  }
  return folder;
}

/**
 * @param {HostRun} run
 * @returns {Promise<RunningHost>}
 */
async function startInServer({ folderPath, extensionDevelopmentPath, extensionTestsPath, restricted, onLine }) {
  const server = await startServer({ settings: quietSettings(), workspaceTrust: restricted });
  const url = server.url(folderPath, [
    ['extensionDevelopmentPath', server.remoteUri(extensionDevelopmentPath)],
    ['extensionTestsPath', server.remoteUri(extensionTestsPath)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]);
  return openInBrowser(url, server, onLine);
}

/**
 * @param {HostRun} run
 * @returns {Promise<RunningHost>}
 */
async function startInWeb({ folderPath, extensionDevelopmentPath, extensionTestsPath, onLine }) {
  const web = await startWeb({ folderPath, extensionDevelopmentPath, extensionTestsPath });
  return openInBrowser(web.url, web, onLine);
}

/**
 * @param {string} url
 * @param {{ stop: () => Promise<void>, tail: () => string }} server
 * @param {(text: string) => void} onLine
 * @returns {Promise<RunningHost>}
 */
async function openInBrowser(url, server, onLine) {
  try {
    const browser = await startBrowser();
    const workbench = await openWorkbench(browser, url, { onLog: (_, text) => onLine(text) });
    const stop = async () => {
      await browser.close();
      await server.stop();
    };
    return { exit: workbench.exit, tail: () => `${workbench.tail()}\n${server.tail()}`, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * @param {HostRun} run
 * @returns {Promise<RunningHost>}
 */
async function startInDesktop({ restricted, ...run }) {
  const executable = installedDesktop() ?? (await downloadedDesktop());
  const { exited, tail, stop } = startDesktop({ executable, workspaceTrust: restricted, ...run });
  return { exit: exited, tail, stop };
}

/**
 * @param {number} ms
 * @returns {Promise<undefined>}
 */
function delay(ms) {
  return setTimeoutPromise(ms, undefined, { ref: false });
}

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      grep: { type: 'string' },
      restricted: { type: 'boolean' },
      verbose: { type: 'boolean' },
      timeout: { type: 'string' },
      extension: { type: 'string' },
    },
  });
  const { only, grep, restricted, verbose, timeout, extension } = values;
  if (only !== undefined && !Object.hasOwn(TITLES, only)) throw new Error('--only takes node, web or desktop.');
  if (timeout !== undefined && !(Number(timeout) > 0)) throw new Error('--timeout takes a number of seconds.');
  const { passed, failed } = await runInVsCode({
    ...(only ? { only: /** @type {Host} */ (only) } : {}),
    ...(grep ? { grep } : {}),
    ...(restricted ? { restricted } : {}),
    ...(verbose ? { verbose } : {}),
    ...(timeout ? { timeoutMs: Number(timeout) * 1000 } : {}),
    ...(extension ? { extensionDevelopmentPath: resolve(extension) } : {}),
  });
  await cleanUp();
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().then(
    code => process.exit(code),
    async error => {
      await cleanUp();
      console.error(error instanceof Error ? error.message : error);
      process.exit(2);
    },
  );
}
