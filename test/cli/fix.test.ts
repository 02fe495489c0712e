import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceTexts } from '../../server/src/cli/write-file.ts';
import { inFolder, run } from './support/run.ts';

const broken = '{ "securityRules": "FIXABLE ERROR" }';
const right = '{ "securityRules": "FIXABLE " }';

describe('apim-vnet check --fix', () => {
  it('changes files, says what it did, and reports what is left', async () => {
    const result = await run(['check', 'a.json', '--fix'], { files: { 'a.json': broken } });
    assert.equal(result.code, 0, result.output);
    assert.match(result.notes, /a\.json: Remove the word \(test-error\)/);
    assert.match(result.notes, /made 1 fix in 1 file/);
    assert.match(result.output, /No errors or warnings/);
  });

  it('keeps its notes out of the report', async () => {
    const { output } = await run(['check', 'a.json', '--fix', '--format', 'json'], { files: { 'a.json': broken } });
    assert.deepEqual(JSON.parse(output), { version: 1, files: 1, findings: [] });
  });

  it('leaves a file with syntax errors, and one that nothing is wrong with', async () => {
    const files = { 'a.json': '{ "securityRules": "FIXABLE ERROR SYNTAX" }', 'b.json': '{ "securityRules": 1 }' };
    const { code, notes } = await run(['check', '.', '--fix'], { files });
    assert.equal(code, 1);
    assert.match(notes, /no safe fixes to make/);
  });

  it('does not change standard input', async () => {
    const { code, notes } = await run(['check', '-', '--fix'], { input: broken });
    assert.equal(code, 2);
    assert.match(notes, /standard input is none/);
  });

  it('leaves a read-only file, says so, and ends with 2', async () => {
    const { code, notes } = await run(['check', 'a.json', '--fix'], {
      files: { 'a.json': broken },
      prepare: folder => chmodSync(join(folder, 'a.json'), 0o444),
    });
    assert.equal(code, 2);
    assert.match(notes, /a\.json (is read-only|may not be written by this user), and is not changed/);
  });

  const twoFiles = { 'a.json': broken.replace('FIXABLE', 'FIXABLE BESIDE:b.json'), 'b.json': '{}' };
  const textOf = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

  it('changes all files of a fix, and counts them', async () => {
    const { notes } = await run(['check', 'a.json', '--fix'], {
      files: twoFiles,
      afterwards: folder => assert.equal(textOf(folder, 'b.json'), '[]'),
    });
    assert.match(notes, /made 2 fixes in 2 files/);
  });

  it('makes what it can without a file that may not be changed', async () => {
    const { code, notes } = await run(['check', 'a.json', '--fix'], {
      files: twoFiles,
      prepare: folder => chmodSync(join(folder, 'b.json'), 0o444),
      afterwards: folder => {
        assert.ok(!textOf(folder, 'a.json').includes('ERROR'));
        assert.equal(textOf(folder, 'b.json'), '{}');
      },
    });
    assert.equal(code, 2);
    assert.match(notes, /b\.json (is read-only|may not be written by this user), and is not changed/);
    assert.match(notes, /made 1 fix in 1 file/);
  });

  it('complains once of what it cannot read', async () => {
    const { code, notes } = await run(['check', 'gone.json', '--fix']);
    assert.equal(code, 2);
    assert.equal(notes.match(/gone\.json does not exist/g)?.length, 1);
  });
});

/** What is wrong with changing one file. */
function replaceText(path: string, before: string, after: string): string | undefined {
  return replaceTexts([{ path, before, after }])?.text;
}

describe('writing a file', () => {
  it('keeps mode and byte order mark, and leaves nothing else behind', () =>
    inFolder({ files: { 'a.json': `\ufeff${broken}` } }, async folder => {
      const file = join(folder, 'a.json');
      chmodSync(file, 0o640);
      assert.equal(replaceText(file, broken, right), undefined);
      assert.equal(readFileSync(file, 'utf8'), `\ufeff${right}`);
      assert.equal(statSync(file).mode & 0o777, 0o640);
      assert.deepEqual(readdirSync(folder), ['a.json']);
    }));

  it('keeps UTF-16', () =>
    inFolder({ files: { 'a.json': Buffer.from(`\ufeff${broken}`, 'utf16le') } }, async folder => {
      const file = join(folder, 'a.json');
      assert.equal(replaceText(file, broken, right), undefined);
      assert.equal(readFileSync(file, 'utf16le'), `\ufeff${right}`);
    }));

  it('changes the file behind a link, and keeps the link', () =>
    inFolder({ files: { 'a.json': broken } }, async folder => {
      const link = join(folder, 'link.json');
      symlinkSync('a.json', link);
      assert.equal(replaceText(link, broken, right), undefined);
      assert.ok(lstatSync(link).isSymbolicLink());
      assert.equal(readFileSync(join(folder, 'a.json'), 'utf8'), right);
    }));

  it('refuses a file that is not what was looked at', () =>
    inFolder({ files: { 'a.json': broken } }, async folder => {
      const file = join(folder, 'a.json');
      writeFileSync(file, 'something else');
      assert.match(replaceText(file, broken, right) ?? '', /has changed meanwhile/);
      assert.equal(readFileSync(file, 'utf8'), 'something else');
    }));

  it('changes several files or none', () =>
    inFolder({ files: { 'a.json': broken, 'b.json': broken } }, async folder => {
      const [a, b] = [join(folder, 'a.json'), join(folder, 'b.json')];
      const change = (path: string, before = broken) => ({ path, before, after: right });
      assert.deepEqual(replaceTexts([change(a), change(b, 'something else')]), {
        path: b,
        text: 'has changed meanwhile, and is left as it is',
      });
      assert.equal(readFileSync(a, 'utf8'), broken);
      assert.equal(replaceTexts([change(a), change(a)])?.text, 'is reached by two paths, and is not changed');
      assert.equal(readFileSync(a, 'utf8'), broken);
      assert.equal(replaceTexts([change(a), change(b)]), undefined);
      assert.deepEqual([readFileSync(a, 'utf8'), readFileSync(b, 'utf8')], [right, right]);
      assert.deepEqual(readdirSync(folder).sort(), ['a.json', 'b.json']);
    }));

  it('says why a file cannot be written', () =>
    inFolder({}, async folder => {
      assert.match(replaceText(join(folder, 'gone.json'), '', 'x') ?? '', /could not be written \(ENOENT\)/);
      assert.match(replaceText(folder, '', 'x') ?? '', /is no file/);
    }));
});
