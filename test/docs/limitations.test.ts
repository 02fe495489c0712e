import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ruleIds } from '../../server/src/rules/index.ts';

const page = readFileSync(new URL('../../docs/limitations.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter(line => line.startsWith('| ') && !/^\| (Limit|---) /.test(line))
  .map(line => line.split('|').map(cell => cell.trim()) as [string, string, string, string]);

describe('docs/limitations.md', () => {
  it('has every limit once', () => {
    assert.equal(rows.length, 79);
    assert.equal(new Set(rows.map(([, limit]) => limit)).size, 79);
  });

  it('names rules that there are, or a reason, and never both', () => {
    for (const [, limit, rules, reason] of rows) {
      const named = [...rules.matchAll(/\[([a-z0-9-]+)\]\(rules\/([a-z0-9-]+)\.md\)/g)];
      for (const [, title, file] of named) {
        assert.equal(title, file);
        assert.ok(ruleIds.has(title!), `${limit}: there is no rule ${title}`);
      }
      assert.equal(named.length > 0, rules !== '', limit);
      assert.notEqual(named.length > 0, reason !== '', limit);
    }
  });
});
