import assert from 'node:assert/strict';
import fc from 'fast-check';
import { armJsonText } from '../../../server/src/generate/text/arm-json.ts';
import { bicepText, bicepValue, quotedBicep } from '../../../server/src/generate/text/bicep.ts';
import {
  idOf,
  parameterValue,
  resourceGroupLocation,
  symbolFor,
  type TemplateDescription,
} from '../../../server/src/generate/text/template.ts';
import { modelLines } from '../../support/model.ts';
import { viewOfText } from '../../support/view.ts';

const template: TemplateDescription = {
  about: ['A subnet and its group.'],
  parameters: [
    { name: 'location', type: 'string', description: 'Region', defaultValue: resourceGroupLocation },
    { name: 'networkName', type: 'string', description: "The network's name" },
  ],
  resources: [
    {
      symbol: 'group',
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2024-05-01',
      name: 'nsg-apim',
      comment: 'Built-in rules are enough.',
      body: { location: parameterValue('location'), properties: { securityRules: [] } },
    },
    {
      symbol: 'network',
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2024-05-01',
      name: parameterValue('networkName'),
      existing: true,
      body: {},
    },
    {
      symbol: 'subnet',
      type: 'Microsoft.Network/virtualNetworks/subnets',
      apiVersion: '2024-05-01',
      name: 'snet-apim',
      parent: 'network',
      body: { properties: { addressPrefix: '10.0.0.0/27', networkSecurityGroup: { id: idOf('group') } } },
    },
  ],
};

describe('generated templates', () => {
  it('are written in Bicep', () => {
    assert.equal(
      bicepText(template),
      `// A subnet and its group.

@description('Region')
param location string = resourceGroup().location

@description('The network\\'s name')
param networkName string

// Built-in rules are enough.
resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-apim'
  location: location
  properties: {
    securityRules: []
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: networkName
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'snet-apim'
  properties: {
    addressPrefix: '10.0.0.0/27'
    networkSecurityGroup: {
      id: group.id
    }
  }
}
`,
    );
  });

  it('are written in ARM JSON, which waits for what it refers to and not for what is there', () => {
    assert.deepEqual(JSON.parse(armJsonText(template)), {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      metadata: { description: 'A subnet and its group.' },
      parameters: {
        location: {
          type: 'string',
          defaultValue: '[resourceGroup().location]',
          metadata: { description: 'Region' },
        },
        networkName: { type: 'string', metadata: { description: "The network's name" } },
      },
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          apiVersion: '2024-05-01',
          name: 'nsg-apim',
          comments: 'Built-in rules are enough.',
          location: "[parameters('location')]",
          properties: { securityRules: [] },
        },
        {
          type: 'Microsoft.Network/virtualNetworks/subnets',
          apiVersion: '2024-05-01',
          name: "[format('{0}/{1}', parameters('networkName'), 'snet-apim')]",
          properties: {
            addressPrefix: '10.0.0.0/27',
            networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-apim')]" },
          },
          dependsOn: ["[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-apim')]"],
        },
      ],
    });
  });

  it('mean the same in both languages', () => {
    const bicep = viewOfText(bicepText(template), {}, 'network.bicep');
    const json = viewOfText(armJsonText(template));
    assert.deepEqual([...bicep.syntaxErrors(), ...json.syntaxErrors()], []);
    const subnet = (view: typeof json) => modelLines(view.network).filter(line => /^(subnet|group) /.test(line));
    assert.deepEqual(subnet(bicep), ['group nsg-apim', 'subnet snet-apim 10.0.0.0/27 nsg nsg-apim routes -']);
    assert.deepEqual(subnet(json), subnet(bicep));
  });

  it('keep any text as it is, whatever it has in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom(['', ''], ['[', ']'], ['[', ''], ["'", ''], ['${', '}'], ['\\u{1}', '']),
        (text, [start, end]) => {
          // The model takes a name up to its last slash for those of its parents.
          const name = `${start}${text}${end}`.replaceAll('/', '-');
          fc.pre(name.trim() !== '' && name === name.trim());
          const described: TemplateDescription = {
            about: [],
            parameters: [],
            resources: [
              { symbol: 'table', type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name, body: {} },
            ],
          };
          for (const view of [
            viewOfText(bicepText(described), {}, 'network.bicep'),
            viewOfText(armJsonText(described)),
          ]) {
            assert.deepEqual(view.syntaxErrors(), []);
            const [table] = view.network.routeTables;
            assert.equal(table?.name?.known === true ? table.name.value : undefined, name);
          }
        },
      ),
    );
  });

  it('quote names of members only where Bicep needs it', () => {
    assert.equal(
      bicepValue({ plain: 1, 'hidden-link': true, list: [null] }),
      "{\n  plain: 1\n  'hidden-link': true\n  list: [\n    null\n  ]\n}",
    );
    assert.equal(quotedBicep("it's ${here}\\\n"), "'it\\'s \\${here}\\\\\\n'");
  });

  it('refuse a symbol that nothing has, for that is a mistake of ours', () => {
    const wrong = { ...template, resources: template.resources.slice(1) };
    assert.throws(() => armJsonText(wrong), /no resource 'group'/);
  });

  it('get identifiers from any text, each once', () => {
    const taken = new Set<string>();
    assert.deepEqual(
      ['contoso.portal', 'Contoso-portal', '1st', '*'].map(text => symbolFor(text, taken)),
      ['contosoPortal', 'contosoPortal2', 'resource1st', 'resource'],
    );
  });
});
