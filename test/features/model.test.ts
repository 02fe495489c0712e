import assert from 'node:assert/strict';
import { type NetworkModel, networkModel } from '../../server/src/features/model.ts';
import { viewOfText } from '../support/view.ts';

function modelOf(text: string, name = 'main.bicep'): NetworkModel {
  return networkModel(viewOfText(text, {}, name).exactNetwork());
}

const rule = (name: string, priority: string, direction = 'Inbound') =>
  `{ name: '${name}', properties: { priority: ${priority}, direction: '${direction}', access: 'Allow', protocol: 'tcp', sourceAddressPrefix: 'virtualnetwork', sourcePortRange: '*', destinationAddressPrefixes: [ '10.0.0.0/24', '10.0.1.0/24' ], destinationPortRange: '3443' } }`;

describe('the model of a network', () => {
  it('merges rules from both places, and sorts by direction and priority', () => {
    const { networkSecurityGroups } =
      modelOf(`resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: [ ${rule('out', '100', 'Outbound')}, ${rule('late', '900')}, ${rule('both', '300')} ] } }
resource both 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = { parent: nsg, ${rule('both', '200').slice(1)}`);
    const rules = networkSecurityGroups[0]?.['securityRules'] as readonly { name: string; priority: number }[];
    assert.deepEqual(
      rules.map(({ name, priority }) => [name, priority]),
      [
        ['both', 200],
        ['late', 900],
        ['out', 100],
      ],
    );
    assert.deepEqual(rules[0], {
      name: 'both',
      direction: 'Inbound',
      priority: 200,
      access: 'Allow',
      protocol: 'Tcp',
      sourceAddresses: ['virtualnetwork'],
      sourcePorts: ['*'],
      destinationAddresses: ['10.0.0.0/24', '10.0.1.0/24'],
      destinationPorts: ['3443'],
    });
  });

  it('writes what is not known by its source, the same wherever the source is the same', () => {
    const { virtualNetworks, networkSecurityGroups } = modelOf(`param name string\nparam prefix string
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'nsg-\${name}', properties: {} }
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = { name: 'v', properties: { addressSpace: { addressPrefixes: [ prefix ] }, subnets: [ { name: 's', properties: { addressPrefix: prefix, networkSecurityGroup: { id: nsg.id } } } ] } }`);
    assert.deepEqual(networkSecurityGroups, [{ name: { unknown: 'nsg-{parameter name}' }, securityRules: [] }]);
    assert.deepEqual(virtualNetworks, [
      {
        name: 'v',
        addressPrefixes: [{ unknown: 'parameter prefix' }],
        subnets: [
          {
            name: 's',
            addressPrefixes: [{ unknown: "more: it is the value of parameter 'prefix'" }],
            networkSecurityGroup: {
              id: { unknown: 'microsoft.network/networksecuritygroups nsg-{parameter name}' },
            },
          },
        ],
      },
    ]);
  });

  it('takes an empty default for what it says', () => {
    const { networkSecurityGroups } = modelOf(
      "param rules array = []\nresource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: rules } }",
    );
    assert.deepEqual(networkSecurityGroups, [{ name: 'n', securityRules: [] }]);
  });

  it('ends a list that may hold more with an unknown', () => {
    const { networkSecurityGroups } = modelOf(
      `param more array\nresource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: concat([ ${rule('a', '100')} ], more) } }`,
    );
    const rules = networkSecurityGroups[0]?.['securityRules'] as readonly object[];
    assert.equal(rules.length, 2);
    assert.ok('unknown' in rules[1]!);
  });

  it('leaves out what is only referred to, and shows a subnet alone with its network', () => {
    const { virtualNetworks, subnets } = modelOf(
      "resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' existing = { name: 'hub' }\nresource s 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = { parent: vnet, name: 's', properties: { addressPrefix: '10.0.0.0/27' } }",
    );
    assert.deepEqual(virtualNetworks, []);
    assert.deepEqual(subnets, [
      { virtualNetwork: 'microsoft.network/virtualnetworks hub', name: 's', addressPrefixes: ['10.0.0.0/27'] },
    ]);
  });

  it('shows gateways of workspaces with their subnets', () => {
    const { workspaceGateways } = modelOf(`param units int
resource gateway 'Microsoft.ApiManagement/gateways@2024-05-01' = {
  name: 'gw'
  location: 'westeurope'
  sku: { name: 'WorkspaceGatewayPremium', capacity: units }
  properties: { virtualNetworkType: 'Internal', backend: { subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 's') } } }
}`);
    assert.deepEqual(workspaceGateways, [
      {
        name: 'gw',
        location: 'westeurope',
        sku: 'WorkspaceGatewayPremium',
        units: { unknown: 'parameter units' },
        virtualNetworkType: 'Internal',
        subnet: { id: 'microsoft.network/virtualnetworks/subnets v/s' },
      },
    ]);
  });

  it('does not depend on the order of the text', () => {
    const group = (name: string) =>
      `resource ${name} 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: '${name}', properties: { securityRules: [ ${rule('a', '100')}, ${rule('b', '200')} ] } }`;
    const table = "resource t 'Microsoft.Network/routeTables@2023-09-01' = { name: 't', properties: { routes: [] } }";
    assert.deepEqual(
      modelOf([group('x'), group('y'), table].join('\n')),
      modelOf([table, group('y'), group('x')].join('\n')),
    );
  });
});
