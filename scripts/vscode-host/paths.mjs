// Where things lie. Everything that is installed or generated stays below `.vscode-test/`, which git and the package ignore.

import { join, resolve } from 'node:path';

/** The repository. */
export const root = resolve(import.meta.dirname, '..', '..');

/** The folder of installed hosts; `APIM_VNET_VSCODE_CACHE` moves it, for example to a folder that CI keeps between runs. */
export const cacheDir = resolve(process.env['APIM_VNET_VSCODE_CACHE'] ?? join(root, '.vscode-test'));
