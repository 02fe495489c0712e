import assert from 'node:assert/strict';
import { parseJson } from '../../server/src/syntax/json/parser.ts';
import { metadataDisables } from '../../server/src/template/metadata-directives.ts';

/** The ids that a template silences, each by the words that its place points at. */
function disabled(text: string): readonly string[] {
  return metadataDisables(parseJson(text), 'file:///a.json').flatMap(({ rules }) =>
    rules.map(({ id, span }) => `${id} = ${text.slice(span.start, span.end)}`),
  );
}

describe('rules that a template silences in its metadata', () => {
  it('stand apart by blanks or commas, and keys are read in any case', () => {
    assert.deepEqual(disabled('{ "Metadata": { "apimvnet": { "disable": " a-b,c  d" } } }'), [
      'a-b = a-b',
      'c = c',
      'd = d',
    ]);
  });

  it('are none in other shapes', () => {
    for (const value of ['""', '" , "', '[]', 'null', '7', '{ "x": "y" }'])
      assert.deepEqual(disabled(`{ "metadata": { "apimVnet": { "disable": ${value} } } }`), [], value);
    assert.deepEqual(disabled('{ "metadata": "apimVnet", "resources": [] }'), []);
    assert.deepEqual(disabled('{ "metadata": { "apimVnet": {'), []);
    assert.deepEqual(disabled(''), []);
  });
});
