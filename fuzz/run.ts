/**
 * All fuzzers one after the other: `npm run fuzz [-- SECONDS]`, by default 60 seconds for the parser, and a share of groups
 * and of edits to match. Exits 1 as soon as one of them finds something; what it prints repeats the case.
 */
import { spawnSync } from 'node:child_process';

const seconds = Number(process.argv[2] ?? 60);
if (!Number.isFinite(seconds) || seconds <= 0) {
  console.error('npm run fuzz -- SECONDS: expected a number above 0');
  process.exit(2);
}
const seed = String(Date.now() % 1_000_000);
/** Groups that are tried in one second on two cores, roughly. */
const groupsPerSecond = 1_000;
/** Edits of a text, each checked twice. */
const editsPerSecond = 60;

for (const args of [
  ['fuzz/bicep/fuzz.ts', '--seed', seed, '--seconds', String(seconds)],
  ['fuzz/decide.ts', seed, String(Math.round(seconds * groupsPerSecond))],
  ['fuzz/edits.ts', seed, String(Math.round(seconds * editsPerSecond))],
]) {
  console.log(`\n${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
