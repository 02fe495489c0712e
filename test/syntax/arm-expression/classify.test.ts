import assert from 'node:assert/strict';
import { classifyArmString } from '../../../server/src/syntax/arm-expression/classify.ts';

describe('classifyArmString', () => {
  /** String, body of the expression. */
  const EXPRESSIONS: readonly (readonly [string, string])[] = [
    ["[parameters('a')]", "parameters('a')"],
    ['[]', ''],
    ['[ ]', ' '],
    ['[\n f()\n]', '\n f()\n'],
    ['[a][b]', 'a][b'],
  ];
  for (const [value, body] of EXPRESSIONS) {
    it(`takes ${JSON.stringify(value)} for an expression`, () => {
      const kind = classifyArmString(value);
      assert.ok(kind.kind === 'expression');
      assert.equal(value.slice(kind.body.start, kind.body.end), body);
    });
  }

  /** String, the text Azure sees. */
  const LITERALS: readonly (readonly [string, string])[] = [
    ['', ''],
    ['text', 'text'],
    ['[', '['],
    [']', ']'],
    ['[[]', '[]'],
    ['[[test value]', '[test value]'],
    ['[[[x]]', '[[x]]'],
    ['[test] value', '[test] value'],
    ['[[test] value', '[[test] value'],
    ['[[', '[['],
    [' [f()]', ' [f()]'],
    ['[f()] ', '[f()] '],
    ['[f()]\n', '[f()]\n'],
  ];
  for (const [value, text] of LITERALS) {
    it(`takes ${JSON.stringify(value)} for a literal`, () => {
      assert.deepEqual(classifyArmString(value), { kind: 'literal', value: text });
    });
  }
});
