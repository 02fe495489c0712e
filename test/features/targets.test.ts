import assert from 'node:assert/strict';
import { type ExplainedTarget, explain } from '../../server/src/features/explain.ts';
import { targetStatus } from '../../server/src/features/target-status.ts';
import type { Settings } from '../../server/src/workspace/settings.ts';
import { shapes } from '../support/shapes.ts';
import { viewOfText } from '../support/view.ts';

const allowManagement = {
  name: 'AllowManagement',
  priority: 100,
  direction: 'Inbound',
  access: 'Allow',
  protocol: 'Tcp',
  source: 'ApiManagement',
  destination: 'VirtualNetwork',
  ports: ['3443'],
} as const;

function group(name: string, rules: readonly (typeof allowManagement)[] = []): string {
  return shapes['REST answer']!({ name, rules });
}

/** A service, its network and its group in one template; `change` edits the text. */
function whole(change: (text: string) => string = text => text): string {
  return change(`{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg-gateway", "properties": { "securityRules": [
      { "name": "AllowManagement", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "3443" } } ] } },
    { "type": "Microsoft.Network/virtualNetworks", "name": "vnet-hub", "properties": { "addressSpace": { "addressPrefixes": [ "10.0.0.0/16" ] }, "subnets": [
      { "name": "gateway", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-gateway')]" } } } ] } },
    { "type": "Microsoft.ApiManagement/service", "name": "contoso", "location": "West Europe", "sku": { "name": "Premium", "capacity": 2 },
      "properties": { "virtualNetworkType": "Internal", "virtualNetworkConfiguration": { "subnetResourceId": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-hub', 'gateway')]" } } }
  ]
}`);
}

function only(text: string, settings: Partial<Settings> = {}): ExplainedTarget {
  const targets = explain(viewOfText(text, settings));
  assert.equal(targets.length, 1);
  return targets[0]!;
}

function verdict(target: ExplainedTarget, id: string) {
  return target.flows.find(flow => flow.id === id)?.verdict;
}

describe('explain', () => {
  it('a service of the same file gives all that is known', () => {
    const target = only(whole());
    assert.equal(target.how, 'service');
    assert.equal(target.profile, 'stv2-current');
    assert.deepEqual(target.service, {
      name: 'contoso',
      sku: 'Premium',
      units: 2,
      mode: 'Internal',
      region: 'West Europe',
      cloud: null,
    });
    assert.deepEqual(target.subnet, { name: 'gateway', prefix: '10.0.1.0/24' });
    assert.deepEqual(target.networkSecurityGroup, {
      name: 'nsg-gateway',
      file: 'file:///workspace/network.json',
      line: 4,
    });
    assert.equal(target.networkSecurityGroupUnknown, null);
  });

  it('every flow has the verdict of its ports, and the rules that decide', () => {
    const { flows } = only(whole());
    const management = flows.find(flow => flow.id === 'management');
    assert.equal(management?.verdict, 'allowed');
    assert.deepEqual(management?.ports, [
      {
        range: '3443',
        optional: false,
        verdict: 'allowed',
        decidedBy: [{ name: 'AllowManagement', priority: 100, builtIn: false }],
      },
    ]);
    const storage = flows.find(flow => flow.id === 'storage');
    assert.equal(storage?.verdict, 'allowed-by-default');
    assert.deepEqual(storage?.ports[0]?.decidedBy, [{ name: 'AllowInternetOutBound', priority: 65001, builtIn: true }]);
    assert.equal(flows.find(flow => flow.id === 'client')?.verdict, 'not-required');
  });

  it('is plain data', () => {
    const targets = explain(viewOfText(whole()));
    assert.deepEqual(JSON.parse(JSON.stringify(targets)), targets);
  });

  it('one region needs no Traffic Manager, several do', () => {
    const external = (text: string) => text.replace('"Internal"', '"External"');
    assert.equal(verdict(only(whole(external)), 'traffic-manager'), 'not-required');
    const several = whole(text =>
      external(text).replace(
        '"virtualNetworkType"',
        '"additionalLocations": [ { "location": "North Europe" } ], "virtualNetworkType"',
      ),
    );
    assert.equal(verdict(only(several), 'traffic-manager'), 'blocked');
    const computed = whole(text =>
      external(text).replace(
        '"virtualNetworkType"',
        '"additionalLocations": "[parameters(\'more\')]", "virtualNetworkType"',
      ),
    );
    assert.equal(verdict(only(computed), 'traffic-manager'), 'undetermined');
  });

  it('a group that is not in the file is defined elsewhere', () => {
    const [target, other] = explain(viewOfText(whole(text => text.replace("'nsg-gateway')]", "'nsg-shared')]"))));
    assert.ok(target !== undefined);
    assert.equal(other?.how, 'inferred');
    assert.equal(target.networkSecurityGroup, null);
    assert.match(target.networkSecurityGroupUnknown ?? '', /nsg-shared/);
    assert.equal(verdict(target, 'management'), 'defined-elsewhere');
  });

  it('a group that is only referred to is defined elsewhere', () => {
    const text = whole(of =>
      of
        .replace('"contentVersion"', '"languageVersion": "2.0", "contentVersion"')
        .replace(
          /"resources": \[\n(.*\n.*),\n(.*\n.*),\n(.*\n.*)\n {2}\]/,
          (_, a: string, b: string, c: string) =>
            `"resources": { "a": ${a.trim().replace(/, "properties".*\n.*$/, ', "existing": true }')},\n"b": ${b},\n"c": ${c} }`,
        ),
    );
    const target = only(text);
    assert.equal(target.networkSecurityGroup?.name, 'nsg-gateway');
    assert.equal(verdict(target, 'management'), 'defined-elsewhere');
  });

  it('a directive, a setting and a guess each say so', () => {
    assert.equal(only(`// apim-vnet: mode=Internal\n${group('nsg-x')}`).how, 'directive');
    const setting = { targets: [{ files: '*.json', mode: 'Internal', units: 3, region: 'westus', cloud: 'usgov' }] };
    const target = only(group('nsg-x'), setting);
    assert.equal(target.how, 'setting');
    assert.deepEqual(target.service, {
      name: null,
      sku: null,
      units: 3,
      mode: 'Internal',
      region: 'westus',
      cloud: 'usgov',
    });
    assert.equal(only(group('nsg-apim')).how, 'inferred');
    assert.equal(only(group('nsg-x', [allowManagement])).how, 'inferred');
  });

  it('the service wins over the directive, the directive over the setting', () => {
    const both = whole(text =>
      text.replace(
        '{ "type": "Microsoft.Network/networkSecurityGroups"',
        '// apim-vnet: mode=External units=9\n{ "type": "Microsoft.Network/networkSecurityGroups"',
      ),
    );
    assert.equal(only(both).service?.mode, 'Internal');
    assert.equal(only(both).service?.units, 2);
    const directive = only(`// apim-vnet: mode=Internal\n${group('nsg-x')}`, {
      targets: [{ files: '**', mode: 'External' }],
    });
    assert.equal(directive.service?.mode, 'Internal');
  });

  it('defaults fill what is not known, and nothing else', () => {
    const defaults = { defaults: { mode: 'External', sku: 'Developer', profile: 'vnet-2020-07' } };
    const guessed = only(group('nsg-apim'), defaults);
    assert.deepEqual(
      [guessed.service?.mode, guessed.service?.sku, guessed.profile],
      ['External', 'Developer', 'vnet-2020-07'],
    );
    const known = only(whole(), defaults);
    assert.deepEqual([known.service?.mode, known.service?.sku], ['Internal', 'Premium']);
  });

  for (const [sku, mode, profile] of [
    ['Developer', 'External', 'stv2-current'],
    ['premium', 'Internal', 'stv2-current'],
    ['PremiumV2', 'Internal', 'premium-v2-injection'],
    ['PremiumV2', 'External', 'standard-v2-integration'],
    ['StandardV2', 'External', 'standard-v2-integration'],
  ] as const) {
    it(`${sku} in ${mode} mode is judged by ${profile}`, () => {
      assert.equal(only(`// apim-vnet: sku=${sku} mode=${mode}\n${group('nsg-x')}`).profile, profile);
    });
  }

  it('a group of two subnets takes neither of their addresses', () => {
    const second =
      '{ "name": "other", "properties": { "addressPrefix": "10.0.2.0/24", "networkSecurityGroup": { "id": "[resourceId(\'Microsoft.Network/networkSecurityGroups\', \'nsg-gateway\')]" } } }';
    const text = whole(of =>
      of
        .replace(/,\n {4}\{ "type": "Microsoft\.ApiManagement[\s\S]*?\} \} \}\n/, '\n')
        .replace(' } ] } }\n  ]', ` }, ${second} ] } }\n  ]`),
    );
    const target = only(text);
    assert.equal(target.how, 'inferred');
    assert.equal(target.subnet, null);
  });
});

describe('target status', () => {
  it('tells mode, SKU and profile, with a question mark for what is not known', () => {
    assert.deepEqual(targetStatus(viewOfText(whole())).summary, 'Internal, Premium, stv2-current');
    const guessed = targetStatus(viewOfText(group('nsg-apim')));
    assert.equal(guessed.state, 'target');
    assert.equal(guessed.summary, 'mode ?, SKU ?, stv2-current');
  });

  it('has a line for each target', () => {
    const two = `[${group('nsg-apim-a')},${group('nsg-apim-b')}]`;
    const status = targetStatus(viewOfText(two));
    assert.match(status.summary, / and 1 more$/);
    assert.equal(status.details.length, 2);
    assert.match(status.details[0]!, /nsg-apim-a/);
  });

  it('of a group that is nobody’s is general, and says how to change that', () => {
    const status = targetStatus(viewOfText(group('nsg-web')));
    assert.equal(status.state, 'general');
    assert.match(status.details.join(), /apim-vnet: mode=/);
  });

  it('of other files is none, and disabled where it is switched off', () => {
    assert.deepEqual(targetStatus(viewOfText('{ "a": 1 }')), { state: 'none', summary: '', details: [] });
    assert.equal(targetStatus(viewOfText(whole(), { enable: false })).state, 'disabled');
  });
});
