// Opens a real VS Code with the extension in development mode and the examples as its workspace, until Ctrl-C.
//
//   npm run editor [-- FOLDER] [--served] [--port N] [--extension FOLDER]
//
// The first that works: the installed `code`, a downloaded desktop VS Code, the VS Code server with its address to open in a browser.
// `--served` goes to the server at once. The extension must be built before; after the next build, `Developer: Reload Window` takes it up.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cleanUp } from './vscode-host/cleanup.mjs';
import { downloadedDesktop, hasScreen, installedDesktop, startDesktop } from './vscode-host/desktop.mjs';
import { root } from './vscode-host/paths.mjs';
import { startServer } from './vscode-host/server.mjs';
import { quietSettings } from './vscode-host/user-settings.mjs';

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      served: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      extension: { type: 'string', default: root },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port takes a number from 0 to 65535.');
  const folderPath = resolve(positionals[0] ?? join(root, 'examples'));
  if (!existsSync(folderPath)) throw new Error(`There is no folder '${folderPath}'.`);
  const extensionDevelopmentPath = resolve(values.extension);

  const executable = values.served ? undefined : await desktop();
  if (executable) {
    console.log(`Opening ${folderPath} in ${executable}. Close its window or press Ctrl-C to end.`);
    return startDesktop({ executable, folderPath, extensionDevelopmentPath }).exited;
  }
  const server = await startServer({ settings: quietSettings(), port });
  const url = server.url(folderPath, [['extensionDevelopmentPath', server.remoteUri(extensionDevelopmentPath)]]);
  console.log(`VS Code is served to this machine only. Open this address in a browser; Ctrl-C ends it.\n\n  ${url}\n`);
  return server.exited;
}

/** @returns {Promise<string | undefined>} the executable of a desktop VS Code, if one can be had and shown */
async function desktop() {
  if (!hasScreen()) return undefined;
  const found = installedDesktop();
  if (found) return found;
  try {
    return await downloadedDesktop();
  } catch (error) {
    console.log(`No desktop VS Code: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

let code = 1;
try {
  code = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
await cleanUp();
process.exit(code);
