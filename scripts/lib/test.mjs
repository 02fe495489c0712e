// `npm test`: all that CI asks for, one step after the other. A failed step does not keep the others from running.
//
//   node scripts/run.mjs test [--only lint|unit|vscode] [--grep TEXT]
//
//   lint    format and lint, four type checks, generated pages up to date
//   unit    build, then the tests of test/ that need no editor
//   vscode  build, then the report page in a browser, and the tests inside a real VS Code
//
// Each check counts as one, each test as itself. The last line is `N passed, N failed`.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { root, runNode } from './processes.mjs';

const groups = ['lint', 'unit', 'vscode'];
const typeChecks = ['tsconfig.json', 'tsconfig.node.json', 'tsconfig.client.json', 'tsconfig.worker.json'];

/** A test that loops forever must not hold a CI machine for hours. */
const limitMs = 15 * 60_000;

const unitFiles = ['test/**/*.test.ts', '--ignore', 'test/vscode/**'];
const panelFiles = ['test/vscode/panel/**/*.test.ts'];

/** @typedef {{ passed: number, failed: number }} Totals */
/** @typedef {{ name: string, groups: readonly string[], run: () => Promise<Totals>, isTests?: boolean }} Step */

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} 0 when something ran and nothing failed, 1 otherwise, 2 for bad arguments
 */
export async function test(args) {
  const options = optionsOf(args);
  if (options === undefined) return 2;
  const { only, grep } = options;
  const results = [];
  for (const step of steps(grep).filter(({ groups: of }) => only === undefined || of.includes(only))) {
    console.log(`\n── ${step.name} ──`);
    const started = performance.now();
    const totals = await step.run().catch(error => {
      console.error(error);
      return { passed: 0, failed: 1 };
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    results.push({ ...totals, name: step.name, isTests: step.isTests === true, seconds });
  }

  console.log('\n── summary ──');
  for (const { name, passed, failed, seconds } of results) {
    console.log(
      `${failed > 0 ? 'FAILED' : 'passed'}  ${seconds.padStart(6)} s  ${name} (${passed} passed, ${failed} failed)`,
    );
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  let failed = results.reduce((sum, result) => sum + result.failed, 0);
  const ran = results.filter(result => result.isTests).reduce((sum, result) => sum + result.passed + result.failed, 0);
  if (grep !== undefined && ran === 0) {
    console.log(`No test has '${grep}' in its name.`);
    failed++;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/**
 * @param {string | undefined} grep
 * @returns {Step[]}
 */
function steps(grep) {
  const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);
  const mocha = bin('mocha/bin/mocha.js');
  const docs = join(root, 'scripts/docs.mjs');
  return [
    { name: 'format and lint', groups: ['lint'], run: check([bin('@biomejs/biome/bin/biome'), 'check']) },
    ...typeChecks.map(config => {
      return { name: `types of ${config}`, groups: ['lint'], run: check([bin('typescript/bin/tsc'), '-p', config]) };
    }),
    ...(existsSync(docs) ? [{ name: 'generated pages', groups: ['lint'], run: check([docs, '--check']) }] : []),
    { name: 'build', groups: ['unit', 'vscode'], run: check([join(root, 'scripts/build.mjs')]) },
    { name: 'unit tests', groups: ['unit'], run: () => mochaTests(mocha, unitFiles, grep), isTests: true },
    { name: 'report in a browser', groups: ['vscode'], run: () => mochaTests(mocha, panelFiles, grep), isTests: true },
    { name: 'tests in VS Code', groups: ['vscode'], run: () => vscodeTests(grep), isTests: true },
  ];
}

/**
 * A program whose exit code is all there is to say.
 *
 * @param {readonly string[]} command
 * @returns {() => Promise<Totals>}
 */
function check(command) {
  return async () => ((await runNode(command)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

/**
 * @param {string} mocha
 * @param {readonly string[]} files and options that choose among them
 * @param {string | undefined} grep
 * @returns {Promise<Totals>}
 */
async function mochaTests(mocha, files, grep) {
  const folder = mkdtempSync(join(tmpdir(), 'apim-vnet-test-'));
  try {
    const file = join(folder, 'totals.json');
    const reporter = [
      '--reporter',
      join(root, 'scripts/lib/counting-reporter.mjs'),
      '--reporter-option',
      `totals=${file}`,
    ];
    const filter = grep === undefined ? [] : ['--fgrep', grep];
    const command = [mocha, ...files, '--forbid-only', '--forbid-pending', ...reporter, ...filter];
    const code = await runNode(command, { limitMs });
    const totals = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0 };
    return strict(totals, code !== 0, grep);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string | undefined} grep
 * @returns {Promise<Totals>}
 */
async function vscodeTests(grep) {
  const { runInVsCode } = await import('../../test/vscode/run.mjs');
  const filter = grep === undefined ? {} : { grep };
  const trusted = await runInVsCode(filter);
  const restricted = await runInVsCode({ ...filter, only: 'node', restricted: true });
  const totals = { passed: trusted.passed + restricted.passed, failed: trusted.failed + restricted.failed };
  return strict(totals, false, grep);
}

/**
 * A runner that ended badly without a failed test, or that found no test at all, has failed itself. Only a filter may
 * leave nothing of one runner.
 *
 * @param {Totals} totals
 * @param {boolean} endedBadly
 * @param {string | undefined} grep
 * @returns {Totals}
 */
function strict({ passed, failed }, endedBadly, grep) {
  const isEmpty = passed + failed === 0 && grep === undefined;
  return { passed, failed: failed === 0 && (endedBadly || isEmpty) ? 1 : failed };
}

/** @param {readonly string[]} args */
function optionsOf(args) {
  try {
    const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' }, grep: { type: 'string' } } });
    if (values.only === undefined || groups.includes(values.only)) return values;
    console.error(`--only takes one of ${groups.join(', ')}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  process.stderr.write('node scripts/run.mjs test [--only lint|unit|vscode] [--grep TEXT]\n');
  return undefined;
}
