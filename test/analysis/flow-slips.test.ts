import assert from 'node:assert/strict';
import { isNear } from '../../server/src/analysis/flow-slips.ts';
import { profileIds, retiredPorts } from '../../server/src/knowledge/profiles.ts';
import { shortFindings, viewOfText } from '../support/view.ts';

describe('ports that are one slip apart', () => {
  for (const [a, b] of [
    [433, 443],
    [1443, 1433],
    [1866, 1886],
    [4443, 443],
    [43, 443],
    [3433, 3443],
    [3434, 3443],
  ] as const) {
    it(`${a} and ${b}`, () => {
      assert.equal(isNear(a, b), true);
      assert.equal(isNear(b, a), true);
    });
  }
  for (const [a, b] of [
    [443, 443],
    [80, 443],
    [8080, 443],
    [1433, 3306],
    [334, 443],
    [5671, 6715],
    [14433, 443],
  ] as const) {
    it(`not ${a} and ${b}`, () => {
      assert.equal(isNear(a, b), false);
      assert.equal(isNear(b, a), false);
    });
  }
});

describe('retired ports', () => {
  it('are those of no flow that the profile still asks for', () => {
    assert.deepEqual(
      profileIds.filter(id => retiredPorts(id).length > 0),
      ['vnet-2020-07', 'stv1-final', 'stv2-current'],
    );
    const texts = (id: (typeof profileIds)[number]) => retiredPorts(id).map(({ ports }) => ports[0]!.first);
    assert.deepEqual(texts('vnet-2020-07'), [9350]);
    assert.deepEqual(texts('stv1-final'), [9350, 25]);
    assert.deepEqual(texts('stv2-current'), [9350, 445, 25, 12000]);
  });
});

describe('a group that looks like API Management’s', () => {
  const group = (port: string) => `{
  "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg-backend",
  "properties": { "securityRules": [ { "name": "In", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow",
    "protocol": "Tcp", "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "*",
    "destinationPortRange": "${port}" } } ] } }`;

  it('has the control plane’s port; a back end that means the gateway is none', () => {
    assert.equal(viewOfText(group('3443')).targets.length, 1);
    assert.equal(viewOfText(group('*')).targets.length, 1);
    assert.equal(viewOfText(group("[parameters('port')]")).targets.length, 1);
    assert.equal(viewOfText(group('443')).targets.length, 0);
    assert.deepEqual(shortFindings(viewOfText(group('443'))), ['warning control-plane-tag-misused "ApiManagement"']);
  });

  it('has its name, which is not that of what stands beside it or of the whole workload', () => {
    const named = (...names: readonly string[]) =>
      names.map(name => ({ type: 'Microsoft.Network/networkSecurityGroups', name, properties: { securityRules: [] } }));
    const targetsOf = (...resources: readonly object[]) =>
      viewOfText(JSON.stringify({ $schema: 'x/deploymentTemplate.json#', resources })).targets.map(
        ({ group: found }) => found?.name?.known === true && found.name.value,
      );
    assert.deepEqual(targetsOf(...named('nsg-apim', 'nsg-web')), ['nsg-apim']);
    assert.deepEqual(targetsOf(...named('nsg-apim-west', 'nsg-apim-north')), ['nsg-apim-west', 'nsg-apim-north']);
    assert.deepEqual(targetsOf(...named('nsg-apim', 'nsg-bastion-apim', 'nsg-kv-apim')), ['nsg-apim']);
    assert.deepEqual(targetsOf(...named('nsg-a-apim', 'nsg-b-apim', 'nsg-c-apim', 'nsg-d-apim')), []);
    assert.deepEqual(targetsOf(...named('nsg-jbox-apim')), []);
    // The group of the service is known, so what merely has the name is another.
    const service = {
      type: 'Microsoft.ApiManagement/service',
      name: 'contoso',
      properties: {
        virtualNetworkType: 'Internal',
        virtualNetworkConfiguration: {
          subnetResourceId: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'gateway')]",
        },
      },
    };
    const subnet = (id: string) => ({
      type: 'Microsoft.Network/virtualNetworks/subnets',
      name: 'vnet/gateway',
      properties: { networkSecurityGroup: { id } },
    });
    const known = subnet("[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-gateway')]");
    assert.deepEqual(targetsOf(...named('nsg-gateway', 'nsg-apim'), known, service), ['nsg-gateway']);
    const elsewhere = subnet("[parameters('group')]");
    assert.deepEqual(targetsOf(...named('nsg-apim'), elsewhere, service), [false, 'nsg-apim']);
  });
});
