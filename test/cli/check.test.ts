import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FakeCore } from './support/fake-core.ts';
import { run } from './support/run.ts';

const all = 'securityRules ERROR WARNING INFORMATION HINT';

describe('cli check: exit code and severity', () => {
  const cases: readonly [text: string, args: readonly string[], code: number, rules: readonly string[]][] = [
    ['securityRules', [], 0, []],
    ['securityRules HINT', [], 0, []],
    ['securityRules INFORMATION', [], 0, []],
    ['securityRules WARNING', [], 1, ['test-warning']],
    ['securityRules ERROR', [], 1, ['test-error']],
    [all, [], 1, ['test-error', 'test-warning']],
    [all, ['--severity', 'warning'], 1, ['test-error', 'test-warning']],
    [all, ['--severity', 'error'], 1, ['test-error']],
    [all, ['--severity', 'info'], 1, ['test-error', 'test-warning', 'test-information', 'test-hint']],
    ['securityRules WARNING', ['--severity', 'error'], 0, []],
    ['securityRules HINT', ['--severity', 'info'], 1, ['test-hint']],
  ];
  for (const [text, args, code, rules] of cases) {
    it(`${text.slice(14) || 'nothing'} ${args.join(' ')} exits with ${code}`, async () => {
      const result = await run(['check', 'a.json', '--format', 'json', ...args], { files: { 'a.json': text } });
      const report = JSON.parse(result.output);
      assert.deepEqual(
        report.findings.map((finding: { rule: string }) => finding.rule),
        rules,
      );
      assert.equal(result.code, code);
      assert.equal(result.notes, '');
    });
  }
});

describe('cli check: JSON', () => {
  it('has the promised shape, with lines and characters from 0', async () => {
    const { output } = await run(['check', 'sub/a.json', '--format', 'json'], {
      files: { 'sub/a.json': '// RELATED FIXABLE\nsecurityRules\r\n  ERROR\n' },
    });
    assert.deepEqual(JSON.parse(output), {
      version: 1,
      files: 1,
      findings: [
        {
          rule: 'test-error',
          severity: 'error',
          file: 'sub/a.json',
          range: { start: { line: 2, character: 2 }, end: { line: 2, character: 7 } },
          message: "'ERROR' is here.",
          related: [
            {
              file: 'sub/a.json',
              range: { start: { line: 0, character: 3 }, end: { line: 0, character: 10 } },
              message: 'decides first',
            },
          ],
          fixes: [
            { title: 'Remove the word', safety: 'safe' },
            { title: 'Say it otherwise', safety: 'review' },
          ],
        },
      ],
    });
  });

  it('does not count a byte order mark as a character', async () => {
    const { output } = await run(['check', 'a.json', '--format', 'json'], {
      files: { 'a.json': '\ufeffERROR securityRules' },
    });
    assert.deepEqual(JSON.parse(output).findings[0].range.start, { line: 0, character: 0 });
  });

  it('is the same text when the same files are checked again', async () => {
    const files = { 'b/b.json': all, 'a.json': all, 'b/a.jsonc': all };
    const first = await run(['check', '.', '--format', 'json'], { files });
    const second = await run(['check', '.', '--format', 'json'], { files });
    assert.equal(first.output, second.output);
    const order = JSON.parse(first.output).findings.map((finding: { file: string }) => finding.file);
    assert.deepEqual([...new Set(order)], ['a.json', 'b/a.jsonc', 'b/b.json']);
  });
});

describe('cli check: files and folders', () => {
  it('counts only files that hold something, and says nothing about the others of a folder', async () => {
    const files = { 'a.json': 'securityRules', 'package.json': '{}', 'b.txt': 'securityRules ERROR' };
    const { code, output, notes } = await run(['check', '.'], { files });
    assert.deepEqual([code, notes, output], [0, '', 'No errors or warnings in 1 file.\n']);
  });

  it('takes the endings it promises, in any case, and leaves out hidden folders, node_modules and dist', async () => {
    const files = Object.fromEntries(
      [
        'a.json',
        'b.JSONC',
        'c.bicep',
        'd.bicepparam',
        'e.yaml',
        '.h.json',
        '.g/a.json',
        'node_modules/a.json',
        'x/dist/a.json',
        'x/y.json',
      ].map(path => [path, 'securityRules']),
    );
    const core = new FakeCore();
    const { output, notes } = await run(['check', '.', '--format', 'json'], { files, core });
    assert.equal(JSON.parse(output).files, 4);
    assert.equal(notes, 'apim-vnet: Bicep files that this version does not read: 1\n');
    assert.deepEqual(
      core.seen.map(({ source }) => [source.uri.slice(source.uri.lastIndexOf('/') + 1), source.languageId]),
      [
        ['a.json', 'json'],
        ['b.JSONC', 'jsonc'],
        ['d.bicepparam', 'bicep-params'],
        ['y.json', 'json'],
      ],
    );
    assert.deepEqual(
      core.forgotten,
      core.seen.map(({ source }) => source.uri),
    );
  });

  it('reads a named file whatever its ending or place, and asks its content for the language', async () => {
    const files = {
      'node_modules/nsg.txt': ' // exported\n/* today */ { "securityRules": 1 }',
      noending: '{ securityRules }',
      'list.export': '[securityRules]',
      'empty.out': '',
    };
    const core = new FakeCore();
    const { code } = await run(['check', ...Object.keys(files)], { files, core });
    assert.equal(code, 0);
    assert.deepEqual(
      core.seen.map(({ source }) => source.languageId),
      ['json', 'json', 'json', 'json'],
    );
  });

  it('looks at a file once, however often it is given', async () => {
    const files = { 'a.json': 'securityRules ERROR' };
    const { output } = await run(['check', '.', 'a.json', './a.json', '--format', 'json'], { files });
    assert.deepEqual([JSON.parse(output).files, JSON.parse(output).findings.length], [1, 1]);
  });

  it('says so when a named file holds nothing, and calls that no failure', async () => {
    const { code, output, notes } = await run(['check', 'package.json'], { files: { 'package.json': '{}' } });
    assert.equal(code, 0);
    assert.equal(output, 'No errors or warnings in 0 files.\n');
    assert.match(notes, /nothing to check: .* in package\.json\n$/);
  });

  it('reports what does not parse although nothing in it is recognised', async () => {
    const { code, output } = await run(['check', 'a.json'], { files: { 'a.json': '{ SYNTAX' } });
    assert.equal(code, 1);
    assert.match(output, /a\.json:1:3 {2}error {2}syntax-error/);
  });

  it('exits with 2 for a folder in which nothing is recognised, and for one without candidates', async () => {
    const unrecognised = await run(['check', '.'], { files: { 'package.json': '{}' } });
    assert.deepEqual([unrecognised.code, unrecognised.output], [2, '']);
    assert.match(unrecognised.notes, /nothing to check: .* in \.\n$/);
    const empty = await run(['check', 'docs'], { files: { 'docs/a.md': '' } });
    assert.deepEqual([empty.code, empty.output], [2, '']);
    assert.match(empty.notes, /docs holds no files that end in \.json, \.jsonc, \.bicep, \.bicepparam\n$/);
  });

  it('gives mode, SKU and profile to the core in ARM spelling', async () => {
    const core = new FakeCore();
    const args = ['check', 'a.json', '--mode', 'internal', '--sku', 'premiumv2', '--profile', 'VNET-2020-07'];
    await run(args, { files: { 'a.json': 'securityRules' }, core });
    assert.deepEqual(core.seen[0]?.settings.defaults, { mode: 'Internal', sku: 'PremiumV2', profile: 'vnet-2020-07' });
  });
});

describe('cli check: standard input', () => {
  it('is called <stdin>', async () => {
    const { code, output } = await run(['check', '-'], { input: '{ securityRules ERROR }' });
    assert.equal(code, 1);
    assert.match(output, /^<stdin>:1:17 {2}error/);
  });

  it('has the name and language that --stdin-name gives it', async () => {
    const core = new FakeCore();
    const { output } = await run(['check', '-', '--stdin-name', 'net/main.bicepparam'], {
      input: 'securityRules ERROR',
      core,
    });
    assert.match(output, /^net\/main\.bicepparam:1:15 {2}error/);
    assert.equal(core.seen[0]?.source.languageId, 'bicep-params');
    assert.ok(
      core.seen[0]?.source.uri.endsWith(
        pathToFileURL(join('/', 'net', 'main.bicepparam')).href.slice('file:///'.length),
      ),
    );
  });

  it('may be UTF-16, as PowerShell pipes it', async () => {
    const input = Buffer.from('\ufeff{ securityRules ERROR }', 'utf16le');
    const { code, output } = await run(['check', '-'], { input });
    assert.equal(code, 1);
    assert.match(output, /^<stdin>:1:17 /);
  });
});

describe('cli check: what cannot be read', () => {
  const good = { 'good.json': 'securityRules ERROR' };

  it('is named, and the other files are still checked', async () => {
    const { code, output, notes } = await run(['check', 'missing.json', 'good.json'], { files: good });
    assert.equal(code, 2);
    assert.equal(notes, 'apim-vnet: missing.json does not exist\n');
    assert.match(output, /good\.json:1:15/);
  });

  it('leaves no report where there is nothing else', async () => {
    const result = await run(['check', 'missing.json', '--format', 'json']);
    assert.deepEqual(result, { code: 2, output: '', notes: 'apim-vnet: missing.json does not exist\n' });
  });

  it('includes a language without a parser, and a text that is too long', async () => {
    const bicep = await run(['check', 'a.bicep'], { files: { 'a.bicep': 'securityRules ERROR' } });
    assert.deepEqual(bicep, {
      code: 2,
      output: '',
      notes: 'apim-vnet: a.bicep is Bicep, which this version does not read\n',
    });
    const long = await run(['check', 'a.json'], { files: { 'a.json': ' '.repeat(5_000_001) } });
    assert.deepEqual([long.code, long.output], [2, '']);
    assert.equal(long.notes, 'apim-vnet: a.json is longer than 5,000,000 characters, the most that is read\n');
  });

  it('includes what a failing rule would have said', async () => {
    const { code, output, notes } = await run(['check', 'a.json'], {
      files: { 'a.json': 'securityRules BROKEN WARNING' },
    });
    assert.equal(code, 2);
    assert.match(notes, /mistake in this program, so a\.json is not checked in full: rule test-error failed\n$/);
    assert.match(output, /test-warning/);
  });

  it('costs one file when the core falls over', async () => {
    const files = { 'a.json': 'THROW', ...good };
    const { code, output, notes } = await run(['check', '.'], { files });
    assert.equal(code, 2);
    assert.match(
      notes,
      /a\.json could not be looked at because of a mistake in this program: Error: the core fell over\n/,
    );
    assert.match(output, /good\.json:1:15/);
  });
});
