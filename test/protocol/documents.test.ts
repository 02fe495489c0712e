import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { applyChanges, Documents } from '../../server/src/lsp/documents.ts';

const range = (startLine: number, start: number, endLine: number, end: number) => ({
  start: { line: startLine, character: start },
  end: { line: endLine, character: end },
});

/** The definition: one change after the other, each against the text that the last one left. */
function applyOneByOne(text: string, changes: readonly { range?: ReturnType<typeof range>; text: string }[]): string {
  return changes.reduce((current, change) => {
    if (!change.range) return change.text;
    const lines = new LineIndex(current);
    const offsets = [lines.offset(change.range.start), lines.offset(change.range.end)].sort((a, b) => a - b);
    return current.slice(0, offsets[0]) + change.text + current.slice(offsets[1]);
  }, text);
}

describe('open documents', () => {
  const table: readonly [string, string, object[], string | undefined][] = [
    ['no change', 'ab', [], 'ab'],
    ['a whole text', 'ab', [{ text: 'c' }], 'c'],
    ['an insertion', 'ab', [{ range: range(0, 1, 0, 1), text: 'x' }], 'axb'],
    [
      'many cursors, last first',
      'a\nb\n',
      [
        { range: range(1, 1, 1, 1), text: '2' },
        { range: range(0, 1, 0, 1), text: '1' },
      ],
      'a1\nb2\n',
    ],
    [
      'many cursors, first first',
      'a\nb\n',
      [
        { range: range(0, 1, 0, 1), text: '1\n' },
        { range: range(2, 1, 2, 1), text: '2' },
      ],
      'a1\n\nb2\n',
    ],
    ['a whole text after a part', 'ab', [{ range: range(0, 0, 0, 1), text: 'x' }, { text: 'c' }], 'c'],
    ['a part after a whole text', 'ab', [{ text: 'cd' }, { range: range(0, 2, 0, 2), text: 'e' }], 'cde'],
    ['places past the end', 'ab', [{ range: range(0, 9, 9, 9), text: 'x' }], 'abx'],
    ['ends in the wrong order', 'abc', [{ range: range(0, 2, 0, 1), text: 'x' }], 'axc'],
    ['a range without end', 'ab', [{ range: { start: { line: 0, character: 0 } }, text: 'x' }], undefined],
    ['a fraction', 'ab', [{ range: range(0, 0.5, 0, 1), text: 'x' }], undefined],
    ['no text', 'ab', [{}], undefined],
  ];
  for (const [name, text, changes, expected] of table) {
    it(`applies ${name}`, () => assert.equal(applyChanges(text, changes), expected));
  }

  it('applies any changes as one after the other would', () => {
    const position = fc.record({ line: fc.nat(4), character: fc.nat(6) });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '\r\n', '😀'), maxLength: 12 });
    const change = fc.record({ range: fc.record({ start: position, end: position }), text: texts });
    fc.assert(
      fc.property(texts, fc.array(change, { maxLength: 6 }), (text, changes) => {
        assert.equal(applyChanges(text, changes), applyOneByOne(text, changes));
      }),
      { numRuns: 2000, seed: 20261122 },
    );
  });

  it('gives each text a version of its own, also when the client counts from the start again', () => {
    const documents = new Documents();
    const params = (text: string) => ({ textDocument: { uri: 'a', languageId: 'json', version: 1, text } });
    const first = documents.open(params('1'));
    documents.close({ textDocument: { uri: 'a' } });
    const second = documents.open(params('2'));
    assert.ok(typeof first === 'object' && typeof second === 'object');
    assert.notEqual(first.source.version, second.source.version);
    assert.equal(second.version, 1);
  });
});
