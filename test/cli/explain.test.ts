import assert from 'node:assert/strict';
import type { ExplainedFlow, ExplainedTarget } from '../../server/src/features/explain.ts';
import { FakeCore } from './support/fake-core.ts';
import { run } from './support/run.ts';

function flow(id: string, parts: Partial<ExplainedFlow>): ExplainedFlow {
  return {
    id,
    direction: 'Inbound',
    protocol: 'Tcp',
    source: 'Internet',
    destination: 'VirtualNetwork',
    purpose: `the purpose of ${id}`,
    requirement: 'required',
    verdict: 'allowed',
    because: null,
    ports: [],
    ...parts,
  };
}

const target: ExplainedTarget = {
  how: 'directive',
  howText: 'A comment says that it is API Management.',
  profile: 'stv2-current',
  service: { name: 'apim-prod', sku: 'Premium', units: 2, mode: 'External', region: 'westeurope', cloud: null },
  subnet: { name: 'snet-apim', prefix: '10.0.1.0/27' },
  networkSecurityGroup: { name: 'nsg-apim', file: 'filled in by the core', line: 6 },
  networkSecurityGroupUnknown: null,
  routeTable: null,
  notes: [
    { id: 'vip-change', when: 'change', text: 'The addresses change.' },
    {
      id: 'network-status',
      when: 'after',
      text: 'An API tells what is reached, and it does so again about every 15 minutes or so.',
    },
    { id: 'host-header', when: 'after', text: 'It answers to its names.' },
  ],
  flows: [
    flow('client', {
      verdict: 'partly-blocked',
      ports: [
        {
          range: '443',
          optional: false,
          verdict: 'allowed',
          decidedBy: [{ name: 'AllowHttps', priority: 100, builtIn: false }],
        },
        {
          range: '80',
          optional: true,
          verdict: 'blocked',
          decidedBy: [{ name: 'DenyAllInbound', priority: 65500, builtIn: true }],
        },
      ],
    }),
    flow('load-balancer', { source: 'AzureLoadBalancer', verdict: 'not-required', because: 'the SKU is Developer' }),
    flow('management', {
      source: 'ApiManagement',
      verdict: 'blocked',
      ports: [
        {
          range: '3443',
          optional: false,
          verdict: 'blocked',
          decidedBy: [{ name: 'deny-all', priority: null, builtIn: false }],
        },
      ],
    }),
    flow('dns', {
      direction: 'Outbound',
      protocol: '*',
      source: 'VirtualNetwork',
      destination: 'the DNS servers in use',
      requirement: 'optional-feature',
      verdict: 'undetermined',
      because: 'the DNS servers are not in this file',
      ports: [{ range: '53', optional: false, verdict: 'undetermined', decidedBy: [] }],
    }),
  ],
  routes: [{ id: 'control-plane', verdict: 'cut-off', because: '0.0.0.0/0 goes to 10.0.0.4.' }],
  subnetSize: { usable: 27, needed: 6, fits: true, largestUnits: 12 },
};

const files = { 'net/nsg.json': 'securityRules' };
const core = () => new FakeCore([target]);

describe('cli explain', () => {
  it('reads as a page', async () => {
    const { code, output, notes } = await run(['explain', 'net'], {
      files,
      core: core(),
      terminal: 110,
      environment: { LANG: 'C.UTF-8', NO_COLOR: '1' },
    });
    assert.deepEqual([code, notes], [0, '']);
    assert.equal(
      output,
      `apim-prod, External, Premium, 2 units, westeurope, profile stv2-current
=======================================================================
recognised      A comment says that it is API Management.
security group  nsg-apim (net/nsg.json:7)
subnet          snet-apim, 10.0.1.0/27
subnet size     enough: 6 of 27 usable addresses needed, room for 12 units at most
flows           1 partly blocked, 1 blocked, 1 not known, 1 not required

Inbound
  ✓ client      TCP 443   Internet                allowed by 'AllowHttps' (100)
  ✗             TCP 80                            blocked by 'DenyAllInbound' (65500); optional
  ✗ management  TCP 3443  ApiManagement           blocked by 'deny-all' (priority not known); needed for: the
                                                  purpose of management

Outbound, optional
  ? dns         any 53    the DNS servers in use  cannot be told

Not required here
  · load-balancer: the SKU is Developer

Routes
  control-plane  cut-off  0.0.0.0/0 goes to 10.0.0.4.

Not known, and what would settle it
  ? dns: the DNS servers are not in this file

What no file shows
  When the network changes
    · The addresses change.
  In operation
    · An API tells what is reached, and it does so again about every 15 minutes or so.
    · It answers to its names.
`,
    );
  });

  it('stacks answers below their flows on a narrow terminal, and never passes its edge', async () => {
    const { output } = await run(['explain', 'net', '--no-color', '--ascii'], { files, core: core(), terminal: 60 });
    assert.match(
      output,
      /^ {2}x management {2}TCP 3443 {2}ApiManagement\n {6}blocked by 'deny-all' \(priority not known\); needed\n {6}for: the purpose of management$/m,
    );
    assert.ok(output.split('\n').every(line => line.length <= 60 || line.startsWith('apim-prod')));
  });

  it('uses nothing but ASCII when asked to', async () => {
    const { output } = await run(['explain', 'net', '--ascii'], { files, core: core() });
    assert.match(output, /^[\x20-\x7e\n]+$/);
  });

  it('names what would settle an unknown mode and SKU', async () => {
    const bare = {
      ...target,
      service: null,
      networkSecurityGroup: null,
      networkSecurityGroupUnknown: 'it is given by its id only',
    };
    const { output } = await run(['explain', 'net'], { files, core: new FakeCore([bare]) });
    assert.match(output, /^snet-apim, profile stv2-current\n/);
    assert.match(output, /^security group {2}it is given by its id only$/m);
    assert.match(output, /\? the mode: --mode Internal or External/);
    assert.match(output, /\? the SKU: --sku Premium/);
  });

  it('does not call blocked what may not be needed', async () => {
    const [, , management] = target.flows;
    const because = 'needed in External mode only, and the mode is not known';
    const open = { ...target, flows: [{ ...management!, verdict: 'undetermined' as const, because }] };
    const { output } = await run(['explain', 'net', '--no-color'], {
      files,
      core: new FakeCore([open]),
      terminal: 200,
      environment: { LANG: 'C.UTF-8' },
    });
    assert.match(
      output,
      /^ {2}\? management {2}TCP 3443 {2}ApiManagement {2}cannot be told; would be blocked by 'deny-all' \(priority not known\)$/m,
    );
    assert.match(output, /^ {2}\? management: needed in External mode only, and the mode is not known$/m);
  });

  for (const command of [
    ['explain'],
    ['packet', '--port', '443', '--direction', 'inbound', '--from', '*'],
    ['model'],
    ['export'],
  ]) {
    it(`says with ${command[0]} that a file which does not parse may be shown in part only`, async () => {
      const broken = { 'a.json': '{\n"securityRules": SYNTAX' };
      const { code, notes } = await run([...command, 'a.json'], { files: broken, core: core() });
      assert.equal(code, 0);
      assert.equal(
        notes,
        'apim-vnet: a.json does not parse, for the first time in line 2: what is shown of it may be incomplete\n',
      );
    });
  }

  it('gives the same as JSON, with paths instead of URIs', async () => {
    const { code, output } = await run(['explain', 'net', '--format', 'json'], { files, core: core() });
    assert.equal(code, 0);
    const group = { ...target.networkSecurityGroup, file: 'net/nsg.json' };
    assert.deepEqual(JSON.parse(output), { version: 1, targets: [{ ...target, networkSecurityGroup: group }] });
  });

  it('says how to mark a group where none is recognised', async () => {
    const text = await run(['explain', 'net'], { files });
    assert.equal(text.code, 0);
    assert.match(
      text.output,
      /^No network of an API Management service was recognised in 1 file\.\n.*\n {2}\/\/ apim-vnet: mode=Internal/,
    );
    const json = await run(['explain', 'net', '--format', 'json'], { files });
    assert.deepEqual(JSON.parse(json.output), { version: 1, targets: [] });
  });

  it('exits with 2 for a folder without a network', async () => {
    const { code, output, notes } = await run(['explain', '.'], { files: { 'package.json': '{}' } });
    assert.deepEqual([code, output], [2, '']);
    assert.match(notes, /nothing to explain: /);
  });
});
