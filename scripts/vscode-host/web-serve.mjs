// The program that serves VS Code for the web until it is ended. It runs in a process of its own because the library behind it logs every
// request to the console.
//
// Arguments: JSON `{ kit, version, port, extensionDevelopmentPath, extensionTestsPath, folderPath }`. Prints `ready` when it accepts connections.

import { createRequire } from 'node:module';
import { join } from 'node:path';

const { kit, version, ...options } = JSON.parse(process.argv[2] ?? '{}');
const { open } = createRequire(join(kit, 'package.json'))('@vscode/test-web');
await open({
  ...options,
  browserType: 'none',
  host: '127.0.0.1',
  quality: 'stable',
  commit: version,
  // A complete build in this folder under the expected name is taken as it is; nothing is downloaded.
  testRunnerDataDir: join(kit, 'builds'),
  esm: true,
});
console.log('ready');
