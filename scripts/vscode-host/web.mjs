// VS Code for the web: static files in a browser, the extension in a web worker, the workspace behind a file-system provider.

import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startGuarded } from './guarded-process.mjs';
import { installed } from './install.mjs';

const BUILD_PREFIX = 'vscode-web-stable-';

/**
 * @typedef {object} VsCodeWeb
 * @property {string} url the page
 * @property {() => Promise<void>} stop
 * @property {() => string} tail its last lines, for error messages
 */

/**
 * Serves VS Code for the web on a free port of 127.0.0.1 and resolves when it accepts connections.
 *
 * @param {object} options absolute paths
 * @param {string} options.folderPath the workspace; the page reads it, but what it writes stays in its memory
 * @param {string} options.extensionDevelopmentPath
 * @param {string} [options.extensionTestsPath] must lie below `extensionDevelopmentPath`, since only that is served
 * @returns {Promise<VsCodeWeb>}
 */
export async function startWeb(options) {
  const kit = await installed('web');
  const version = readdirSync(join(kit, 'builds'))
    .find(name => name.startsWith(BUILD_PREFIX))
    ?.slice(BUILD_PREFIX.length);
  const port = await freePort();
  const server = startGuarded({
    command: process.execPath,
    args: [join(import.meta.dirname, 'web-serve.mjs'), JSON.stringify({ kit, version, port, ...options })],
  });
  await server.output(/^ready$/m, 30_000);
  // By name, since the page puts its workers into frames of sub-domains, and an address has none.
  return { url: `http://localhost:${port}/`, stop: server.stop, tail: server.tail };
}

/** @returns {Promise<number>} a port of 127.0.0.1 that nobody listens on right now */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
