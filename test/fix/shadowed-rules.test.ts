import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { fixAll } from '../../server/src/features/fixes.ts';
import { viewOfText } from '../support/view.ts';

/** What is done without a look to a group of two rules for TCP 443 from two sources, written as Bicep. */
function made(first: string, second: string): readonly string[] {
  const rule = (name: string, priority: number, source: string) =>
    `{ name: '${name}', properties: { priority: ${priority}, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: ${source}, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }`;
  const text = `param office string = '10.1.0.0/16'

resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  location: 'westeurope'
  properties: {
    securityRules: [
      ${rule('first', 120, first)}
      ${rule('second', 130, second)}
    ]
  }
}
`;
  return fixAll(viewOfText(text, {}, 'main.bicep'), neverCancelled).made.map(({ title }) => title);
}

describe('safe fixes of rules that never match', () => {
  it('take out a rule that says what an earlier one says', () => {
    assert.deepEqual(made("'10.1.0.0/16'", "'10.1.0.0/16'"), ["Remove 'second'"]);
  });

  it('leave a narrower rule: Azure Bastion needs its rule for GatewayManager beside a wider one', () => {
    assert.deepEqual(made("'Internet'", "'GatewayManager'"), []);
  });

  it('leave a rule whose twin has a value of a parameter, which a deployment may change', () => {
    assert.deepEqual(made('office', "'10.1.0.0/16'"), []);
  });
});
