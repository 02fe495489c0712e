import assert from 'node:assert/strict';
import { EDITS, harmlessEdits } from '../../../fuzz/bicep/edits.ts';
import { parseBicep } from '../../../server/src/syntax/bicep/parser.ts';
import { corpus } from './support.ts';

describe('bicep recovery', () => {
  const MADE = 200;
  const harmless: Record<string, number> = {};

  before(() => {
    const files = corpus();
    for (const what of Object.keys(EDITS)) harmless[what] = harmlessEdits(what, files, 7, MADE);
  });

  for (const what of Object.keys(EDITS)) {
    it(`keeps the other statements when ${what}`, () => {
      assert.ok(harmless[what]! >= MADE * 0.9, `${harmless[what]} of ${MADE} edits lost no other statement`);
    });
  }

  it('keeps them in at least 95 % of all these edits', () => {
    const sum = Object.values(harmless).reduce((a, b) => a + b);
    assert.ok(sum >= MADE * Object.keys(EDITS).length * 0.95, JSON.stringify(harmless));
  });

  it('keeps the neighbours of a property without a value', () => {
    const { program, errors } = parseBicep('var x = {\n  a: 1\n  b:\n  c\n  d: 4\n}\nvar y = 2\n');
    assert.equal(errors.length, 2);
    const value = program.statements[0]?.kind === 'var' ? program.statements[0].value : undefined;
    assert.ok(value?.kind === 'object');
    assert.deepEqual(
      value.members.map(member => member.kind === 'property' && [member.name, member.value.kind]),
      [
        ['a', 'integer'],
        ['b', 'missing'],
        ['c', 'missing'],
        ['d', 'integer'],
      ],
    );
    assert.equal(program.statements.length, 2);
  });

  it('keeps nested resources in the first column apart from the next statement', () => {
    // Only a text whose brackets do not match ends a body at such a line.
    const text = "resource a 'b@c' = {\nresource d 'e' = {}\nresource f 'g' = {}\n}\nvar y = 2\n";
    const whole = parseBicep(text);
    assert.deepEqual(whole.errors, []);
    assert.equal(whole.program.statements.length, 2);
    const open = parseBicep(text.replace('}\n}', '}\n'));
    assert.deepEqual(
      open.errors.map(error => error.code),
      ['unclosed-bracket'],
    );
    assert.equal(open.program.statements.length, 4);
  });

  it('ends an open multi-line string before the next statement', () => {
    const { program } = parseBicep("var a = '''\n  text\n  param no string\nparam b string\nvar c = 1\n");
    assert.deepEqual(
      program.statements.map(statement => statement.kind),
      ['var', 'param', 'var'],
    );
  });
});
