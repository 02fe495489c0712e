import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { viewOfText } from '../support/view.ts';

const subnetId = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'apim')]";

function template(
  service: object,
  properties: object,
  subnet: object,
  network: object = {},
  rules: readonly object[] = [],
) {
  return JSON.stringify(
    {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      parameters: { tier: { type: 'string' } },
      resources: [
        { type: 'Microsoft.Network/networkSecurityGroups', name: 'nsg', properties: { securityRules: rules } },
        {
          type: 'Microsoft.Network/virtualNetworks',
          name: 'vnet',
          properties: {
            addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
            ...network,
            subnets: [
              {
                name: 'apim',
                properties: {
                  addressPrefix: '10.0.1.0/24',
                  networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]" },
                  ...subnet,
                },
              },
            ],
          },
        },
        {
          type: 'Microsoft.ApiManagement/service',
          name: 'apim',
          ...service,
          properties: {
            virtualNetworkType: 'External',
            virtualNetworkConfiguration: { subnetResourceId: subnetId },
            ...properties,
          },
        },
      ],
    },
    undefined,
    2,
  );
}

const unknownTier = { sku: { name: "[parameters('tier')]", capacity: 1 } };
const premium = { sku: { name: 'Premium', capacity: 1 } };
const delegatedTo = (serviceName: string) => ({ delegations: [{ name: 'd', properties: { serviceName } }] });

describe('the profile of a service', () => {
  const profileOf = (text: string) => viewOfText(text).targets[0]?.profile;

  it('follows the delegation of the subnet where the tier is not known', () => {
    assert.equal(
      profileOf(template(unknownTier, {}, delegatedTo('Microsoft.Web/serverFarms'))),
      'standard-v2-integration',
    );
    assert.equal(
      profileOf(template(unknownTier, {}, delegatedTo('microsoft.web/hostingenvironments'))),
      'premium-v2-injection',
    );
    assert.equal(profileOf(template(unknownTier, {}, {})), 'stv2-current');
    assert.equal(profileOf(template(unknownTier, {}, delegatedTo('Microsoft.Sql/managedInstances'))), 'stv2-current');
  });

  it('follows the tier where that is known, whatever the delegation', () => {
    assert.equal(profileOf(template(premium, {}, delegatedTo('Microsoft.Web/serverFarms'))), 'stv2-current');
  });

  it('is the stv1 one where an export names that platform', () => {
    assert.equal(profileOf(template(premium, { platformVersion: 'stv1' }, {})), 'stv1-final');
  });

  it('is what a comment above the service says', () => {
    const text = template(unknownTier, {}, {}).replace(
      /(\n\s*)(\{\s*"type": "Microsoft.ApiManagement\/service")/,
      '$1// apim-vnet: sku=PremiumV2$1$2',
    );
    const view = viewOfText(text, {}, 'network.jsonc');
    assert.deepEqual(
      view.targets.map(({ how, sku, profile }) => [how, sku, profile]),
      [['service', 'PremiumV2', 'standard-v2-integration']],
    );
  });
});

describe('the verdict on DNS servers', () => {
  const deny = (destinationAddressPrefix: string, protocol = '*') => ({
    name: 'deny',
    properties: {
      priority: 100,
      direction: 'Outbound',
      access: 'Deny',
      protocol,
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix,
      destinationPortRange: '53',
    },
  });
  const verdictOf = (dnsServers: readonly string[], rule: object) => {
    const view = viewOfText(template(premium, {}, {}, { dhcpOptions: { dnsServers } }, [rule]));
    const found = view.verdicts(view.targets[0]!).find(({ flow }) => flow.id === 'dns');
    return found?.verdict;
  };

  it('is blocked where every server is', () => {
    assert.equal(verdictOf(['10.0.9.4'], deny('VirtualNetwork')), 'blocked');
    assert.equal(verdictOf(['192.168.0.4', '192.168.0.5'], deny('192.168.0.0/24')), 'blocked');
  });

  it('is blocked for a private server of unknown place: in VirtualNetwork the rule denies it, and outside nothing allows it', () => {
    assert.equal(verdictOf(['192.168.0.4'], deny('VirtualNetwork')), 'blocked');
  });

  it('is undetermined where one way is left, or where it is not known whether there is', () => {
    assert.equal(verdictOf(['192.168.0.4', '192.168.1.4'], deny('192.168.0.0/24')), 'undetermined');
    assert.equal(verdictOf(['192.168.0.4'], deny('*', 'Tcp')), 'undetermined');
    assert.equal(verdictOf(["[parameters('tier')]"], deny('*')), 'undetermined');
    assert.equal(verdictOf(['168.63.129.16', '10.0.9.4'], deny('*')), 'undetermined');
  });

  it("is not required where Azure's own servers are used", () => {
    assert.equal(verdictOf([], deny('*')), 'not-required');
  });

  it('is allowed where nothing denies it', () => {
    assert.equal(verdictOf(['10.0.9.4'], deny('192.168.0.0/24')), 'allowed-by-default');
  });
});

describe('the subnet of a service', () => {
  const subnetOf = (configuration: unknown, mode: unknown = 'External') =>
    viewOfText(template(premium, { virtualNetworkType: mode, virtualNetworkConfiguration: configuration }, {}))
      .targets[0]?.subnet?.name;
  const id = subnetId.slice(1, -1);

  it('is what a condition that is not known may give', () => {
    const texts = [
      { subnetResourceId: `[if(equals(parameters('tier'), 'x'), ${id}, null())]` },
      { subnetResourceId: `[if(equals(parameters('tier'), 'x'), '', ${id})]` },
      `[if(empty(parameters('tier')), null(), createObject('subnetResourceId', ${id}))]`,
    ];
    for (const text of texts) {
      const name = subnetOf(text, "[parameters('tier')]");
      assert.equal(name?.known === true && name.value, 'apim', JSON.stringify(text));
    }
  });

  it('makes findings milder while neither condition nor mode is known', () => {
    const configuration = { subnetResourceId: `[if(equals(parameters('tier'), 'x'), ${id}, null())]` };
    const severityIn = (mode: string, given: unknown) => {
      const properties = { virtualNetworkType: mode, virtualNetworkConfiguration: given };
      const view = viewOfText(template(premium, properties, { networkSecurityGroup: null }));
      const found = view.findings(neverCancelled).find(({ rule }) => rule === 'missing-security-group');
      return [found?.severity, found?.related.at(-1)?.message];
    };
    assert.deepEqual(severityIn("[parameters('tier')]", configuration), [
      'warning',
      'Whether the service uses it hangs on a condition that is not known.',
    ]);
    assert.equal(severityIn('External', configuration)[0], 'error');
    assert.equal(severityIn('None', configuration)[0], undefined);
    assert.equal(severityIn("[parameters('tier')]", { subnetResourceId: subnetId })[0], 'error');
  });

  it('is not known where a condition gives one of two', () => {
    assert.equal(
      subnetOf({ subnetResourceId: `[if(equals(parameters('tier'), 'x'), ${id}, parameters('tier'))]` }),
      undefined,
    );
  });
});
