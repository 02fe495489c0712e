/** Templates that deploy other templates: what goes in, what comes out, and where the findings land. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { knownValue } from '../../server/src/base/sourced.ts';
import { modelLines } from '../support/model.ts';
import { messagesOf, placesOf, uriOf, viewOfFiles, Workspace, wordsAt } from '../support/workspace.ts';

const model = async (texts: Readonly<Record<string, string>>) => modelLines((await viewOfFiles(texts)).network);

const rule = (name: string, priority: string, access = "'Allow'", port = "'443'") =>
  `{ name: ${name}, properties: { priority: ${priority}, direction: 'Inbound', access: ${access}, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: ${port} } }`;
const nsgModule = `param name string
param rules array = []
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: name
  location: location
  properties: { securityRules: rules }
}
output id string = nsg.id
output groupName string = nsg.name
`;
const line = (name: string, priority: number | string, port = '443') =>
  `  ${name} Inbound ${priority} Allow Tcp *:* > *:${port}`;

describe('Bicep modules', () => {
  it('are given parameters and give outputs, which link a subnet to its group', async () => {
    const files = {
      'main.bicep': `param prefix string = 'shop'
module nsg 'modules/nsg.bicep' = {
  name: 'nsg'
  params: { name: '\${prefix}-nsg', rules: [ ${rule("'web'", '100')} ] }
}
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet'
  properties: { subnets: [ { name: 'apim', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: nsg.outputs.id } } } ] }
}`,
      'modules/nsg.bicep': nsgModule,
    };
    assert.deepEqual(await model(files), [
      'group shop-nsg',
      line('web', 100),
      'network vnet dns none',
      'subnet apim 10.0.0.0/24 nsg shop-nsg routes -',
    ]);
  });

  it('lead to others at any depth, in both directions of a path', async () => {
    const files = {
      'infra/main.bicep': `module a 'a/a.bicep' = { name: 'a', params: { name: 'deep' } }`,
      'infra/a/a.bicep': `param name string\nmodule b '../b/b.bicep' = { name: 'b', params: { name: '\${name}-er' } }`,
      'infra/b/b.bicep': `param name string\nmodule nsg '../../shared/nsg.bicep' = { name: 'n', params: { name: name } }`,
      'shared/nsg.bicep': nsgModule,
    };
    assert.deepEqual(await model(files), ['group deep-er']);
  });

  it('are deployed once for each turn of a loop, and their outputs are a list', async () => {
    const files = {
      'main.bicep': `var names = ['a', 'b']
module groups 'nsg.bicep' = [for (n, i) in names: { name: 'nsg-\${n}', params: { name: 'nsg-\${n}', rules: [ ${rule("'r-${i}'", '100 + i')} ] } }]
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet/apim'
  properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: groups[1].outputs.id } }
}
resource other 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = [for (n, i) in names: {
  name: 'vnet/s-\${n}'
  properties: { addressPrefix: '10.0.\${i}.0/24', networkSecurityGroup: { id: map(groups, g => g.outputs.id)[i] } }
}]`,
      'nsg.bicep': nsgModule,
    };
    assert.deepEqual(await model(files), [
      'group nsg-a',
      line('r-0', 100),
      'group nsg-b',
      line('r-1', 101),
      'subnet apim 10.0.0.0/24 nsg nsg-b routes -',
      'subnet s-a 10.0.0.0/24 nsg nsg-a routes -',
      'subnet s-b 10.0.1.0/24 nsg nsg-b routes -',
    ]);
  });

  it('that make the same resource twice make it once', async () => {
    const files = {
      'main.bicep': `module twice 'nsg.bicep' = [for turn in ['init', 'idem']: { name: 'n-\${turn}', params: { name: 'same' } }]`,
      'nsg.bicep': nsgModule,
    };
    assert.deepEqual(await model(files), ['group same']);
  });

  it('that make a resource of one name with other content make both: the later one changes the earlier', async () => {
    const files = {
      'main.bicep': `module first 'routes.bicep' = { name: 'first', params: { hop: 'Internet' } }
module second 'routes.bicep' = { name: 'second', params: { hop: 'None' } }`,
      'routes.bicep': `param hop string
resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt'
  properties: { routes: [ { name: 'default', properties: { addressPrefix: '0.0.0.0/0', nextHopType: hop } } ] }
}`,
    };
    const { network } = await viewOfFiles(files);
    assert.deepEqual(
      network.routeTables.flatMap(({ routes }) => routes.map(({ nextHopType }) => knownValue(nextHopType))),
      ['Internet', 'None'],
    );
  });

  it('are left out under a false condition, and may be absent under one that is not known', async () => {
    const files = {
      'main.bicep': `param maybe bool
module no 'nsg.bicep' = if (false) { name: 'no', params: { name: 'no' } }
module perhaps 'nsg.bicep' = if (maybe) { name: 'perhaps', params: { name: 'perhaps' } }
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet/apim'
  properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: no.?outputs.?id ?? perhaps.outputs.id } }
}`,
      'nsg.bicep': nsgModule,
    };
    const view = await viewOfFiles(files);
    assert.deepEqual(
      view.network.securityGroups.map(({ conditional }) => conditional),
      [true],
    );
    assert.deepEqual(modelLines(view.network), ['group perhaps', 'subnet apim 10.0.0.0/24 nsg perhaps routes -']);
  });

  it('take the default where null is given, and where all parameters are computed', async () => {
    const files = {
      'main.bicep': `var common = { rules: [ ${rule("'common'", '200')} ] }
module a 'nsg.bicep' = { name: 'a', params: { name: 'a', rules: null } }
module b 'nsg.bicep' = { name: 'b', params: { ...common, name: 'b' } }`,
      'nsg.bicep': nsgModule.replace('= []', `= [ ${rule("'default'", '300')} ]`),
    };
    assert.deepEqual(await model(files), ['group a', line('default', 300), 'group b', line('common', 200)]);
  });

  it('may be ARM templates', async () => {
    const files = {
      'main.bicep': `module nsg 'nsg.json' = { name: 'n', params: { groupName: 'from-bicep' } }`,
      'nsg.json': JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        parameters: { groupName: { type: 'string' } },
        resources: [
          { type: 'Microsoft.Network/networkSecurityGroups', name: "[parameters('groupName')]", properties: {} },
        ],
      }),
    };
    assert.deepEqual(await model(files), ['group from-bicep']);
  });

  it('know where an unknown value comes from, so that two that are the same are linked', async () => {
    const files = {
      'main.bicep': `param nsgName string
module nsg 'nsg.bicep' = { name: 'n', params: { name: nsgName } }
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet/apim'
  properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: resourceId('Microsoft.Network/networkSecurityGroups', nsgName) } }
}`,
      'nsg.bicep': nsgModule,
    };
    const { network } = await viewOfFiles(files);
    assert.equal(network.subnets[0]?.securityGroup?.identity, network.securityGroups[0]?.identity);
  });
});

describe('resources of one name in several resource groups', () => {
  const spoke = `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: { securityRules: [ ${rule("'web'", '100')} ] }
}
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet'
  properties: { subnets: [ { name: 'apim', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: nsg.id } } } ] }
}
output subnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', vnet.name, 'apim')`;

  it('are several, each linked to its own', async () => {
    const { network } = await viewOfFiles({
      'main.bicep': `module west 'spoke.bicep' = { name: 'w', scope: resourceGroup('rg-west') }
module east 'spoke.bicep' = { name: 'e', scope: resourceGroup('rg-east') }
resource apim 'Microsoft.ApiManagement/service@2023-05-01-preview' = {
  name: 'apim'
  properties: { virtualNetworkType: 'Internal', virtualNetworkConfiguration: { subnetResourceId: east.outputs.subnetId } }
}`,
      'spoke.bicep': spoke,
    });
    const groups = network.securityGroups.map(({ identity, rules }) => ({ identity, rules: rules.length }));
    assert.equal(new Set(groups.map(({ identity }) => identity)).size, 2);
    assert.deepEqual(
      groups.map(({ rules }) => rules),
      [1, 1],
    );
    assert.deepEqual(
      network.subnets.map(({ securityGroup }) => securityGroup?.identity),
      groups.map(({ identity }) => identity),
    );
    assert.equal(network.subnets[0]?.securityGroup?.name, 'nsg-apim');
    assert.equal(network.services[0]?.subnet?.identity, network.subnets[1]?.identity);
  });
});

describe('findings of several files', () => {
  const bad = rule("'bad'", '5000');

  it('land where the text is: in the module, and in the file that gives the values', async () => {
    const files = {
      'main.bicep': `module a 'own.bicep' = { name: 'a' }\nmodule b 'nsg.bicep' = { name: 'b', params: { name: 'b', rules: [ ${bad} ] } }`,
      'own.bicep': `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'own', properties: { securityRules: [ ${bad} ] } }`,
      'nsg.bicep': nsgModule,
    };
    const view = await viewOfFiles(files);
    assert.deepEqual(placesOf(view), [
      'main.bicep: priority-out-of-range "5000"',
      'own.bicep: priority-out-of-range "5000"',
    ]);
  });

  it('say for which use they hold where they do not hold for all', async () => {
    const files = {
      'main.bicep': `module good 'nsg.bicep' = { name: 'g', params: { priority: 100 } }
module worse 'nsg.bicep' = { name: 'w', params: { priority: 5000 } }
module worst 'nsg.bicep' = { name: 'x', params: { priority: 6000 } }`,
      'nsg.bicep': `param priority int
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n\${priority}', properties: { securityRules: [ ${rule("'r'", 'priority')} ] } }`,
    };
    const messages = messagesOf(await viewOfFiles(files), 'priority-out-of-range');
    assert.equal(messages.length, 2);
    assert.match(messages[0]!, /5000.*This holds for module 'worse'\.$/);
    assert.match(messages[1]!, /6000.*This holds for module 'worst'\.$/);
  });
});

describe('how a value came to where it is wrong', () => {
  it('is told by the places it went through: parameter file, module, variable', async () => {
    const view = await viewOfFiles({
      'main.bicep': `param base int
var priority = base
module nsg 'nsg.bicep' = { name: 'n', params: { priority: priority } }`,
      'main.parameters.json': JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
        parameters: { base: { value: 5000 } },
      }),
      'nsg.bicep': `param priority int
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: [ ${rule("'r'", 'priority')} ] } }`,
    });
    const [finding] = view.findingsElsewhere(neverCancelled);
    assert.deepEqual(
      finding?.related.map(({ at, message }) => `${message}: ${wordsAt(view, at)}`),
      ['the module is given it here: priority', 'the variable is here: base', 'the parameter file gives it here: 5000'],
    );
  });

  it('ends at the parameter where that has no value', async () => {
    const view = await viewOfFiles({
      'main.bicep': `param first string
// apim-vnet: mode=Internal sku=Developer
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: [ ${rule("'deny-${first}'", '100', "'Deny'", "'3443'")} ] } }`,
    });
    const [finding] = view.findings(neverCancelled).filter(({ rule }) => rule === 'required-flow-blocked');
    const declared = 'the parameter, which has no value here, is declared here: first';
    assert.ok(finding?.related.some(({ at, message }) => `${message}: ${wordsAt(view, at)}` === declared));
  });

  it('points at a whole name, however long the text is that it stands for', async () => {
    for (const port of ['9', '9x', '99x', '999x']) {
      const view = await viewOfFiles({
        'main.bicep': `var port = '${port === '9' ? 'x' : port}'\nresource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'nsg', properties: { securityRules: [ ${rule("'r'", '100', "'Allow'", 'port')} ] } }`,
      });
      assert.deepEqual(placesOf(view), ['main.bicep: invalid-port "port"']);
    }
  });

  it('is told of a default in the same file, and not of a literal', async () => {
    const view = await viewOfFiles({
      'main.bicep': `param priority int = 5000
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'n', properties: { securityRules: [ ${rule("'a'", 'priority')}, ${rule("'b'", '6000')} ] } }`,
    });
    const wrong = view.findings(neverCancelled).filter(finding => finding.rule === 'priority-out-of-range');
    const related = wrong.map(finding => finding.related.map(({ message }) => message));
    assert.deepEqual(related, [["the parameter's default is here"], []]);
  });
});

describe('modules that cannot be read', () => {
  /** In a file that has a network of its own: the modules of others are nobody's business here. */
  const unread = async (texts: Readonly<Record<string, string>>) => {
    const [[path, text] = ['', ''], ...others] = Object.entries(texts);
    const own = `${text}\nresource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: 'nsg' }`;
    return messagesOf(await viewOfFiles({ [path]: own, ...Object.fromEntries(others) }), 'unread-template');
  };

  it('are named where the file has nothing else, if they are not there', async () => {
    const of = (path: string) => viewOfFiles({ 'main.bicep': `module a '${path}' = { name: 'a' }` });
    assert.deepEqual(placesOf(await of('nsgg.bicep')), ['main.bicep: unread-template "nsgg.bicep"']);
    assert.deepEqual(placesOf(await of('main.bicep')), ['main.bicep: unread-template "main.bicep"']);
    assert.deepEqual(placesOf(await of('br/corp:net/nsg:1.0')), []);
  });

  it('are named with the reason', async () => {
    const [missing] = await unread({ 'main.bicep': `module a 'absent.bicep' = { name: 'a' }` });
    assert.match(missing!, /'absent.bicep' does not exist/);
    const [outside] = await unread({ 'main.bicep': `module a '../other/a.bicep' = { name: 'a' }` });
    assert.match(outside!, /lies outside of the workspace/);
    const [above] = await unread({ 'main.bicep': `module a '../../../a.bicep' = { name: 'a' }` });
    assert.match(above!, /no path to a file of the workspace/);
    const [circle] = await unread({
      'a.bicep': `module b 'b.bicep' = { name: 'b' }`,
      'b.bicep': `module a 'a.bicep' = { name: 'a' }`,
    });
    assert.match(circle!, /leads back to itself/);
  });

  it('leave their outputs unknown', async () => {
    const { network } = await viewOfFiles({
      'main.bicep': `module nsg 'absent.bicep' = { name: 'a' }
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet/apim'
  properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: nsg.outputs.id } }
}`,
    });
    assert.equal(network.subnets[0]?.securityGroup?.identity, undefined);
  });

  it('end, however deep they lead', async () => {
    const texts: Record<string, string> = {};
    for (let i = 0; i < 200; i++) texts[`m${i}.bicep`] = `module next 'm${i + 1}.bicep' = { name: 'n' }`;
    texts['m200.bicep'] = nsgModule;
    const [message] = await unread(texts);
    assert.match(message!, /levels deep/);
  });

  it('end where outputs lead to each other', async () => {
    const { network } = await viewOfFiles({
      'main.bicep': `module a 'echo.bicep' = { name: 'a', params: { value: b.outputs.value } }
module b 'echo.bicep' = { name: 'b', params: { value: a.outputs.value } }
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: a.outputs.value }`,
      'echo.bicep': 'param value string\noutput value string = value',
    });
    assert.equal(network.securityGroups[0]?.name?.known, false);
  });
});

describe('linked and nested ARM templates', () => {
  const template = (resources: readonly unknown[], more: object = {}) => ({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    ...more,
    resources,
  });
  const nsgTemplate = template(
    [{ type: 'Microsoft.Network/networkSecurityGroups', name: "[parameters('name')]", properties: {} }],
    {
      parameters: { name: { type: 'string' } },
      outputs: {
        id: { type: 'string', value: "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('name'))]" },
      },
    },
  );
  const subnet = (id: string) => ({
    type: 'Microsoft.Network/virtualNetworks/subnets',
    name: 'vnet/apim',
    properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id } },
  });
  const deployment = (properties: object) => ({
    type: 'Microsoft.Resources/deployments',
    name: 'network',
    properties: { mode: 'Incremental', parameters: { name: { value: 'nsg-linked' } }, ...properties },
  });
  const expected = ['group nsg-linked', 'subnet apim 10.0.0.0/24 nsg nsg-linked routes -'];

  it('follow a relative path, and outputs through reference()', async () => {
    const main = template([
      deployment({ templateLink: { relativePath: 'nested/nsg.json' } }),
      subnet("[reference('network').outputs.id.value]"),
    ]);
    const files = { 'main.json': JSON.stringify(main), 'nested/nsg.json': JSON.stringify(nsgTemplate) };
    assert.deepEqual(await model(files), expected);
  });

  it('are asked for as a whole, too', async () => {
    const whole = "reference('network', '2022-09-01', 'Full')";
    const main = template([
      deployment({ templateLink: { relativePath: 'nested/nsg.json' } }),
      subnet(`[${whole}.properties.outputs.id.value]`),
    ]);
    const files = { 'main.json': JSON.stringify(main), 'nested/nsg.json': JSON.stringify(nsgTemplate) };
    assert.deepEqual(await model(files), expected);
  });

  it('find the written piece of a computed address', async () => {
    const main = template([
      deployment({ templateLink: { uri: "[uri(parameters('_artifactsLocation'), 'nested/nsg.json')]" } }),
      subnet("[reference(resourceId('Microsoft.Resources/deployments', 'network'), '2022-09-01').outputs.id.value]"),
    ]);
    const files = { 'main.json': JSON.stringify(main), 'nested/nsg.json': JSON.stringify(nsgTemplate) };
    assert.deepEqual(await model(files), expected);
  });

  it('are not looked for where more of the address is computed than its beginning', async () => {
    const addresses = {
      "[concat(parameters('base'), '/nested/nsg.json', parameters('token'))]": 'found',
      "[concat(parameters('base'), '/nested/nsg.json?', parameters('token'))]": 'found',
      "[format('{0}/nested/nsg.json', parameters('base'))]": 'found',
      "[uri(deployment().properties.templateLink.uri, 'nested/nsg.json')]": 'found',
      "[uri(deployment().properties.templateLink.uri, 'nested/none.json')]":
        "warning: 'nested/none.json' does not exist",
      "[concat(parameters('base'), '/nested/none.json')]": 'hint: the place of its template is computed',
      "[concat(parameters('base'), '/', parameters('kind'), '.json')]": 'hint: the place of its template is computed',
      "[concat(parameters('base'), '/', parameters('folder'), '/nested/nsg.json')]":
        'hint: the place of its template is computed',
      "[concat(parameters('base'), parameters('kind'), 'nested/nsg.json')]":
        'hint: the place of its template is computed',
      "[concat('https://', parameters('host'), '/nested/nsg.json')]": 'hint: the place of its template is computed',
      // Another template of that name: one that deploys itself would never end.
      "[concat(parameters('base'), '/main.json')]": 'hint: the place of its template is computed',
      "[uri(deployment().properties.templateLink.uri, 'main.json')]": 'warning: the module leads back to itself',
      'https://host.example/nested/nsg.json': 'hint: its template is at a URL',
    };
    for (const [uri, expected] of Object.entries(addresses)) {
      const main = template([deployment({ templateLink: { uri } })]);
      const view = await viewOfFiles({
        'main.json': JSON.stringify(main),
        'nested/nsg.json': JSON.stringify(nsgTemplate),
      });
      const [finding] = view.findings(neverCancelled).filter(({ rule: id }) => id === 'unread-template');
      const why = finding && /because (.+)\. Nothing/.exec(finding.message)?.[1];
      assert.equal(finding === undefined ? 'found' : `${finding.severity}: ${why}`, expected, uri);
    }
  });

  it('have outputs by symbolic name, and for each turn of a loop', async () => {
    const inner = {
      copy: { name: 'n', count: 2 },
      name: "[format('network-{0}', copyIndex())]",
      type: 'Microsoft.Resources/deployments',
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { name: { value: "[format('nsg-{0}', copyIndex())]" } },
        template: nsgTemplate,
      },
    };
    const main = {
      ...template([]),
      languageVersion: '2.0',
      resources: {
        groups: inner,
        subnet: subnet("[reference(format('groups[{0}]', 1)).outputs.id.value]"),
      },
    };
    assert.deepEqual(await model({ 'main.json': JSON.stringify(main) }), [
      'group nsg-0',
      'group nsg-1',
      'subnet apim 10.0.0.0/24 nsg nsg-1 routes -',
    ]);
  });

  it('have outputs where they are evaluated in the scope around them', async () => {
    const main = template(
      [
        {
          type: 'Microsoft.Resources/deployments',
          name: 'outer',
          properties: {
            mode: 'Incremental',
            template: template([], { outputs: { id: { type: 'string', value: "[variables('id')]" } } }),
          },
        },
        subnet("[reference('outer').outputs.id.value]"),
      ],
      { variables: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'elsewhere')]" } },
    );
    assert.deepEqual(await model({ 'main.json': JSON.stringify(main) }), [
      'subnet apim 10.0.0.0/24 nsg elsewhere routes -',
    ]);
  });
});

describe('imports', () => {
  it('take variables over from other files, by name and all together', async () => {
    const files = {
      'main.bicep': `import { prefix as start, port } from 'shared/names.bicep'
import * as all from 'shared/names.bicep'
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: '\${start}-nsg'
  properties: { securityRules: [ ${rule('all.ruleName', '100', "'Allow'", 'port')} ] }
}`,
      'shared/names.bicep': `@export()\nvar prefix = 'shop'\n@export()\nvar port = '8443'\nvar hidden = 'web'\n@export()\nvar ruleName = 'allow-\${hidden}'`,
    };
    assert.deepEqual(await model(files), ['group shop-nsg', line('allow-web', 100, '8443')]);
  });
});

describe('imports of a compiled file', () => {
  const library = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    languageVersion: '2.0',
    functions: [
      {
        namespace: '__bicep',
        members: {
          portOf: {
            parameters: [{ type: 'int', name: 'last' }],
            output: { type: 'string', value: "[format('844{0}', parameters('last'))]" },
          },
        },
      },
    ],
    variables: {
      copy: [{ name: 'manyNames', count: 2, input: "[format('web-{0}', copyIndex('manyNames'))]" }],
      groupName: "[concat(variables('manyNames')[1], '-nsg')]",
    },
    resources: {},
  };

  it('take variables and functions over, whatever the case that JSON keeps them in', async () => {
    const files = {
      'main.bicep': `import { groupName as own, portOf } from 'library.json'
import * as all from 'library.json'
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: own
  properties: { securityRules: [ ${rule('all.manyNames[0]', '100', "'Allow'", 'portOf(3)')}, ${rule("'second'", '200', "'Allow'", 'all.portOf(4)')} ] }
}`,
      'library.json': JSON.stringify(library),
    };
    assert.deepEqual(await model(files), ['group web-1-nsg', line('web-0', 100, '8443'), line('second', 200, '8444')]);
  });

  it('end where they lead to each other', async () => {
    const { network } = await viewOfFiles({
      'main.bicep': `import { name } from 'a.bicep'
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: name }`,
      'a.bicep': `import { name as other } from 'b.bicep'\n@export()\nvar name = other`,
      'b.bicep': `import { name as other } from 'a.bicep'\n@export()\nvar name = other`,
    });
    const name = network.securityGroups[0]?.name;
    assert.ok(name?.known === false);
    assert.match(name.why, /leads back to itself/);
  });
});

describe('the files of a view', () => {
  it('are read once, and again when they have changed', async () => {
    const workspace = new Workspace({
      'main.bicep': `module a 'nsg.bicep' = { name: 'a', params: { name: 'one' } }`,
      'nsg.bicep': nsgModule,
    });
    const first = await workspace.view('main.bicep');
    assert.equal(await workspace.view('main.bicep'), first);
    assert.deepEqual(
      workspace.files.asked.filter(path => path === 'nsg.bicep'),
      ['nsg.bicep'],
    );
    workspace.files.texts.set('nsg.bicep', nsgModule.replace('name: name', "name: 'changed'"));
    assert.equal(await workspace.view('main.bicep'), first);
    workspace.project.changed('file:///workspace/nsg.bicep');
    const second = await workspace.view('main.bicep');
    assert.deepEqual(modelLines(second.network), ['group changed']);
  });

  it('tell whose answers a change may change: of modules, parameter files and configurations, there or not', async () => {
    const workspace = new Workspace({
      'infra/main.bicep': `param a string\nmodule m 'm/nsg.bicep' = { name: 'm' }\nmodule n 'absent.bicep' = { name: 'n' }`,
      'infra/m/nsg.bicep': nsgModule,
      'other/main.bicep': nsgModule,
    });
    await workspace.view('infra/main.bicep');
    await workspace.view('other/main.bicep');
    const dependents = (path: string) => workspace.project.dependents(uriOf(path));
    for (const path of [
      'm/nsg.bicep',
      'absent.bicep',
      'main.parameters.json',
      'parameters.json',
      'new.bicepparam',
      'bicepconfig.json',
    ])
      assert.deepEqual(dependents(`infra/${path}`), [uriOf('infra/main.bicep')], path);
    assert.deepEqual(dependents('bicepconfig.json'), [uriOf('infra/main.bicep'), uriOf('other/main.bicep')]);
    for (const path of ['infra/unrelated.bicep', 'infra/m/bicepconfig.json', 'elsewhere/parameters.json'])
      assert.deepEqual(dependents(path), [], path);
  });

  it('are seen as they are open, not as they are on disk', async () => {
    const workspace = new Workspace({
      'main.bicep': `module a 'nsg.bicep' = { name: 'a', params: { name: 'one' } }`,
      'nsg.bicep': nsgModule,
    });
    assert.deepEqual(modelLines((await workspace.view('main.bicep')).network), ['group one']);
    workspace.edit('nsg.bicep', nsgModule.replace('name: name', "name: 'unsaved'"));
    assert.deepEqual(modelLines((await workspace.view('main.bicep')).network), ['group unsaved']);
  });
});
