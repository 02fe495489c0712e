/** Our own pairs: the same network written by hand in Bicep and as the compiler would write it in JSON. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { networkModel } from '../../server/src/features/model.ts';
import { viewOfText } from '../support/view.ts';
import { comparePair } from './compare-pair.ts';
import { mutations } from './mutate.ts';
import { findPairs } from './pairs.ts';

const folder = fileURLToPath(new URL('./pairs/', import.meta.url));
const all = () => true;

describe('Bicep and the JSON compiled from it', () => {
  const pairs = findPairs(folder);

  it('finds pairs and triples', () => {
    assert.ok(pairs.length >= 9);
    assert.ok(pairs.some(({ compiled }) => compiled.length === 2));
  });

  for (const pair of pairs) {
    const name = relative(folder, pair.source).replaceAll('\\', '/');
    const text = readFileSync(pair.source, 'utf8');

    it(`${name} deploys the same`, () => {
      const compared = comparePair(pair, all);
      assert.equal(compared.length, pair.compiled.length);
      for (const { differences, resources } of compared) {
        assert.deepEqual(differences, []);
        assert.ok(resources > 0);
      }
    });

    it(`${name} deploys the same with other line ends`, () => {
      for (const { differences } of comparePair(pair, all, text.replaceAll('\n', '\r\n')))
        assert.deepEqual(differences, []);
    });

    it(`a changed literal in ${name} is noticed`, () => {
      for (const { text: changed, what } of mutations(text, all)) {
        const noticed = comparePair(pair, all, changed).every(({ differences }) => differences.length > 0);
        assert.ok(noticed, what);
      }
    });

    if (text.includes('module ')) continue;
    it(`the models of ${name} are the same text`, () => {
      const model = (path: string) =>
        JSON.stringify(
          networkModel(viewOfText(readFileSync(path, 'utf8'), {}, path.replace(/^.*[\\/]/, '')).exactNetwork()),
          undefined,
          1,
        );
      for (const path of pair.compiled) assert.equal(model(path), model(pair.source));
    });
  }

  it('most of what is compared is known', () => {
    const leaves = pairs.flatMap(pair => comparePair(pair, all)).map(one => one.leaves);
    const sum = (of: (one: (typeof leaves)[number]) => number) => leaves.reduce((total, one) => total + of(one), 0);
    assert.ok(sum(one => one.known) / sum(one => one.all) >= 0.9, 'at least 90 % of the leaf values');
  });

  it('leaves out what is wrong on purpose', () => {
    assert.ok(findPairs(join(folder, '..')).every(({ source }) => !source.includes('Invalid')));
  });
});
