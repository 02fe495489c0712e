import assert from 'node:assert/strict';
import { nearestWord } from '../../server/src/base/edit-distance.ts';

describe('the nearest word', () => {
  const modes = ['External', 'Internal'];
  const cases: readonly (readonly [text: string, words: readonly string[], expected: string | undefined])[] = [
    ['Externl', modes, 'External'],
    ['INTERNAL', modes, 'Internal'],
    ['Intern', modes, 'Internal'],
    ['Inte', modes, 'Internal'],
    ['nternal', modes, 'Internal'],
    ['Xnternal', modes, 'Internal'],
    ['Both', modes, undefined],
    ['', modes, undefined],
    ['mod', ['mode', 'sku'], 'mode'],
    ['sk', ['mode', 'sku'], 'sku'],
    ['cot', ['cat', 'cut'], undefined],
    ['shadowed-rules', ['shadowed-rule', 'redundant-rule'], 'shadowed-rule'],
    ['rule', ['rule-one', 'rule-two'], undefined],
  ];
  for (const [text, words, expected] of cases) {
    it(`of ${words.join(', ')} to '${text}' is ${expected ?? 'none'}`, () => {
      assert.equal(nearestWord(text, words), expected);
    });
  }
});
