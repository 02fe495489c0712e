// Starts programs and waits for them. No dependency but Node.

import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] default: the repository
 * @property {number} [limitMs] ends the program after this time; default: none
 */

/**
 * Runs a JavaScript file with this Node, sharing the terminal.
 *
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} the exit code; 1 for a program that was ended by a signal or the limit
 */
export function runNode(args, options = {}) {
  return runProgram(process.execPath, args, options);
}

/**
 * Runs the npm that started us, or the one on PATH.
 *
 * @param {readonly string[]} args plain words: on Windows they go through a shell
 */
export function runNpm(args) {
  const started = process.env['npm_execpath'];
  if (started && /npm-cli\.[cm]?js$/.test(started)) return runNode([started, ...args]);
  if (process.platform === 'win32') return runProgram('npm.cmd', args, { shell: true });
  return runProgram('npm', args, {});
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions & { shell?: boolean }} options
 * @returns {Promise<number>}
 */
function runProgram(program, args, { cwd = root, limitMs, shell = false }) {
  return new Promise((settle, fail) => {
    const child = spawn(program, args, { cwd, shell, stdio: 'inherit' });
    const stop = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const timer = limitMs === undefined ? undefined : setTimeout(giveUp, limitMs);
    child.once('error', error => done(() => fail(error)));
    child.once('exit', code => done(() => settle(code ?? 1)));

    function giveUp() {
      console.error(`Not done after ${Number(limitMs) / 60_000} minutes: ${program} ${args.join(' ')}`);
      // Mocha runs its tests in a child of its own and passes this signal on; SIGKILL would leave that child behind.
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    }

    /** @param {() => void} last */
    function done(last) {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      last();
    }
  });
}
