import assert from 'node:assert/strict';
import { shadowedRules } from '../../server/src/analysis/shadowing.ts';
import { ruleName } from '../../server/src/network/nsg.ts';
import { group, type RuleText } from './support/group.ts';

// That no claim is wrong and none is missing is tried at random in decide.test.ts; here are the cases with a name.
describe('shadowed rules', () => {
  const any = { name: 'any', priority: 100 } as const;

  it('names the rule that decides first', () => {
    check([any, { name: 'ssh', priority: 200, access: 'Deny', destinationPorts: ['22'] }], ['ssh < any, differs']);
    check([any, { name: 'ssh', priority: 200, destinationPorts: ['22'] }], ['ssh < any']);
    check([any, { name: 'out', priority: 200, direction: 'Outbound' }], []);
  });

  it('finds several rules that cover one together, and leaves out the needless', () => {
    const halves: RuleText[] = [
      { name: 'other', priority: 90, source: ['192.168.0.0/16'] },
      { name: 'low', priority: 100, source: ['10.0.0.0/9'] },
      { name: 'high', priority: 110, source: ['10.128.0.0/9'] },
    ];
    check([...halves, { name: 'all', priority: 200, source: ['10.0.0.0/8'] }], ['all < low high']);
    check([...halves, { name: 'all', priority: 200, source: ['10.0.0.0/7'] }], []);
  });

  it('needs ports, protocols and both families of addresses covered', () => {
    const tcp: RuleText = { name: 'tcp', priority: 100, protocol: 'Tcp' };
    const udp: RuleText = { name: 'udp', priority: 110, protocol: 'Udp' };
    check([tcp, udp, { name: 'both', priority: 200 }], []);
    check([tcp, { name: 'web', priority: 200, protocol: 'Tcp', destinationPorts: ['80', '443'] }], ['web < tcp']);
    const v4: RuleText = { name: 'v4', priority: 100, source: ['0.0.0.0/1', '128.0.0.0/1'] };
    check([v4, { name: 'every', priority: 200 }], []);
    check(
      [
        { ...v4, source: [...v4.source!, '::/0'] },
        { name: 'every', priority: 200 },
      ],
      ['every < v4'],
    );
    check([v4, { name: 'internet', priority: 200, source: ['Internet'] }], []);
  });

  it('knows what tags contain, and nothing about prefixes in tags', () => {
    const cloud: RuleText = { name: 'cloud', priority: 100, source: ['AzureCloud'] };
    check([cloud, { name: 'storage', priority: 200, source: ['Storage.WestUS'] }], ['storage < cloud']);
    check([cloud, { name: 'monitor', priority: 200, source: ['AzureMonitor'] }], []);
    check([cloud, { name: 'office', priority: 200, source: ['20.0.0.0/24'] }], []);
    const internet: RuleText = { name: 'internet', priority: 100, source: ['Internet'] };
    check([internet, { name: 'office', priority: 200, source: ['20.0.0.0/24'] }], ['office < internet']);
    check([internet, { name: 'site', priority: 200, source: ['10.0.0.0/24'] }], []);
  });

  it('does not count a value that is not known', () => {
    const later: RuleText = { name: 'later', priority: 200, source: ['10.0.0.0/8'] };
    check([{ ...any, maybe: true }, later], []);
    check([{ ...any, source: ['?where'] }, later], []);
    check([{ ...any, source: ['?where', '*'] }, later], ['later < any']);
    check([{ ...any, access: undefined }, later], ['later < any']);
    check([any, { ...later, source: ['?where'] }], []);
    check([{ ...any, priority: undefined }, later], []);
  });

  it('says nothing of two rules with one number', () => {
    check([any, { name: 'twin', priority: 100 }], []);
  });

  it('says that traffic is decided the other way only where some of it is', () => {
    const rules: RuleText[] = [
      { name: 'allow-low', priority: 100, source: ['10.0.0.0/9'] },
      { name: 'deny-all', priority: 110, access: 'Deny', source: ['10.0.0.0/8'] },
    ];
    check([...rules, { name: 'low', priority: 200, source: ['10.0.0.0/16'] }], ['low < allow-low']);
    // The deny alone covers it, and yet a part is let through by the rule before.
    check(
      [...rules, { name: 'all', priority: 200, access: 'Deny', source: ['10.0.0.0/8'] }],
      ['all < deny-all, differs'],
    );
  });

  function check(rules: readonly RuleText[], expected: readonly string[]): void {
    const found = shadowedRules(group(rules)).map(
      ({ rule, coveredBy, differs }) =>
        `${ruleName(rule)} < ${coveredBy.map(ruleName).join(' ')}${differs ? ', differs' : ''}`,
    );
    assert.deepEqual(found, expected);
  }
});
