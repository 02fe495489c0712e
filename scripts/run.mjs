// What the scripts of package.json call, so that a fresh clone needs Node and nothing else:
//
//   node scripts/run.mjs start [PATH…]    builds, and checks examples/ or the given files with the command line
//   node scripts/run.mjs test  [OPTION…]  everything that CI asks for; see lib/test.mjs
//   node scripts/run.mjs NAME  [ARG…]     scripts/NAME.mjs with these arguments: build, docs, …
//
// Each of them installs the dependencies first when they are missing or older than package-lock.json. Until then nothing
// but Node's own modules may be imported, so the rest is imported late.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensureInstalled } from './lib/install.mjs';
import { root, runNode } from './lib/processes.mjs';

const [name, ...args] = process.argv.slice(2);
const scripts = readdirSync(join(root, 'scripts'))
  .filter(file => file.endsWith('.mjs') && file !== 'run.mjs')
  .map(file => file.slice(0, -'.mjs'.length));
const known = ['start', 'test', ...scripts.sort()];

if (name === undefined || !known.includes(name)) {
  console.error(`node scripts/run.mjs NAME [ARG…]\nNAME is one of ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  process.exitCode = await run(name);
}

/** @param {string} script */
async function run(script) {
  try {
    await ensureInstalled();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  if (script === 'start') return (await import('./lib/start.mjs')).start(args);
  if (script === 'test') return (await import('./lib/test.mjs')).test(args);
  return runNode([join(root, 'scripts', `${script}.mjs`), ...args]);
}
