import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseBicep } from '../../../server/src/syntax/bicep/parser.ts';
import { CHILD_FIELDS, walk } from '../../../server/src/syntax/bicep/visit.ts';
import { checkLaws, corpus, dump } from './support.ts';

const ABSENT_FROM_VALID_TEXT = new Set(['missing', 'invalid']);

/** Columns of the first line, which a byte order mark moves by one; the corpus has only a comment there. */
function withoutFirstLine(text: string): string {
  return text.replace(/^comment line 1:.*\n/m, '');
}

describe('bicep corpus', () => {
  for (const { name, path, kind, text } of corpus()) {
    describe(name, () => {
      const snapshot = `${path}.tree.txt`;

      it('gives the reviewed tree', () => {
        const tree = parseBicep(text, { kind });
        checkLaws(tree);
        const actual = dump(tree);
        if (process.env['UPDATE'] === '1') writeFileSync(snapshot, actual);
        assert.ok(existsSync(snapshot), 'no snapshot; run with UPDATE=1 and review what it writes');
        assert.equal(actual, readFileSync(snapshot, 'utf8').replaceAll('\r\n', '\n'));
      });

      it('has no errors', () => {
        assert.deepEqual(parseBicep(text, { kind }).errors, []);
      });

      it('gives the same tree with CRLF', () => {
        const tree = parseBicep(text.replaceAll('\n', '\r\n'), { kind });
        checkLaws(tree);
        assert.equal(dump(tree), dump(parseBicep(text, { kind })));
      });

      it('gives the same tree with a byte order mark', () => {
        const tree = parseBicep(`\ufeff${text}`, { kind });
        checkLaws(tree);
        assert.equal(withoutFirstLine(dump(tree)), withoutFirstLine(dump(parseBicep(text, { kind }))));
      });

      it('gives the same tree again from the same text', () => {
        assert.deepEqual(parseBicep(text, { kind }), parseBicep(text, { kind }));
      });
    });
  }

  it('has a node of every kind', () => {
    const absent = new Set(Object.keys(CHILD_FIELDS).filter(kind => !ABSENT_FROM_VALID_TEXT.has(kind)));
    for (const { kind, text } of corpus()) {
      walk(parseBicep(text, { kind }).program, node => {
        absent.delete(node.kind);
        return true;
      });
    }
    assert.deepEqual([...absent], []);
  });
});
