import assert from 'node:assert/strict';
import { portSet, protocolMask } from '../../server/src/analysis/compiled-rule.ts';
import { type Box, decide } from '../../server/src/analysis/decide.ts';
import { portVerdict } from '../../server/src/analysis/flow-verdict.ts';
import {
  addressRegion,
  flowRegion,
  publicHosts,
  type Region,
  somewhere,
  subnetRegion,
} from '../../server/src/analysis/region.ts';
import { readPrefix } from '../../server/src/network/address.ts';
import { group, type RuleText } from './support/group.ts';
import { runTrials } from './support/run-trials.ts';
import { tagOf } from './support/world.ts';

describe('decide', () => {
  it('says nothing that brute force contradicts, in any world that agrees with the facts', function () {
    this.timeout(120_000);
    const tally = runTrials(2026, 20_000);
    // A run in which some verdict never came up would prove nothing of it.
    for (const verdict of ['allowed', 'allowed-by-default', 'partly-blocked', 'blocked', 'undetermined']) {
      assert.ok((tally.verdicts[verdict] ?? 0) > 500, `${verdict}: ${tally.verdicts[verdict]}`);
    }
    assert.ok(tally.shadows > 1000);
  });

  const internet = () => flowRegion(tagOf('Internet'), undefined);
  const storage = (region?: string) => flowRegion(tagOf('Storage'), region);

  it('lets rules through and falls back on the built-in ones', () => {
    check([], internet(), 'blocked');
    check([{ source: ['Internet'], destinationPorts: ['443'] }], internet(), 'allowed');
    check([{ source: ['Internet'], destinationPorts: ['80'] }], internet(), 'blocked');
    check([], flowRegion(tagOf('VirtualNetwork'), undefined), 'allowed-by-default');
    check([], flowRegion(tagOf('AzureLoadBalancer'), undefined), 'allowed-by-default');
  });

  it('asks the lowest number first, whatever the order of the text', () => {
    const rules: RuleText[] = [
      { priority: 300, access: 'Allow' },
      { priority: 200, access: 'Deny' },
    ];
    check(rules, internet(), 'blocked');
  });

  it('knows what tags contain', () => {
    check([{ access: 'Allow', source: ['AzureCloud'] }], storage(), 'allowed');
    check([{ access: 'Allow', source: ['Storage'] }], internet(), 'partly-blocked');
    check([{ access: 'Allow', source: ['Sql'] }], storage(), 'blocked');
    check([{ access: 'Allow', source: ['AzureMonitor'] }], flowRegion(tagOf('AzureCloud'), undefined), 'undetermined');
  });

  it('needs of a regional service the part in its own region', () => {
    const west: RuleText[] = [{ access: 'Allow', source: ['Storage.WestUS'] }];
    check(west, storage('westus'), 'allowed');
    check(west, storage('eastus'), 'blocked');
    check(west, storage(), 'undetermined');
    check([{ access: 'Allow', source: ['AzureCloud.westus'] }], storage('westus'), 'allowed');
    const control: RuleText[] = [{ access: 'Allow', source: ['ApiManagement.WestUS'] }];
    check(control, flowRegion(tagOf('ApiManagement'), 'westus'), 'undetermined');
  });

  it('does not guess how a tag stands to a prefix', () => {
    check([{ access: 'Allow', source: ['20.0.0.0/8'] }], storage(), 'undetermined');
    check([{ access: 'Allow', source: ['10.0.0.0/8'] }], storage(), 'blocked');
    check([{ access: 'Allow', source: ['20.0.0.0/8'] }], internet(), 'partly-blocked');
    check([{ access: 'Allow', source: ['20.0.0.0/8'] }], publicHosts(), 'undetermined');
  });

  it('knows that a virtual network may have public addresses of its own', () => {
    // Found by the fuzzer: outside Internet, an address that may be anywhere is in the virtual network, and may still be public.
    const rules: RuleText[] = [{ source: ['Internet'] }, { access: 'Deny', source: ['20.40.0.0/16'] }];
    check(rules, somewhere(), 'undetermined');
  });

  it('knows that a platform tag may share public addresses with the virtual network', () => {
    // Found by the fuzzer: an address of the platform need not be in Internet, even where it is a public one.
    const rules: RuleText[] = [{ access: 'Deny', source: ['Internet'] }, { source: ['20.40.0.0/16'] }];
    const outcomes = decide(group(rules), 'Inbound', box(flowRegion(tagOf('AzurePlatformDNS'), undefined)));
    const names = outcomes.map(({ rule }) => rule?.name?.known === true && rule.name.value);
    assert.ok(names.includes('rule-1'), names.join());
  });

  it('finds that two halves make a whole', () => {
    check([{ access: 'Allow', source: ['0.0.0.0/1', '128.0.0.0/1'] }], internet(), 'allowed');
    const halves: RuleText[] = [
      { access: 'Allow', destination: ['10.0.1.0/25'] },
      { access: 'Allow', destination: ['10.0.1.128/25'] },
    ];
    check(halves, internet(), 'allowed');
    check(halves.slice(1), internet(), 'partly-blocked');
  });

  it('keeps a value that is not known open, and only that', () => {
    check([{ source: ['?office'] }], internet(), 'undetermined');
    check([{ source: ['?office'], destinationPorts: ['22'] }], internet(), 'blocked');
    check([{ maybe: true }], internet(), 'undetermined');
    check([{ access: undefined }], internet(), 'undetermined');
    check([{ priority: undefined, access: 'Deny' }, { source: ['Internet'] }], internet(), 'undetermined');
    check([{ maybe: true }, {}], internet(), 'allowed');
  });

  it('knows that application security groups lie in the virtual network', () => {
    check([{ source: ['asg:web'] }], internet(), 'blocked');
    check([{ destination: ['asg:web'] }], internet(), 'undetermined');
  });

  it('says of a list that is not complete only that it is not known', () => {
    const outcomes = decide(group([{ priority: 101 }], { rulesUnknown: 'it is computed' }), 'Inbound', box(internet()));
    assert.ok(outcomes.some(outcome => outcome.access === 'unknown' && outcome.because === 'it is computed'));
    assert.ok(outcomes.every(outcome => !outcome.certain));
  });

  it('knows that nothing comes before the rules that take the first numbers', () => {
    const open = (...rules: readonly RuleText[]) =>
      portVerdict(
        { first: 443, last: 443 },
        false,
        decide(group(rules, { rulesUnknown: 'it is computed' }), 'Inbound', box(internet())),
      ).verdict;
    const other: RuleText = { destinationPorts: ['22'] };
    const deny: RuleText = { access: 'Deny' };
    assert.equal(open({ ...deny, priority: 100 }), 'blocked');
    assert.equal(open({ ...deny, priority: 101 }), 'undetermined');
    assert.equal(open({ ...other, priority: 100 }, { ...deny, priority: 101 }), 'blocked');
    assert.equal(open({ ...other, priority: 100 }, { ...other, priority: 101 }, { priority: 102 }), 'allowed');
    assert.equal(open({ ...other, priority: 100 }, { ...deny, priority: 102 }), 'undetermined');
    // A rule that may be absent, or of the other direction, leaves its number free.
    assert.equal(open({ ...other, priority: 100, maybe: true }, { ...deny, priority: 101 }), 'undetermined');
    assert.equal(open({ ...other, priority: 100, direction: 'Outbound' }, { ...deny, priority: 101 }), 'undetermined');
    assert.equal(open({ ...other, priority: 100, direction: undefined }, { ...deny, priority: 101 }), 'undetermined');
    // One of which something else is not known takes it all the same.
    assert.equal(
      open({ ...other, priority: 100, protocol: undefined, access: undefined }, { ...deny, priority: 101 }),
      'blocked',
    );
    assert.equal(
      open({ priority: 100, source: ['?office'], destinationPorts: ['22'] }, { ...deny, priority: 101 }),
      'blocked',
    );
    // What the first rules leave may go either way.
    assert.equal(open({ ...deny, priority: 100, source: ['Storage'] }), 'undetermined');
    // A number that is not known is another than those.
    check([{ priority: 100 }, { ...deny, priority: undefined }], internet(), 'allowed');
    check([{ priority: 101 }, { ...deny, priority: undefined }], internet(), 'undetermined');
  });

  it('tells an exception from a part that is let in', () => {
    const exception = [{ access: 'Deny', source: ['20.1.2.3'] }, { source: ['Internet'] }] as const;
    assert.equal(verdict(exception, internet()).exceptionsOnly, true);
    assert.equal(verdict([{ source: ['AzureFrontDoor.Backend'] }], internet()).exceptionsOnly, false);
  });

  it('gives up on a group that overlaps in too many ways, and says so', () => {
    const rules = Array.from({ length: 400 }, (_, i) => ({
      access: i % 2 === 0 ? ('Allow' as const) : ('Deny' as const),
      priority: 100 + i,
      source: [`20.${i % 200}.0.0/16`, `30.0.${i % 200}.0/24`],
      destination: [`10.0.1.${i % 256}`, `10.0.1.${(i * 7) % 256}`],
      sourcePorts: [`${i * 10}-${i * 20 + 10}`],
    }));
    const outcomes = decide(group(rules), 'Inbound', box(internet()));
    assert.ok(outcomes.length > 0);
    assert.ok(outcomes.every(outcome => outcome.certain || outcome.because !== undefined));
  });

  function check(rules: readonly RuleText[], source: Region, expected: string): void {
    assert.equal(verdict(rules, source).verdict, expected, JSON.stringify(rules));
  }

  function verdict(rules: readonly RuleText[], source: Region) {
    return portVerdict({ first: 443, last: 443 }, false, decide(group(rules), 'Inbound', box(source)));
  }

  function box(source: Region): Box {
    const subnet = readPrefix('10.0.1.0/24');
    assert.ok(subnet.ok && subnet.prefix.family === 4);
    return {
      protocols: protocolMask('Tcp'),
      sourcePorts: portSet([{ first: 0, last: 65535 }]),
      destinationPorts: portSet([{ first: 443, last: 443 }]),
      source,
      destination: subnetRegion([subnet.prefix.start, subnet.prefix.end]),
    };
  }

  it('treats written addresses exactly', () => {
    const office = addressRegion([0x14000000, 0x14000100]);
    check([{ source: ['20.0.0.0/25'] }, { access: 'Deny' }], office, 'partly-blocked');
    check([{ source: ['20.0.0.0/8'] }], office, 'allowed');
  });
});
