import assert from 'node:assert/strict';
import { ruleTables, ruleTablesCsv, ruleTablesMarkdown } from '../../server/src/features/rule-table.ts';
import { viewOfText } from '../support/view.ts';

const text = `
param office string
param number int
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-a'
  properties: {
    securityRules: [
      { name: 'late', properties: { priority: number, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: office, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
      { name: 'out', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefixes: ['10.0.0.0/24', '10.0.1.0/24'], destinationPortRanges: ['443', '8000-8080'], description: '=1+1, "quoted"' } }
      { name: 'in', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '443' } }
    ]
  }
}
resource other 'Microsoft.Network/networkSecurityGroups@2023-09-01' existing = {
  name: 'nsg-b'
}
`;

function tables(withBuiltIn = false) {
  return ruleTables(viewOfText(text, {}, 'main.bicep'), withBuiltIn);
}

describe('rules as a table', () => {
  it('are in the order Azure asks them, and groups that are only referred to are left out', () => {
    assert.deepEqual(
      tables().map(({ name, line, rules }) => [name, line, rules.map(rule => rule.name)]),
      [['nsg-a', 4, ['in', 'late', 'out']]],
    );
  });

  it('have the built-in ones on wish', () => {
    const [table] = tables(true);
    assert.deepEqual(
      table!.rules.map(({ priority, name, builtIn }) => `${priority} ${name} ${builtIn}`),
      [
        '200 in false',
        '65000 AllowVNetInBound true',
        '65001 AllowAzureLoadBalancerInBound true',
        '65500 DenyAllInbound true',
        'null late false',
        '100 out false',
        '65000 AllowVnetOutBound true',
        '65001 AllowInternetOutBound true',
        '65500 DenyAllOutBound true',
      ],
    );
  });

  it('say what is not known, and never leave it empty', () => {
    const late = tables()[0]!.rules.find(rule => rule.name === 'late')!;
    assert.deepEqual([late.priority, late.source], [null, ['(not known)']]);
    assert.match(ruleTablesMarkdown(tables()), /\| Inbound \| \? \| late \| Deny \| \\\* \| \(not known\) \|/);
  });

  it('are one row each in Markdown', () => {
    const lines = ruleTablesMarkdown(tables()).split('\n');
    assert.equal(lines[0], '### nsg-a');
    assert.equal(
      lines.at(-2),
      '| Outbound | 100 | out | Allow | Tcp | \\* | \\* | 10.0.0.0/24, 10.0.1.0/24 | 443, 8000-8080 |',
    );
  });

  it('are fields in CSV that no spreadsheet computes', () => {
    const lines = ruleTablesCsv(tables()).split('\r\n');
    assert.equal(
      lines[0],
      'Network security group,Direction,Priority,Name,Access,Protocol,Source,Source ports,Destination,Destination ports,Description',
    );
    assert.equal(
      lines[3],
      `nsg-a,Outbound,100,out,Allow,Tcp,*,*,"10.0.0.0/24, 10.0.1.0/24","443, 8000-8080","'=1+1, ""quoted"""`,
    );
    assert.equal(lines.at(-1), '');
  });

  it('are none for a text without groups', () => {
    assert.deepEqual(ruleTables(viewOfText('{ "a": 1 }'), true), []);
    assert.deepEqual(ruleTables(viewOfText(''), true), []);
  });
});
