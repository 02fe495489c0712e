// What must be undone when this process ends, however it ends: servers, browsers, temporary folders.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {Set<() => unknown>} */
const pending = new Set();
let listening = false;

/**
 * Registers something to undo. It runs once: when the returned function is called, or when a signal arrives before that.
 *
 * @param {() => unknown} undo may be async; must not throw for something that is already gone
 * @returns {() => Promise<void>} runs it now; later calls do nothing
 */
export function onCleanup(undo) {
  listen();
  pending.add(undo);
  return async () => {
    if (pending.delete(undo)) await undo();
  };
}

/** Undoes everything that is still registered, the newest first. Never throws. */
export async function cleanUp() {
  for (const undo of [...pending].reverse()) {
    pending.delete(undo);
    try {
      await undo();
    } catch (error) {
      console.error(`Clean-up failed: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** @type {Set<string>} */
const folders = new Set();

/**
 * A temporary folder that is gone when this process ends in an orderly way.
 *
 * @param {string} prefix first part of the folder's name
 * @returns {string} absolute path
 */
export function temporaryFolder(prefix) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (folders.size === 0) process.on('exit', () => folders.forEach(removeFolder));
  folders.add(folder);
  onCleanup(() => removeFolder(folder));
  return folder;
}

/**
 * A browser or server that is just ending may still write there, so removal is tried again for a moment.
 *
 * @param {string} folder need not exist
 */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Signals end a Node process at once, without `finally` blocks; these handlers clean up first. */
function listen() {
  if (listening) return;
  listening = true;
  const signals = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
  for (const [signal, code] of Object.entries(signals)) {
    process.once(/** @type {NodeJS.Signals} */ (signal), () => {
      cleanUp().finally(() => process.exit(code));
    });
  }
}
