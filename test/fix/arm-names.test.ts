import assert from 'node:assert/strict';
import { nameSegments } from '../../server/src/fix/arm-names.ts';

describe('the segments of a name', () => {
  const cases: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['nsg', ["'nsg'"]],
    ["it's/rule", ["'it''s'", "'rule'"]],
    ["[variables('a')]", ["variables('a')"]],
    ["[concat(variables('a'), '/rule')]", ["variables('a')", "'rule'"]],
    ["[concat('x-', variables('a'), '/', parameters('b'))]", ["concat('x-', variables('a'))", "parameters('b')"]],
    ["[format('{0}/{1}', parameters('a'), 'rule')]", ["parameters('a')", "'rule'"]],
    ["[Format('{0}/r-{1}', parameters('a'), 1)]", ["parameters('a')", "concat('r-', 1)"]],
    ["[format('{0:x}/{1}', parameters('a'), 'rule')]", ["format('{0:x}/{1}', parameters('a'), 'rule')"]],
    ["[format('{0}/{2}', 'a', 'b')]", ["format('{0}/{2}', 'a', 'b')"]],
    ["[concat(variables('a'), '//rule')]", undefined],
    ['/rule', undefined],
  ];
  for (const [name, segments] of cases) {
    it(`of ${name}`, () => assert.deepEqual(nameSegments(name), segments));
  }
});
