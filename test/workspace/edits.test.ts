import { startTexts, tryEdits } from './support/edited-texts.ts';

describe('edit, then check', () => {
  it('equals check from scratch, for random edits of texts of all shapes', function () {
    this.timeout(60_000);
    tryEdits(1, 160, startTexts());
  });
});
