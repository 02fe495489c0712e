import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { codeLenses } from '../../server/src/features/code-lens.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { viewOfTarget, viewOfText } from '../support/view.ts';

function shown(view: FileView, commands = true): readonly string[] {
  return codeLenses(view, { commands }).map(
    ({ range, command }) => `${range.start.line}: ${command!.title} -> ${command!.command}`,
  );
}

const group = (name: string, rules = '') =>
  `{\n  "type": "Microsoft.Network/networkSecurityGroups", "name": "${name}", "properties": { "securityRules": [${rules}] } }`;
const rule = (name: string, tag: string) =>
  `{ "name": "${name}", "properties": { "priority": 100, "direction": "Outbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "${tag}", "destinationPortRange": "*" } }`;
const allowManagement = `{ "name": "m", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "3443" } }`;
const premium = { mode: 'Internal', sku: 'Premium' };

describe('code lens', () => {
  it('tells above the group how it stands, and leads to the report and to a flow', () => {
    const view = viewOfText(readFileSync('examples/with-service.jsonc', 'utf8'), {}, 'with-service.jsonc');
    assert.deepEqual(shown(view), [
      '7: APIM: 1 required flow blocked, 1 partly -> apimVnet.openReport',
      '7: Open report -> apimVnet.openReport',
      '7: Explain a flow -> apimVnet.explainFlow',
    ]);
    const [lens] = codeLenses(view, { commands: true });
    assert.deepEqual(lens!.command!.arguments, [{ uri: view.source.uri, position: { line: 7, character: 4 } }]);
  });

  it('says when nothing required is blocked, and never more than is known', () => {
    const [good] = shown(viewOfTarget(group('a', allowManagement), premium));
    assert.match(good!, /^0: APIM: (no required flow blocked, \d+ not known|all \d+ required flows let through) ->/);
    const [bad] = shown(viewOfTarget(group('a', rule('d', 'AzureMonitor')), premium));
    assert.match(bad!, /^0: APIM: 2 required flows blocked, 1 partly ->/);
  });

  it('says of a group that is not in the file that its rules are not known', () => {
    const text = readFileSync('examples/with-service.jsonc', 'utf8').replace(
      'networkSecurityGroups/nsg-gateway"',
      'networkSecurityGroups/nsg-elsewhere"',
    );
    const lenses = shown(viewOfText(text, {}, 'a.jsonc')).filter(lens => lens.includes('not known here'));
    assert.equal(lenses.length, 1);
  });

  it('only tells where the client has no commands of ours', () => {
    const view = viewOfTarget(group('a', rule('d', 'Sql')), premium);
    assert.deepEqual(shown(view, false), ['0: APIM: 2 required flows blocked, 1 partly -> ']);
  });

  it('is not there for groups of nobody, when it is switched off, and in other files', () => {
    assert.deepEqual(shown(viewOfText(group('web'))), []);
    assert.deepEqual(shown(viewOfText('{ "a": 1 }')), []);
    const text = group('nsg-apim');
    assert.equal(shown(viewOfText(text)).length, 3);
    assert.deepEqual(shown(viewOfText(text, { codeLens: false })), []);
    assert.deepEqual(shown(viewOfText(text, { enable: false })), []);
  });
});
