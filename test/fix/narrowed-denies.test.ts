/** A rule that blocks a flow can lose the flow's ports instead of getting an exception before it. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { offeredFixes } from '../../server/src/features/fixes.ts';
import { editText } from '../../server/src/fix/apply.ts';
import { findingsIn, viewOfText } from '../support/view.ts';

const directive = '// apim-vnet: mode=Internal sku=Premium';

type Values = Readonly<Record<string, string | number | readonly string[]>>;

const denySql: Values = {
  priority: 200,
  direction: 'Outbound',
  access: 'Deny',
  protocol: '*',
  sourceAddressPrefix: '*',
  sourcePortRange: '*',
  destinationAddressPrefix: 'Sql',
  destinationPortRange: '*',
};

function jsonText(...rules: readonly Values[]): string {
  const securityRules = rules.map((properties, i) => ({ name: `Rule${i}`, properties }));
  const group = { type: 'Microsoft.Network/networkSecurityGroups', name: 'nsg', properties: { securityRules } };
  return `${directive}\n${JSON.stringify(group, undefined, 2)}\n`;
}

/** Titles of the fixes that take ports out of a rule, and the ports that the text then has. */
function narrowed(...rules: readonly Values[]): readonly { readonly title: string; readonly ports: unknown }[] {
  const text = jsonText(...rules);
  const view = viewOfText(text, {}, 'nsg.jsonc');
  return findingsIn(view)
    .filter(({ rule }) => /^required-flow/.test(rule))
    .flatMap(finding => offeredFixes(view, finding))
    .filter(({ title }) => title.startsWith('Take '))
    .map(({ title, safety, changes }) => {
      assert.equal(safety, 'review');
      const after = editText(text, changes[0]!.edits);
      assert.ok(!findingsIn(viewOfText(after, {}, 'nsg.jsonc')).some(({ message }) => /TCP 1433 to Sql/.test(message)));
      const [rule] = JSON.parse(after.replace(directive, '')).properties.securityRules;
      return { title, ports: rule.properties.destinationPortRange ?? rule.properties.destinationPortRanges };
    });
}

describe('a deny that is narrowed', () => {
  it('keeps all ports but those of the flow', () => {
    assert.deepEqual(narrowed(denySql), [
      {
        title: "Take 1433 out of 'Rule0', which then denies ports 0-1432 and 1434-65535",
        ports: ['0-1432', '1434-65535'],
      },
    ]);
    assert.deepEqual(narrowed({ ...denySql, destinationPortRange: '1433-1500' }), [
      { title: "Take 1433 out of 'Rule0', which then denies ports 1434-1500", ports: '1434-1500' },
    ]);
  });

  it('keeps the other entries of its list', () => {
    const { destinationPortRange: _, ...rule } = denySql;
    assert.deepEqual(narrowed({ ...rule, destinationPortRanges: ['22', '1433', '1400-1500'] }), [
      {
        title: "Take 1433 out of 'Rule0', which then denies ports 22, 1400-1432 and 1434-1500",
        ports: ['22', '1400-1432', '1434-1500'],
      },
    ]);
  });

  it('is not offered where nothing would be left, or another rule blocks the flow too', () => {
    assert.deepEqual(narrowed({ ...denySql, destinationPortRange: '1433' }), []);
    assert.deepEqual(narrowed(denySql, { ...denySql, priority: 300 }), []);
  });

  it('is never a rule that denies everything else', () => {
    for (const destinationAddressPrefix of ['*', 'Internet', '0.0.0.0/0'])
      assert.deepEqual(narrowed({ ...denySql, destinationAddressPrefix }), [], destinationAddressPrefix);
  });

  it('is not offered where the ports come from elsewhere, and is written in the manner of Bicep', () => {
    const text = (ports: string) => `param ports string = '*'
${directive}
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
      {
        name: 'DenySql'
        properties: {
          priority: 200
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Sql'
          destinationPortRange: ${ports}
        }
      }
    ]
  }
}
`;
    const offered = (ports: string) => {
      const view = viewOfText(text(ports), {}, 'main.bicep');
      const fixes = view.findings(neverCancelled).flatMap(finding => offeredFixes(view, finding));
      const fix = fixes.find(({ title }) => title.startsWith('Take '));
      return fix && editText(view.source.text, fix.changes[0]!.edits);
    };
    assert.equal(offered('ports'), undefined);
    assert.equal(
      offered("'*'"),
      text("'*'").replace(
        "destinationPortRange: '*'",
        "destinationPortRanges: [\n            '0-1432'\n            '1434-65535'\n          ]",
      ),
    );
  });
});
