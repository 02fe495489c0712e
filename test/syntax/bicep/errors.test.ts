import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineIndex } from '../../../server/src/base/line-index.ts';
import { MESSAGES } from '../../../server/src/syntax/bicep/errors.ts';
import { MAX_ERRORS } from '../../../server/src/syntax/bicep/limits.ts';
import { parseBicep } from '../../../server/src/syntax/bicep/parser.ts';
import type { BicepFileKind } from '../../../server/src/syntax/bicep/tree.ts';
import { checkLaws } from './support.ts';

const SEPARATOR = '\n---\n';
/** A line that says what is wrong in the line above it: `^^^` below the words, `|` where something is absent. */
const MARK = /^ *(?:\^+|\|) [a-z-]+: /;

/** The text with each error marked below its first line. */
function marked(text: string, kind: BicepFileKind): string {
  const tree = parseBicep(text, { kind });
  checkLaws(tree);
  const lines = new LineIndex(text);
  const result: string[] = [];
  for (let line = 0; line < lines.lineCount; line++) {
    result.push(lines.lineText(line));
    for (const { start, end, code, message } of tree.errors) {
      const position = lines.position(start);
      if (position.line !== line) continue;
      const lastColumn = Math.min(position.character + end - start, lines.lineText(line).length);
      const mark = start === end ? '|' : '^'.repeat(Math.max(1, lastColumn - position.character));
      result.push(`${' '.repeat(position.character)}${mark} ${code}: ${message}`);
    }
  }
  return result.join('\n');
}

const withoutMarks = (text: string) =>
  text
    .split('\n')
    .filter(line => !MARK.test(line))
    .join('\n');

for (const [file, kind] of [
  ['invalid.txt', 'bicep'],
  ['invalid-parameters.txt', 'bicepparam'],
] as const) {
  describe(`bicep errors: ${file}`, () => {
    const path = join(import.meta.dirname, file);
    const snippets = readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trimEnd().split(SEPARATOR);
    if (process.env['UPDATE'] === '1') {
      writeFileSync(path, `${snippets.map(snippet => marked(withoutMarks(snippet), kind)).join(SEPARATOR)}\n`);
    }
    for (const snippet of readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trimEnd().split(SEPARATOR)) {
      const source = withoutMarks(snippet);
      it(source.replaceAll('\n', ' ⏎ '), () => {
        assert.equal(marked(source, kind), snippet);
        assert.notEqual(source, snippet, 'no error is expected of a text that is not valid');
        const crlf = parseBicep(source.replaceAll('\n', '\r\n'), { kind });
        checkLaws(crlf);
        assert.deepEqual(
          crlf.errors.map(error => error.code),
          parseBicep(source, { kind }).errors.map(error => error.code),
        );
      });
    }
  });
}

describe('bicep errors', () => {
  it('has a snippet for every code', () => {
    const text = ['invalid.txt', 'invalid-parameters.txt']
      .map(file => readFileSync(join(import.meta.dirname, file), 'utf8'))
      .join('\n');
    // What is too deep is too long for a snippet; bad-input.test.ts has it.
    const codes = Object.keys(MESSAGES).filter(code => code !== 'too-deep' && !text.includes(` ${code}: `));
    assert.deepEqual(codes, []);
  });

  it('lists no more than the limit', () => {
    const { errors } = parseBicep('var x = \n'.repeat(MAX_ERRORS + 5));
    assert.equal(errors.length, MAX_ERRORS);
  });
});
