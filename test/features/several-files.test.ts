/** Reports, flows, tables and lenses of texts that are deployed with other files. */
import assert from 'node:assert/strict';
import { codeLenses } from '../../server/src/features/code-lens.ts';
import { explainFlow, flowGroups } from '../../server/src/features/explain-flow.ts';
import { reports } from '../../server/src/features/report/report.ts';
import { ruleTables } from '../../server/src/features/rule-table.ts';
import { uriOf, viewOfFiles, Workspace } from '../support/workspace.ts';

const rule = (access: string) =>
  `{ name: 'Sql', properties: { priority: 100, direction: 'Outbound', access: ${access}, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Sql', destinationPortRange: '*' } }`;
const nsg = (access: string) => `// apim-vnet: mode=Internal sku=Premium
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: { securityRules: [ ${rule(access)} ] }
}`;

const modular = {
  'main.bicep': `// a comment\nmodule nsg 'modules/nsg.bicep' = { name: 'nsg' }`,
  'modules/nsg.bicep': `\n\n\n\n${nsg("'Deny'")}`,
};
const parametrised = {
  'main.bicep': `param access string\n${nsg('access')}`,
  'prod.bicepparam': `using 'main.bicep'\nparam access = 'Deny'`,
  'test.bicepparam': `using 'main.bicep'\nparam access = 'Allow'`,
};

describe('several files', () => {
  it('places in a module are places in its file', async () => {
    const view = await viewOfFiles(modular);
    const [report] = reports(view);
    const sql = report!.flows.find(({ id }) => id === 'sql')!;
    assert.equal(sql.outcome, 'blocked');
    const place = sql.decisions[0]!.rules[0]!.place!;
    assert.deepEqual([place.uri, place.range.start.line], [uriOf('modules/nsg.bicep'), 7]);
    const [group] = flowGroups(view);
    assert.match(group!.title, /^'nsg-apim' \(nsg\.bicep, line 7\)/);
    const answer = explainFlow(view, group!.key, { flow: 'sql' });
    assert.ok(answer.ok);
    assert.equal(answer.rules[0]!.place?.uri, uriOf('modules/nsg.bicep'));
    const [table] = ruleTables(view, false);
    assert.deepEqual([table!.file, table!.line], [uriOf('modules/nsg.bicep'), 6]);
  });

  it('lenses stand in the file that they are about', async () => {
    const workspace = new Workspace(modular);
    const main = await workspace.view('main.bicep');
    assert.deepEqual(codeLenses(main, { commands: true }), []);
    const part = await workspace.view('modules/nsg.bicep');
    const lines = codeLenses(part, { commands: true }).map(({ range }) => range.start.line);
    assert.deepEqual(lines, [5, 5, 5]);
  });

  it('each parameter file is a deployment of its own, told apart by its name', async () => {
    const view = await viewOfFiles(parametrised);
    assert.deepEqual(
      reports(view).map(({ title, flows }) => `${title}: sql ${flows.find(({ id }) => id === 'sql')!.words}`),
      ['nsg-apim with prod.bicepparam: sql blocked', 'nsg-apim with test.bicepparam: sql allowed'],
    );
    assert.equal(new Set(reports(view).map(({ key }) => key)).size, 2);
    const groups = flowGroups(view);
    assert.deepEqual(
      groups.map(({ title }) => title),
      [
        "'nsg-apim' (line 4), Internal, Premium, with prod.bicepparam",
        "'nsg-apim' (line 4), Internal, Premium, with test.bicepparam",
      ],
    );
    const verdicts = groups
      .map(({ key }) => explainFlow(view, key, { flow: 'sql' }))
      .map(answer => answer.ok && answer.verdict);
    assert.deepEqual(verdicts, ['blocked', 'allowed']);
    const titles = codeLenses(view, { commands: true }).map(({ command }) => command!.title);
    assert.equal(titles.filter(title => title === 'Open report').length, 1);
    assert.equal(titles.filter(title => /^APIM: /.test(title)).length, 2);
  });
});
