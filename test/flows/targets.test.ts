/** The five ways in which a group becomes API Management's, with every profile in each. */
import assert from 'node:assert/strict';
import { profileIds } from '../../server/src/knowledge/profiles.ts';
import { viewOfText } from '../support/view.ts';

const type = 'Microsoft.Network/networkSecurityGroups';
const rules = `"properties": { "securityRules": [ { "name": "In", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow",
    "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "8443" } } ] }`;
const group = (name: string, more = '') => `{ ${more} "type": "${type}", "name": "${name}", ${rules} }`;

function targetOf(text: string, settings: Parameters<typeof viewOfText>[1] = {}, name = 'network.jsonc') {
  const { targets } = viewOfText(text, settings, name);
  return targets.map(target => `${target.how} ${target.profile}`);
}

describe('targets', () => {
  for (const id of profileIds) {
    it(`${id}: by a comment, by metadata, by a setting, and for all targets without one`, () => {
      const comment = `// apim-vnet: profile=${id}\n${group('nsg-gateway')}`;
      const metadata = group('nsg-gateway', `"metadata": {"apimVnet": {"profile": "${id}"}},`);
      assert.deepEqual(targetOf(comment), [`directive ${id}`]);
      assert.deepEqual(targetOf(metadata), [`directive ${id}`]);
      assert.deepEqual(targetOf(group('nsg-gateway'), { targets: [{ files: '**', profile: id }] }), [`setting ${id}`]);
      assert.deepEqual(targetOf(group('nsg-apim'), { defaults: { profile: id } }), [`inferred ${id}`]);
      assert.deepEqual(targetOf(group('nsg-web'), { defaults: { profile: id } }), []);
    });
  }

  for (const [sku, mode, profile] of [
    ['Developer', 'Internal', 'stv2-current'],
    ['Premium', 'External', 'stv2-current'],
    ['PremiumV2', 'Internal', 'premium-v2-injection'],
    ['PremiumV2', 'External', 'standard-v2-integration'],
    ['StandardV2', 'External', 'standard-v2-integration'],
  ] as const) {
    it(`a service of ${sku} in ${mode} mode is judged by ${profile}`, () => {
      assert.deepEqual(targetOf(withService(sku, mode)), [`service ${profile}`]);
    });
  }

  it('what a service says counts more than a comment, and a comment more than a setting', () => {
    const text = withService('Premium', 'Internal').replace(
      /\{ +"type"/,
      '{ // apim-vnet: mode=External profile=stv1-final\n"type"',
    );
    const [target] = viewOfText(text, { targets: [{ files: '**', profile: 'vnet-2020-07' }] }, 'network.jsonc').targets;
    assert.deepEqual([target?.how, target?.mode, target?.profile], ['service', 'Internal', 'stv1-final']);
  });
});

function withService(sku: string, mode: string): string {
  return `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    ${group('nsg-gateway')},
    { "type": "Microsoft.Network/virtualNetworks", "name": "vnet", "properties": { "subnets": [ { "name": "gateway", "properties": {
      "addressPrefix": "10.0.0.0/24", "networkSecurityGroup": { "id": "[resourceId('${type}', 'nsg-gateway')]" } } } ] } },
    { "type": "Microsoft.ApiManagement/service", "name": "apim", "location": "westeurope", "sku": { "name": "${sku}", "capacity": 1 },
      "properties": { "virtualNetworkType": "${mode}", "virtualNetworkConfiguration": {
        "subnetResourceId": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'gateway')]" } } }
  ]
}`;
}
