/** Bicep and JSON twins give the same network; what is not literal is unknown, with its reason. */
import assert from 'node:assert/strict';
import { knownValue } from '../../server/src/base/sourced.ts';
import type { Network } from '../../server/src/network/network.ts';
import { parseBicep } from '../../server/src/syntax/bicep/parser.ts';
import { templateFromBicep } from '../../server/src/template/from-bicep.ts';
import { modelLines } from '../support/model.ts';
import { viewOfText } from '../support/view.ts';

const rule = (name: string, priority: number, access: string) => ({
  name,
  properties: {
    priority,
    direction: 'Inbound',
    access,
    protocol: 'Tcp',
    sourceAddressPrefix: 'ApiManagement',
    sourcePortRange: '*',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRanges: ['3443', '443'],
  },
});

/** JSON values as Bicep writes them. */
function bicep(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[\n${value.map(bicep).join('\n')}\n]`;
  if (typeof value === 'object' && value !== null) {
    return `{\n${Object.entries(value)
      .map(([key, member]) => `${key}: ${bicep(member)}`)
      .join('\n')}\n}`;
  }
  return String(value);
}

const networkOf = (text: string, name = 'main.bicep'): Network => viewOfText(text, {}, name).network;

describe('scopes that lead back to themselves', () => {
  it('are none', () => {
    for (const text of [
      "resource a 'Microsoft.Authorization/locks@2020-05-01' = { name: 'a', scope: a }",
      "resource a 'Microsoft.Authorization/locks@2020-05-01' = { name: 'a', scope: b }\nresource b 'Microsoft.Authorization/locks@2020-05-01' = { name: 'b', scope: a }",
      "resource a 'Microsoft.Resources/resourceGroups@2021-04-01' existing = { name: 'a', scope: a }",
      "module m 'm.bicep' = { scope: a }\nresource a 'Microsoft.Authorization/locks@2020-05-01' = { name: 'a', scope: a }",
    ]) {
      const { resources } = templateFromBicep(parseBicep(text, { kind: 'bicep' }), 'main.bicep');
      assert.equal(resources.length, text.match(/resource /g)?.length, text);
    }
  });
});

describe('Bicep as a network', () => {
  it('reads an inline group as JSON does', () => {
    const body = {
      name: 'nsg-apim',
      location: 'westeurope',
      properties: { securityRules: [rule('a', 100, 'Allow'), rule('b', 200, 'Deny')] },
    };
    const json = JSON.stringify({ resources: [{ type: 'Microsoft.Network/networkSecurityGroups', ...body }] });
    const text = `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = ${bicep(body)}\n`;
    assert.deepEqual(modelLines(networkOf(text)), modelLines(networkOf(json, 'main.json')));
  });

  it('merges rules written in the group, nested, with a parent and with a full name', () => {
    const text = `
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg'
  properties: { securityRules: [ ${bicep(rule('inline', 100, 'Allow'))} ] }
  resource nested 'securityRules' = ${bicep(rule('nested', 110, 'Allow'))}
}
resource child 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: nsg
  name: 'child'
  properties: ${bicep(rule('', 120, 'Allow').properties)}
}
resource full 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  name: 'nsg/full'
  properties: ${bicep(rule('', 130, 'Allow').properties)}
}
resource again 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  name: '\${nsg.name}/INLINE'
  properties: ${bicep(rule('', 140, 'Deny').properties)}
}`;
    const { securityGroups } = networkOf(text);
    assert.equal(securityGroups.length, 1);
    const rules = securityGroups[0]!.rules.map(
      r => `${knownValue(r.name)} ${knownValue(r.priority)} ${knownValue(r.access)}`,
    );
    assert.deepEqual(rules, ['INLINE 140 Deny', 'nested 110 Allow', 'child 120 Allow', 'full 130 Allow']);
  });

  it('links a service to subnet, group and route table through symbols', () => {
    const ways = [
      ['subnet.id', "resource subnet 'subnets' existing = { name: 'apim' }", 'vnet::subnet.id'],
      ['text', '', "'${vnet.id}/subnets/apim'"],
      ['resourceId', '', "resourceId('Microsoft.Network/virtualNetworks/subnets', vnet.name, 'apim')"],
    ] as const;
    for (const [what, nested, id] of ways) {
      const text = `
param prefix string
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: '\${prefix}-nsg', properties: { securityRules: [] } }
resource routes 'Microsoft.Network/routeTables@2023-09-01' = { name: 'rt', properties: { routes: [] } }
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-\${prefix}'
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [ { name: 'apim', properties: { addressPrefix: '10.0.1.0/27', networkSecurityGroup: { id: nsg.id }, routeTable: { id: routes.id } } } ]
  }
  ${nested}
}
resource apim 'Microsoft.ApiManagement/service@2023-05-01-preview' = {
  name: 'contoso'
  sku: { name: 'Premium', capacity: 2 }
  properties: { virtualNetworkType: 'Internal', virtualNetworkConfiguration: { subnetResourceId: ${id} } }
}`;
      const view = viewOfText(text, {}, 'main.bicep');
      const [target] = view.targets;
      assert.equal(target?.how, 'service', what);
      assert.equal(target.group?.identity, view.network.securityGroups[0]!.identity, what);
      assert.equal(target.subnet?.prefixes[0]?.text, '10.0.1.0/27', what);
      assert.equal(target.subnet?.routeTable?.identity, view.network.routeTables[0]!.identity, what);
      assert.deepEqual([target.mode, target.sku, target.units], ['Internal', 'Premium', 2], what);
    }
  });

  it('knows an existing group as defined elsewhere, and says nothing about its flows', () => {
    const view = viewOfText(
      `// apim-vnet: mode=Internal sku=Premium
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' existing = { name: 'nsg-apim' }`,
      {},
      'main.bicep',
    );
    assert.equal(view.network.securityGroups[0]?.definedElsewhere, true);
    const verdicts = new Set(view.verdicts(view.targets[0]!).map(verdict => verdict.verdict));
    assert.deepEqual([...verdicts].sort(), ['defined-elsewhere', 'not-required']);
  });

  it('keeps what is not literal unknown, with its reason', () => {
    const { securityGroups } = networkOf(`
param p int
param v string
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
      { name: 'a', properties: { priority: p, access: v, direction: p > 3 ? 'Inbound' : 'Outbound', protocol: reference('x').protocol, sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
    ]
  }
}
resource computed 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'computed'
  properties: { securityRules: [for i in range(0, p): { name: 'r\${i}' }] }
}`);
    const [first] = securityGroups[0]!.rules;
    assert.ok(first?.priority?.known === false && first.priority.why.includes("parameter 'p'"), 'priority');
    assert.ok(first.access?.known === false && first.access.why.includes("parameter 'v'"), 'access');
    assert.ok(first.direction?.known === false && first.protocol?.known === false, 'computed');
    assert.match(securityGroups[1]!.rulesUnknown ?? '', /part/);
  });

  it('leaves out what is never deployed and marks what may not be', () => {
    const { securityGroups } = networkOf(`
param on bool
param count int
resource never 'Microsoft.Network/networkSecurityGroups@2023-09-01' = if (false) { name: 'never' }
resource maybe 'Microsoft.Network/networkSecurityGroups@2023-09-01' = if (on) { name: 'maybe' }
resource many 'Microsoft.Network/networkSecurityGroups@2023-09-01' = [for i in range(0, count): { name: 'many\${i}' }]`);
    assert.deepEqual(
      securityGroups.map(group => [knownValue(group.name), group.conditional, group.rulesUnknown !== undefined]),
      [
        ['maybe', true, false],
        [undefined, false, true],
      ],
    );
  });

  it('ends on circles of parents and names', () => {
    const text = `
resource a 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { parent: b, name: b.name }
resource b 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { parent: a, name: '\${a.name}/\${b.id}' }
resource c 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = { parent: c, name: c.name }`;
    const tree = parseBicep(text);
    assert.deepEqual(tree.errors, []);
    assert.ok(templateFromBicep(tree, 'file:///circle.bicep').resources.length <= 3);
    assert.ok(networkOf(text).securityGroups.length <= 3);
  });

  it('reads directives above decorators and in a body, and lines that silence a rule', () => {
    const group = (comment: string, inner: string) => `${comment}
@description('x')
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  ${inner}
  name: 'web'
  properties: {
    securityRules: [
      // apim-vnet-disable-next-line priority-out-of-range
      { name: 'a', properties: { priority: 5000, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '8443' } }
    ]
  }
}`;
    for (const text of [
      group('// apim-vnet: mode=Internal sku=Developer', ''),
      group('', '// apim-vnet: mode=Internal sku=Developer'),
    ]) {
      const view = viewOfText(text, {}, 'main.bicep');
      assert.deepEqual(
        view.targets.map(target => [target.how, target.mode, target.sku]),
        [['directive', 'Internal', 'Developer']],
      );
      const rules = view.findings({ isCancellationRequested: false }).map(finding => finding.rule);
      assert.ok(!rules.includes('priority-out-of-range') && rules.includes('required-flow-blocked'), rules.join());
    }
  });
});
