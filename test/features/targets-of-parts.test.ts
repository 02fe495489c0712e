import assert from 'node:assert/strict';
import { codeLenses } from '../../server/src/features/code-lens.ts';
import { directiveFixes } from '../../server/src/features/directive-fixes.ts';
import { explain } from '../../server/src/features/explain.ts';
import { targetStatus } from '../../server/src/features/target-status.ts';
import { editText } from '../../server/src/fix/apply.ts';
import type { Settings } from '../../server/src/workspace/settings.ts';
import { findingsIn, shortFindings, viewOfText } from '../support/view.ts';

const directive = '// apim-vnet: mode=Internal sku=Premium units=4';
const toFirewall =
  "{ name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.9.0.4' } }";
const toControlPlane = "{ name: 'back', properties: { addressPrefix: 'ApiManagement', nextHopType: 'Internet' } }";

function table(name: string, ...routes: readonly string[]): string {
  return `resource rt 'Microsoft.Network/routeTables@2023-09-01' = {
  name: '${name}'
  properties: {
    routes: [
      ${routes.join('\n      ')}
    ]
  }
}
`;
}

const group = `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-spoke'
  properties: { securityRules: [] }
}
`;

function network(...subnets: readonly string[]): string {
  return `resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-spoke'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      ${subnets.join('\n      ')}
    ]
  }
}
`;
}

const subnet = (name: string, rest = '') => `{ name: '${name}', properties: { addressPrefix: '10.0.1.0/27'${rest} } }`;

/** `how: group, subnet, route table`, one for each target; a dash for what a target has not. */
function parts(text: string, settings: Partial<Settings> = {}, name = 'network.bicep'): readonly string[] {
  return explain(viewOfText(text, settings, name)).map(
    ({ how, networkSecurityGroup: nsg, subnet, routeTable: rt }) =>
      `${how}: ${[nsg, subnet, rt].map(part => part?.name ?? '-').join(', ')}`,
  );
}

describe('targets without a security group of their own', () => {
  it('a directive may stand above a route table, a subnet and a subnet in a list', () => {
    assert.deepEqual(parts(`${directive}\n${table('rt-spoke', toFirewall)}`), ['directive: -, -, rt-spoke']);
    const alone = `resource s 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {\n  name: 'vnet/spoke'\n  properties: { addressPrefix: '10.0.1.0/27' }\n}\n`;
    assert.deepEqual(parts(`${directive}\n${alone}`), ['directive: -, spoke, -']);
    assert.deepEqual(parts(network(subnet('a'), directive, subnet('b'))), ['directive: -, b, -']);
  });

  it('group, subnet and route table of a subnet with a directive are one target', () => {
    const linked = subnet('spoke', ', networkSecurityGroup: { id: nsg.id }, routeTable: { id: rt.id }');
    assert.deepEqual(parts(group + table('rt-spoke') + network(directive, linked)), [
      'directive: nsg-spoke, spoke, rt-spoke',
    ]);
    const onTable = `${group}${directive}\n${table('rt-spoke')}${network(linked)}`;
    assert.deepEqual(parts(onTable), ['directive: nsg-spoke, spoke, rt-spoke']);
  });

  it('a group of two subnets belongs to the one that a directive names', () => {
    const [a, b] = ['a', 'b'].map(name => subnet(name, ', networkSecurityGroup: { id: nsg.id }'));
    assert.deepEqual(parts(group + network(a!, directive, b!)), ['directive: nsg-spoke, b, -']);
  });

  it('a route table of two subnets is judged without either', () => {
    const [a, b] = ['a', 'b'].map(name => subnet(name, ', routeTable: { id: rt.id }'));
    const text = `${directive}\n${table('rt-spoke', toFirewall)}${network(a!, b!.replace('10.0.1', '10.0.2'))}`;
    assert.deepEqual(parts(text), ['directive: -, -, rt-spoke']);
    assert.deepEqual(shortFindings(viewOfText(text, {}, 'network.bicep')), [
      'error control-plane-route-missing "0.0.0.0/0"',
    ]);
  });

  it('a directive reaches a subnet whose list is a variable, and each that a loop makes', () => {
    const list = `var list = [\n  ${directive}\n  ${subnet('spoke')}\n  ${subnet('web')}\n]\n`;
    assert.deepEqual(parts(list + network().replace(/\[\s+\]/, 'list')), ['directive: -, spoke, -']);
    const loop = `[\n      for name in ['a', 'b']: {\n        ${directive}\n        name: name\n        properties: {}\n      }\n    ]`;
    assert.deepEqual(parts(network().replace(/\[\s+\]/, loop)), ['directive: -, a, -', 'directive: -, b, -']);
  });

  it('a variable that is made of itself costs no more than others', () => {
    assert.deepEqual(parts(`var list = concat(list, list)\n${directive}\n${network().replace(/\[\s+\]/, 'list')}`), []);
  });

  it('metadata says the same in strict JSON', () => {
    const metadata = { apimVnet: { mode: 'Internal', sku: 'Premium', units: 1 } };
    const resources = [
      { type: 'Microsoft.Network/routeTables', name: 'rt', metadata, properties: { routes: [] } },
      { type: 'Microsoft.Network/virtualNetworks/subnets', name: 'vnet/one', metadata, properties: {} },
      {
        type: 'Microsoft.Network/virtualNetworks',
        name: 'vnet',
        properties: { subnets: [{ name: 'two', metadata, properties: {} }] },
      },
    ];
    const text = JSON.stringify({ $schema: 'https://example.test/deploymentTemplate.json#', resources });
    assert.deepEqual(parts(text, {}, 'network.json'), [
      'directive: -, one, -',
      'directive: -, two, -',
      'directive: -, -, rt',
    ]);
    const wrong = viewOfText(text.replaceAll('"Internal"', '"Inside"'), {}, 'network.json');
    assert.equal(findingsIn(wrong).filter(({ rule }) => rule === 'invalid-directive').length, 3);
  });

  it('a setting names a subnet or a route table; without a name it speaks of no subnet', () => {
    const text = table('rt-spoke') + network(subnet('a'), subnet('b'));
    const named = (name?: string) => parts(text, { targets: [{ files: '*.bicep', mode: 'Internal', name }] });
    assert.deepEqual(named('B'), ['setting: -, b, -']);
    assert.deepEqual(named('rt-spoke'), ['setting: -, -, rt-spoke']);
    assert.deepEqual(named(), ['setting: -, -, rt-spoke']);
  });

  it('is guessed from a route for ApiManagement and from names, and not beside a network that is known', () => {
    assert.deepEqual(parts(table('rt-spoke', toControlPlane)), ['inferred: -, -, rt-spoke']);
    assert.deepEqual(parts(table('rt-apim', toFirewall)), ['inferred: -, -, rt-apim']);
    assert.deepEqual(parts(network(subnet('snet-apim'))), ['inferred: -, snet-apim, -']);
    assert.deepEqual(parts(`${directive}\n${group}${table('rt-apim')}${network(subnet('snet-apim'))}`), [
      'directive: nsg-spoke, -, -',
    ]);
  });

  it('is not guessed for what stands beside API Management', () => {
    for (const name of ['snet-apim-pe', 'apim-private-endpoints', 'snet-apim-agw', 'apim-vm', 'snet-apim-func'])
      assert.deepEqual(parts(network(subnet(name))), [], name);
    const sites = ", delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]";
    assert.deepEqual(parts(network(subnet('snet-apim', sites))), []);
    const endpoint = `resource pe 'Microsoft.Network/privateEndpoints@2023-09-01' = {\n  name: 'pe'\n  properties: { subnet: { id: vnet.properties.subnets[0].id } }\n}\n`;
    assert.deepEqual(parts(network(subnet('snet-apim')) + endpoint), []);
    assert.deepEqual(
      parts(`resource rt 'Microsoft.Network/routeTables@2023-09-01' existing = { name: 'rt-apim' }\n`),
      [],
    );
  });

  it('the lens above a route table tells what becomes of the control plane', () => {
    const lens = (text: string) =>
      codeLenses(viewOfText(text, {}, 'network.bicep'), { commands: false }).map(
        ({ range, command }) => `${range.start.line}: ${command!.title}`,
      );
    assert.deepEqual(lens(`${directive}\n${table('rt-spoke', toFirewall)}`), [
      '1: APIM: its routes cut off the control plane',
    ]);
    const both = table('rt-spoke', toFirewall, toControlPlane);
    assert.deepEqual(lens(`${directive}\n${both}`), ['1: APIM: the control plane is answered past its routes']);
    assert.deepEqual(lens(network(directive, subnet('spoke'))), ['6: APIM: room for 13 units']);
    const small = subnet('spoke').replace('/27', '/29');
    assert.deepEqual(lens(network(directive, small)), ['6: APIM: the subnet is too small']);
  });

  it('the status names the subnet or the route table', () => {
    const status = (text: string) => targetStatus(viewOfText(text, {}, 'network.bicep'));
    assert.match(
      status(`${directive}\n${table('rt-spoke')}`).details[0]!,
      /^rt-spoke: Internal, Premium, stv2-current\./,
    );
    const general = status(table('rt-spoke') + network(subnet('a'), subnet('b')));
    assert.equal(general.summary, '1 route table and 2 subnets, none of API Management');
  });

  describe('a guess can be written down', () => {
    /** The text with the first comment or property that says so; `undefined` where none is offered. */
    const written = (text: string, name = 'network.bicep') => {
      const view = viewOfText(text, {}, name);
      const [fix] = findingsIn(view).flatMap(finding => directiveFixes(view, finding));
      const outcome = fix && view.fix(fix);
      return outcome?.ok === true ? editText(text, outcome.changes[0]!.edits) : undefined;
    };
    const delegation = ", delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.ApiManagement/service' } }]";

    it('above a route table', () => {
      const text = table('rt-apim', toFirewall);
      assert.equal(written(text), `// apim-vnet: mode=Internal\n${text}`);
    });

    it('above a subnet in a list, where a line begins with it', () => {
      const own = network(subnet('web'), subnet('snet-apim', delegation).replace('10.0.1', '10.0.2'));
      assert.deepEqual(parts(written(own)!), ['directive: -, snet-apim, -']);
      assert.match(written(own)!, /^ {6}\/\/ apim-vnet: mode=Internal\n {6}\{ name: 'snet-apim'/m);
      assert.equal(written(own.replace(/\}\s+\{ name: 'snet-apim'/, "}, { name: 'snet-apim'")), undefined);
    });

    it('not in a list of strict JSON, where Azure would refuse the property', () => {
      const delegations = [{ name: 'd', properties: { serviceName: 'Microsoft.ApiManagement/service' } }];
      const properties = { addressPrefix: '10.0.1.0/27', delegations };
      const inList = {
        type: 'Microsoft.Network/virtualNetworks',
        name: 'vnet',
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          subnets: [{ name: 'snet-apim', properties }],
        },
      };
      const alone = { type: 'Microsoft.Network/virtualNetworks/subnets', name: 'vnet/snet-apim', properties };
      const template = (resource: object) =>
        JSON.stringify(
          { $schema: 'https://example.test/deploymentTemplate.json#', resources: [resource] },
          undefined,
          2,
        );
      assert.equal(written(template(inList), 'network.json'), undefined);
      assert.deepEqual(parts(written(template(alone), 'network.json')!, {}, 'network.json'), [
        'directive: -, snet-apim, -',
      ]);
    });
  });
});
