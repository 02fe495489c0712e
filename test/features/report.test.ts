import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { explain } from '../../server/src/features/explain.ts';
import { reportHtml, reportPage } from '../../server/src/features/report/html.ts';
import { reportMarkdown } from '../../server/src/features/report/markdown.ts';
import { picture } from '../../server/src/features/report/picture.ts';
import { type Report, reportAt, reports } from '../../server/src/features/report/report.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { viewOfText } from '../support/view.ts';

function example(name: string): FileView {
  return viewOfText(readFileSync(`examples/${name}`, 'utf8'), {}, name);
}

function only(view: FileView): Report {
  const found = reports(view);
  assert.equal(found.length, 1);
  return found[0]!;
}

const fileOf = (uri: string) => uri.slice(uri.lastIndexOf('/') + 1);
const interactive = { interactive: true, fileOf };
const still = { interactive: false, fileOf };

/** A group with one rule of a name that means something to HTML and Markdown; strict JSON, so that nothing else is in it. */
function hostile(name: string): FileView {
  const rule = {
    name,
    properties: {
      priority: 100,
      direction: 'Outbound',
      access: 'Deny',
      protocol: '*',
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: 'Sql',
      destinationPortRange: '*',
    },
  };
  const group = {
    type: 'Microsoft.Network/networkSecurityGroups',
    name,
    metadata: { apimVnet: { mode: 'Internal', sku: 'Premium' } },
    properties: { securityRules: [rule] },
  };
  return viewOfText(JSON.stringify(group));
}

describe('report', () => {
  it('has the flows, verdicts and reasons of explain, for every example', () => {
    let flows = 0;
    for (const file of readdirSync('examples').filter(name => /\.jsonc?$/.test(name))) {
      const view = example(file);
      const explained = explain(view).map(target =>
        target.flows.map(({ id, verdict, because }) => [id, verdict, because ?? '']),
      );
      const reported = reports(view).map(report =>
        report.flows.map(({ id, verdict, because }) => [id, verdict, because]),
      );
      assert.deepEqual(reported, explained, file);
      flows += reported.flat().length;
    }
    assert.ok(flows > 100);
  });

  it('says what stands where, and what is blocked by which rule', () => {
    const view = example('with-service.jsonc');
    const report = only(view);
    assert.equal(report.title, 'contoso-apis');
    assert.deepEqual(report.properties, ['Internal', 'Premium', '2 units', 'West Europe']);
    const { parts } = report;
    assert.deepEqual(
      [parts.virtualNetwork, parts.subnet, parts.securityGroup].map(part => `${part?.name} ${part?.detail}`.trim()),
      ['vnet-hub 10.10.0.0/16', 'snet-gateway 10.10.1.0/24', 'nsg-gateway'],
    );
    const blocked = report.flows.filter(flow => flow.outcome === 'blocked');
    assert.deepEqual(
      blocked.map(({ id, decisions }) => [id, decisions.map(({ rules }) => rules.map(({ title }) => title))]),
      [['keyvault', [["'DenyKeyVault' (priority 200)"]]]],
    );
    const { range } = blocked[0]!.decisions[0]!.rules[0]!.place!;
    const words = view.source.text.slice(view.lines.offset(range.start), view.lines.offset(range.end));
    assert.equal(words, 'DenyKeyVault');
  });

  it('does the arithmetic of the subnet line by line', () => {
    assert.deepEqual(only(example('with-service.jsonc')).subnetLines, [
      '10.10.1.0/24: 256 addresses, of which Azure keeps 5 and leaves 251.',
      '2 units of 2 addresses each: 4.',
      'Internal load balancer: 1.',
      'Needed: 5 of 251. It fits.',
      'Room for 31 units at most, the most that the tier has.',
    ]);
  });

  it('tells what no file shows, by the moment at which it matters', () => {
    const { notes } = only(example('with-service.jsonc'));
    assert.deepEqual(
      notes.map(({ title }) => title),
      ['Before the deployment', 'When the network changes', 'In operation'],
    );
    assert.ok(notes[2]!.texts.some(text => /NetworkStatus/.test(text)));
  });

  it('says what is not known, and which value would settle it', () => {
    const text =
      '{ "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg-apim", "properties": { "securityRules": [] } }';
    const { unknowns } = only(viewOfText(text));
    assert.equal(unknowns[0]!.what, 'The mode of the service: External or Internal.');
    assert.match(unknowns[0]!.settle, /mode=… in a comment .*apimVnet\.defaultMode/);
    assert.equal(unknowns[1]!.what, 'The tier of the service.');
    assert.ok(unknowns.some(({ what, settle }) => /client/.test(what) && /the mode is not known/.test(settle)));
  });

  it('tells a service by its regions where it has several', () => {
    const view = viewOfText(readFileSync('examples/services/premium-external-regions.jsonc', 'utf8'), {}, 'a.jsonc');
    assert.deepEqual(
      reports(view).map(({ title }) => title),
      ['apim-contoso in westeurope', 'apim-contoso in northeurope'],
    );
  });

  describe('of a workspace gateway', () => {
    const gateway = (prefix: string, delegation = 'hostingEnvironments') =>
      only(
        viewOfText(
          `resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-team'
  properties: { securityRules: [] }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-team'
  properties: {
    addressSpace: { addressPrefixes: ['10.2.0.0/16'] }
    subnets: [
      {
        name: 'gateways'
        properties: {
          addressPrefix: '${prefix}'
          networkSecurityGroup: { id: group.id }
          delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.Web/${delegation}' } }]
        }
      }
    ]
  }
}
resource gateway 'Microsoft.ApiManagement/gateways@2024-05-01' = {
  name: 'team-a'
  location: 'westeurope'
  sku: { name: 'WorkspaceGatewayPremium' }
  properties: { backend: { subnet: { id: '\${network.id}/subnets/gateways' } } }
}`,
          {},
          'gateway.bicep',
        ),
      );

    it('bears the name of the gateway, and says how it is connected', () => {
      const report = gateway('10.2.1.0/24');
      assert.equal(report.title, 'team-a');
      assert.deepEqual([report.parts.service?.name, report.parts.serviceKind], ['team-a', 'Workspace gateway']);
      assert.equal(report.properties[0], 'injection');
      assert.equal(gateway('10.2.1.0/24', 'serverFarms').properties[0], 'integration');
      assert.match(picture(report), />Workspace gateway<[\s\S]*>team-a</);
    });

    it('does not ask for what would settle nothing: mode, tier and units', () => {
      assert.deepEqual(gateway('10.2.1.0/24').unknowns, []);
      const byComment = example('profiles/workspace-gateway-integration.jsonc');
      assert.deepEqual(only(byComment).unknowns, []);
    });

    it('compares the subnet with the bounds that it has', () => {
      const lines = (prefix: string) => gateway(prefix).subnetLines.at(-1);
      const bounds = 'The subnet of a workspace gateway may be from a /27 to a /24.';
      assert.equal(lines('10.2.1.0/24'), `${bounds} It fits.`);
      assert.equal(lines('10.2.1.0/27'), `${bounds} It fits.`);
      assert.equal(lines('10.2.1.0/28'), `${bounds} It is too small.`);
      assert.equal(lines('10.2.0.0/23'), `${bounds} It is too large.`);
      assert.deepEqual(
        ['/28', '/27', '/24'].map(length => gateway(`10.2.0.0${length}`).subnetFits),
        [false, true, true],
      );
    });
  });

  it('does not ask for units where the document counts no addresses', () => {
    const view = example('profiles/vnet-2016-12-internal-premium.jsonc');
    assert.deepEqual(
      only(view).unknowns.filter(({ what }) => what.includes('large enough')),
      [],
    );
  });

  it('finds the target at a place of the text, and the first where there is none', () => {
    const group = (name: string) =>
      `{ "type": "Microsoft.Network/networkSecurityGroups", "name": "${name}", "properties": { "securityRules": [] } }`;
    const view = viewOfText(`{ "value": [\n${group('nsg-apim-a')},\n${group('nsg-apim-b')}\n] }`);
    assert.deepEqual(
      reports(view).map(({ title }) => title),
      ['nsg-apim-a', 'nsg-apim-b'],
    );
    const at = (line: number) => reportAt(view, { line, character: 12 });
    assert.deepEqual([at(0), at(1), at(2), at(3)], [0, 0, 1, 0]);
    assert.equal(new Set(reports(view).map(({ key }) => key)).size, 2);
  });

  it('keeps the key of a target while text before it grows', () => {
    const text = readFileSync('examples/with-service.jsonc', 'utf8');
    const keyOf = (content: string) => only(viewOfText(content, {}, 'a.jsonc')).key;
    assert.equal(keyOf(`// a comment\n\n${text}`), keyOf(text));
  });
});

/** A tag whose attributes are all quoted, or the type of the document. */
const wellFormedTag = /<!DOCTYPE html>|<\/?[a-z][a-z0-9]*(?:\s+[a-zA-Z][\w:-]*(?:="[^"<>]*")?)*\s*\/?>/g;

describe('report as HTML', () => {
  const names = ['<script>alert(1)</script>', '"onload="alert(1)', "'><img src=x>", '&lt;b&gt;', 'a\u202eb\u0000c'];
  for (const name of names) {
    it(`shows the name ${JSON.stringify(name)} as text`, () => {
      const report = only(hostile(name));
      for (const html of [reportHtml(report, interactive), reportPage([{ report, options: still }])]) {
        assert.doesNotMatch(html, /<script|<img|<b>|\sonload=/);
        assert.ok(!html.includes('\u0000') && !html.includes('\u202e'));
        const withoutTags = html.replace(/<style>[^<]*<\/style>/, '').replace(wellFormedTag, '');
        assert.equal(/[<>].{0,80}/.exec(withoutTags)?.[0], undefined);
      }
    });
  }

  it('is a page of its own that loads nothing and runs nothing', () => {
    const page = reportPage([{ report: only(example('with-service.jsonc')), options: still }]);
    assert.match(page, /^<!DOCTYPE html>\n<html lang="en">/);
    assert.match(page, /content="default-src 'none'; style-src 'unsafe-inline'"/);
    assert.doesNotMatch(page, /<script|<button|\ssrc=|\shref=|url\(|@import/);
    assert.match(page, /prefers-color-scheme: dark/);
  });

  it('has headers, captions and sort orders that a screen reader can tell', () => {
    const html = reportHtml(only(example('with-service.jsonc')), interactive);
    const heads = [
      ...html.matchAll(/<th scope="col" aria-sort="(\w+)"><button type="button" class="sort" data-column="(\w+)">/g),
    ];
    assert.deepEqual(
      heads.map(([, order, column]) => `${column} ${order}`),
      ['verdict ascending', 'direction none', 'ports none', 'end none', 'rules none', 'purpose none'],
    );
    assert.match(html, /<caption>Every flow that API Management needs/);
    assert.match(html, /<svg [^>]*role="img" aria-labelledby="network-picture-title network-picture-description"/);
    for (const [, id] of html.matchAll(/aria-labelledby="([^" ]+)"/g)) assert.ok(html.includes(`id="${id}"`), id);
  });

  it('leads from a rule to its place', () => {
    const view = example('with-service.jsonc');
    const html = reportHtml(only(view), interactive);
    const [, uri, range] =
      /<button type="button" class="place" data-uri="([^"]+)" data-range="([\d ]+)" title="with-service\.jsonc:30">&#39;DenyKeyVault/.exec(
        html,
      )!;
    assert.equal(uri, view.source.uri);
    assert.match(range!, /^29 \d+ 29 \d+$/);
  });

  it('has no id twice where several targets stand on one page', () => {
    const report = only(example('with-service.jsonc'));
    const page = reportPage([1, 2, 3].map(() => ({ report, options: still })));
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, names] of page.matchAll(/aria-labelledby="([^"]+)"/g))
      for (const name of names!.split(' ')) assert.ok(ids.includes(name), name);
  });
});

describe('report as a picture', () => {
  it('says in words what it draws, and marks what is blocked', () => {
    const svg = picture(only(example('with-service.jsonc')));
    assert.match(svg, /<title id="network-picture-title">The network of contoso-apis<\/title>/);
    assert.match(
      svg,
      /<desc [^>]*>Shown are virtual network vnet-hub, subnet snet-gateway, network security group nsg-gateway\./,
    );
    assert.match(svg, /TCP 443 outbound to AzureKeyVault: blocked\./);
    assert.equal(svg.match(/<g class="flow blocked">/g)?.length, 1);
    assert.equal(svg.match(/<g class="flow partly-blocked">/g)?.length, 1);
  });

  it('keeps every shape inside its frame, whatever the names are', () => {
    for (const view of [example('with-service.jsonc'), hostile('x'.repeat(5000)), example('nsg-exported-az.json')]) {
      for (const report of reports(view)) {
        const svg = picture(report);
        const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
        for (const [, x, y, w, h] of svg.matchAll(
          /<rect [^>]*x="([\d.-]+)" y="([\d.-]+)" width="([\d.-]+)" height="([\d.-]+)"/g,
        )) {
          assert.ok(Number(x) >= 0 && Number(y) >= 0 && Number(w) > 0 && Number(h) > 0);
          assert.ok(Number(x) + Number(w) <= width! && Number(y) + Number(h) <= height!);
        }
        for (const [, y, text] of svg.matchAll(/<text [^>]*y="([\d.]+)">([^<]*)</g)) {
          assert.ok(Number(y) > 0 && Number(y) < height!);
          assert.ok(text!.length < 400);
        }
      }
    }
  });
});

describe('report as Markdown', () => {
  it('has a table of the flows that are needed, the worst first', () => {
    const text = reportMarkdown(only(example('with-service.jsonc')), fileOf);
    const rows = text.split('\n').filter(line => line.startsWith('| '));
    assert.equal(rows[0], '| Verdict | Direction | Ports | From or to | Decided by | Needed for |');
    assert.equal(
      rows[2],
      "| **blocked** | Outbound | TCP 443 | AzureKeyVault | 'DenyKeyVault' (priority 200) (with-service.jsonc:30) | Key Vault |",
    );
    assert.match(text, /^- Security group: nsg-gateway \(with-service\.jsonc:11\)$/m);
    assert.match(text, /^### Not required here$/m);
  });

  it('shows names as they are written, and keeps every row in one line with its columns', () => {
    const text = reportMarkdown(only(hostile('a|b*c_d`e\n<i>[x](y)')), fileOf);
    assert.doesNotMatch(text, /<i>|[^\\]\[x\]/);
    const rows = text.split('\n').filter(line => line.startsWith('|'));
    for (const row of rows.slice(0, 5)) assert.equal(row.match(/(?<!\\)\|/g)?.length, 7, row);
  });
});
