import assert from 'node:assert/strict';
import { type FlowRow, isVisible, pressed, sorted } from '../../client/src/webview/flow-table.ts';

function row(outcome: string, text: string, values: Record<string, string> = {}): FlowRow {
  return { outcome, text, values };
}

describe('table of flows in the panel', () => {
  const sql = row('blocked', "✗ blocked Outbound TCP 1433 Sql 'DenySql' (priority 200)");

  it('keeps the rows that have every word of the filter, in any case and order', () => {
    assert.ok(isVisible(sql, '', ''));
    assert.ok(isVisible(sql, '  SQL   outbound ', ''));
    assert.ok(!isVisible(sql, 'sql inbound', ''));
  });

  it('keeps the rows of the outcomes that are chosen', () => {
    const outcomesFor = (choice: string) =>
      ['blocked', 'partly-blocked', 'unknown', 'allowed', 'not-required'].filter(outcome =>
        isVisible(row(outcome, ''), '', choice),
      );
    assert.deepEqual(outcomesFor('blocked'), ['blocked', 'partly-blocked']);
    assert.deepEqual(outcomesFor('unknown'), ['unknown']);
    assert.equal(outcomesFor('').length, 5);
    assert.equal(outcomesFor('a choice of another version').length, 5);
  });

  it('sorts numbers as numbers, and leaves equal rows as they stood', () => {
    const rows = ['443', '53', '1433', '53'].map((port, index) => row('', String(index), { ports: port }));
    const order = (descending: boolean) => sorted(rows, { column: 'ports', descending }).map(({ text }) => text);
    assert.deepEqual(order(false), ['1', '3', '0', '2']);
    assert.deepEqual(order(true), ['2', '0', '1', '3']);
    assert.deepEqual(
      sorted(rows, { column: 'gone', descending: false }).map(({ text }) => text),
      ['0', '1', '2', '3'],
    );
  });

  it('turns the order round when the same column is pressed again', () => {
    const first = pressed({ column: 'verdict', descending: false }, 'ports');
    assert.deepEqual(first, { column: 'ports', descending: false });
    const second = pressed(first, 'ports');
    assert.deepEqual(second, { column: 'ports', descending: true });
    assert.deepEqual(pressed(second, 'ports'), first);
  });
});
