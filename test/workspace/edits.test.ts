import { startTexts, tryEdits } from './support/edited-texts.ts';

describe('edit, then check', () => {
  it('equals check from scratch, for random edits of texts of all shapes', () => {
    tryEdits(1, 240, startTexts());
  });
});
