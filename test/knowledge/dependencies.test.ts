import assert from 'node:assert/strict';
import {
  captchaHosts,
  certificateHosts,
  kmsEndpoints,
  monitoringHosts,
  regionalTagRule,
  serviceSuffixes,
  smtpHosts,
} from '../../server/src/knowledge/dependencies.ts';
import { flow } from '../../server/src/knowledge/profiles.ts';

describe('dependencies', () => {
  it('has the metrics hosts of each revision and cloud', () => {
    const count = (id: 'vnet-2016-12' | 'vnet-2020-07' | 'stv2-current') => {
      const { hosts } = monitoringHosts(id)!;
      return [hosts.public?.length, hosts.usgov?.length, hosts.china?.length];
    };
    assert.deepEqual(count('vnet-2016-12'), [3, undefined, undefined]);
    assert.deepEqual(count('vnet-2020-07'), [17, 17, 17]);
    assert.deepEqual(count('stv2-current'), [9, 12, 11]);
    assert.ok(monitoringHosts('vnet-2020-07')!.leaving.public!.includes('shoebox2.metrics.nsatc.net'));
    assert.equal(monitoringHosts('premium-v2-injection'), undefined);
  });

  it('agrees with the flows of the same profile', () => {
    for (const id of ['stv1-final', 'stv2-current'] as const) {
      assert.deepEqual(flow(id, 'tls-chain')!.destination, { kind: 'hosts', hosts: certificateHosts(id)!.hosts });
    }
    assert.equal(certificateHosts('stv2-current')!.fullChainExemption, false);
    assert.equal(certificateHosts('vnet-2020-07')!.fullChainExemption, true);
    assert.equal(flow('stv2-current', 'kms')!.destinationPorts[0]!.first, kmsEndpoints.port);
    assert.equal(flow('vnet-2020-07', 'smtp')!.since, smtpHosts.sources[0]!.date!.replace('/22', ''));
  });

  it('has the remaining hosts', () => {
    assert.equal(captchaHosts.at(-1)!.hosts.usgov![0], 'partner.prod.repmap.microsoft.us');
    assert.deepEqual(kmsEndpoints.clouds.public.ips, ['20.118.99.224', '40.83.235.53', '23.102.135.246']);
    assert.deepEqual(regionalTagRule.tags, ['Storage', 'Sql', 'EventHub']);
    assert.equal(serviceSuffixes('usgov')!['keyVault'], 'vault.usgovcloudapi.net');
    assert.equal(serviceSuffixes('china'), undefined);
  });
});
