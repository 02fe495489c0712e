import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ITokenizeLineResult2, StateStack } from 'vscode-textmate';
import { fuzzText } from './support/fuzz-text.ts';
import { baseGrammars, loadGrammar, scannerCalls, tokenize } from './support/tokenize.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const languages = ['source.bicep', 'source.json'] as const;

/** Whole fixtures again and again until the text has that many characters. */
function generated(scopeName: string, length: number): string {
  const unit =
    scopeName === 'source.json'
      ? fixture('network.json').split('\n    },\n')[0]!.split('"resources": [\n')[1]!.concat('\n    },\n')
      : fixture('network.bicep').split('var unclosed')[0]! + fixture('statements.bicep');
  const open = scopeName === 'source.json' ? '[\n' : '';
  return open + unit.repeat(Math.ceil(length / unit.length));
}

describe('robustness of the grammars', () => {
  for (const scopeName of languages) {
    it(`${scopeName}: work grows with the text, up to 1 MB`, async () => {
      const grammar = await loadGrammar(scopeName);
      const [small, large] = [100_000, 1_000_000].map(length => {
        const text = generated(scopeName, length);
        const before = scannerCalls();
        let state: StateStack | null = null;
        let tokens = 0;
        for (const line of text.split('\n')) {
          const result: ITokenizeLineResult2 = grammar.tokenizeLine2(line, state, 0);
          state = result.ruleStack;
          tokens += result.tokens.length / 2;
        }
        return { characters: text.length, tokens, scans: scannerCalls() - before, depth: state?.depth };
      });
      assert.ok(small && large);
      const grown = large.characters / small.characters;
      assert.ok(Math.abs(large.tokens / small.tokens - grown) < 0.2, `tokens ${small.tokens} → ${large.tokens}`);
      assert.ok(Math.abs(large.scans / small.scans - grown) < 0.2, `scans ${small.scans} → ${large.scans}`);
      assert.equal(large.depth, small.depth, 'nothing stays open from one copy to the next');
    }).timeout(60_000);
  }

  const long = (unit: string) => unit.repeat(Math.ceil(100_000 / unit.length));
  const lines: Record<'any' | (typeof languages)[number], Record<string, string>> = {
    any: {
      letters: long('a'),
      spaces: `x${long(' ')}y`,
      colons: long('a:'),
      comments: long('/* '),
      slashes: long('/'),
    },
    'source.bicep': {
      'open quotes': `var x = ${long("'")}`,
      'two quotes': long("''x"),
      'dollars before a string': `var x = ${long('$')}`,
      'dollars in a string': `var x = '${long('$')}'`,
      'open parentheses': long('('),
      'a list that is no lambda': `var x = (${long('a, ')}`,
      'open braces of a type': `type x = ${long('{')}`,
      'open brackets': long('['),
      'keys of ports': long("sourcePortRange:'1',"),
      'keys of ports, open': long('sourcePortRange:['),
      'a port without end': `sourcePortRange: '${long('4')}`,
      words: long('for if resource param '),
    },
    'source.json': {
      digits: `{"sourcePortRange": "${long('4')}"}`,
      'colons in a prefix': `{"addressPrefix": "${long('a:')}"}`,
      'dots in a prefix': `{"addressPrefix": "${long('1.')}"}`,
      tags: `{"addressPrefixes": ["${long('Storage.')}"]}`,
      'keys of ports': `{${long('"sourcePortRange":"1",')}}`,
      backslashes: `{"sourcePortRange": "${long('\\')}"}`,
    },
  };

  for (const scopeName of languages) {
    it(`${scopeName}: lines of 100,000 characters end`, async () => {
      const grammar = await loadGrammar(scopeName);
      for (const [name, line] of Object.entries({ ...lines.any, ...lines[scopeName] })) {
        const before = scannerCalls();
        const { stoppedEarly } = grammar.tokenizeLine2(line, null, 0);
        assert.equal(stoppedEarly, false, name);
        // Each scan is one place in the line; a rule that moves back or stands still would need more of them.
        assert.ok(scannerCalls() - before <= 3 * line.length + 10, `${name}: ${scannerCalls() - before} scans`);
      }
    }).timeout(120_000);
  }

  it('nesting of any depth ends', async () => {
    // For an injected grammar VS Code walks the whole stack of scopes at each token, whatever the injection says, so deep
    // nesting costs depth times tokens there. Without the injection it is the depth alone.
    const bicep = {
      injected: await loadGrammar('source.bicep'),
      plain: await loadGrammar('source.bicep', baseGrammars),
    };
    const json = { injected: await loadGrammar('source.json'), plain: await loadGrammar('source.json', baseGrammars) };
    const holes = (depth: number) => `var x = '${'a$'.concat("{f('").repeat(depth)}`;
    for (const [grammar, line, depth] of [
      [bicep.injected, holes(200), 1],
      [bicep.plain, holes(20_000), 1],
      [json.injected, '['.repeat(500), 501],
      [json.plain, '['.repeat(100_000), 100_001],
    ] as const) {
      const { ruleStack, stoppedEarly } = grammar.tokenizeLine2(line, null, 0);
      assert.equal(stoppedEarly, false);
      assert.equal(ruleStack.depth, depth, 'open holes end with the line, open brackets of JSON do not');
    }
  }).timeout(60_000);

  for (const scopeName of languages) {
    it(`${scopeName}: any text gives tokens that cover each line once, in order`, async () => {
      const grammar = await loadGrammar(scopeName);
      for (let seed = 1; seed <= 150; seed++) {
        const text = fuzzText(seed);
        for (const line of tokenize(grammar, text).lines) {
          assert.equal(line.tokens.map(token => token.text).join(''), line.text, `seed ${seed}`);
        }
      }
    });
  }

  it('a hole that is left open ends with its line', async () => {
    const grammar = await loadGrammar('source.bicep');
    for (const open of ["var a = '${", "var a = '${f('${[{(", "var a = '", "var a = '${{'", '#disable-next-line']) {
      assert.equal(tokenize(grammar, `${open}\n`).depth, 1, open);
    }
  });
});
