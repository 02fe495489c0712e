/** Input that nobody should write and that somebody will: it is data, it never throws, and it never makes a false "blocked". */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { neverCancelled } from '../server/src/base/cancel.ts';
import { diagnostics } from '../server/src/features/diagnostics.ts';
import { explain } from '../server/src/features/explain.ts';
import { hover } from '../server/src/features/hover.ts';
import { targetStatus } from '../server/src/features/target-status.ts';
import { maxTextLength } from '../server/src/workspace/read-file.ts';
import type { FileView } from '../server/src/workspace/view.ts';
import { findingsIn, shortFindings, viewOfTarget, viewOfText } from './support/view.ts';

const target = { mode: 'External', sku: 'Premium' };

const rule = {
  name: 'AllowManagement',
  properties: {
    priority: 100,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: 'ApiManagement',
    sourcePortRange: '*',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '3443',
  },
};

function group(securityRules: unknown): string {
  return JSON.stringify({
    type: 'Microsoft.Network/networkSecurityGroups',
    name: 'nsg-gateway',
    properties: { securityRules },
  });
}

/** Asks everything a host may ask of a file, and checks what must hold for any text. */
function askAll(view: FileView): void {
  const { length } = view.source.text;
  for (const finding of findingsIn(view)) {
    for (const { start, end } of [finding.at, ...finding.related.map(place => place.at)]) {
      assert.ok(
        0 <= start && start <= end && end <= Math.max(length, 1),
        `${finding.rule} ${start}-${end} of ${length}`,
      );
    }
    assert.notEqual(finding.message, '');
  }
  diagnostics(view, { signal: neverCancelled });
  explain(view);
  targetStatus(view);
  for (const offset of [0, Math.floor(length / 2), length]) hover(view, view.lines.position(offset));
}

describe('bad input', () => {
  it('broken JSON is judged, and marked as incomplete', () => {
    const text = group([rule])
      .replace('"access":"Allow",', '"access":"Allow"')
      .replace('"priority":100', '"priority":50');
    const [first, ...others] = findingsIn(viewOfTarget(text, { mode: 'Internal', sku: 'Developer' }));
    assert.equal(first?.rule, 'priority-out-of-range');
    assert.deepEqual(
      others.map(finding => finding.rule),
      ['syntax-error'],
    );
    assert.match(others[0]!.message, /incomplete/);
  });

  it('a file that breaks off is judged as far as it goes', () => {
    const whole = group([rule, { ...rule, name: 'Second' }]);
    for (let end = 1; end < whole.length; end += 3) {
      const view = viewOfTarget(whole.slice(0, end), target);
      askAll(view);
      if (view.recognised) assert.ok(findingsIn(view).some(finding => finding.rule === 'syntax-error'));
    }
  });

  for (const text of [
    '',
    ' ',
    '\ufeff',
    'null',
    '7',
    '"x"',
    '[]',
    '{}',
    '[[[]]]',
    '{"a":',
    '\u0000',
    '//',
    '/*',
    '[,]',
    '{]',
    '}{',
  ]) {
    it(`${JSON.stringify(text)} says nothing and breaks nothing`, () => {
      const view = viewOfTarget(text, target);
      askAll(view);
      assert.equal(view.recognised, false);
      assert.deepEqual(findingsIn(view), []);
    });
  }

  it('100,000 nested arrays', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    askAll(viewOfTarget(deep, target));
    const inside = viewOfTarget(group([]).replace('[]', deep), target);
    askAll(inside);
    assert.ok(shortFindings(inside).some(finding => finding.startsWith('error syntax-error')));
  });

  it('100,000 nested objects that never end', () => {
    askAll(viewOfTarget(group([]).replace('[]', '{"properties":'.repeat(100_000)), target));
  });

  it('a long expression of brackets', () => {
    askAll(viewOfTarget(group([{ ...rule, name: `[${'concat('.repeat(20_000)}'a'${')'.repeat(20_000)}]` }]), target));
  });

  it('a file past the bound says so and nothing else', () => {
    const text = group([]) + ' '.repeat(maxTextLength);
    const view = viewOfTarget(text, target);
    assert.equal(view.recognised, true);
    assert.deepEqual(
      findingsIn(view).map(({ rule, severity }) => `${severity} ${rule}`),
      ['warning limit-passed'],
    );
    askAll(view);
  });

  it('a file past the bound that is none of ours is left alone', () => {
    const view = viewOfText(`"${'x'.repeat(maxTextLength)}"`);
    assert.equal(view.recognised, false);
    assert.deepEqual(findingsIn(view), []);
  });

  it('a group most of whose rules are not known keeps few of them, and says that there are more', () => {
    const unknown = Array.from({ length: 150 }, (_, i) => `[parameters('rule${i}')]`);
    const read = (rules: readonly unknown[]) => viewOfText(group(rules)).network.securityGroups[0]!;
    const many = read([...unknown, rule]);
    assert.equal(many.rules.length, 101);
    assert.equal(many.rulesUnknown, 'most of its rules are not known here');
    const few = read([...unknown.slice(0, 100), rule]);
    assert.deepEqual([few.rules.length, few.rulesUnknown], [101, undefined]);
  });

  it('duplicate keys: the last one counts', () => {
    const text = group([rule]).replace('"access":"Allow"', '"access":"Deny","Access":"Allow"');
    const view = viewOfTarget(text, { mode: 'Internal', sku: 'Developer' });
    assert.deepEqual(shortFindings(view), ['warning duplicate-key "access"']);
    assert.equal(view.verdicts(view.targets[0]!).find(({ flow }) => flow.id === 'management')?.verdict, 'allowed');
  });

  it('names like those of every object are names', () => {
    const text = group([rule]).replace(
      '"name":"AllowManagement"',
      '"name":"__proto__","constructor":{},"__proto__":[]',
    );
    const view = viewOfTarget(text, { mode: 'Internal', sku: 'Developer' });
    assert.deepEqual(shortFindings(view), []);
    assert.equal(view.network.securityGroups[0]?.rules.length, 1);
  });

  for (const [what, piece] of Object.entries({
    'a lone surrogate': '\ud800',
    'an escaped lone surrogate': '\\udfff',
    'NUL, escaped': '\\u0000',
    'a right-to-left mark': '\u202e',
    'a line separator': '\u2028',
  })) {
    it(`${what} in every value`, () => {
      const keys = Object.keys(rule.properties).filter(key => key !== 'priority');
      for (const key of [...keys, 'name']) {
        const changed = { ...rule, properties: { ...rule.properties } } as Record<string, unknown>;
        const place = key === 'name' ? changed : (changed['properties'] as Record<string, unknown>);
        place[key] = 'PIECE';
        const view = viewOfTarget(group([changed]).replace('PIECE', piece), target);
        askAll(view);
        assert.equal(view.network.securityGroups[0]?.rules.length, 1, key);
      }
    });
  }

  it('NUL between values is a syntax error', () => {
    const view = viewOfTarget(group([rule]).replace('"access"', '\u0000"access"'), target);
    assert.ok(findingsIn(view).some(finding => finding.rule === 'syntax-error'));
    askAll(view);
  });

  for (const item of [7, 'x', null, true, [], {}, [[]], { properties: null }, { properties: 7 }, { name: {} }]) {
    it(`${JSON.stringify(item)} in place of a rule leaves inbound flows open`, () => {
      const view = viewOfTarget(group([item]), target);
      askAll(view);
      assert.deepEqual(blocked(view), []);
    });
  }

  for (const list of [7, 'x', true, { a: 1 }, { name: 'a', properties: {} }]) {
    it(`${JSON.stringify(list)} in place of the list leaves every flow open`, () => {
      const view = viewOfTarget(group(list), target);
      askAll(view);
      assert.deepEqual(blocked(view), []);
    });
  }

  it('10,000 findings at most cost their own time', () => {
    const rules = Array.from({ length: 2000 }, (_, i) => ({ ...rule, name: `r${i}` }));
    const view = viewOfTarget(group(rules), target);
    assert.ok(findingsIn(view).length >= 1999);
  });
});

describe('any value in any place of a security group', () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      '*',
      'Any',
      '443',
      '0-65535',
      'Allow',
      'Deny',
      'Inbound',
      'Tcp',
      'Internet',
      '10.0.0.0/8',
      "[parameters('x')]",
    ),
  );
  const key = fc.constantFrom(
    ...Object.keys(rule.properties),
    'sourceAddressPrefixes',
    'destinationPortRanges',
    'sourceApplicationSecurityGroups',
    'SourcePortRanges',
    'name',
    'id',
    'type',
    'copy',
    'condition',
  );

  it('never throws', () => {
    const object = fc.dictionary(key, value, { maxKeys: 10 });
    const anyRule = fc.oneof(value, object, fc.record({ name: value, properties: fc.oneof(value, object) }));
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 4 }), fc.boolean(), (rules, template) => {
        const text = group(rules);
        askAll(
          viewOfTarget(template ? `{"$schema":"x/deploymentTemplate.json#","resources":[${text}]}` : text, target),
        );
        askAll(viewOfText(JSON.stringify(rules)));
      }),
      { numRuns: 150 },
    );
  });

  it('a value that Azure refuses, or that is not known, blocks nothing', () => {
    // Each of these makes the rule's effect unknown, so that it may let the control plane in; all else of it would.
    const wrong = fc.oneof(
      fc.constantFrom(
        "[parameters('x')]",
        "[concat('a', variables('b'))]",
        'x y z',
        '10.0.0.0/99',
        '99999',
        'nonsense!',
        -5,
        1.5,
        {},
        [{}],
        [[]],
      ),
      fc.object({ maxDepth: 1 }),
    );
    const places = Object.keys(rule.properties);
    fc.assert(
      fc.property(fc.constantFrom(...places), wrong, (place, what) => {
        // An in-place priority that is a number still orders the rule, and the rule still allows.
        const changed = { ...rule, properties: { ...rule.properties, [place]: what } };
        const template = `{"$schema":"x/deploymentTemplate.json#","resources":[${group([changed])}]}`;
        assert.ok(!blocked(viewOfTarget(template, target)).includes('management'), `${place}: ${JSON.stringify(what)}`);
      }),
      { numRuns: 300 },
    );
  });

  it('a rule that denies with a value that is not known blocks nothing', () => {
    const unknown = "[parameters('x')]";
    const places = [
      'access',
      'direction',
      'protocol',
      'sourceAddressPrefix',
      'destinationAddressPrefix',
      'sourcePortRange',
      'destinationPortRange',
    ];
    fc.assert(
      fc.property(fc.subarray(places, { minLength: 1 }), fc.integer({ min: 100, max: 4096 }), (unknowns, priority) => {
        const deny = {
          priority,
          access: 'Deny',
          direction: 'Outbound',
          protocol: '*',
          sourceAddressPrefix: '*',
          sourcePortRange: '*',
          destinationAddressPrefix: '*',
          destinationPortRange: '*',
          ...Object.fromEntries(unknowns.map(place => [place, unknown])),
        };
        const text = group([{ name: 'Deny', properties: deny }]);
        const view = viewOfTarget(`{"$schema":"x/deploymentTemplate.json#","resources":[${text}]}`, target);
        assert.deepEqual(
          blocked(view).filter(id => !['client', 'management'].includes(id)),
          [],
        );
      }),
      { numRuns: 300 },
    );
  });

  it('texts that are cut, doubled or shuffled never throw', () => {
    const whole = group([rule, { ...rule, name: 'b' }]);
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(whole.length),
        fc.string({ unit: 'binary', maxLength: 8 }),
        (a, b, piece) => {
          askAll(viewOfTarget(whole.slice(0, a) + piece + whole.slice(b), target));
        },
      ),
      { numRuns: 150 },
    );
  });
});

function blocked(view: FileView): readonly string[] {
  return view.targets.flatMap(found =>
    view
      .verdicts(found)
      .filter(({ verdict }) => verdict === 'blocked' || verdict === 'partly-blocked')
      .map(({ flow }) => flow.id),
  );
}
