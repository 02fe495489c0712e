/** Each rule has a fix, or says why it has none. */
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { rules } from '../../server/src/rules/index.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { findFixtures, viewOf } from '../support/fixtures.ts';
import { viewOfFiles } from '../support/workspace.ts';

/** Rules with a finding that has a fix, made or withheld. */
async function fixedRules(): Promise<ReadonlySet<string>> {
  const fixtures = findFixtures(dirname(fileURLToPath(import.meta.url))).map(fixture => viewOf(fixture));
  // What takes two files to show.
  const parameters = await viewOfFiles({
    'main.bicepparam': "using 'main.bicep'\nparam gone = 1\n",
    'main.bicep': "resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'nsg' }\n",
  });
  const fixed = new Set<string>();
  const look = (view: FileView) => {
    for (const finding of view.findings(neverCancelled)) if (finding.fixes().length > 0) fixed.add(finding.rule);
  };
  for (const view of [...fixtures, parameters]) look(view);
  return fixed;
}

describe('a rule', () => {
  it('has a fix, or says in a sentence why it has none', async () => {
    const fixed = await fixedRules();
    const silent = rules.filter(({ id, noFix }) => !fixed.has(id) && noFix === undefined);
    const both = rules.filter(({ id, noFix }) => fixed.has(id) && noFix !== undefined);
    assert.deepEqual({ silent: silent.map(({ id }) => id), both: both.map(({ id }) => id) }, { silent: [], both: [] });
    for (const { id, noFix } of rules) if (noFix !== undefined) assert.match(noFix, /^[A-Z].*\.$/, id);
  });
});
