/** The findings of every example, as text that a person has read: `test/examples.findings.txt`. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findingsIn, viewOfText } from './support/view.ts';

const folder = fileURLToPath(new URL('../examples', import.meta.url));
const expectedFile = fileURLToPath(new URL('examples.findings.txt', import.meta.url));
// Folders hold correct networks, of which tests of their own say that nothing is found.
const examples = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isFile() && !entry.name.endsWith('.md'))
  .map(entry => entry.name)
  .sort();

/** One line per finding: line from 1 as editors count, severity, rule, and the words it points at. */
function summary(name: string): string {
  const view = viewOfText(readFileSync(`${folder}/${name}`, 'utf8'), {}, name);
  const lines = findingsIn(view).map(({ at, severity, rule }) => {
    const { line } = view.lines.position(at.start);
    return `  ${line + 1} ${severity} ${rule} ${view.source.text.slice(at.start, at.end)}`;
  });
  return [name, ...(lines.length === 0 ? ['  nothing'] : lines)].join('\n');
}

describe('examples', () => {
  it('have the findings that were read and agreed to', () => {
    assert.equal(`${examples.map(summary).join('\n\n')}\n`, readFileSync(expectedFile, 'utf8'));
  });

  for (const name of examples) {
    it(`${name} says what is to be seen`, () => {
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      const readme = readFileSync(`${folder}/README.md`, 'utf8');
      assert.ok(/To be seen:/.test(text.slice(0, 600)) || readme.includes(`## ${basename(name)}`));
      assert.equal(viewOfText(text, {}, name).recognised, true);
    });
  }

  it('exports are strict JSON', () => {
    for (const name of ['nsg-exported-az.json', 'nsg-powershell.json'])
      assert.doesNotThrow(() => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')));
  });
});
