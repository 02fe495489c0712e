import assert from 'node:assert/strict';
import type { TextEdit } from 'vscode-languageserver-types';
import { type CompletionOptions, completions } from '../../server/src/features/completion.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { viewOfText, withCursor } from '../support/view.ts';
import { Workspace } from '../support/workspace.ts';

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

describe('completion of names in ARM expressions', () => {
  interface Parts {
    readonly value: string;
    readonly parameters?: string;
    readonly variables?: string;
    readonly functions?: string;
    readonly resources?: string;
    readonly head?: string;
    readonly copy?: string;
  }
  const parameters = `"prefix": { "type": "string", "defaultValue": "10.0.0.0/24", "metadata": { "description": "Where *it* lies" } },
    "given": { "type": "int" }, "secret": { "type": "securestring", "defaultValue": "hush" },
    "subnet": { "type": "object", "defaultValue": { "name": "apim", "foo-bar": 1, "inner": { "size": 24 } } }`;
  const variables = `"tag": "[concat('Api', 'Management')]", "list": [{ "port": 443 }, { "port": 80 }],
    "half": { "name": "[parameters('given')]" }, "copy": [{ "name": "many", "count": 2, "input": "[copyIndex('many')]" }]`;
  const functions = `{ "namespace": "contoso", "members": { "unique": { "parameters": [{ "name": "stem", "type": "string" }],
    "output": { "type": "string", "value": "[parameters('stem')]" } } } }`;
  const template = (parts: Parts) =>
    `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", ${parts.head ?? ''}
    "parameters": { ${parts.parameters ?? parameters} }, "variables": { ${parts.variables ?? variables} },
    "functions": [ ${parts.functions ?? functions} ], "resources": [ ${parts.resources ?? ''}
    { "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg", "apiVersion": "2024-05-01", ${parts.copy ?? ''}
      "tags": { "x": ${parts.value} }, "properties": { "securityRules": [] } } ] }`;
  const insert = (value: string, label: string, parts: Partial<Parts> = {}) => {
    const text = taken(template({ ...parts, value }), label, 'main.json');
    return text === undefined ? undefined : (/"tags": \{ "x": (.*?) \}, "properties"/.exec(text)?.[1] ?? 'elsewhere');
  };
  const offered = (value: string, parts: Partial<Parts> = {}) => labels(template({ ...parts, value }), 'main.json');
  const details = (value: string, parts: Partial<Parts> = {}) => {
    const { text, at } = withCursor(template({ ...parts, value }));
    return completions(viewOfText(text, {}, 'main.json'), at).map(({ label, detail }) => `${label}: ${detail}`);
  };

  for (const [what, before, label, after] of [
    ['between quotes', `"[parameters('$0')]"`, 'prefix', `"[parameters('prefix')]"`],
    ['for a name that has begun', `"[parameters('pre$0')]"`, 'prefix', `"[parameters('prefix')]"`],
    ['from the middle of a name', `"[parameters('su$0bnet')]"`, 'prefix', `"[parameters('prefix')]"`],
    ['without a closing bracket', `"[parameters('$0']"`, 'prefix', `"[parameters('prefix')]"`],
    ['without a closing quote', `"[parameters('$0)]"`, 'prefix', `"[parameters('prefix')]"`],
    ['without either', `"[parameters('pre$0"`, 'prefix', `"[parameters('prefix')"`],
    ['without quotes', `"[parameters($0)]"`, 'prefix', `"[parameters('prefix')]"`],
    ['before quotes', `"[parameters($0'')]"`, 'prefix', `"[parameters('prefix')]"`],
    ['before a text', `"[parameters($0'pre')]"`, 'prefix', `"[parameters('prefix')]"`],
    ['without quotes and bracket', `"[parameters($0"`, 'prefix', `"[parameters('prefix')"`],
    ['for a word without quotes', `"[parameters(pre$0fi)]"`, 'prefix', `"[parameters('prefix')]"`],
    ['before another argument', `"[concat(parameters('$0, 'x')]"`, 'prefix', `"[concat(parameters('prefix'), 'x')]"`],
    ['in any case', `"[concat('a', PARAMETERS('$0'))]"`, 'given', `"[concat('a', PARAMETERS('given'))]"`],
    ['of a variable', `"[variables('$0')]"`, 'tag', `"[variables('tag')]"`],
    ['of a variable that a loop makes', `"[variables('$0')[0]]"`, 'many', `"[variables('many')[0]]"`],
    ['of a function of the file', '"[contoso.un$0]"', 'contoso.unique', '"[contoso.unique(]"'],
    ['of a function that is called', '"[uni$0q(1)]"', 'contoso.unique', '"[contoso.unique(1)]"'],
    ['of a property', `"[parameters('subnet').$0]"`, 'name', `"[parameters('subnet').name]"`],
    ['of a property that has begun', `"[parameters('subnet').na$0m]"`, 'name', `"[parameters('subnet').name]"`],
    ['of a property of a property', `"[parameters('subnet').inner.$0]"`, 'size', `"[parameters('subnet').inner.size]"`],
    ['of a property with a hyphen', `"[parameters('subnet').$0]"`, 'foo-bar', `"[parameters('subnet')['foo-bar']]"`],
    ['of a property of an item', `"[variables('list')[1].$0]"`, 'port', `"[variables('list')[1].port]"`],
    ['of what a function gives', `"[first(variables('list')).$0]"`, 'port', `"[first(variables('list')).port]"`],
    ['of a resource to refer to', `"[reference('$0').x]"`, 'nsg', `"[reference('nsg').x]"`],
    [
      'of a type',
      `"[resourceId('Micro$0', 'nsg')]"`,
      'Microsoft.Network/networkSecurityGroups',
      `"[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]"`,
    ],
    [
      'of a type behind a resource group',
      `"[resourceId('group', '$0', 'nsg')]"`,
      'Microsoft.Network/networkSecurityGroups',
      `"[resourceId('group', 'Microsoft.Network/networkSecurityGroups', 'nsg')]"`,
    ],
    [
      'of a variable of a lambda',
      `"[map(variables('list'), lambda('item', lambdaVariables('$0')))]"`,
      'item',
      `"[map(variables('list'), lambda('item', lambdaVariables('item')))]"`,
    ],
  ] as const) {
    it(`offers a name ${what}`, () => assert.equal(insert(before, label), after));
  }

  it('offers the loops around a place, the innermost first', () => {
    const copy = '"copy": { "name": "outer", "count": 2 },';
    assert.equal(insert(`"[copyIndex('$0')]"`, 'outer', { copy }), `"[copyIndex('outer')]"`);
    assert.equal(insert(`"[copyIndex('$0', 1)]"`, 'outer', { copy }), `"[copyIndex('outer', 1)]"`);
    const value = '{ "copy": [{ "name": "inner", "count": 3, "input": "[copyIndex(\'$0\')]" }] }';
    assert.deepEqual(offered(value, { copy }), ['inner', 'outer']);
    const beside = '{ "copy": [{ "name": "inner", "count": "[copyIndex(\'$0\')]", "input": 1 }] }';
    assert.deepEqual(offered(beside, { copy }), ['outer']);
    assert.deepEqual(offered(`"[copyIndex('$0')]"`), []);
  });

  it('says of each name its type and what it is here, and of one without a value why', () => {
    assert.deepEqual(details(`"[parameters('$0')]"`), [
      "prefix: string = '10.0.0.0/24'",
      'given: int, not known: it has no default, and nothing gives it a value here',
      'secret: securestring',
      'subnet: object = {"name":"apim","foo-bar":1,"inner":{"size":24}}',
    ]);
    assert.deepEqual(details(`"[variables('$0')]"`), [
      "tag: string = 'ApiManagement'",
      'list: array = [{"port":443},{"port":80}]',
      'half: object, not known: a part of it is not known',
      'many: array = [0,1]',
    ]);
    assert.deepEqual(details(`"[variables('half').$0]"`), ["name: not known: it is the value of parameter 'given'"]);
  });

  it('shows what the file says of a name as it is written', () => {
    const { text, at } = withCursor(template({ value: `"[parameters('$0')]"` }));
    const [first] = completions(viewOfText(text, {}, 'main.json'), at);
    assert.deepEqual(first!.documentation, { kind: 'markdown', value: 'Where \\*it\\* lies' });
  });

  it('offers properties of an item that a loop counts by those of the first', () => {
    const copy = '"copy": { "name": "turns", "count": 2 },';
    assert.deepEqual(offered(`"[variables('list')[copyIndex()].$0]"`, { copy }), ['port']);
  });

  it('offers nothing that leads back to itself, and no variables to parameters', () => {
    const own = {
      parameters: `"a": { "type": "string", "defaultValue": "[parameters('$0')]" }, "b": { "type": "int" }`,
    };
    assert.deepEqual(offered('1', own), ['b']);
    const variable = { variables: `"a": "[variables('$0')]", "b": 1` };
    assert.deepEqual(offered('1', variable), ['b']);
    const asked = { parameters: `"a": { "type": "string", "defaultValue": "[variables('$0')]" }` };
    assert.deepEqual(offered('1', asked), []);
  });

  it('offers in a function of the file its own parameters and nothing of the template', () => {
    const body = (value: string) => ({
      functions: `{ "namespace": "n", "members": { "f": { "parameters": [{ "name": "mine", "type": "int" }],
        "output": { "type": "int", "value": ${value} } } } }`,
    });
    assert.deepEqual(details('1', body(`"[parameters('$0')]"`)), ['mine: int']);
    assert.deepEqual(offered('1', body(`"[variables('$0')]"`)), []);
    assert.ok(!offered('1', body('"[$0]"')).includes('n.f'));
  });

  it('offers in a nested template the names that it sees, with what it is given', () => {
    const nested = (scope: string) => ({
      resources: `{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner", "properties": { "mode": "Incremental",
        "expressionEvaluationOptions": { "scope": "${scope}" }, "parameters": { "own": { "value": "[parameters('prefix')]" } },
        "template": { "parameters": { "own": { "type": "string" } }, "resources": [
          { "type": "Microsoft.Network/routeTables", "name": "[parameters('$0')]", "apiVersion": "2024-05-01", "properties": {} } ] } } },`,
    });
    assert.deepEqual(details('1', nested('inner')), ["own: string = '10.0.0.0/24'"]);
    assert.deepEqual(offered('1', nested('outer')), ['prefix', 'given', 'secret', 'subnet']);
  });

  it('tells in a linked template what its first use gives, and with a parameter file what that gives', async () => {
    const schema = 'https://schema.management.azure.com/schemas/2019-04-01/';
    const { text, at } = withCursor(template({ value: `"[parameters('$0')]"` }));
    const use = `{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d", "properties": { "mode": "Incremental",
      "templateLink": { "relativePath": "part.json" }, "parameters": { "given": { "value": 3 } } } }`;
    const linked = new Workspace({
      'main.json': `{ "$schema": "${schema}deploymentTemplate.json#", "resources": [ ${use} ] }`,
      'part.json': text,
    });
    await linked.view('main.json');
    const given = (view: FileView) => completions(view, at).find(({ label }) => label === 'given')?.detail;
    assert.equal(given(await linked.view('part.json')), 'int = 3');
    const paired = new Workspace({
      'part.json': text,
      'part.parameters.json': `{ "$schema": "${schema}deploymentParameters.json#", "parameters": { "given": { "value": 4 } } }`,
    });
    assert.equal(given(await paired.view('part.json')), 'int = 4');
  });

  it('offers symbolic names where resources have some', () => {
    const text = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "languageVersion": "2.0",
      "resources": { "group": { "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg", "apiVersion": "2024-05-01" } },
      "outputs": { "o": { "type": "string", "value": "[reference('$0')]" } } }`;
    assert.deepEqual(labels(text, 'main.json'), ['group']);
  });

  it('writes names with quotes and backslashes as the expression needs them', () => {
    const odd = { parameters: `"it's": { "type": "int" }, "a\\\\b": { "type": "int" }` };
    assert.equal(insert(`"[parameters('$0')]"`, "it's", odd), `"[parameters('it''s')]"`);
    assert.equal(insert(`"[parameters('$0')]"`, 'a\\b', odd), `"[parameters('a\\\\b')]"`);
  });

  it('offers nothing where no name is due, and nothing beside the extension for templates', () => {
    for (const value of [
      `"[parameters('prefix'$0)]"`,
      `"[concat('$0')]"`,
      `"[parameters('subnet').name.$0]"`,
      `"[parameters('given').$0]"`,
      `"[resourceId('Microsoft.Network/networkSecurityGroups', '$0')]"`,
      `"parameters('$0')"`,
      `"[[parameters('$0')]"`,
    ])
      assert.deepEqual(offered(value), [], value);
    const beside = labels(template({ value: `"[parameters('$0')]"` }), 'main.json', { schemaIsOffered: true });
    assert.deepEqual(beside, []);
  });

  it('replaces at every place of a text, cut off there or not, what holds the cursor and nothing of another line', () => {
    const whole = template({
      value: `"[concat(parameters('subnet').inner['size'], variables(\\"x\\"), contoso.unique(copyIndex('a', -1)))]"`,
    });
    let count = 0;
    for (let offset = whole.indexOf('"variables"'); offset <= whole.length; offset++) {
      for (const text of [whole, whole.slice(0, offset)]) {
        const view = viewOfText(text, {}, 'main.json');
        for (const { textEdit } of completions(view, view.lines.position(offset))) {
          const { start, end } = (textEdit as TextEdit).range;
          assert.ok(start.line === end.line && view.lines.offset(start) <= offset && offset <= view.lines.offset(end));
          count++;
        }
      }
    }
    assert.ok(count > 1000);
  });

  it('offers nothing in Bicep, where its own extension does', () => {
    assert.deepEqual(labels(bicep('protocol: pro$0', "param protocol string = 'Tcp'\n"), 'a.bicep'), []);
  });
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
