import assert from 'node:assert/strict';
import { fuzz } from '../../../fuzz/bicep/fuzz.ts';

describe('bicep fuzz', () => {
  it('keeps the promises of the parser on 150 broken texts', () => {
    assert.equal(fuzz(1, 150), 150);
  });
});
