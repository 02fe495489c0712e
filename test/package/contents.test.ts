/** What users install: everything the extension needs, and no sources, tests or maps. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '../../server/src/rules/index.ts';
import { build, inRepository } from '../protocol/built.ts';

const expected = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/cli.core.js',
  'dist/cli.js',
  'dist/extension.node.cjs',
  'dist/extension.web.cjs',
  'dist/package.json',
  'dist/report.js',
  'dist/server.node.js',
  'dist/server.worker.js',
  'docs/images/hover.png',
  'docs/images/explain-flow.png',
  'docs/images/icon.png',
  'docs/images/problems.png',
  'docs/images/report.png',
  'docs/rules/README.md',
  ...rules.map(rule => `docs/rules/${rule.id}.md`),
  'package.json',
  'snippets/bicep.json',
  'snippets/json.json',
  'syntaxes/apim-vnet.injection.tmLanguage.json',
  'syntaxes/bicep.language-configuration.json',
  'syntaxes/bicep.tmLanguage.json',
];

/** Folders that never belong to a package and hold so many files that walking them takes vsce ten seconds. */
const leftBehind: ReadonlySet<string> = new Set(['node_modules', '.git', '.vscode-test']);

describe('package', () => {
  let listed: string[];
  let copy: string;

  before(() => {
    build();
    copy = mkdtempSync(join(tmpdir(), 'apim-vnet-package-'));
    for (const name of readdirSync(inRepository('.'))) {
      if (!leftBehind.has(name)) cpSync(inRepository(name), join(copy, name), { recursive: true });
    }
    const vsce = inRepository('node_modules/@vscode/vsce/vsce');
    const output = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: copy, encoding: 'utf8' });
    listed = output.split(/\r?\n/).filter(line => line !== '');
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('holds exactly the files it should, the page of every rule among them', () => {
    assert.deepEqual([...listed].sort(), [...expected].sort());
  });

  it('holds every file that its manifest names', () => {
    const manifest: unknown = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
    const named = [...pathsIn(manifest)].map(path => path.replace(/^\.\//, ''));
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter(path => !listed.includes(path)),
      [],
    );
  });

  it('brings a command line that runs without node_modules', () => {
    const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { version: string };
    const printed = execFileSync(process.execPath, [join(copy, 'dist/cli.js'), '--version'], { encoding: 'utf8' });
    assert.equal(printed.trim(), version);
  });
});

/** Every relative path in the manifest, `main`, `browser`, grammars and icons alike. */
function* pathsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') {
    if (/^(\.\/|dist\/)/.test(value)) yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) yield* pathsIn(member);
  }
}
