import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { defaultSettings } from '../../server/src/workspace/settings.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

describe('scripts/new-rule.mjs', () => {
  let copy: string;
  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'apim-vnet-new-rule-test-'));
    for (const path of [
      'server/src',
      'server/data',
      'package.json',
      '.gitignore',
      'biome.json',
      'tsconfig.base.json',
      'tsconfig.json',
    ])
      cpSync(join(root, path), join(copy, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  });
  after(() => rmSync(copy, { recursive: true }));

  it('writes a rule, its line in the list and two fixtures', () => {
    const { status, stdout } = newRule('even-newer-flaw');
    assert.equal(status, 0);
    assert.deepEqual(
      [...stdout.matchAll(/^Wrote (.*)\.$/gm)].map(match => match[1]),
      [
        'server/src/rules/even-newer-flaw.ts',
        'server/src/rules/index.ts',
        'test/rules/even-newer-flaw/bad.json',
        'test/rules/even-newer-flaw/good.ok.json',
      ],
    );
    const added = read(copy, 'server/src/rules/index.ts')
      .split('\n')
      .filter(line => !read(root, 'server/src/rules/index.ts').split('\n').includes(line));
    assert.deepEqual(added, ["import { evenNewerFlaw } from './even-newer-flaw.ts';", '  evenNewerFlaw,']);
  });

  it('writes a rule that works: its examples and its fixtures raise it or do not', async () => {
    const { rules } = await import(pathToFileURL(join(copy, 'server/src/rules/index.ts')).href);
    const { Project } = await import(pathToFileURL(join(copy, 'server/src/workspace/project.ts')).href);
    const raises = (text: string) =>
      new Project()
        .view({ uri: 'file:///a.jsonc', version: 1, languageId: 'jsonc', text }, defaultSettings)
        .findings(neverCancelled)
        .filter((finding: { rule: string }) => finding.rule === 'even-newer-flaw').length;
    const rule: Rule = rules.at(-1);
    assert.equal(rule.id, 'even-newer-flaw');
    assert.equal(raises(rule.bad!), 1);
    assert.equal(raises(rule.good!), 0);
    assert.equal(raises(read(copy, 'test/rules/even-newer-flaw/bad.json')), 1);
    assert.equal(raises(read(copy, 'test/rules/even-newer-flaw/good.ok.json')), 0);
  });

  it('marks the words of the fixture that are blamed', () => {
    const lines = read(copy, 'test/rules/even-newer-flaw/bad.json').split('\n');
    const marker = lines.findIndex(line => line.includes('^'));
    const [above, marks] = [lines[marker - 1]!, lines[marker]!];
    assert.equal(above.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1), 'ReplaceMe');
  });

  it('writes what the linter and the compiler accept', () => {
    const written = ['server/src/rules/even-newer-flaw.ts', 'server/src/rules/index.ts', 'test/rules/even-newer-flaw'];
    const biome = run('@biomejs/biome/bin/biome', 'check', ...written);
    assert.equal(biome.status, 0, biome.stdout + biome.stderr);
    const { stdout } = run('typescript/bin/tsc', '-p', 'tsconfig.json');
    assert.deepEqual(
      stdout.split('\n').filter(line => /even-newer-flaw|rules\/index/.test(line)),
      [],
    );
  });

  for (const [name, args, complaint] of [
    ['no id', [], /Give the id of one rule/],
    ['two ids', ['one-flaw', 'other-flaw'], /Give the id of one rule/],
    ['one word', ['flaw'], /'flaw' is not an id/],
    ['capital letters', ['Some-Flaw'], /'Some-Flaw' is not an id/],
    ['a path', ['../some-flaw'], /is not an id/],
    ['the id of a rule', ['shadowed-rule'], /shadowed-rule\.ts exists already/],
    ['the id of a rule in a file of several', ['duplicate-key'], /There is a rule 'duplicate-key' already/],
  ] as const) {
    it(`refuses ${name}`, () => {
      const before = read(copy, 'server/src/rules/index.ts');
      const { status, stderr } = newRule(...args);
      assert.equal(status, 2);
      assert.match(stderr, complaint);
      assert.equal(read(copy, 'server/src/rules/index.ts'), before);
    });
  }

  function newRule(...args: readonly string[]) {
    const script = join(root, 'scripts/new-rule.mjs');
    return spawnSync(process.execPath, [script, ...args, '--into', copy], { encoding: 'utf8' });
  }

  function run(program: string, ...args: readonly string[]) {
    const script = join(root, 'node_modules', program);
    return spawnSync(process.execPath, [script, ...args], { cwd: copy, encoding: 'utf8' });
  }
});

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
