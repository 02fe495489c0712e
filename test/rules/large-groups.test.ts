/** Rules about counts, which need more text than a fixture should have. */
import assert from 'node:assert/strict';
import { groupText } from '../../server/src/rules/examples.ts';
import { shortFindings, viewOfText } from '../support/view.ts';

const manyRules = (count: number) =>
  groupText(
    ...Array.from({ length: count }, (_, i) => ({
      name: `Allow${i}`,
      priority: 100 + i,
      destinationPortRange: String(1000 + i),
    })),
  );

const manyPrefixes = (count: number) =>
  groupText({
    sourceAddressPrefix: undefined,
    sourceAddressPrefixes: Array.from({ length: count }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`),
  });

describe('large groups', () => {
  it('with 1,000 rules are right, with 1,001 too large', () => {
    assert.deepEqual(shortFindings(viewOfText(manyRules(1000))), []);
    assert.deepEqual(shortFindings(viewOfText(manyRules(1001))), ['warning too-many-rules "securityRules"']);
  });

  it('with 4,000 prefixes on a side are right, with 4,001 too large', () => {
    assert.deepEqual(shortFindings(viewOfText(manyPrefixes(4000))), []);
    assert.deepEqual(shortFindings(viewOfText(manyPrefixes(4001))), [
      'warning too-many-prefixes "sourceAddressPrefixes"',
    ]);
  });
});
