// Bundles the test files that run inside VS Code. Two bundles of the same files: for the Node extension host and for the web worker.

import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';

/** The web host runs extension code inside a function; so many lines precede it there. */
const LINES_BEFORE = { node: 0, web: 2 };

/**
 * @typedef {object} SuiteBundle
 * @property {string} path for `extensionTestsPath`
 * @property {(stack: string) => string} mapStack puts the places of the test files into a stack trace
 */

/**
 * The test files of a run: `*.test.ts`, of which those named `*.restricted.test.ts` are for Restricted Mode only.
 *
 * @param {string} suiteDir
 * @param {boolean} restricted
 */
export function suiteFiles(suiteDir, restricted) {
  return readdirSync(suiteDir)
    .filter(name => name.endsWith('.test.ts') && name.endsWith('.restricted.test.ts') === restricted)
    .sort();
}

/**
 * @param {object} options
 * @param {'node' | 'web'} options.host
 * @param {string} options.suiteDir where `index.ts` and the test files lie
 * @param {string} options.outDir
 * @param {readonly string[]} options.files names in `suiteDir`
 * @param {string} options.grep
 * @returns {Promise<SuiteBundle>}
 */
export async function bundleSuite({ host, suiteDir, outDir, files, grep }) {
  // The project's package says that `.js` is a module, and the web host loads no modules; `.cjs` suits both hosts.
  const path = join(outDir, 'index.cjs');
  const imports = files.map(name => `await import(${JSON.stringify(`./${name}`)});`).join('\n');
  await build({
    stdin: {
      contents: `import { runSuites } from './index.ts';
export const run = () => runSuites({ grep: ${JSON.stringify(grep)}, load: async () => { ${imports} } });`,
      resolveDir: suiteDir,
      sourcefile: 'entry.ts',
      loader: 'ts',
    },
    outfile: path,
    bundle: true,
    format: 'cjs',
    platform: host === 'node' ? 'node' : 'browser',
    target: 'es2022',
    external: ['vscode'],
    sourcemap: 'external',
    sourcesContent: false,
    plugins: [mochaAsCommonJs],
    logLevel: 'warning',
  });
  const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')));
  return {
    path,
    mapStack: stack =>
      stack.replace(/[^\s(]*index\.cjs(?:#[\w-]+)?:(\d+):(\d+)/g, (place, line, column) => {
        const entry = map.findEntry(Number(line) - 1 - LINES_BEFORE[host], Number(column) - 1);
        if (!('originalSource' in entry)) return place;
        const file = relative(root, resolve(outDir, entry.originalSource)).replaceAll('\\', '/');
        return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
      }),
  };
}

/**
 * Mocha's build for browsers is a CommonJS file in a package that declares itself as modules; taken by that word, its `module.exports`
 * would replace ours. Under a namespace of its own no package speaks for it.
 *
 * @type {import('esbuild').Plugin}
 */
const mochaAsCommonJs = {
  name: 'mocha-as-commonjs',
  setup(builder) {
    builder.onResolve({ filter: /^mocha\/mocha\.js$/ }, () => ({ path: 'mocha.js', namespace: 'mocha' }));
    builder.onLoad({ filter: /.*/, namespace: 'mocha' }, () => ({
      contents: readFileSync(join(root, 'node_modules/mocha/mocha.js'), 'utf8'),
      loader: 'js',
    }));
  },
};
