// The VS Code server: a complete VS Code whose window is a web page and whose extensions run in Node on this machine.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './cleanup.mjs';
import { startGuarded } from './guarded-process.mjs';
import { installed, nodeExecutable } from './install.mjs';

/**
 * @typedef {object} VsCodeServer
 * @property {number} port on 127.0.0.1
 * @property {(path: string) => string} remoteUri the address of a file of this machine, as the page must say it
 * @property {(folder: string, payload: readonly (readonly [string, string])[]) => string} url the page for a folder
 * @property {() => Promise<void>} stop ends the server with its extension hosts
 * @property {Promise<number>} exited its exit code
 * @property {() => string} tail its last lines, for error messages
 */

/**
 * Starts a server on a free port and resolves when it accepts connections.
 *
 * @param {object} [options]
 * @param {Record<string, unknown>} [options.settings] user settings
 * @param {boolean} [options.workspaceTrust] whether folders open in Restricted Mode until trusted; default: everything is trusted
 * @param {number} [options.port] 0: any free one
 * @returns {Promise<VsCodeServer>}
 * @throws when it cannot be installed or does not start within a minute; the message ends with what it printed
 */
export async function startServer({ settings = {}, workspaceTrust = false, port: wantedPort = 0 } = {}) {
  const kit = await installed('server');
  const dataDir = temporaryFolder('apim-vnet-server-');
  mkdirSync(join(dataDir, 'data/User'), { recursive: true });
  writeFileSync(join(dataDir, 'data/User/settings.json'), JSON.stringify(settings, null, 2));
  const server = startGuarded({
    command: nodeExecutable(kit),
    args: [
      join(kit, 'node_modules/code-server/lib/vscode/out/server-main.js'),
      '--accept-server-license-terms',
      ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
      // Without this the two extension paths in the page's address are silently ignored.
      '--enable-smoke-test-driver',
      '--host=127.0.0.1',
      `--port=${wantedPort}`,
      '--without-connection-token',
      '--telemetry-level=off',
      `--server-data-dir=${dataDir}`,
    ],
    env: serverEnvironment(dataDir),
    remove: [dataDir],
  });
  const [, bound = ''] = await server.output(/Extension host agent listening on (\d+)/, 60_000);
  const port = Number(bound);
  const authority = `127.0.0.1:${port}`;
  return {
    port,
    remoteUri: path => `vscode-remote://${authority}${encodeURI(path)}`,
    url: (folder, payload) =>
      `http://${authority}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`,
    stop: server.stop,
    exited: server.exited,
    tail: server.tail,
  };
}

/**
 * Our environment without what a surrounding VS Code or npm has put there; the gallery's address is empty, so nothing asks it.
 *
 * @param {string} dataDir
 */
function serverEnvironment(dataDir) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/.test(key)),
  );
  // The server leaves its sockets behind in the temporary folder, so it gets one of its own. Elsewhere than on Linux the path of such a
  // folder is too long for a socket.
  const temporary = process.platform === 'linux' ? { TMPDIR: dataDir, XDG_RUNTIME_DIR: dataDir } : {};
  return { ...env, ...temporary, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}
