import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expectedText, loadGrammar, snapshot, tokenize } from './support/tokenize.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const sources = readdirSync(fixtures).filter(name => /\.(?:bicep|bicepparam|json)$/.test(name));

/** One snapshot per fixture, `UPDATE=1` rewrites it. CR LF must not change a single scope. */
describe('scopes of the fixtures', () => {
  for (const name of sources) {
    it(name, async () => {
      const grammar = await loadGrammar(extname(name) === '.json' ? 'source.json' : 'source.bicep');
      const text = readFileSync(join(fixtures, name), 'utf8');
      const actual = snapshot(tokenize(grammar, text));
      assert.equal(actual, expectedText(join(fixtures, `${name}.scopes.txt`), actual));
      assert.equal(snapshot(tokenize(grammar, text.replaceAll('\n', '\r\n'))), actual, 'the same with CR LF');
    });
  }
});
