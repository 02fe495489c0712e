// A process of its own between us and a server. Its standard input is a pipe to us that carries nothing: when the pipe closes, because we
// asked for it or because we were killed without a chance to clean up, the guardian ends the server with all its children, removes the
// folders named, and ends itself.
//
// Arguments: JSON `{ command, args, cwd, env, remove }`.

import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const { command, args, cwd, env, remove } = JSON.parse(process.argv[2] ?? '{}');
const windows = process.platform === 'win32';
// Its own process group, so that one signal reaches the server's children too.
const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: !windows });
let ending = false;

/** @param {NodeJS.Signals} signal */
function signalAll(signal) {
  if (child.pid === undefined) return;
  if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  else
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group is already empty.
    }
}

/** @param {number} code */
function finish(code) {
  signalAll('SIGKILL');
  for (const folder of remove) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit(code);
}

function end() {
  if (ending) return;
  ending = true;
  signalAll('SIGTERM');
  setTimeout(() => finish(0), 3000);
}

child.on('error', error => {
  console.error(`${command} did not start: ${error.message}`);
  finish(1);
});
child.on('exit', code => finish(ending ? 0 : (code ?? 1)));
process.stdin.on('end', end).on('error', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
// Our output may be a pipe whose reader is gone; that is no reason to leave the server running.
process.stdout.on('error', end);
process.stderr.on('error', end);
