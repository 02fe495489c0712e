// Installs the dependencies where they are missing or do not fit package-lock.json. No dependency but Node.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNpm } from './processes.mjs';

const lockFile = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
/** Holds the hash of the package-lock.json that node_modules was installed from. */
const marker = join(modules, '.apim-vnet-lock-hash');
/** npm's own note of what it installed. */
const installedLock = join(modules, '.package-lock.json');

/** @throws an error for the user when the installation fails */
export async function ensureInstalled() {
  // Windows checkouts may have CRLF; that is the same lock.
  const hash = createHash('sha256').update(readFileSync(lockFile, 'utf8').replaceAll('\r\n', '\n')).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8').trim() === hash) return;
  if (!isInstalled()) {
    console.log('Installing the dependencies (npm ci) …');
    const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund']);
    if (code !== 0) throw new Error(`npm ci failed with exit code ${code}: the dependencies are not installed.`);
  }
  writeFileSync(marker, `${hash}\n`);
}

/** Whether an installation by hand (`npm ci`, `npm install`) has every version that the lock asks for. */
function isInstalled() {
  if (!existsSync(installedLock)) return false;
  const wanted = packagesOf(lockFile);
  const found = packagesOf(installedLock);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    // The lock has optional packages for other platforms, too.
    return path === '' || found[path]?.version === version || (optional === true && found[path] === undefined);
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
