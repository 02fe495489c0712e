import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/tokenize.ts';

interface OnEnterRule {
  beforeText: string;
  afterText?: string;
  previousLineText?: string;
  action: { indent: string; appendText?: string; removeText?: number };
}

interface LanguageConfiguration {
  comments: { lineComment: string; blockComment: [string, string] };
  brackets: [string, string][];
  autoClosingPairs: { open: string; close: string; notIn?: string[] }[];
  wordPattern: string;
  indentationRules: { increaseIndentPattern: string; decreaseIndentPattern: string };
  onEnterRules: OnEnterRule[];
  folding: { markers: { start: string; end: string } };
}

describe('language configuration of Bicep', () => {
  const path = join(root, 'syntaxes/bicep.language-configuration.json');
  const configuration = JSON.parse(readFileSync(path, 'utf8')) as LanguageConfiguration;

  it('names comments and brackets as the language has them', () => {
    assert.deepEqual(configuration.comments, { lineComment: '//', blockComment: ['/*', '*/'] });
    assert.deepEqual(
      configuration.brackets.map(pair => pair.join('')),
      ['{}', '[]', '()'],
    );
  });

  it('does not close a quote inside a string or a comment', () => {
    const quotes = configuration.autoClosingPairs.filter(pair => pair.open.startsWith("'"));
    assert.deepEqual(
      quotes.map(({ open, notIn }) => [open, notIn]),
      [
        ["'", ['string', 'comment']],
        ["'''", ['string', 'comment']],
      ],
    );
  });

  it('takes identifiers and numbers for words, nothing else of an expression', () => {
    const words = (text: string) => text.match(new RegExp(configuration.wordPattern, 'g'));
    assert.deepEqual(words("name: 'a_b1-$x' // größe"), ['name', 'a_b1', 'x', 'größe']);
    assert.deepEqual(words('nsg::child.?id[^1]=>10.0.0.0/16'), ['nsg', 'child', 'id', '1', '10', '0', '0', '0', '16']);
    assert.equal(
      new RegExp(configuration.wordPattern).exec(''),
      null,
      'VS Code refuses a pattern that matches nothing',
    );
  });

  it('indents after an opening bracket at the end of a line', () => {
    const increases = new RegExp(configuration.indentationRules.increaseIndentPattern);
    for (const line of ['var x = {', '  a: [ // list', "resource a 'b@c' = if (x) {", 'f(', "x: '//' == y ? {"]) {
      assert.ok(increases.test(line), line);
    }
    for (const line of ['var x = {}', '// {', "var x = '{", "x: '{'", 'a: b /* { */', '  a: [1]', '/* {']) {
      assert.ok(!increases.test(line), line);
    }
  });

  it('takes the indentation back at a closing bracket', () => {
    const decreases = new RegExp(configuration.indentationRules.decreaseIndentPattern);
    for (const line of ['}', '  ]', ')', '}]']) assert.ok(decreases.test(line), line);
    for (const line of ['a}', '// }', '{ }', '']) assert.ok(!decreases.test(line), line);
  });

  it('continues a documentation comment until it is closed', () => {
    const enter = (before: string, after: string, previous: string) => {
      const rule = configuration.onEnterRules.find(
        ({ beforeText, afterText, previousLineText }) =>
          new RegExp(beforeText).test(before) &&
          (afterText === undefined || new RegExp(afterText).test(after)) &&
          (previousLineText === undefined || new RegExp(previousLineText).test(previous)),
      );
      return rule && [rule.action.indent, rule.action.appendText ?? rule.action.removeText];
    };
    assert.deepEqual(enter('/**', ' */', ''), ['indentOutdent', ' * ']);
    assert.deepEqual(enter('/** text', '', ''), ['none', ' * ']);
    assert.deepEqual(enter(' * text', '', '/** x'), ['none', '* ']);
    assert.deepEqual(enter(' */', '', ' * x'), ['none', 1]);
    assert.equal(enter('  * 2', '', 'var x = 3'), undefined);
    assert.equal(enter('/** x */', '', ''), undefined);
    assert.equal(enter('var x = 1', '', ''), undefined);
  });

  it('folds regions', () => {
    const { start, end } = configuration.folding.markers;
    assert.ok(new RegExp(start).test('  // #region rules'));
    assert.ok(new RegExp(start).test('//#region'));
    assert.ok(!new RegExp(start).test('//#endregion'));
    assert.ok(new RegExp(end).test('//#endregion'));
    assert.ok(!new RegExp(end).test('// #endregions'));
  });

  it('has patterns that end on a long line', () => {
    const { increaseIndentPattern } = configuration.indentationRules;
    const patterns = [increaseIndentPattern, ...configuration.onEnterRules.map(rule => rule.beforeText)];
    for (const unit of ["'", '{ ', '/', "'a'", '\\', '* ', '/**']) {
      const line = unit.repeat(3_000);
      for (const pattern of patterns) assert.equal(typeof new RegExp(pattern).test(line), 'boolean');
    }
  });
});
