import assert from 'node:assert/strict';
import {
  accesses,
  defaultRules,
  directions,
  evaluationFacts,
  filteredTraffic,
  isSecurityRuleName,
  limits,
  nsgSources,
  portBounds,
  priorityBounds,
  protocols,
  restriction,
  restrictions,
  untouchedTraffic,
} from '../../server/src/knowledge/nsg-defaults.ts';
import { readServiceTag } from '../../server/src/knowledge/service-tags.ts';

describe('NSG defaults', () => {
  it('has the six built-in rules under their exact names', () => {
    assert.deepEqual(
      defaultRules.map(rule =>
        [rule.direction, rule.priority, rule.name, rule.access, rule.source, rule.destination, rule.protocol].join(' '),
      ),
      [
        'Inbound 65000 AllowVNetInBound Allow VirtualNetwork VirtualNetwork *',
        'Inbound 65001 AllowAzureLoadBalancerInBound Allow AzureLoadBalancer * *',
        'Inbound 65500 DenyAllInbound Deny * * *',
        'Outbound 65000 AllowVnetOutBound Allow VirtualNetwork VirtualNetwork *',
        'Outbound 65001 AllowInternetOutBound Allow * Internet *',
        'Outbound 65500 DenyAllOutBound Deny * * *',
      ],
    );
    for (const rule of defaultRules) {
      assert.deepEqual([rule.sourcePorts, rule.destinationPorts], [portBounds, portBounds]);
      assert.ok(rule.priority > priorityBounds.last);
      for (const end of [rule.source, rule.destination]) {
        assert.ok(end === '*' || readServiceTag(end).kind === 'known', end);
      }
    }
  });

  it('has bounds, values and limits', () => {
    assert.deepEqual(priorityBounds, { first: 100, last: 4096 });
    assert.deepEqual(portBounds, { first: 0, last: 65535 });
    assert.deepEqual(protocols, ['Tcp', 'Udp', 'Icmp', 'Esp', 'Ah', '*']);
    assert.deepEqual(
      [accesses, directions],
      [
        ['Allow', 'Deny'],
        ['Inbound', 'Outbound'],
      ],
    );
    assert.equal(limits.rulesPerNsg, 1000);
    assert.equal(limits.addressesPerSide, 4000);
    assert.equal(nsgSources.defaultRules.month, 'July 2025');
    assert.equal(nsgSources.limits.month, 'December 2022');
  });

  it('knows the error codes of Resource Manager', () => {
    assert.equal(restriction('plural-tag').errorCode, 'SecurityRuleParameterContainsUnsupportedValue');
    assert.equal(
      restriction('mixed-families').errorCode,
      'ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies',
    );
    assert.equal(restriction('singular-and-plural').errorCode, null);
    assert.equal(new Set(restrictions.map(entry => entry.id)).size, restrictions.length);
  });

  it('judges rule names', () => {
    for (const name of ['a', '_', 'Allow-443.in_', 'x'.repeat(80)]) assert.ok(isSecurityRuleName(name), name);
    for (const name of ['', '-a', 'a-', 'a.', 'a b', 'ä', 'x'.repeat(81)]) assert.ok(!isSecurityRuleName(name), name);
  });

  it('names listed tags for platform traffic, and a source for each fact', () => {
    assert.deepEqual(
      untouchedTraffic.flatMap(entry => entry.unlessTag ?? []),
      ['AzurePlatformDNS', 'AzurePlatformIMDS', 'AzurePlatformLKM'],
    );
    for (const { source } of [...untouchedTraffic, ...filteredTraffic, ...evaluationFacts, ...restrictions]) {
      assert.ok(source.document.length > 0);
    }
  });
});
