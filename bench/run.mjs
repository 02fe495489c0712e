/**
 * All benchmarks, one after the other: `npm run bench`. Prints machine, date, commit and tables.
 * `npm run bench -- --write` also puts them into bench/RESULTS.md; `npm run bench -- DIR` measures the Bicep parser on the
 * files of a folder instead of generated text, and how long the folder takes to check. Installs the peers
 * below bench/ when missing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkFolder } from './check-folder.mjs';
import { cliColdStart } from './cli-cold-start.mjs';
import { editToDiagnostics } from './edit-to-diagnostics.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

const peers = { '.': ['vscode-langservers-extracted', 'z3-solver'], bicep: ['tree-sitter-bicep'] };
for (const [place, names] of Object.entries(peers)) {
  const cwd = join(folder, place);
  if (names.every(peer => existsSync(join(cwd, 'node_modules', peer)))) continue;
  const install = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  execFileSync('npm', install, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
}
execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { cwd: root, stdio: 'inherit' });

const machine = `${cpus().length} cores, load ${loadavg()[0].toFixed(1)} at the start`;
const stages = execFileSync(process.execPath, ['--import', 'tsx', 'bench/stages.ts'], { cwd: root, encoding: 'utf8' });
const project = execFileSync(process.execPath, ['--import', 'tsx', 'bench/project.ts'], {
  cwd: root,
  encoding: 'utf8',
});
const z3 = execFileSync(process.execPath, ['--import', 'tsx', 'bench/z3/z3.ts'], { cwd: root, encoding: 'utf8' });
const directory = process.argv.slice(2).find(argument => !argument.startsWith('--'));
const bicepArguments = ['--import', 'tsx', 'bench/bicep/parse.ts', ...(directory === undefined ? [] : [directory])];
const bicep = execFileSync(process.execPath, bicepArguments, { cwd: root, encoding: 'utf8' });
const node = `Node ${process.versions.node.split('.').slice(0, 2).join('.')}`;
const report = [
  '# Results',
  `${machine}, ${node}, ${new Date().toISOString().slice(0, 10)}, commit ${commit()}. Made by \`npm run bench -- --write\`.`,
  await editToDiagnostics(),
  cliColdStart(),
  ...(directory === undefined ? [] : [checkFolder(directory)]),
  stages.trim(),
  project.trim(),
  z3.trim(),
  `## The Bicep parser beside its peers\n\n\`\`\`\n${bicep.trim()}\n\`\`\``,
].join('\n\n');

console.log(report);
if (process.argv.includes('--write')) writeFileSync(new URL('RESULTS.md', import.meta.url), `${report}\n`);

function commit() {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
    const changed =
      git('status', '--porcelain', '--', 'server', 'package.json') === '' ? '' : ' and changes not committed';
    return git('rev-parse', '--short', 'HEAD') + changed;
  } catch {
    return 'unknown';
  }
}
