// Unpacks the Chromium that the npm package @sparticuz/chromium carries as Brotli archives.
//
// The package can do that itself, into fixed names in the system's temporary folder, where a second process takes a half-written browser
// for a finished one. Here it is a step of the installation and lands in the kit's own folder.

import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/**
 * @param {string} folder holds node_modules, which goes; gets `chromium` (the executable), `fonts/` and `libraries/lib/` (NSS and what it needs)
 */
export async function unpackBrowser(folder) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `the package holds a browser for Linux on x64 only, this is ${process.platform} on ${process.arch}.`,
    );
  const archives = join(folder, 'node_modules/@sparticuz/chromium/bin');
  const tar = createRequire(join(folder, 'package.json'))('tar-fs');
  const unpack = (/** @type {string} */ archive, /** @type {NodeJS.WritableStream} */ target) =>
    pipeline(createReadStream(join(archives, archive)), createBrotliDecompress(), target);
  await Promise.all([
    unpack('chromium.br', createWriteStream(join(folder, 'chromium'), { mode: 0o755 })),
    unpack('fonts.tar.br', tar.extract(join(folder, 'fonts'))),
    unpack('al2023.tar.br', tar.extract(join(folder, 'libraries'))),
  ]);
  rmSync(join(folder, 'node_modules'), { recursive: true });
}
