/** A list of rules that an expression makes has no place for another rule: what would add one says so. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { judgedFixes } from '../../server/src/features/fixes.ts';
import { viewOfText } from '../support/view.ts';

const deny = `createObject('name', 'Deny', 'properties', createObject('priority', 200, 'direction', 'Inbound', 'access', 'Deny', 'protocol', '*', 'sourceAddressPrefix', '*', 'sourcePortRange', '*', 'destinationAddressPrefix', '*', 'destinationPortRange', '*'))`;
const inJson = JSON.stringify({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources: [
    {
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2023-09-01',
      name: 'nsg-apim',
      metadata: { apimVnet: { mode: 'Internal', sku: 'Premium' } },
      properties: { securityRules: `[createArray(${deny})]` },
    },
  ],
});
const inBicep = `var denied = { name: 'Deny', properties: { priority: 200, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
// apim-vnet: mode=Internal sku=Premium
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: { securityRules: concat([denied], []) }
}
`;

describe('fixes where the list of rules is an expression', () => {
  for (const [name, text] of [
    ['main.json', inJson],
    ['main.bicep', inBicep],
  ] as const) {
    it(`change nothing in it: ${name}`, () => {
      const view = viewOfText(text, {}, name);
      const findings = view.findings(neverCancelled).filter(({ rule }) => rule === 'required-flow-blocked');
      assert.equal(findings.length, 2);
      for (const finding of findings) {
        const offers = judgedFixes(view, finding.fixes());
        assert.ok(offers.length > 0, finding.message);
        // A rule of its own beside the group is no change of the list.
        const inList = offers.filter(offer => 'changes' in offer && !/resource|of its own/.test(offer.title));
        assert.deepEqual(inList, [], finding.message);
        assert.ok(
          offers.every(offer => 'changes' in offer || /because/.test(offer.why)),
          finding.message,
        );
      }
    });
  }
});
