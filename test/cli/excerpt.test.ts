import assert from 'node:assert/strict';
import { columnsOf, padded, printable, wrapped } from '../../server/src/cli/display.ts';
import { draw, excerptOf } from '../../server/src/cli/excerpt.ts';

/** `line` marks the words with « and »; answers code and carets as two lines. */
function check(line: string, width: number, expected: string): void {
  const start = line.indexOf('«');
  const end = line.indexOf('»') - 1;
  const drawing = draw(excerptOf(line.replace(/[«»]/g, ''), start, end), width, '…');
  assert.equal(`${drawing.code}\n${' '.repeat(drawing.indent)}${'^'.repeat(drawing.carets)}`, expected);
}

describe('cli excerpt', () => {
  const cases: readonly [name: string, line: string, width: number, expected: string][] = [
    ['plain words', '"a": «"b"»,', 40, '"a": "b",\n     ^^^'],
    ['an empty range', 'ab«»cd', 40, 'abcd\n  ^'],
    ['a range at the end of the line', 'abcd«»', 40, 'abcd\n    ^'],
    ['an empty line', '«»', 40, '\n^'],
    ['tabs before the words', '\t\t«x»', 40, '        x\n        ^'],
    ['a tab after some letters', 'ab\t«x»', 40, 'ab  x\n    ^'],
    ['a tab among the words', '«a\tb»c', 40, 'a   bc\n^^^^^'],
    ['characters of two columns', '"日本": «x»', 40, '"日本": x\n        ^'],
    ['words of two columns', '«日本»x', 40, '日本x\n^^^^'],
    ['characters outside of the basic plane', '😀😀 «x»', 40, '😀😀 x\n     ^'],
    ['mathematical letters, one column and two code units each', '𝐚𝐛 «x»', 40, '𝐚𝐛 x\n   ^'],
    ['combining marks', 'e\u0301 «x»', 40, 'e\u0301 x\n  ^'],
    ['control characters', '\u001b[31m «x»', 40, '\ufffd[31m x\n      ^'],
    ['direction marks', '\u202e«x»', 40, '\ufffdx\n ^'],
    ['half a character', '\ud83d«x»', 40, '\ufffdx\n ^'],
    [
      'a long line, words in the middle',
      `${'a'.repeat(50)}«xyz»${'b'.repeat(50)}`,
      20,
      '…aaaaaaxyzbbbbbbbbb…\n       ^^^',
    ],
    ['a long line, words at the start', `«xyz»${'b'.repeat(50)}`, 20, 'xyzbbbbbbbbbbbbbbb…\n^^^'],
    ['a long line, words at the end', `${'a'.repeat(50)}«xyz»`, 20, '…aaaaaaaaaaaaaaaxyz\n                ^^^'],
    ['words longer than the window', `ab«${'x'.repeat(50)}»c`, 20, `abxxxxxxxxxxxxxxxx…\n  ${'^'.repeat(16)}`],
    [
      'a wide character that does not fit at the edge',
      `${'日'.repeat(50)}«x»`,
      21,
      `…${'日'.repeat(9)}x\n${' '.repeat(19)}^`,
    ],
  ];
  for (const [name, line, width, expected] of cases) it(`shows ${name}`, () => check(line, width, expected));

  it('takes a small piece out of a line of 3 MB, and cuts no character in half', () => {
    const line = `${'😀'.repeat(750_000)}«words»${'😀'.repeat(750_000)}`;
    const excerpt = excerptOf(line.replace(/[«»]/g, ''), 1_500_000, 1_500_005);
    assert.ok(excerpt.text.length < 1_500);
    assert.doesNotMatch(excerpt.text, /\p{Cs}/u);
    assert.equal(excerpt.text.slice(excerpt.start, excerpt.end), 'words');
    check(line, 20, '…😀😀😀words😀😀😀…\n       ^^^^^');
  });

  it('never draws more than the width, wherever the words are', () => {
    const line = 'ab\t日本 😀 "deny-all": { "priority": 100 },'.repeat(4);
    for (let start = 0; start <= line.length; start++) {
      const drawing = draw(excerptOf(line, start, start + 9), 40, '…');
      assert.ok(columnsOf(drawing.code) <= 40, `${start}: ${drawing.code}`);
      assert.ok(drawing.indent + drawing.carets <= 41, `${start}`);
    }
  });
});

describe('cli display', () => {
  it('puts untrusted text on one line without control characters', () => {
    assert.equal(printable('a\r\n\tb\u001b]0;x\u0007\u202ec'), 'a b\ufffd]0;x\ufffd\ufffdc');
  });

  it('pads to columns, not to code units', () => {
    assert.equal(padded('日本', 6), '日本  ');
    assert.equal(padded('longer', 3), 'longer');
  });

  it('wraps at blanks, and breaks words that are too long', () => {
    assert.deepEqual(wrapped('aa bb cc', 5), ['aa bb', 'cc']);
    assert.deepEqual(wrapped('x aaaaaaaa b', 5), ['x', 'aaaaa', 'aaa b']);
    assert.deepEqual(wrapped('日本日本', 5), ['日本', '日本']);
    assert.deepEqual(wrapped('login.contoso.com, a', 16), ['login.contoso.', 'com, a']);
    assert.deepEqual(wrapped('a.contosocontoso', 8), ['a.contos', 'ocontoso']);
    assert.deepEqual(wrapped('', 5), ['']);
  });
});
