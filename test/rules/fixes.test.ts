import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { fixAll, offeredFixes } from '../../server/src/features/fixes.ts';
import { editText } from '../../server/src/fix/apply.ts';
import { checkFixes, checkTogether } from '../support/fixes.ts';
import { bareText, type Fixture, findFixtures, type LineEnds, viewOf, viewOfLines } from '../support/fixtures.ts';

const root = dirname(fileURLToPath(import.meta.url));
const fixtures = findFixtures(root);
const isUpdate = process.env.UPDATE === '1';

describe('fixes of the rule fixtures', () => {
  for (const fixture of fixtures) {
    for (const ends of ['LF', 'CRLF', 'BOM'] satisfies LineEnds[]) {
      it(`${fixture.name}: each puts its finding right and nothing wrong, with ${ends}`, () => {
        const view = viewOf(fixture, ends);
        for (const finding of view.findings(neverCancelled)) checkFixes(view, finding);
      });
    }

    it(`${fixture.name}: all safe ones together end, make nothing worse, and a second time change nothing`, () => {
      const before = viewOf(fixture);
      const once = fixAll(before, neverCancelled);
      checkTogether(before, once.view);
      const { text } = once.view.source;
      const again = fixAll(viewOfLines(fixture, text), neverCancelled);
      assert.deepEqual({ text: again.view.source.text, made: again.made }, { text, made: [] });
    });
  }
});

describe('texts after the first fix of a fixture', () => {
  for (const fixture of fixtures) {
    const file = join(root, fixedName(fixture));
    if (!existsSync(file)) continue;
    it(fixedName(fixture), () => {
      const fixed = `${firstFix(fixture).trimEnd()}\n`;
      if (isUpdate) writeFileSync(file, fixed);
      assert.equal(fixed, readFileSync(file, 'utf8'));
    });
  }
});

/** `shadowed-rule/by-one.json` has its text in `shadowed-rule/by-one.fixed.jsonc`; an empty file and UPDATE=1 begin one. */
function fixedName({ name, languageId }: Fixture): string {
  return languageId === 'bicep'
    ? name.replace(/\.bicep$/, '.fixed.bicep')
    : name.replace(/(\.strict)?\.jsonc?$/, '.fixed.jsonc');
}

/** The text with the first fix made of the first finding of the fixture's own rule that has one. */
function firstFix(fixture: Fixture): string {
  const view = viewOfLines(fixture, bareText(fixture));
  for (const finding of view.findings(neverCancelled)) {
    if (finding.rule !== fixture.folder) continue;
    const [fix] = offeredFixes(view, finding);
    if (fix !== undefined) return editText(view.source.text, fix.changes[0]!.edits);
  }
  throw new Error(`${fixture.name} has no fix`);
}
