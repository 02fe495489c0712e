import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apimModes } from '../../server/src/analysis/target.ts';
import { profileIds } from '../../server/src/knowledge/profiles.ts';
import { rules } from '../../server/src/rules/index.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const manifest = JSON.parse(read('package.json'));

describe('generated pages', function () {
  this.timeout(180_000);

  it('are current', () => {
    const { status, stderr } = docs('--check');
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  });

  it('are one for each rule, and no other', () => {
    const written = readdirSync(join(root, 'docs/rules')).sort();
    assert.deepEqual(written, [...rules.map(rule => `${rule.id}.md`), 'README.md'].sort());
  });

  it('say what is wrong in the first line of text, which the list of pages shows', () => {
    for (const { id, summary } of rules) {
      const first = read(`docs/rules/${id}.md`)
        .split('\n')
        .find(line => /^[^#\s<|>-]/.test(line));
      assert.equal(first, summary);
    }
  });

  it('show for each bad example that the rule is raised', () => {
    for (const { id, bad } of rules) {
      if (bad !== undefined)
        assert.match(read(`docs/rules/${id}.md`), new RegExp(`^${id}\\.\\w+:\\d+:\\d+  \\w+  ${id}  `, 'm'));
    }
  });
});

describe('scripts/docs.mjs', function () {
  // Each run starts the command line once for every printed example.
  this.timeout(180_000);

  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'apim-vnet-docs-test-'));
    for (const file of ['README.md', 'package.json']) copyFileSync(join(root, file), join(folder, file));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lists what is missing and stale with --check, and writes nothing', () => {
    writeFileSync(join(folder, 'README.md'), read('README.md').replace('| [shadowed-rule]', '| [shadow]'));
    const { status, stderr } = docs('--check', '--into', folder);
    assert.equal(status, 1);
    assert.match(stderr, /^docs\/rules\/shadowed-rule\.md is missing\.$/m);
    assert.match(stderr, /^README\.md is stale\.$/m);
    assert.doesNotMatch(stderr, /package\.json/);
    assert.deepEqual(readdirSync(folder).sort(), ['README.md', 'package.json']);
  });

  it('writes everything, the same every time, and removes pages of rules that are gone', function () {
    // It builds the rules and checks every example, twice; the machine may be busy.
    this.timeout(120_000);
    assert.equal(docs('--into', folder).status, 0);
    for (const { id } of rules) assert.equal(read(`docs/rules/${id}.md`, folder), read(`docs/rules/${id}.md`));
    assert.equal(read('README.md', folder), read('README.md'));
    writeFileSync(join(folder, 'docs/rules/gone-rule.md'), '# gone-rule\n');
    appendFileSync(join(folder, 'docs/rules/shadowed-rule.md'), 'by hand\n');
    const { stdout } = docs('--into', folder);
    assert.equal(stdout, 'Wrote docs/rules/shadowed-rule.md.\nRemoved docs/rules/gone-rule.md.\n');
    assert.equal(docs('--check', '--into', folder).status, 0);
  });

  it('brings the ids in the settings up to date and changes nothing else there', () => {
    const { id } = rules[0]!;
    const stale = read('package.json').replace(`"${id}",`, '"old-rule",');
    writeFileSync(join(folder, 'package.json'), stale);
    assert.equal(docs('--into', folder).status, 0);
    assert.equal(read('package.json', folder), read('package.json'));
  });
});

describe('README', () => {
  const readme = read('README.md');

  it('has a row for each setting', () => {
    const settings = Object.keys(manifest.contributes.configuration.properties);
    assert.deepEqual(
      [...readme.matchAll(/^\| `(apimVnet\.[\w.]+)` \|/gm)].map(match => match[1]),
      settings,
    );
  });

  it('names every profile and mode', () => {
    for (const word of [...profileIds, ...apimModes]) assert.ok(readme.includes(`\`${word}\``), word);
  });

  it('names scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([\w-]+)/g)].map(match => match[1]!);
    assert.deepEqual(
      named.filter(name => manifest.scripts[name] === undefined),
      [],
    );
    assert.ok(named.length > 5);
  });
});

describe('links', () => {
  const pages = ['README.md', 'CHANGELOG.md', ...markdownIn('docs'), ...markdownIn('docs/rules')];
  for (const page of pages) {
    it(`of ${page} lead to files`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(match => match[1]!);
      assert.deepEqual(
        links.filter(link => !existsSync(join(root, dirname(page), link))),
        [],
      );
    });
  }
});

function docs(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'scripts/docs.mjs'), ...args], { encoding: 'utf8' });
}

function read(file: string, folder = root): string {
  return readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter(file => file.endsWith('.md'))
    .map(file => `${folder}/${file}`);
}
