import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { explainFlow, flowGroups } from '../../server/src/features/explain-flow.ts';
import type { FlowExplanation, FlowQuestion } from '../../server/src/protocol.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { viewOfText } from '../support/view.ts';

const template = `
// apim-vnet: mode=Internal sku=Premium
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'AllowOffice', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: OFFICE, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRanges: ['443', '8443'] } }
      { name: 'DenySql', properties: { priority: 200, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Sql', destinationPortRange: '*' } }
    ]
  }
}
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [ { name: 'snet-apim', properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: nsg.id } } } ]
  }
}
`;

function view(office = "'203.0.113.0/24'", head = ''): FileView {
  return viewOfText(head + template.replace('OFFICE', office), {}, 'main.bicep');
}

type Packet = Exclude<FlowQuestion, { readonly flow: string }>;

function packet(parts: Partial<Packet>): Packet {
  const inbound = { source: '*', destination: 'subnet' };
  const ends = parts.direction === 'Outbound' ? { source: 'subnet', destination: '*' } : inbound;
  return { direction: 'Inbound', protocol: 'Tcp', sourcePort: '', destinationPort: '443', ...ends, ...parts };
}

function ask(question: FlowQuestion, of: FileView = view()): FlowExplanation {
  const groups = flowGroups(of);
  assert.equal(groups.length, 1);
  const answer = explainFlow(of, groups[0]!.key, question);
  assert.ok(answer.ok, answer.ok ? '' : answer.problem);
  return answer;
}

/** The rules that were asked, each as `name part`. */
function steps({ rules }: FlowExplanation): readonly string[] {
  return rules.filter(step => step.part !== 'not-asked').map(step => `${step.name} ${step.part}`);
}

describe('explain a flow', () => {
  it('names the rule that decides, and why each rule before it does not match', () => {
    const answer = ask(packet({ source: '203.0.113.7', destinationPort: '80' }));
    assert.equal(answer.verdict, 'blocked');
    assert.equal(
      answer.summary,
      "TCP 80 inbound from 203.0.113.7 to the subnet 'snet-apim' is blocked by the built-in rule 'DenyAllInbound'.",
    );
    assert.deepEqual(
      answer.rules.map(step => `${step.priority} ${step.name}: ${step.text}`),
      [
        '100 AllowManagement: it does not match: its port is 3443',
        '110 AllowOffice: it does not match: its ports are 443, 8443',
        '65000 AllowVNetInBound: it does not match: its source is VirtualNetwork',
        '65001 AllowAzureLoadBalancerInBound: it does not match: its source is AzureLoadBalancer',
        '65500 DenyAllInbound: it blocks all of it',
      ],
    );
  });

  it('gives the place of each rule of the file, and none for the built-in ones', () => {
    const of = view();
    const answer = ask(packet({ destinationPort: '443', source: '203.0.113.7' }), of);
    const words = answer.rules.map(({ place }) => {
      if (place === null) return null;
      const { start, end } = place.range;
      return of.source.text.slice(of.lines.offset(start), of.lines.offset(end));
    });
    assert.deepEqual(words, ['AllowManagement', 'AllowOffice', null, null, null]);
    assert.deepEqual(
      answer.rules.map(step => step.part),
      ['no-match', 'decides', 'not-asked', 'not-asked', 'not-asked'],
    );
  });

  it('has the flows of the profile as presets, each with the verdict that explain has', () => {
    const [group] = flowGroups(view());
    const sql = group!.flows.find(flow => flow.id === 'sql')!;
    assert.deepEqual(
      { title: sql.title, outcome: sql.outcome, words: sql.words },
      { title: 'TCP 1433 outbound to Sql', outcome: 'blocked', words: 'blocked' },
    );
    const answer = ask({ flow: 'sql' });
    assert.equal(answer.summary, "TCP 1433 outbound to Sql is blocked by 'DenySql' (priority 200).");
    assert.deepEqual(steps(answer), ['DenySql decides']);
  });

  it('says of a flow that is not needed that it is not, and what would happen to it', () => {
    const answer = ask({ flow: 'client' });
    assert.equal(answer.verdict, 'not-required');
    assert.match(answer.summary, /^API Management does not need .* here: needed only in External mode\. /);
    assert.match(answer.summary, /partly blocked|blocked by/);
  });

  it('says which value is missing where one is', () => {
    const answer = ask(packet({ source: '203.0.113.7' }), view('office', 'param office string\n'));
    assert.equal(answer.verdict, 'undetermined');
    assert.deepEqual(steps(answer), [
      'AllowManagement no-match',
      'AllowOffice may-decide',
      'AllowVNetInBound no-match',
      'AllowAzureLoadBalancerInBound no-match',
      'DenyAllInbound may-decide',
    ]);
    const step = answer.rules.find(({ name }) => name === 'AllowOffice')!;
    assert.match(step.text, /^it may allow it: an address is not known: .*'office'/);
    assert.match(answer.summary, /^It is not known whether TCP 443 inbound .*'office'/);
  });

  it('tells the parts of packets that rules share', () => {
    const answer = ask(packet({ source: '*', destinationPort: '3443' }));
    assert.equal(answer.verdict, 'partly-blocked');
    assert.deepEqual(steps(answer), [
      'AllowManagement decides-part',
      'AllowOffice no-match',
      'AllowVNetInBound decides-part',
      'AllowAzureLoadBalancerInBound nothing-left',
      'DenyAllInbound decides-part',
    ]);
  });

  it('knows the addresses of the virtual network, takes public ones for the internet, and leaves other private ones open', () => {
    const verdictTo = (destination: string) => ask(packet({ direction: 'Outbound', destination }));
    assert.deepEqual(steps(verdictTo('10.0.9.4')), ['DenySql no-match', 'AllowVnetOutBound decides']);
    const outside = verdictTo('192.0.2.1');
    assert.equal(outside.verdict, 'undetermined');
    const internet = verdictTo('20.1.2.3');
    assert.match(internet.notes.join(' '), /20\.1\.2\.3 is taken to be an address of the internet/);
    const peered = verdictTo('192.168.0.1');
    assert.equal(peered.verdict, 'undetermined');
    assert.match(peered.notes.join(' '), /192\.168\.0\.1 is outside the virtual network of this file/);
    assert.deepEqual(steps(ask(packet({ source: '168.63.129.16' }))).at(-1), 'AllowVNetInBound decides');
  });

  const questions: readonly (readonly [parts: Partial<Packet>, field: string, problem: RegExp])[] = [
    [{ protocol: 'Icmp' }, 'protocol', /Tcp, Udp or \*/],
    [{ source: '' }, 'source', /An address is missing: an address \(10\.0\.0\.4\)/],
    [{ source: '10.0.0.5/24' }, 'source', /'10\.0\.0\.5\/24' names an address inside its prefix/],
    [{ source: '10.0.0.256' }, 'source', /'10\.0\.0\.256' is no IP address/],
    [
      { destination: 'Storge' },
      'destination',
      /'Storge' is no service tag that is known here\. Did you mean Storage\?/,
    ],
    [{ sourcePort: '9-8' }, 'sourcePort', /'9-8' runs backwards/],
    [{ destinationPort: '' }, 'destinationPort', /A port is missing/],
    [{ destinationPort: '443, 65536' }, 'destinationPort', /'65536' is above 65535/],
  ];
  for (const [parts, field, problem] of questions) {
    it(`answers ${JSON.stringify(parts)} with what is allowed`, () => {
      const of = view();
      const answer = explainFlow(of, flowGroups(of)[0]!.key, packet(parts));
      assert.ok(!answer.ok);
      assert.equal(answer.field, field);
      assert.match(answer.problem, problem);
    });
  }

  it('answers for a group or a flow that is gone with a sentence', () => {
    const of = view();
    assert.deepEqual(explainFlow(of, 'gone#0', { flow: 'sql' }), {
      ok: false,
      field: 'group',
      problem: 'This file has no such network security group any more.',
    });
    const answer = explainFlow(of, flowGroups(of)[0]!.key, { flow: 'gone' });
    assert.equal(answer.ok ? '' : answer.field, 'flow');
  });

  it('reads prefixes of IPv6, ranges and lists of ports, and either transport', () => {
    const answer = ask(packet({ source: '2001:db8::/64', protocol: '*', destinationPort: '80,443, 8000-8080' }));
    assert.equal(answer.title, "TCP or UDP 80, 443, 8000-8080 inbound from 2001:db8::/64 to the subnet 'snet-apim'");
  });

  it('agrees with explain on every flow of every example', () => {
    let asked = 0;
    for (const file of readdirSync('examples').filter(name => /\.jsonc?$/.test(name))) {
      const of = viewOfText(readFileSync(`examples/${file}`, 'utf8'), {}, file);
      for (const group of flowGroups(of)) {
        for (const flow of group.flows) {
          const answer = explainFlow(of, group.key, { flow: flow.id });
          assert.ok(answer.ok);
          assert.equal(answer.outcome, flow.outcome, `${file} ${flow.id}`);
          // What is blocked is decided by a rule that the steps show.
          if (flow.outcome === 'blocked')
            assert.ok(
              answer.rules.some(step => step.part.startsWith('decides')),
              flow.id,
            );
          asked++;
        }
      }
    }
    assert.ok(asked > 100);
  });
});
