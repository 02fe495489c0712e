// A desktop VS Code: the installed one, or one that @vscode/test-electron downloads from Microsoft.

import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { temporaryFolder } from './cleanup.mjs';
import { startGuarded } from './guarded-process.mjs';
import { cacheDir } from './paths.mjs';
import { quietSettings } from './user-settings.mjs';

/** Whether there is a screen to show a window on; only Linux machines commonly have none. */
export function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** @returns {string | undefined} the executable of an installed VS Code */
export function installedDesktop() {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of ['code', 'code.cmd']) {
      const file = join(folder, name);
      if (existsSync(file)) {
        // `code` is a script in `bin/` that hands its arguments to the program and returns at once; tests need the program.
        const home = dirname(dirname(realpathSync(file)));
        const program = [join(home, 'code'), join(home, 'Code.exe'), join(home, '../../MacOS/Electron')].find(
          existsSync,
        );
        if (program) return program;
      }
    }
  }
  return undefined;
}

/**
 * Downloads VS Code once; needs update.code.visualstudio.com.
 *
 * @returns {Promise<string>} the executable
 * @throws when it cannot be downloaded
 */
export async function downloadedDesktop() {
  console.log('Looking for a desktop VS Code to download (once; needs update.code.visualstudio.com) …');
  return downloadAndUnzipVSCode({
    cachePath: join(cacheDir, 'desktop'),
    reporter: new SilentReporter(),
    timeout: 15_000,
  });
}

/**
 * Starts a VS Code with a profile of its own, so that neither the user's extensions nor settings take part.
 *
 * @param {object} options absolute paths
 * @param {string} options.executable
 * @param {string} options.folderPath
 * @param {string} options.extensionDevelopmentPath
 * @param {string} [options.extensionTestsPath]
 * @param {boolean} [options.workspaceTrust] whether folders open in Restricted Mode until trusted
 * @param {(line: string) => void} [options.onLine]
 */
export function startDesktop({
  executable,
  folderPath,
  extensionDevelopmentPath,
  extensionTestsPath,
  workspaceTrust = false,
  onLine,
}) {
  const profile = temporaryFolder('apim-vnet-code-');
  mkdirSync(join(profile, 'data/User'), { recursive: true });
  writeFileSync(join(profile, 'data/User/settings.json'), JSON.stringify(quietSettings()));
  return startGuarded({
    command: executable,
    args: [
      folderPath,
      '--no-sandbox',
      '--disable-updates',
      '--skip-welcome',
      '--skip-release-notes',
      ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
      `--user-data-dir=${join(profile, 'data')}`,
      `--extensions-dir=${join(profile, 'extensions')}`,
      `--extensionDevelopmentPath=${extensionDevelopmentPath}`,
      ...(extensionTestsPath ? [`--extensionTestsPath=${extensionTestsPath}`] : []),
    ],
    // A terminal inside VS Code sets variables that would make the new one join it.
    env: Object.fromEntries(
      Object.entries(process.env).filter(([key]) => !/^(VSCODE_|ELECTRON_RUN_AS_NODE$)/.test(key)),
    ),
    remove: [profile],
    ...(onLine ? { onLine } : {}),
  });
}
