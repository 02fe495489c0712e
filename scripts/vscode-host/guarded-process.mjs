// Starts a long-running program that cannot outlive us.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onCleanup } from './cleanup.mjs';

/**
 * @typedef {object} GuardedProcess
 * @property {(pattern: RegExp, timeoutMs: number) => Promise<RegExpExecArray>} output waits until the program has printed something;
 *   rejects with the program's last lines when it ends first or the time is over
 * @property {() => string} tail the last lines it printed, for error messages
 * @property {() => Promise<void>} stop ends it with all its children; resolves when they are gone
 * @property {Promise<number>} exited its exit code
 */

/**
 * @param {object} options
 * @param {string} options.command absolute path of the executable
 * @param {string[]} options.args
 * @param {string} [options.cwd]
 * @param {Record<string, string | undefined>} [options.env] the whole environment of the program
 * @param {string[]} [options.remove] folders to remove when the program has ended
 * @param {(line: string) => void} [options.onLine] each line the program prints, as it is printed
 * @returns {GuardedProcess}
 */
export function startGuarded({ command, args, cwd = process.cwd(), env = process.env, remove = [], onLine }) {
  const spec = JSON.stringify({ command, args, cwd, env, remove });
  const guardian = spawn(process.execPath, [join(import.meta.dirname, 'guardian.mjs'), spec], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Away from the terminal's process group: Ctrl-C must reach us, and the guardian through us.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let printed = '';
  let partial = '';
  /** @type {Set<() => void>} */
  const watchers = new Set();
  const take = (/** @type {Buffer} */ chunk) => {
    printed = (printed + chunk).slice(-100_000);
    const lines = (partial + chunk).split('\n');
    partial = lines.pop() ?? '';
    if (onLine) for (const line of lines) onLine(line);
    for (const watcher of watchers) watcher();
  };
  guardian.stdout.on('data', take);
  guardian.stderr.on('data', take);
  /** @type {number | undefined} */
  let exitCode;
  /** @type {Promise<number>} */
  const exited = new Promise(resolve => {
    guardian.on('close', code => {
      exitCode = code ?? 1;
      for (const watcher of watchers) watcher();
      resolve(exitCode);
    });
  });
  guardian.stdin.on('error', () => {});
  const tail = () => printed.trimEnd().split('\n').slice(-8).join('\n');
  const stop = onCleanup(async () => {
    guardian.stdin.end();
    await exited;
  });
  return {
    tail,
    exited,
    stop,
    output: (pattern, timeoutMs) =>
      new Promise((resolve, reject) => {
        const settle = (/** @type {() => void} */ action) => {
          clearTimeout(timer);
          watchers.delete(watcher);
          action();
        };
        const watcher = () => {
          const match = pattern.exec(printed);
          if (match) settle(() => resolve(match));
          else if (exitCode !== undefined)
            settle(() => reject(new Error(`${command} ended with code ${exitCode}:\n${tail()}`)));
        };
        const timer = setTimeout(
          () => settle(() => reject(new Error(`${command} was not ready after ${timeoutMs / 1000} s:\n${tail()}`))),
          timeoutMs,
        );
        watchers.add(watcher);
        watcher();
      }),
  };
}
