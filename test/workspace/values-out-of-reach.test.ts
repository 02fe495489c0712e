/** Values that no file can have: each is not known, for a reason that a hover shows, and none takes long. */
import assert from 'node:assert/strict';
import { hover } from '../../server/src/features/hover.ts';
import { viewOfFiles } from '../support/workspace.ts';

type Files = Readonly<Record<string, string>>;

/** A group with one rule whose port is an expression of Bicep; what else the file declares stands before it. */
function bicep(port: string, before = ''): Files {
  return {
    'main.bicep': `${before}
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
      { name: 'a', properties: { priority: 100, access: 'Allow', direction: 'Inbound', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: ${port} } }
    ]
  }
}`,
  };
}

/** The same in ARM JSON; `port` is the content of a string. */
function json(port: string, before: object = {}): Files {
  const properties = {
    priority: 100,
    access: 'Allow',
    direction: 'Inbound',
    protocol: 'Tcp',
    sourceAddressPrefix: '10.0.0.0/8',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: port,
  };
  const group = {
    type: 'Microsoft.Network/networkSecurityGroups',
    apiVersion: '2023-09-01',
    name: 'nsg',
    properties: { securityRules: [{ name: 'a', properties }] },
  };
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    ...before,
    resources: [group],
  };
  return { 'main.json': JSON.stringify(template, undefined, 1) };
}

const doubling = Array.from({ length: 64 }, (_, i) => `var v${i + 1} = concat(v${i}, v${i})`).join('\n');
const doubled = Object.fromEntries(
  Array.from({ length: 64 }, (_, i) => [`v${i + 1}`, `[concat(variables('v${i}'), variables('v${i}'))]`]),
);

const rows: readonly (readonly [what: string, files: Files, why: RegExp])[] = [
  ['a variable of itself', bicep('a', 'var a = b\nvar b = a'), /variable 'a' leads back to itself/],
  [
    'a variable of itself in JSON',
    json("[variables('a')]", { variables: { a: "[variables('b')]", b: "[variables('a')]" } }),
    /variable 'a' leads back to itself/,
  ],
  ['a default of itself', bicep('p', 'param p string = q\nparam q string = p'), /parameter 'p' leads back to itself/],
  [
    'outputs of each other',
    {
      ...bicep(
        'a.outputs.value',
        "module a 'echo.bicep' = { name: 'a', params: { value: b.outputs.value } }\nmodule b 'echo.bicep' = { name: 'b', params: { value: a.outputs.value } }",
      ),
      'echo.bicep': 'param value string\noutput value string = value',
    },
    /leads back to itself/,
  ],
  [
    'modules of each other',
    {
      ...bicep('a.outputs.value', "module a 'a.bicep' = { name: 'a' }"),
      'a.bicep': "module m 'main.bicep' = { name: 'm' }\noutput value string = m.outputs.value",
    },
    /the module leads back to itself/,
  ],
  [
    'a loop of a billion turns',
    bicep('[for i in range(0, 1000000000): i][0]'),
    /'range\(0, 1000000000\)'.*(?:10,000|10000)/,
  ],
  [
    'a loop of a billion turns in JSON',
    json("[string(variables('many')[0])]", {
      variables: { copy: [{ name: 'many', count: 1_000_000_000, input: "[copyIndex('many')]" }] },
    }),
    /a loop has more than 800 turns/,
  ],
  [
    'an array that doubles',
    bicep('last(v64)', `var v0 = [ '443' ]\n${doubling}`),
    /a list has more than 10,000 entries/,
  ],
  ['a text that doubles', bicep('v64', `var v0 = '443'\n${doubling}`), /too long/],
  ['a text that doubles in JSON', json("[variables('v64')]", { variables: { v0: '443', ...doubled } }), /too long/],
  ['division by zero', bicep("'${1 / 0}'"), /would fail: nothing can be divided by 0/],
  ['division by zero in JSON', json('[string(div(1, 0))]'), /'div\(1, 0\)' would fail: nothing can be divided by 0/],
  ['a subnet out of range', bicep("cidrSubnet('10.0.0.0/24', 26, 4)"), /would fail: .*no subnet 4/],
  ['a subnet out of range in JSON', json("[cidrSubnet('10.0.0.0/24', 26, 4)]"), /would fail: .*no subnet 4/],
  ['a malformed expression', json("[concat('4', , '43')]"), /computed by 'concat\('4', , '43'\)'/],
  ['an unknown function', json("[conact('4', '43')]"), /'conact' is not computed here/],
  ['a parameter that is not declared', json("[parameters('port')]"), /value of parameter 'port'/],
  ['a member that is not there', bicep('v.b', "var v = { a: '443' }"), /'b'/],
  [
    'an index out of range',
    bicep('v[3]', "var v = [ '443' ]"),
    /the list has fewer entries, and the deployment would fail/,
  ],
  ['a new GUID', bicep('g', 'param g string = newGuid()'), /made anew by each deployment/],
  ['the time', bicep('t', 'param t string = utcNow()'), /time of the deployment/],
  ['what is listed', json("[listKeys('x', '2023-01-01').keys[0].value]"), /once the resource exists/],
  [
    'a missing module',
    bicep('m.outputs.port', "module m 'absent.bicep' = { name: 'm' }"),
    /'absent.bicep' does not exist/,
  ],
  [
    'a module out of the workspace',
    bicep('m.outputs.port', "module m '../../m.bicep' = { name: 'm' }"),
    /no path to a file of the workspace/,
  ],
  [
    'a module of too many levels',
    {
      ...bicep('m.outputs.port', "module m 'm0.bicep' = { name: 'm' }"),
      ...Object.fromEntries(
        Array.from({ length: 200 }, (_, i) => [
          `m${i}.bicep`,
          `module next 'm${i + 1}.bicep' = { name: 'n' }\noutput port string = next.outputs.port`,
        ]),
      ),
    },
    /modules lead more than 50 levels deep/,
  ],
  ['an import of what is missing', bicep('port', "import { port } from 'absent.json'"), /'absent.json' does not exist/],
];

describe('values out of reach', () => {
  for (const [what, files, why] of rows) {
    it(what, async () => {
      const [[path = '', text = ''] = []] = Object.entries(files);
      const view = await viewOfFiles(files);
      const [term] = view.network.securityGroups[0]?.rules[0]?.destinationPorts.terms ?? [];
      assert.ok(term !== undefined, path);
      assert.ok(term.meaning.kind === 'unknown', `a value: ${JSON.stringify(term.meaning)}`);
      assert.match(term.meaning.why, why);
      const before = /destinationPortRange"?: "?/.exec(text);
      const at = (before?.index ?? 0) + (before?.[0].length ?? 0);
      const shown = hover(view, view.lines.position(at));
      assert.match(JSON.stringify(shown?.contents), /not known here: /);
    });
  }
});
