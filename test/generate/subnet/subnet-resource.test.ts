import assert from 'node:assert/strict';
import {
  type SubnetForm,
  type SubnetParts,
  subnetNameProblem,
  subnetText,
} from '../../../server/src/generate/subnet/subnet-resource.ts';
import { profileIds } from '../../../server/src/knowledge/profiles.ts';
import { delegationRule } from '../../../server/src/knowledge/subnet-sizing.ts';
import { findingsIn, viewOfText } from '../../support/view.ts';

const parts: SubnetParts = {
  name: 'snet-apim',
  virtualNetwork: 'vnet-hub',
  block: { family: 4, start: 167772416, end: 167772448, length: 27, hostBits: false },
  profile: 'stv2-current',
  networkSecurityGroup: 'nsg-apim',
  routeTable: undefined,
  forcedTunnelling: false,
};

/** The subnet of a text as the model has it, in one line. */
function modelOf(text: string, file: string): string {
  const view = viewOfText(text, {}, file);
  assert.deepEqual(
    findingsIn(view).map(({ rule, message }) => `${rule}: ${message}`),
    [],
  );
  const subnet = view.network.subnets.find(({ definedElsewhere }) => !definedElsewhere);
  assert.ok(subnet, text);
  const known = (value: { readonly known: boolean; readonly value?: unknown } | undefined) => String(value?.value);
  return [
    known(subnet.name),
    subnet.prefixes.map(prefix => prefix.text).join(' '),
    subnet.securityGroup?.name,
    subnet.routeTable?.name ?? '-',
    subnet.delegations.map(({ service }) => known(service)).join(' ') || '-',
    subnet.serviceEndpoints.map(known).join(' ') || '-',
  ].join(', ');
}

/** A snippet in the place it is made for. */
const around: Readonly<Partial<Record<SubnetForm, readonly [string, string]>>> = {
  'bicep-item': [
    "resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'vnet-hub'\n  properties: {\n    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }\n    subnets: [\n      ",
    '\n    ]\n  }\n}\n',
  ],
  'arm-item': [
    '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "vnet-hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [\n',
    '\n] } }] }',
  ],
};

describe('a generated subnet', () => {
  for (const profile of profileIds) {
    for (const forcedTunnelling of [false, true]) {
      for (const attachment of profile === 'workspace-gateway'
        ? (['injection', 'integration'] as const)
        : [undefined]) {
        it(`is what was asked for in every language: ${profile}${attachment ? `, ${attachment}` : ''}${forcedTunnelling ? ', forced tunnelling' : ''}`, () => {
          const asked = {
            ...parts,
            profile,
            attachment,
            forcedTunnelling,
            routeTable: forcedTunnelling ? 'rt-apim' : undefined,
          };
          const [first, ...others] = (['bicep', 'arm', 'bicep-item', 'arm-item'] as const).map(form => {
            const [before, after] = around[form] ?? ['', ''];
            const text = before + subnetText(asked, form, form === 'bicep-item' ? '      ' : '') + after;
            return modelOf(text, form.startsWith('bicep') ? 'main.bicep' : 'main.json');
          });
          assert.ok(
            first?.startsWith(`snet-apim, 10.0.1.0/27, nsg-apim, ${forcedTunnelling ? 'rt-apim' : '-'}, `),
            first,
          );
          assert.ok(first?.includes(delegationRule(profile, attachment)?.required ?? ', -, '), first);
          assert.deepEqual(others, [first, first, first]);
        });
      }
    }
  }

  it('has the service endpoints of its text', () => {
    const script = subnetText({ ...parts, forcedTunnelling: true, profile: 'vnet-2020-07' }, 'cli');
    assert.match(
      script,
      /--service-endpoints Microsoft\.Sql Microsoft\.Storage Microsoft\.EventHub Microsoft\.ServiceBus\n/,
    );
    assert.doesNotMatch(
      subnetText({ ...parts, forcedTunnelling: true, profile: 'premium-v2-injection' }, 'cli'),
      /endpoints/,
    );
  });

  it('is delegated by a command too', () => {
    const script = subnetText({ ...parts, profile: 'premium-v2-injection', routeTable: 'rt' }, 'cli');
    assert.match(
      script,
      /--network-security-group nsg-apim \\\n {2}--route-table rt \\\n {2}--delegations Microsoft\.Web\/hostingEnvironments\n$/,
    );
  });

  it('takes names only that Azure takes', () => {
    assert.equal(subnetNameProblem(parts), undefined);
    assert.match(
      subnetNameProblem({ ...parts, name: 'a b' })!,
      /^'a b' is no name of a subnet\. It has 1 to 80 characters/,
    );
    assert.match(
      subnetNameProblem({ ...parts, virtualNetwork: 'v' })!,
      /no name of a virtual network\. It has 2 to 64/,
    );
    assert.match(subnetNameProblem({ ...parts, networkSecurityGroup: 'nsg-' })!, /the last no period or hyphen/);
    assert.match(subnetNameProblem({ ...parts, routeTable: "rt'" })!, /no name of a route table/);
  });
});
