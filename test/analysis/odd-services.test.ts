/** Whatever stands where a service, a network or an endpoint has its values: the rules answer, and never throw. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explain } from '../../server/src/features/explain.ts';
import { findingsIn, viewOfText } from '../support/view.ts';

const subnetId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/a';
const serviceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/x';

/** Usual values, so that the rules get past their first questions, and anything at all. */
const word = fc.constantFrom<unknown>(
  'Premium',
  'PremiumV2',
  'StandardV2',
  'Internal',
  'External',
  'None',
  'westeurope',
  'Disabled',
  'Enabled',
  '10.0.0.0/29',
  '10.0.0.1/8',
  '::/0',
  'Microsoft.Web/serverFarms',
  subnetId,
  serviceId,
  "[parameters('p')]",
  '',
  null,
  0,
  3,
  -1,
  1e300,
);
const odd = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: fc.array(word, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

function body(names: readonly string[]) {
  return fc.record(Object.fromEntries(names.map(name => [name, odd])), { requiredKeys: [] });
}

const service = fc.record({
  type: fc.constant('Microsoft.ApiManagement/service'),
  name: odd,
  location: odd,
  zones: odd,
  sku: fc.oneof(odd, body(['name', 'capacity'])),
  properties: fc.oneof(
    odd,
    fc.record(
      {
        virtualNetworkType: odd,
        virtualNetworkConfiguration: fc.oneof(odd, fc.constant({ subnetResourceId: subnetId })),
        additionalLocations: fc.oneof(odd, fc.array(body(['location', 'sku', 'zones', 'virtualNetworkConfiguration']))),
        hostnameConfigurations: fc.oneof(odd, fc.array(body(['type', 'hostName']))),
        publicIpAddressId: odd,
        publicNetworkAccess: odd,
        platformVersion: odd,
        natGatewayState: odd,
      },
      { requiredKeys: [] },
    ),
  ),
});
const network = fc.record({
  type: fc.constant('Microsoft.Network/virtualNetworks'),
  name: fc.oneof(odd, fc.constant('v')),
  location: odd,
  properties: fc.record(
    {
      addressSpace: fc.oneof(odd, body(['addressPrefixes'])),
      dhcpOptions: fc.oneof(odd, body(['dnsServers'])),
      subnets: fc.oneof(
        odd,
        fc.array(
          fc.record({
            name: fc.oneof(odd, fc.constant('a')),
            properties: body(['addressPrefix', 'addressPrefixes', 'delegations', 'networkSecurityGroup', 'routeTable']),
          }),
        ),
      ),
    },
    { requiredKeys: [] },
  ),
});
const other = fc.record({
  type: fc.constantFrom(
    'Microsoft.Network/privateEndpoints',
    'Microsoft.Network/publicIPAddresses',
    'Microsoft.Network/privateDnsZones',
    'Microsoft.Network/privateDnsZones/A',
    'Microsoft.Network/virtualNetworks/subnets',
  ),
  name: odd,
  sku: odd,
  properties: body([
    'subnet',
    'privateLinkServiceConnections',
    'publicIPAllocationMethod',
    'dnsSettings',
    'addressPrefix',
    'delegations',
  ]),
});

describe('odd services', () => {
  it('are judged without a throw, in their text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(service, network, other), { maxLength: 6 }), resources => {
        const text = JSON.stringify({ resources });
        const view = viewOfText(text);
        for (const { at } of findingsIn(view)) assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length);
        assert.equal(explain(view).length, view.targets.length);
      }),
      { numRuns: 400 },
    );
  });
});
