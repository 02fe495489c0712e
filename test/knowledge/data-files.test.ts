import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../server/data/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.json'));

/** All source records anywhere in a value: whatever has a document. */
function sourcesIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'document' in value ? [value as Record<string, unknown>] : [];
  return [...own, ...Object.values(value).flatMap(sourcesIn)];
}

/** Values of `source`, `sources` and their like that name a source by its key. */
function keysIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return /source/i.test(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(item => keysIn(item, name));
  if (typeof value !== 'object' || value === null || 'document' in value) return [];
  // A flow and a rule have a source of traffic, which is no source of facts.
  if ('destination' in value) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    keysIn(item, Array.isArray(item) || /source/i.test(key) ? key : ''),
  );
}

describe('data files', () => {
  it('are all there and together below 250 KB', () => {
    assert.ok(files.length >= 8);
    const total = files.reduce((sum, name) => sum + readFileSync(new URL(name, folder)).length, 0);
    assert.ok(total < 250_000, `${total}`);
  });

  for (const name of files) {
    const content = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    it(`${name} says what it is, when it was read and from what, with dates`, () => {
      assert.equal(typeof content.about, 'string');
      assert.match(content.read, /^(0[1-9]|1[0-2])\/20\d\d$/);
      const sources = sourcesIn(content);
      assert.ok(sources.length > 0);
      assert.ok(sources.some(source => typeof source['date'] === 'string'));
      for (const source of sources) {
        if ('date' in source) assert.match(String(source['date']), /^\d\d\/\d\d\/20\d\d$/);
        if ('commit' in source) assert.match(String(source['commit']), /^[0-9a-f]{40}$/);
        if ('url' in source) assert.match(String(source['url']), /^https:\/\/(learn\.microsoft\.com|github\.com)\//);
      }
    });

    if (content.sources === undefined || Array.isArray(content.sources)) continue;
    it(`${name} names no source that it does not list, and lists none in vain`, () => {
      const { sources, ...rest } = content;
      const used = new Set(keysIn(rest));
      assert.deepEqual(
        [...used].filter(key => !(key in sources)),
        [],
      );
      assert.deepEqual(
        Object.keys(sources).filter(key => !used.has(key)),
        [],
      );
    });
  }
});
