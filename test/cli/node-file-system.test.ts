import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { find, languageOfText, readText, shownPath } from '../../server/src/cli/node-file-system.ts';
import { decode, maxFileSize } from '../../server/src/disk/read-text.ts';
import { inFolder } from './support/run.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('cli decode', () => {
  const texts: readonly [name: string, given: Uint8Array, text: string][] = [
    ['nothing', bytes(), ''],
    ['UTF-8', Buffer.from('{"é": "日本 😀"}'), '{"é": "日本 😀"}'],
    ['UTF-8 with a mark', Buffer.from('\ufeff{}'), '{}'],
    ['UTF-16 LE', Buffer.from('\ufeff{"a": "😀"}', 'utf16le'), '{"a": "😀"}'],
    ['UTF-16 BE', Buffer.from('\ufeff{"é"}', 'utf16le').swap16(), '{"é"}'],
    ['only a mark', bytes(0xff, 0xfe), ''],
  ];
  for (const [name, given, text] of texts) {
    it(`reads ${name}`, () => assert.deepEqual(decode(given), { ok: true, text }));
  }

  const problems: readonly [name: string, given: Uint8Array, problem: string][] = [
    ['Latin-1', Buffer.from('{"caf\u00e9": 1}', 'latin1'), 'is not UTF-8 text (byte 0xE9 at offset 5)'],
    ['a lone continuation byte', bytes(0x7b, 0x80), 'is not UTF-8 text (byte 0x80 at offset 1)'],
    ['a character cut off at the end', bytes(0x7b, 0xe6, 0x97), 'is not UTF-8 text (byte 0xE6 at offset 1)'],
    ['an overlong form', bytes(0xc0, 0xaf), 'is not UTF-8 text (byte 0xC0 at offset 0)'],
    ['a surrogate in UTF-8', bytes(0x61, 0xed, 0xa0, 0x80), 'is not UTF-8 text (byte 0xED at offset 1)'],
    [
      'an error after good characters',
      Buffer.concat([Buffer.from('日本😀é'), bytes(0xff)]),
      'is not UTF-8 text (byte 0xFF at offset 12)',
    ],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47), 'is not UTF-8 text (byte 0x89 at offset 0)'],
    ['NUL', bytes(0x7b, 0x00, 0x7d), 'is not text (byte 0x00 at offset 1)'],
    ['UTF-16 without a mark', Buffer.from('{}', 'utf16le'), 'is not text (byte 0x00 at offset 1)'],
    ['UTF-32', bytes(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0), 'is not text (byte 0x00 at offset 2)'],
    ['UTF-16 of an odd length', bytes(0xff, 0xfe, 0x7b), 'has the byte order mark of UTF-16LE, but is not such text'],
    [
      'UTF-16 with half a pair',
      bytes(0xfe, 0xff, 0xd8, 0x00),
      'has the byte order mark of UTF-16BE, but is not such text',
    ],
    ['more than is read', new Uint8Array(maxFileSize + 1), 'is larger than 64 MB, the most that is read'],
  ];
  for (const [name, given, problem] of problems) {
    it(`names the problem with ${name}`, () => assert.deepEqual(decode(given), { ok: false, problem }));
  }
});

describe('cli readText', () => {
  it('answers in words for every kind of failure', async () => {
    await inFolder({ files: { 'a.json': '{}' } }, async folder => {
      assert.deepEqual(readText(join(folder, 'a.json')), { ok: true, text: '{}' });
      assert.deepEqual(readText(join(folder, 'b.json')), { ok: false, problem: 'does not exist' });
      assert.deepEqual(readText(join(folder, 'a.json', 'b')), { ok: false, problem: 'does not exist' });
      assert.deepEqual(readText(folder), { ok: false, problem: 'is a folder' });
      truncateSync(join(folder, 'a.json'), maxFileSize + 1);
      assert.deepEqual(readText(join(folder, 'a.json')), {
        ok: false,
        problem: 'is larger than 64 MB, the most that is read',
      });
    });
  });
});

describe('cli find', () => {
  it('follows no links in a folder, so that circles end and nothing outside is read', async () => {
    const files = { 'inside/a.json': '', 'inside/deep/b.json': '', 'outside/c.json': '' };
    await inFolder({ files }, async folder => {
      symlinkSync(join(folder, 'inside'), join(folder, 'inside', 'circle'), 'junction');
      symlinkSync(join(folder, 'outside'), join(folder, 'inside', 'away'), 'junction');
      const found = find('inside', folder);
      assert.ok(found.kind === 'folder');
      assert.deepEqual(
        found.files.map(file => shownPath(file, folder)),
        ['inside/a.json', 'inside/deep/b.json'],
      );
      assert.deepEqual(found.problems, []);
    });
  });

  it('follows a link that is named', async () => {
    await inFolder({ files: { 'real/a.json': '' } }, async folder => {
      symlinkSync(join(folder, 'real'), join(folder, 'link'), 'junction');
      const found = find('link', folder);
      assert.ok(found.kind === 'folder');
      assert.deepEqual(
        found.files.map(file => shownPath(file, folder)),
        ['link/a.json'],
      );
    });
  });

  it('calls a link in a circle by its name', async () => {
    await inFolder({}, async folder => {
      symlinkSync(join(folder, 'b'), join(folder, 'a'), 'junction');
      symlinkSync(join(folder, 'a'), join(folder, 'b'), 'junction');
      assert.deepEqual(find('a', folder), { kind: 'problem', problem: 'a is a symbolic link that leads nowhere' });
    });
  });

  it('tells a link to nothing from no link', async () => {
    await inFolder({}, async folder => {
      symlinkSync(join(folder, 'gone.json'), join(folder, 'a.json'));
      assert.deepEqual(find('a.json', folder), {
        kind: 'problem',
        problem: 'a.json is a symbolic link that leads nowhere',
      });
      assert.deepEqual(find('gone.json', folder), { kind: 'problem', problem: 'gone.json does not exist' });
    });
  });

  it('takes no path for a folder', async () => {
    await inFolder({ files: { 'a.json': '{}' } }, async folder => {
      assert.deepEqual(find('', folder), {
        kind: 'problem',
        problem: "a path is empty; '.' is the working folder",
      });
    });
  });

  it('goes down 500 folders', async () => {
    await inFolder({}, async folder => {
      const names = Array.from({ length: 500 }, () => 'd');
      mkdirSync(join(folder, ...names), { recursive: true });
      writeFileSync(join(folder, ...names, 'a.json'), '');
      const found = find('.', folder);
      assert.ok(found.kind === 'folder');
      assert.equal(found.files.length, 1);
    });
  });
});

describe('cli languageOfText', () => {
  const cases: readonly [text: string, language: string][] = [
    ['{', 'json'],
    ['\r\n\t [', 'json'],
    ['"text"', 'json'],
    ['', 'json'],
    ['// note\n{', 'json'],
    ['/* a */ // b\n /* c */ [', 'json'],
    ['// note\nparam a string', 'bicep'],
    ["@description('{')", 'bicep'],
    ['/* never ends {', 'json'],
    [`${' '.repeat(100_000)}x`, 'bicep'],
  ];
  for (const [text, language] of cases) {
    it(`is ${language} for ${JSON.stringify(text.slice(0, 30))}`, () => assert.equal(languageOfText(text), language));
  }
});
