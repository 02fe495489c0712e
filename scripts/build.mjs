// Bundles the seven programs into `dist/` with esbuild; type checking is tsc's and not done here.
//
//   node scripts/build.mjs [--if-stale] [--watch] [--only NAME]…
//
// Every file is written beside its place and then renamed, so that a program that starts during a build reads either
// the old or the new text. The same sources give the same bytes. Spaces go, which saves a fifth of the command line's
// start; names stay and there are no source maps: stack traces in a user's log name our own functions.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';

/** What V8 made of `cli.core.js`; belongs to one version of Node and does not ship. */
const compiledProgram = 'cli.core.cache';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

// VS Code reads `"type": "module"` of the manifest as "the entry is ESM" unless the entry ends in `.cjs`, and its web
// host takes CommonJS only. Hence `.cjs` for the two extension entries, and a package.json that makes the rest of
// `dist` CommonJS for Node.
const extension = { format: 'cjs', external: ['vscode'] };
const forNode = { platform: 'node', target: 'node20.19', mainFields: ['module', 'main'] };
const forBrowser = { platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'] };
const bundles = {
  'extension.node': { entry: 'client/src/extension.node.ts', file: 'extension.node.cjs', ...forNode, ...extension },
  'extension.web': { entry: 'client/src/extension.web.ts', file: 'extension.web.cjs', ...forBrowser, ...extension },
  'server.node': { entry: 'server/src/lsp/main-node.ts', file: 'server.node.js', ...forNode, format: 'cjs' },
  'server.worker': { entry: 'server/src/lsp/main-worker.ts', file: 'server.worker.js', ...forBrowser, format: 'iife' },
  report: { entry: 'client/src/webview/report.ts', file: 'report.js', ...forBrowser, format: 'iife' },
  cli: { entry: 'server/src/cli/program.ts', file: 'cli.js', ...forNode, format: 'cjs' },
  'cli.core': {
    entry: 'server/src/cli/main.ts',
    file: 'cli.core.js',
    ...forNode,
    format: 'cjs',
    alias: { 'node:child_process': './scripts/lib/no-child-process.cjs' },
  },
};

/** The shipped facts as JSON text: V8 reads that in a fraction of the time that an object literal of the size takes. */
const dataAsText = {
  name: 'data-as-text',
  setup: it =>
    it.onLoad({ filter: /[\\/]server[\\/]data[\\/][^\\/]*\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    }),
};

const { values } = parseArgs({
  options: {
    'if-stale': { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', default: false },
  },
});
const names = values.only ?? Object.keys(bundles);
const strange = names.find(name => !(name in bundles));
if (values.help || strange !== undefined) {
  const usage = `node scripts/build.mjs [--if-stale] [--watch] [--only NAME]…\nNAME is one of ${Object.keys(bundles).join(', ')}.`;
  console.error(strange === undefined ? usage : `There is no bundle '${strange}'.\n${usage}`);
  process.exit(strange === undefined ? 0 : 2);
}

if (values['if-stale'] && !isStale()) process.exit(0);

mkdirSync(dist, { recursive: true });
writeWhole('package.json', '{ "type": "commonjs" }\n');
const started = performance.now();
if (values.watch) {
  for (const name of names) await (await context(options(name))).watch();
  console.log('Watching. Ctrl+C ends it.');
} else {
  const results = await Promise.allSettled(names.map(name => build(options(name))));
  // esbuild has printed what is wrong.
  if (results.some(result => result.status === 'rejected')) process.exit(1);
  if (names.includes('cli.core')) compileAhead();
  console.log(
    `Built ${names.map(name => bundles[name].file).join(', ')} in ${Math.round(performance.now() - started)} ms.`,
  );
}

function options(name) {
  const { entry, file, ...rest } = bundles[name];
  return {
    ...rest,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(dist, file),
    bundle: true,
    minifyWhitespace: true,
    minifySyntax: true,
    write: false,
    // Text in ASCII only lets V8 keep the program in one byte per letter, which it reads faster.
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
    define: {
      VERSION: JSON.stringify(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version),
      RULE_PAGES: JSON.stringify(rulePages()),
    },
    plugins: [dataAsText, { name: 'write', setup: it => it.onEnd(result => write(name, result.outputFiles ?? [])) }],
  };
}

function write(name, outputs) {
  // A compiled form is of one text; V8 knows an old one by no more than the length.
  if (name === 'cli.core') rmSync(join(dist, compiledProgram), { force: true });
  for (const output of outputs) {
    const isProgram = name === 'cli';
    const text = isProgram && !output.text.startsWith('#!') ? `#!/usr/bin/env node\n${output.text}` : output.text;
    const path = writeWhole(bundles[name].file, text);
    if (isProgram) chmodSync(path, 0o755);
  }
}

/** Compiles the command line ahead, for this version of Node; where that fails it starts a little slower. */
function compileAhead() {
  const example = join(root, 'examples', 'profiles');
  const args = [join(dist, 'cli.core.js'), join(dist, compiledProgram), 'check', '--', example];
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/lib/compile-ahead.cjs'), ...args]);
  if (status !== 0) console.warn('The command line could not be compiled ahead; it starts a little slower.');
}

function writeWhole(file, text) {
  const path = join(dist, file);
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
  return path;
}

/** The rule pages that ship, with the first line of text of each: the list behind "Open the page of a rule…". */
function rulePages() {
  const folder = join(root, 'docs', 'rules');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(file => /^[a-z0-9]+(-[a-z0-9]+)*\.md$/.test(file))
    .sort()
    .map(file => {
      const lines = readFileSync(join(folder, file), 'utf8').split(/\r?\n/);
      const summary = lines.find(line => /^[^#\s<|>-]/.test(line)) ?? '';
      return { id: file.slice(0, -'.md'.length), summary: summary.replace(/[*`]/g, '') };
    });
}

/** Whether a source was changed after the oldest bundle was written, or a bundle is missing. */
function isStale() {
  const files = [...names.map(name => bundles[name].file), 'package.json'].map(file => join(dist, file));
  if (!files.every(file => existsSync(file))) return true;
  const oldest = Math.min(...files.map(file => statSync(file).mtimeMs));
  const sources = ['client/src', 'server/src', 'server/data', 'docs/rules', 'scripts/build.mjs', 'package.json'];
  return sources.some(source => newest(join(root, source)) > oldest);
}

/** Time of the newest change under a path, folders included (a removed file changes its folder); 0 if it is missing. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map(name => newest(join(path, name))));
}
