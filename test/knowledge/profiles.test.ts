import assert from 'node:assert/strict';
import {
  disagreement,
  type FlowEnd,
  flow,
  flowsOf,
  isProfileId,
  type PortRange,
  profile,
  profileIds,
  type RequiredFlow,
  toPortRange,
} from '../../server/src/knowledge/profiles.ts';
import { readServiceTag } from '../../server/src/knowledge/service-tags.ts';

const both = 'External Internal';
const external = 'External';
const vnet = 'VirtualNetwork';

function endText(end: FlowEnd): string {
  if (end.kind === 'tag') return end.tag;
  return end.kind === 'hosts' ? end.hosts.join(' ') : `(${end.meaning})`;
}

function portText(ranges: readonly PortRange[]): string {
  return ranges
    .map(({ first, last }) => (first === 0 && last === 65535 ? '*' : first === last ? `${first}` : `${first}-${last}`))
    .join(' ');
}

/** One flow as a line of text, so that a table of expectations can be read beside the document. */
function line(entry: RequiredFlow): string {
  const optional = entry.optionalPorts.length === 0 ? '' : ` [${portText(entry.optionalPorts)}]`;
  return [
    entry.id,
    entry.direction,
    entry.protocol,
    endText(entry.source),
    endText(entry.destination),
    portText(entry.destinationPorts) + optional,
    entry.modes.join(' '),
    entry.requirement,
  ].join(' | ');
}

function row(
  id: string,
  direction: string,
  protocol: string,
  source: string,
  destination: string,
  ports: string,
  modes: string,
  requirement: string,
): string {
  return [id, direction, protocol, source, destination, ports, modes, requirement].join(' | ');
}

describe('profiles', () => {
  it('stv2-current has every row of the table, in the order of the document', () => {
    const deploy = 'required-for-deployment';
    const optional = 'optional-feature';
    assert.deepEqual(
      flowsOf('stv2-current')
        .filter(entry => entry.inPortTable)
        .map(line),
      [
        row('client', 'Inbound', 'Tcp', 'Internet', vnet, '443 [80]', external, deploy),
        row('management', 'Inbound', 'Tcp', 'ApiManagement', vnet, '3443', both, deploy),
        row('certificates-http', 'Outbound', 'Tcp', vnet, 'Internet', '80', both, deploy),
        row('storage', 'Outbound', 'Tcp', vnet, 'Storage', '443', both, deploy),
        row('aad', 'Outbound', 'Tcp', vnet, 'AzureActiveDirectory', '443', both, optional),
        row('connectors', 'Outbound', 'Tcp', vnet, 'AzureConnectors', '443', both, optional),
        row('sql', 'Outbound', 'Tcp', vnet, 'Sql', '1433', both, deploy),
        row('keyvault', 'Outbound', 'Tcp', vnet, 'AzureKeyVault', '443', both, deploy),
        row('eventhub', 'Outbound', 'Tcp', vnet, 'EventHub', '5671 5672 443', both, optional),
        row('monitor', 'Outbound', 'Tcp', vnet, 'AzureMonitor', '1886 443', both, deploy),
        row('redis-external-managed-in', 'Inbound', 'Tcp', vnet, vnet, '10000', both, optional),
        row('redis-external-managed-out', 'Outbound', 'Tcp', vnet, vnet, '10000', both, optional),
        row('redis-external-classic-in', 'Inbound', 'Tcp', vnet, vnet, '6380', both, optional),
        row('redis-external-classic-out', 'Outbound', 'Tcp', vnet, vnet, '6380', both, optional),
        row('redis-internal-in', 'Inbound', 'Tcp', vnet, vnet, '6381-6383', both, optional),
        row('redis-internal-out', 'Outbound', 'Tcp', vnet, vnet, '6381-6383', both, optional),
        row('ratelimit-in', 'Inbound', 'Udp', vnet, vnet, '4290', both, optional),
        row('ratelimit-out', 'Outbound', 'Udp', vnet, vnet, '4290', both, optional),
        row('load-balancer', 'Inbound', 'Tcp', 'AzureLoadBalancer', vnet, '6390', both, deploy),
        row('traffic-manager', 'Inbound', 'Tcp', 'AzureTrafficManager', vnet, '443', external, deploy),
        row('machine-health', 'Inbound', 'Tcp', 'AzureLoadBalancer', vnet, '6391', both, optional),
      ],
    );
  });

  it('stv2-current has every flow of the prose', () => {
    const needed = 'required';
    const optional = 'optional-feature';
    const tlsHosts =
      'mscrl.microsoft.com crl.microsoft.com oneocsp.microsoft.com cacerts.digicert.com crl3.digicert.com csp.digicert.com';
    const diagnosticsHosts =
      'azurewatsonanalysis-prod.core.windows.net *.data.microsoft.com azureprofiler.trafficmanager.net ' +
      'shavamanifestazurecdnprod1.azureedge.net shavamanifestcdnprod1.azureedge.net';
    const updateHosts =
      '*.update.microsoft.com *.ctldl.windowsupdate.com ctldl.windowsupdate.com download.windowsupdate.com';
    const entraHosts = '<region>.login.microsoft.com login.microsoftonline.com';
    assert.deepEqual(
      flowsOf('stv2-current')
        .filter(entry => !entry.inPortTable)
        .map(line),
      [
        row('dns', 'Outbound', '*', vnet, '(dns-servers)', '53', both, needed),
        row('tls-chain', 'Outbound', 'Tcp', vnet, tlsHosts, '80 443', both, needed),
        row('entra-hosts', 'Outbound', 'Tcp', vnet, entraHosts, '443', both, needed),
        row('portal-diagnostics', 'Outbound', 'Tcp', vnet, 'dc.services.visualstudio.com', '443', both, optional),
        row('ntp', 'Outbound', 'Udp', vnet, '(not-stated)', '123', both, needed),
        row('diagnostics-12000', 'Outbound', 'Tcp', vnet, '(not-stated)', '12000', both, needed),
        row('internal-diagnostics', 'Outbound', 'Tcp', vnet, diagnosticsHosts, '443', both, needed),
        row('internal-pki', 'Outbound', 'Tcp', vnet, 'issuer.pki.azure.com', '443', both, needed),
        row('windows-update', 'Outbound', 'Tcp', vnet, updateHosts, '80 443', both, needed),
        row('go-microsoft', 'Outbound', 'Tcp', vnet, 'go.microsoft.com', '80 443', both, needed),
        row('defender', 'Outbound', 'Tcp', vnet, 'wdcp.microsoft.com wdcpalt.microsoft.com', '443', both, needed),
        row('kms', 'Outbound', 'Tcp', vnet, '(kms-endpoint)', '1688', both, optional),
        row('graph', 'Outbound', 'Tcp', vnet, 'AzureActiveDirectory', '443', both, optional),
        row('developer-portal-publish', 'Outbound', 'Tcp', vnet, 'Storage', '443', both, optional),
      ],
    );
  });

  it('vnet-2020-07 has every row of the table and both flows of the prose', () => {
    const needed = 'required';
    const deploy = 'required-for-deployment';
    const optional = 'optional-feature';
    assert.deepEqual(flowsOf('vnet-2020-07').map(line), [
      row('client', 'Inbound', 'Tcp', 'Internet', vnet, '443 [80]', external, needed),
      row('management', 'Inbound', 'Tcp', 'ApiManagement', vnet, '3443', both, needed),
      row('storage', 'Outbound', 'Tcp', vnet, 'Storage', '443', both, deploy),
      row('aad', 'Outbound', 'Tcp', vnet, 'AzureActiveDirectory', '443', both, optional),
      row('sql', 'Outbound', 'Tcp', vnet, 'Sql', '1433', both, deploy),
      row('eventhub', 'Outbound', 'Tcp', vnet, 'EventHub', '5671 5672 443', both, needed),
      row('git', 'Outbound', 'Tcp', vnet, 'Storage', '445', both, needed),
      row('health-monitoring', 'Outbound', 'Tcp', vnet, 'AzureCloud', '443 12000', both, needed),
      row('monitor', 'Outbound', 'Tcp', vnet, 'AzureMonitor', '1886 443', both, needed),
      row('smtp', 'Outbound', 'Tcp', vnet, 'Internet', '25 587 25028', both, needed),
      row('redis-in', 'Inbound', 'Tcp', vnet, vnet, '6381-6383', both, needed),
      row('redis-out', 'Outbound', 'Tcp', vnet, vnet, '6381-6383', both, needed),
      row('ratelimit-in', 'Inbound', 'Udp', vnet, vnet, '4290', both, needed),
      row('ratelimit-out', 'Outbound', 'Udp', vnet, vnet, '4290', both, needed),
      row('load-balancer', 'Inbound', 'Tcp', 'AzureLoadBalancer', vnet, '*', both, needed),
      row('dns', 'Outbound', '*', vnet, '(dns-servers)', '53', both, needed),
      row('portal-diagnostics', 'Outbound', 'Tcp', vnet, 'dc.services.visualstudio.com', '443', both, optional),
    ]);
  });

  it('the 2016 profiles have the tables of their texts', () => {
    const old = (id: 'classic-vpn-2016-05' | 'vnet-2016-12') =>
      flowsOf(id).map(entry => `${entry.id} ${entry.protocol} ${portText(entry.destinationPorts)}`);
    assert.deepEqual(old('classic-vpn-2016-05'), [
      'client Tcp 80 443',
      'storage-servicebus Tcp 80 443',
      'sql Tcp 1433',
      'servicebus Tcp 9350 9351 9352 9353 9354',
      'eventhub Tcp 5671',
      'redis-in Udp 6381 6382 6383',
      'redis-out Udp 6381 6382 6383',
      'git Tcp 445',
    ]);
    assert.deepEqual(old('vnet-2016-12'), [
      'client Tcp 80 443',
      'management Tcp 3443',
      'storage-servicebus Tcp 80 443',
      'sql Tcp 1433',
      'sqlv12-a Tcp 11000-11999',
      'sqlv12-b Tcp 14000-14999',
      'servicebus Tcp 9350-9354',
      'eventhub Tcp 5671',
      'redis-in Udp 6381-6383',
      'redis-out Udp 6381-6383',
      'git Tcp 445',
      'load-balancer Tcp *',
      'dns * 53',
    ]);
    assert.equal(portText(flow('vnet-2016-12', 'redis-in')!.sourcePorts), '6381-6383');
    assert.deepEqual(
      profile('classic-vpn-2016-05').flows.flatMap(entry => entry.modes),
      [],
    );
  });

  it('stv1-final differs from stv2-current where the documents do', () => {
    assert.equal(portText(flow('stv1-final', 'load-balancer')!.destinationPorts), '*');
    assert.equal(flow('stv1-final', 'keyvault')!.requirement, 'optional-feature');
    assert.equal(flow('stv1-final', 'certificates-http'), undefined);
    assert.deepEqual(flow('stv1-final', 'developer-portal-publish')!.destination, {
      kind: 'tag',
      tag: 'Storage.WestUS',
    });
    assert.equal(flowsOf('stv1-final').filter(entry => entry.inPortTable).length, 19);
  });

  it('the v2 profiles keep doubtful and concluded flows apart from stated ones', () => {
    const marks = (id: 'premium-v2-injection' | 'standard-v2-integration' | 'workspace-gateway') =>
      flowsOf(id).map(entry => {
        const words = [entry.inferred && 'inferred', entry.uncertain && 'uncertain', !entry.inNewestText && 'older'];
        return [entry.id, entry.attachment, ...words].filter(word => typeof word === 'string').join(' ');
      });
    assert.deepEqual(marks('premium-v2-injection'), [
      'storage',
      'keyvault uncertain',
      'lb-health inferred uncertain older',
      'client inferred uncertain older',
    ]);
    assert.deepEqual(marks('standard-v2-integration'), ['keyvault', 'storage uncertain older']);
    assert.deepEqual(marks('workspace-gateway'), [
      'lb-health injection',
      'client injection',
      'storage injection',
      'keyvault injection',
      'integration-storage integration uncertain',
      'integration-keyvault integration uncertain',
    ]);
    assert.equal(profile('standard-v2-integration').inboundNsgRulesApply, false);
    assert.deepEqual(profile('workspace-gateway').inboundNsgRulesApply, { integration: false, injection: true });
  });

  it('internal-vnet-2017-09 has the flows of vnet-2016-12, with 3443 in a form that rules can be compared with', () => {
    assert.deepEqual(flowsOf('internal-vnet-2017-09').map(line), flowsOf('vnet-2016-12').map(line));
    const printed = profile('internal-vnet-2017-09').flows;
    assert.deepEqual(printed.map(line), [
      row('management', 'Inbound', 'Tcp', '(not-stated)', '(public-vip)', '3443', 'Internal', 'required'),
    ]);
    assert.match(flow('internal-vnet-2017-09', 'management')!.notes!, /public address serves the management endpoint/);
  });

  it('says which copy of the article of December 2016 has a flow', () => {
    const { copies } = profile('vnet-2016-12');
    assert.deepEqual(Object.keys(copies), ['2016-12-as-of-2017-10', '2016-12-as-of-2018-08']);
    assert.deepEqual(flow('vnet-2016-12', 'servicebus')!.presentIn, ['2016-12-as-of-2018-08']);
    assert.deepEqual(flow('vnet-2016-12', 'dns')!.presentIn, ['2016-12-as-of-2017-10']);
    assert.deepEqual(flow('vnet-2016-12', 'client')!.presentIn, Object.keys(copies));
  });

  it('ties the load balancer to SKUs and Traffic Manager to several regions', () => {
    for (const id of ['vnet-2020-07', 'stv1-final', 'stv2-current'] as const) {
      const condition = flow(id, 'load-balancer')!.skuCondition!;
      assert.deepEqual([condition.notNeededFor, condition.criticalFor], [['Developer'], ['Premium']]);
    }
    const conditional = profileIds.flatMap(id => flowsOf(id).filter(entry => entry.conditionKind !== null));
    assert.deepEqual(
      conditional.map(entry => `${entry.id} ${entry.conditionKind}`),
      ['traffic-manager multi-region', 'traffic-manager multi-region'],
    );
    assert.ok(conditional.every(entry => entry.condition !== null));
  });

  it('names the earliest text of a flow', () => {
    const since = (id: string) => flow('stv2-current', id)!.since;
    assert.equal(since('client'), '05/2016');
    assert.equal(since('management'), '12/2016');
    assert.equal(since('monitor'), '07/2020');
    assert.equal(since('certificates-http'), '06/2025');
    assert.equal(since('redis-external-managed-in'), '04/2026');
    for (const id of profileIds) {
      for (const entry of flowsOf(id)) {
        if (entry.inferred) assert.equal(entry.since, null);
        else assert.match(entry.since!, /^(0[1-9]|1[0-2])\/20\d\d$/, `${id} ${entry.id}`);
      }
    }
  });

  it('names both texts and dates where they contradict each other', () => {
    assert.match(disagreement('stv2-current', 'diagnostics-12000')!, /04\/10\/2026.*04\/30\/2026/);
    assert.match(disagreement('stv2-current', 'redis-external-classic-in')!, /10000.*1000/);
    assert.match(disagreement('stv2-current', 'ratelimit-in')!, /UDP.*TCP/);
    assert.match(disagreement('stv2-current', 'load-balancer')!, /6390/);
    assert.match(disagreement('stv1-final', 'git')!, /15 March 2025/);
    assert.match(disagreement('stv2-current', 'keyvault')!, /Optional for stv1/);
    assert.match(disagreement('internal-vnet-2017-09', 'servicebus')!, /9350-9354/);
    assert.equal(disagreement('stv2-current', 'sql'), undefined);
    assert.equal(disagreement('stv2-current', 'no-such-flow'), undefined);
    for (const id of profileIds) {
      for (const entry of flowsOf(id).filter(candidate => candidate.uncertain && !candidate.inferred)) {
        assert.ok(disagreement(id, entry.id), `${id} ${entry.id} is in doubt and must say why`);
      }
    }
  });

  it('keeps its data whole', () => {
    for (const id of profileIds) {
      const { source, otherSources, minimumRuleSets, skus, notes, hasModes } = profile(id);
      assert.match(source.month!, /^[A-Z][a-z]+ 20\d\d$/);
      assert.ok(skus.length > 0 && notes.length > 0, id);
      for (const entry of otherSources) assert.ok(entry.date !== null && entry.document !== '', id);
      const flows = flowsOf(id);
      assert.equal(new Set(flows.map(entry => entry.id)).size, flows.length, id);
      for (const set of minimumRuleSets) {
        for (const flowId of set.flows) assert.ok(flow(id, flowId), `${id} ${flowId}`);
      }
      for (const entry of flows) {
        const where = `${id} ${entry.id}`;
        assert.ok(entry.destinationPorts.length > 0 && entry.sourcePorts.length > 0, where);
        for (const range of [...entry.destinationPorts, ...entry.sourcePorts, ...entry.optionalPorts]) {
          assert.ok(Number.isInteger(range.first) && Number.isInteger(range.last), where);
          assert.ok(0 <= range.first && range.first <= range.last && range.last <= 65535, where);
        }
        for (const end of [entry.source, entry.destination]) {
          if (end.kind === 'hosts')
            assert.ok(end.hosts.length > 0 && end.hosts.every(host => /^[a-z<*]/.test(host)), where);
          if (end.kind !== 'tag') continue;
          const reading = readServiceTag(end.tag);
          assert.ok(reading.kind === 'known' && reading.exactSpelling && reading.regionListed, `${where}: ${end.tag}`);
        }
        assert.ok(hasModes || entry.modes.length === 0, where);
        assert.ok(entry.purpose.length > 0, where);
      }
    }
  });

  it('reads profile ids and ports strictly', () => {
    assert.ok(isProfileId('stv2-current'));
    assert.ok(!isProfileId('STV2-current'));
    assert.ok(!isProfileId('toString'));
    assert.deepEqual(toPortRange('*'), { first: 0, last: 65535 });
    assert.deepEqual(toPortRange('6381-6383'), { first: 6381, last: 6383 });
    for (const bad of ['', '-1', '65536', '9-8', '1-2-3', '80,443', ' 80'])
      assert.equal(toPortRange(bad), undefined, bad);
  });
});
