import assert from 'node:assert/strict';
import { viewOfText } from '../support/view.ts';

const network = (gateway: string, delegation = 'hostingEnvironments') => `
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'gateways'
        properties: {
          addressPrefix: '10.0.1.0/24'
          networkSecurityGroup: { id: nsg.id }
          delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.Web/${delegation}' } }]
        }
      }
    ]
  }
}
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg'
  properties: { securityRules: [] }
}
resource gateway 'Microsoft.ApiManagement/gateways@2024-05-01' = {
  name: 'team-a'
  location: 'westeurope'
  sku: { name: 'WorkspaceGatewayPremium', capacity: 2 }
  ${gateway}
}
`;
const connected = (mode: string) =>
  `properties: { backend: { subnet: { id: '\${vnet.id}/subnets/gateways' } }, virtualNetworkType: '${mode}' }`;

function targetsOf(text: string) {
  return viewOfText(text, {}, 'main.bicep').targets;
}

describe('workspace gateways', () => {
  it('are targets with the profile of workspace gateways, whose subnet, group and region are known', () => {
    const [target, ...others] = targetsOf(network(connected('Internal')));
    assert.deepEqual(others, []);
    assert.equal(target?.how, 'service');
    assert.equal(target?.howText, "The workspace gateway 'team-a' uses it.");
    assert.equal(target?.profile, 'workspace-gateway');
    assert.equal(
      target?.group?.identity,
      viewOfText(network(connected('Internal')), {}, 'main.bicep').network.securityGroups[0]?.identity,
    );
    assert.deepEqual([target?.mode, target?.units, target?.region], ['Internal', 2, 'westeurope']);
  });

  it('need other flows by how their subnet is delegated', () => {
    const needed = (delegation: string) => {
      const view = viewOfText(network(connected('External'), delegation), {}, 'main.bicep');
      const verdicts = view.verdicts(view.targets[0]!).filter(({ verdict }) => verdict !== 'not-required');
      return verdicts.map(({ flow }) => flow.id);
    };
    assert.ok(needed('hostingEnvironments').includes('storage'));
    assert.ok(needed('serverFarms').includes('integration-storage'));
    assert.ok(!needed('serverFarms').includes('storage'));
  });

  it('are none without a subnet, or outside of virtual networks', () => {
    assert.deepEqual(targetsOf(network("properties: { backend: {}, virtualNetworkType: 'External' }")), []);
    assert.deepEqual(targetsOf(network(connected('None'))), []);
  });

  it('take what a comment says where the file does not', () => {
    const text = network(connected('Internal')).replace(
      'resource gateway',
      '// apim-vnet: cloud=usgov\nresource gateway',
    );
    assert.equal(targetsOf(text)[0]?.cloud, 'usgov');
  });
});
