import assert from 'node:assert/strict';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { Cancelled, neverCancelled } from '../../server/src/base/cancel.ts';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { viewOfText } from '../support/view.ts';

const text = `{
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-web",
  "properties": {
    "securityRules": [
      { "name": "AllowWeb", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
          "sourceAddressPrefix": "10.0.0.0/16", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } },
      { "name": "DenySite", "properties": { "priority": 50, "direction": "Inbound", "access": "Deny", "protocol": "Tcp",
          "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80" } },
      { "name": "Never", "properties": { "priority": 300, "direction": "Inbound", "access": "Deny", "protocol": "Tcp",
          "sourceAddressPrefix": "10.0.7.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
    ]
  }
}`;

const options = { signal: neverCancelled, rulePages: 'file:///extension/docs/rules/' };

describe('diagnostics', () => {
  const [outOfRange, shadowed, ...others] = diagnostics(viewOfText(text), options);

  it('come in the order of the text', () => {
    assert.deepEqual([outOfRange?.code, shadowed?.code], ['priority-out-of-range', 'shadowed-rule']);
    assert.deepEqual(others, []);
  });

  it('begin with the gravest where several have one place', () => {
    const apim = `// apim-vnet: mode=Internal sku=Premium\n${text.replaceAll('10.0.0.0/16', '*').replace('"Allow"', '"Deny"').replace('"443"', '"*"')}`;
    const severities = diagnostics(viewOfText(apim), options)
      .filter(({ range }) => range.start.line === 6)
      .map(({ severity }) => severity);
    assert.deepEqual(severities, severities.toSorted());
    assert.deepEqual(new Set(severities), new Set([DiagnosticSeverity.Error, DiagnosticSeverity.Information]));
  });

  it('have source, severity and a range of the words alone', () => {
    assert.equal(outOfRange?.source, 'apim-vnet');
    assert.equal(outOfRange?.severity, DiagnosticSeverity.Error);
    assert.equal(shadowed?.severity, DiagnosticSeverity.Warning);
    assert.deepEqual(outOfRange?.range, { start: { line: 7, character: 56 }, end: { line: 7, character: 58 } });
    assert.deepEqual(shadowed?.range, { start: { line: 9, character: 17 }, end: { line: 9, character: 22 } });
  });

  it('link the rule’s page, where there are pages', () => {
    assert.equal(shadowed?.codeDescription?.href, 'file:///extension/docs/rules/shadowed-rule.md');
    const [without] = diagnostics(viewOfText(text), { signal: neverCancelled });
    assert.equal(without?.codeDescription, undefined);
  });

  it('fade a rule that does nothing', () => {
    assert.deepEqual(shadowed?.tags, [DiagnosticTag.Unnecessary]);
    assert.equal(outOfRange?.tags, undefined);
  });

  it('point at the rule that decides first, unless the client cannot show it', () => {
    assert.deepEqual(
      shadowed?.relatedInformation?.map(({ location }) => location),
      [
        {
          uri: 'file:///workspace/network.json',
          range: { start: { line: 5, character: 17 }, end: { line: 5, character: 25 } },
        },
      ],
    );
    assert.equal(outOfRange?.relatedInformation, undefined);
    const plain = diagnostics(viewOfText(text), { ...options, related: false });
    assert.ok(plain.every(diagnostic => diagnostic.relatedInformation === undefined));
  });

  it('have the same lines with CRLF', () => {
    const ranges = (of: string) => diagnostics(viewOfText(of), options).map(diagnostic => diagnostic.range);
    assert.deepEqual(ranges(text.replaceAll('\n', '\r\n')), ranges(text));
  });

  it('obey the severities of the settings', () => {
    const found = diagnostics(
      viewOfText(text, { severity: { 'shadowed-rule': 'error', 'priority-out-of-range': 'off' } }),
      options,
    );
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      [['shadowed-rule', DiagnosticSeverity.Error]],
    );
    assert.equal(diagnostics(viewOfText(text, { severity: { 'shadowed-rule': 'default' } }), options).length, 2);
  });

  it('are none where the extension is switched off, and for a file of others', () => {
    assert.deepEqual(diagnostics(viewOfText(text, { enable: false }), options), []);
    assert.deepEqual(diagnostics(viewOfText('{ "compilerOptions": {}, "name": "x", "Name": "y" }'), options), []);
  });

  it('stop when nobody waits for them any more', () => {
    assert.throws(() => diagnostics(viewOfText(text), { signal: { isCancellationRequested: true } }), Cancelled);
  });

  it('are kept for the same text', () => {
    const view = viewOfText(text);
    assert.deepEqual(diagnostics(view, options), diagnostics(view, options));
  });
});
