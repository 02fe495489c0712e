/** A default route may put the internet into VirtualNetwork, so that the built-in rules for it may match more. */
import assert from 'node:assert/strict';
import { viewOfText } from '../support/view.ts';

function verdict(routes: readonly string[], flow: string): string | undefined {
  const route = (prefix: string, i: number) =>
    `{ name: 'r${i}', properties: { addressPrefix: '${prefix}', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.9.4' } }`;
  const text = `
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'table'
  properties: { routes: [ ${routes.map(route).join(', ')} ] }
}
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg'
  properties: { securityRules: [] }
}
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  name: 'vnet/apim'
  properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: nsg.id }, routeTable: { id: table.id } }
}
resource apim 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim'
  location: 'westeurope'
  sku: { name: 'Premium', capacity: 1 }
  properties: { virtualNetworkType: 'Internal', virtualNetworkConfiguration: { subnetResourceId: subnet.id } }
}
`;
  const view = viewOfText(text, {}, 'main.bicep');
  return view.verdicts(view.targets[0]!).find(candidate => candidate.flow.id === flow)?.verdict;
}

describe('a default route and VirtualNetwork', () => {
  for (const [what, routes, expected] of [
    ['no route', [], 'blocked'],
    ['a narrow route', ['20.0.0.0/8'], 'blocked'],
    ['a default route', ['0.0.0.0/0'], 'undetermined'],
    ['a default route in halves', ['0.0.0.0/1', '128.0.0.0/1'], 'undetermined'],
  ] as const) {
    it(`with ${what}, the control plane without a rule of its own is ${expected}`, () => {
      assert.equal(verdict(routes, 'management'), expected);
    });
  }

  it('leave what goes out by default as it is', () => {
    assert.equal(verdict(['0.0.0.0/0'], 'storage'), 'allowed-by-default');
  });
});
