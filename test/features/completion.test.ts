import assert from 'node:assert/strict';
import type { TextEdit } from 'vscode-languageserver-types';
import { type CompletionOptions, completions } from '../../server/src/features/completion.ts';
import { viewOfText, withCursor } from '../support/view.ts';

/** The text after the offer with a label was taken at `$0`; `undefined` where there is no such offer. */
function taken(marked: string, label: string, name: string, options: CompletionOptions = {}): string | undefined {
  const { text, at } = withCursor(marked);
  const view = viewOfText(text, {}, name);
  const item = completions(view, at, options).find(candidate => candidate.label === label);
  if (item === undefined) return undefined;
  const { range, newText } = item.textEdit as TextEdit;
  assert.equal(range.start.line, range.end.line);
  return text.slice(0, view.lines.offset(range.start)) + newText + text.slice(view.lines.offset(range.end));
}

function labels(marked: string, name: string, options: CompletionOptions = {}): readonly string[] {
  const { text, at } = withCursor(marked);
  return completions(viewOfText(text, {}, name), at, options)
    .toSorted((a, b) => (a.sortText! < b.sortText! ? -1 : 1))
    .map(item => item.label);
}

const json = (rule: string, before = '') =>
  `${before}{ "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg", "properties": { "securityRules": [
  { "name": "a", "properties": { "priority": 100, ${rule} } } ] } }`;
const bicep = (
  rule: string,
  before = '',
) => `${before}resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
      {
        name: 'a'
        properties: {
          priority: 100
          ${rule}
        }
      }
    ]
  }
}
`;

describe('completion', () => {
  it('offers the functions of an expression of a JSON template, whole or not', () => {
    const template = (value: string) =>
      `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [
        ${json(`"description": ${value}`)} ] }`;
    const insert = (value: string) =>
      /"description": (.*?) \} \}/.exec(taken(template(value), 'concat', 'main.json') ?? '')?.[1];
    assert.equal(insert('"[con$0]"'), '"[concat(]"');
    assert.equal(insert('"[$0"'), '"[concat("');
    assert.equal(insert('"[toLower($0)]"'), '"[toLower(concat()]"');
    assert.equal(insert(`"[format('a', co$0)]"`), `"[format('a', concat()]"`);
    assert.equal(insert('"[co$0(1)]"'), '"[concat(1)]"');
    for (const value of [`"[parameters('co$0')]"`, '"[[co$0]"', '"co$0"', '"[a.co$0]"'])
      assert.equal(insert(value), undefined, value);
    const own = labels(template('"[$0]"'), 'main.json');
    assert.ok(own.includes('cidrSubnet') && own.includes('resourceGroup'));
    assert.deepEqual(labels(template('"[$0]"'), 'main.json', { schemaIsOffered: true }), []);
  });

  for (const [what, before, label, after] of [
    ['an empty text', '"protocol": "$0"', 'Tcp', '"protocol": "Tcp"'],
    [
      'the whole of a text, from its middle',
      '"protocol": "Ud$0p", "access": "Allow"',
      'Tcp',
      '"protocol": "Tcp", "access": "Allow"',
    ],
    ['a value that is not there yet', '"protocol": $0', 'Tcp', '"protocol": "Tcp"'],
    ['a value before a comma', '"access": $0, "protocol": "Tcp"', 'Deny', '"access": "Deny", "protocol": "Tcp"'],
    ['an entry of a list', '"destinationPortRanges": ["80", "$0"]', '443', '"destinationPortRanges": ["80", "443"]'],
    ['a list that is empty', '"destinationPortRanges": [$0]', '3443', '"destinationPortRanges": ["3443"]'],
    ['a text without an end', '"direction": "In$0', 'Inbound', '"direction": "Inbound"'],
  ] as const) {
    it(`in JSON replaces ${what}`, () => {
      const expected = json(after);
      const result = taken(json(before), label, 'a.json');
      // A text without an end reaches to the end of its line.
      if (what === 'a text without an end') assert.ok(result!.includes(after), result);
      else assert.equal(result, expected);
    });
  }

  for (const [what, before, label, after] of [
    ['an empty text', "protocol: '$0'", 'Tcp', "protocol: 'Tcp'"],
    ['the whole of a text, from its middle', "protocol: 'U$0dp'", '*', "protocol: '*'"],
    ['a value that is not there yet', 'protocol: $0', 'Tcp', "protocol: 'Tcp'"],
    [
      'an entry of a list',
      "destinationPortRanges: [\n            '80'\n            '$0'\n          ]",
      '443',
      "destinationPortRanges: [\n            '80'\n            '443'\n          ]",
    ],
    ['a list that is empty', 'destinationPortRanges: [$0]', '3443', "destinationPortRanges: ['3443']"],
    ['a text without an end', "direction: 'In$0", 'Inbound', "direction: 'Inbound'"],
    ['a service tag', "sourceAddressPrefix: '$0'", 'ApiManagement', "sourceAddressPrefix: 'ApiManagement'"],
  ] as const) {
    it(`in Bicep replaces ${what}`, () => assert.equal(taken(bicep(before), label, 'a.bicep'), bicep(after)));
  }

  it('puts first what API Management needs in that direction', () => {
    const inbound = labels(json('"direction": "Inbound", "sourceAddressPrefix": "$0"'), 'a.json');
    assert.deepEqual(inbound.slice(0, 2).toSorted(), ['ApiManagement', 'AzureLoadBalancer']);
    assert.ok(inbound.indexOf('Sql') > inbound.indexOf('Internet'));
    const outbound = labels(bicep("direction: 'Outbound'\n          destinationAddressPrefix: '$0'"), 'a.bicep');
    assert.ok(outbound.indexOf('Storage') < outbound.indexOf('ApiManagement'));
  });

  it('puts first the ports of the tag that the rule names', () => {
    const rule = '"direction": "Outbound", "destinationAddressPrefix": "Sql", "destinationPortRange": "$0"';
    assert.equal(labels(json(rule), 'a.json')[0], '1433');
  });

  it('offers the tag in the region of the service where it is known', () => {
    const directive = '// apim-vnet: mode=Internal sku=Premium region=westeurope\n';
    const rule = '"direction": "Outbound", "destinationAddressPrefix": "$0"';
    assert.ok(labels(json(rule, directive), 'a.jsonc').includes('Storage.WestEurope'));
    assert.ok(!labels(json(rule), 'a.jsonc').some(label => label.startsWith('Storage.')));
  });

  it('offers no tags in lists of prefixes, which take none', () => {
    assert.deepEqual(labels(json('"sourceAddressPrefixes": ["$0"]'), 'a.json'), []);
  });

  it('knows routes, delegations and service endpoints', () => {
    const table = (route: string) => `resource t 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 't'
  properties: { routes: [ { name: 'a', properties: { ${route} } } ] }
}`;
    assert.ok(labels(table("nextHopType: '$0'"), 'a.bicep').includes('VirtualAppliance'));
    assert.deepEqual(labels(table("addressPrefix: '$0'"), 'a.bicep').slice(0, 2), ['ApiManagement', '0.0.0.0/0']);
    const subnet = (properties: string) =>
      `{ "type": "Microsoft.Network/virtualNetworks/subnets", "name": "v/s", "properties": { "addressPrefix": "10.0.0.0/24", ${properties} } }`;
    assert.deepEqual(
      labels(subnet('"delegations": [{ "name": "d", "properties": { "serviceName": "$0" } }]'), 'a.json').toSorted(),
      ['Microsoft.Web/hostingEnvironments', 'Microsoft.Web/serverFarms'],
    );
    assert.ok(labels(subnet('"serviceEndpoints": [{ "service": "$0" }]'), 'a.json').includes('Microsoft.Sql'));
    assert.deepEqual(labels(subnet('"addressPrefix": "$0"'), 'a.json'), []);
  });

  it('leaves to other extensions what schemas list, and offers the rest', () => {
    const options = { schemaIsOffered: true };
    assert.deepEqual(labels(bicep("protocol: '$0'"), 'a.bicep', options), []);
    assert.ok(labels(bicep("destinationPortRange: '$0'"), 'a.bicep', options).includes('3443'));
  });

  for (const [what, text, name] of [
    ['a name', json('"access": "Allow"').replace('"a"', '"$0a"'), 'a.json'],
    ['a key', json('"prot$0ocol": "Tcp"'), 'a.json'],
    ['behind a value', json('"protocol": "Tcp" $0'), 'a.json'],
    ['an expression of ARM', json('"protocol": "[parameters(\'$0\')]"'), 'a.json'],
    ['a file without networks', '{ "protocol": "$0" }', 'a.json'],
    [
      'the protocol of another resource',
      '{ "type": "Microsoft.Network/loadBalancers", "name": "l", "properties": { "protocol": "$0" } }',
      'a.json',
    ],
    ['an expression of Bicep', bicep("protocol: isUdp ? 'Udp' : '$0'"), 'a.bicep'],
    ['an argument', bicep("protocol: toUpper('$0')"), 'a.bicep'],
    ['a text with a hole', bicep(`protocol: '$0\${x}'`), 'a.bicep'],
    ['a type of Bicep', "resource nsg 'Microsoft.Network/$0networkSecurityGroups@2024-05-01' = {\n}", 'a.bicep'],
    ['a word', bicep('protocol: T$0'), 'a.bicep'],
    ['a comment of others', bicep('', '// protocol: $0\n'), 'a.bicep'],
  ] as const) {
    it(`offers nothing at ${what}`, () => assert.deepEqual(labels(text, name), []));
  }
});

describe('completion of directives', () => {
  const withComment = (comment: string) => bicep('', `${comment}\n`);

  for (const [before, label, after] of [
    ['// apim-vnet: $0', 'mode', '// apim-vnet: mode='],
    ['// apim-vnet: mode=Internal s$0', 'sku', '// apim-vnet: mode=Internal sku='],
    ['// apim-vnet: mode=$0', 'Internal', '// apim-vnet: mode=Internal'],
    ['// apim-vnet: mode=Ext$0ernal sku=Premium', 'Internal', '// apim-vnet: mode=Internal sku=Premium'],
    ['// apim-vnet: profile=$0', 'vnet-2020-07', '// apim-vnet: profile=vnet-2020-07'],
    ['// apim-vnet: region=$0', 'westeurope', '// apim-vnet: region=westeurope'],
    ['// apim-vnet: features=git,$0', 'rate-limit', '// apim-vnet: features=git,rate-limit'],
    ['// apim-vnet: m$0=Internal', 'mode', '// apim-vnet: mode=Internal'],
    ['/* apim-vnet: cloud=$0 */', 'usgov', '/* apim-vnet: cloud=usgov */'],
    ['// apim-vnet-disable-next-line $0', 'shadowed-rule', '// apim-vnet-disable-next-line shadowed-rule'],
  ] as const) {
    it(`${before} with ${label}`, () => {
      assert.equal(taken(withComment(before), label, 'a.bicep'), withComment(after));
    });
  }

  it('offers no key twice', () => {
    assert.ok(!labels(withComment('// apim-vnet: mode=Internal $0'), 'a.bicep').includes('mode'));
  });

  describe('in metadata of strict JSON', () => {
    const group = (metadata: string) =>
      `{ "type": "Microsoft.Network/networkSecurityGroups", "name": "n", "metadata": { "apimVnet": ${metadata} } }`;

    for (const [before, label, after] of [
      ['{ $0 }', 'mode', '{ "mode":  }'],
      ['{$0}', 'sku', '{"sku": }'],
      ['{ "m$0" }', 'mode', '{ "mode":  }'],
      ['{ "mo$0": "Internal" }', 'mode', '{ "mode": "Internal" }'],
      ['{ "mode": "Internal", $0 }', 'units', '{ "mode": "Internal", "units":  }'],
      ['{ "mode": "Internal", "$0": 2 }', 'units', '{ "mode": "Internal", "units": 2 }'],
    ] as const) {
      it(`${before} with ${label}`, () => assert.equal(taken(group(before), label, 'a.json'), group(after)));
    }

    it('offers no key twice, and none behind a value or elsewhere', () => {
      assert.ok(!labels(group('{ "Mode": "Internal", $0 }'), 'a.json').includes('mode'));
      assert.deepEqual(labels(group('{ "mode": "Internal" $0 }'), 'a.json'), []);
      assert.deepEqual(labels(group('{} , "x": { $0 }'), 'a.json'), []);
    });
  });

  it('offers the values of metadata in strict JSON', () => {
    const group =
      '{ "type": "Microsoft.Network/networkSecurityGroups", "name": "n", "metadata": { "apimVnet": { "mode": "$0" } } }';
    assert.deepEqual(labels(group, 'a.json'), ['External', 'Internal']);
  });
});
