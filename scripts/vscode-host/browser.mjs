// Finds a Chromium-like browser and starts it without a window, cut off from everything but this machine.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { onCleanup, temporaryFolder } from './cleanup.mjs';
import { installed } from './install.mjs';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Names other than this machine's do not resolve: a test that needs the internet fails here as it would on a train.
  '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/**
 * @typedef {object} FoundBrowser
 * @property {string} executablePath
 * @property {Record<string, string>} env what it needs beside our own environment
 */

/**
 * In this order: `APIM_VNET_BROWSER`, an installed Chrome, Chromium or Edge, the one from the npm registry.
 *
 * @returns {Promise<FoundBrowser>}
 * @throws when there is none and none can be installed, or when `APIM_VNET_BROWSER` names no executable file
 */
export async function findBrowser() {
  const named = process.env['APIM_VNET_BROWSER'];
  if (named) {
    if (!isExecutable(named)) throw new Error(`APIM_VNET_BROWSER names '${named}', which is not an executable file.`);
    return { executablePath: named, env: {} };
  }
  const found = [...onPath(), ...usualPlaces()].find(isExecutable);
  if (found) return { executablePath: found, env: {} };
  const folder = await installed('browser');
  const executablePath = join(folder, 'chromium');
  return { executablePath, env: { ...libraries(folder, executablePath), ...fonts(folder) } };
}

/**
 * A running browser; ended by its `close()`, or at the latest with this process.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function startBrowser() {
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    args: FLAGS,
    env: { .../** @type {Record<string, string>} */ (process.env), ...env },
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const close = onCleanup(() => browser.close());
  browser.once('disconnected', close);
  return browser;
}

function onPath() {
  return (process.env['PATH'] ?? '').split(delimiter).flatMap(folder => NAMES.map(name => join(folder, name)));
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      name => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap(name => process.env[name] ?? []);
    return roots.flatMap(root => [
      join(root, 'Google/Chrome/Application/chrome.exe'),
      join(root, 'Microsoft/Edge/Application/msedge.exe'),
    ]);
  }
  return ['/opt/google/chrome/chrome'];
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The library NSS is missing on small Linux installations; the package brings one along, built for another distribution,
 * so it is used only where it is needed.
 *
 * @param {string} folder
 * @param {string} executablePath
 * @returns {Record<string, string>}
 */
function libraries(folder, executablePath) {
  const { stdout } = spawnSync('ldd', [executablePath], { encoding: 'utf8' });
  if (stdout && !stdout.includes('not found')) return {};
  const own = process.env['LD_LIBRARY_PATH'];
  return { LD_LIBRARY_PATH: join(folder, 'libraries/lib') + (own ? `:${own}` : '') };
}

/**
 * Without any font there would be no text at all. The package brings one, and settings that name folders of another machine.
 *
 * @param {string} folder
 * @returns {Record<string, string>}
 */
function fonts(folder) {
  if (existsSync('/etc/fonts/fonts.conf')) return {};
  const settings = temporaryFolder('apim-vnet-fonts-');
  const places = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(settings, 'cache')}</cachedir>`;
  const head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">';
  writeFileSync(join(settings, 'fonts.conf'), `${head}\n<fontconfig>${places}</fontconfig>\n`);
  return { FONTCONFIG_FILE: join(settings, 'fonts.conf') };
}
