import assert from 'node:assert/strict';
import { subnetSize } from '../../server/src/analysis/subnet-size.ts';
import { explain } from '../../server/src/features/explain.ts';
import { subnetSizings } from '../../server/src/knowledge/subnet-sizing.ts';
import { viewOfText } from '../support/view.ts';

interface Spec {
  readonly prefix: string;
  readonly sku: string;
  readonly units: number | undefined;
  readonly mode: string;
}

function template(...services: readonly Spec[]): string {
  const subnetId = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'apim')]";
  const delegated =
    services[0]!.sku === 'PremiumV2' ? [{ properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }] : [];
  return JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    parameters: { mode: { type: 'string' } },
    resources: [
      {
        type: 'Microsoft.Network/virtualNetworks',
        name: 'vnet',
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/8'] },
          subnets: [{ name: 'apim', properties: { addressPrefix: services[0]!.prefix, delegations: delegated } }],
        },
      },
      ...services.map(({ sku, units, mode }, index) => ({
        type: 'Microsoft.ApiManagement/service',
        name: `apim-${index}`,
        sku: { name: sku, capacity: units },
        properties: { virtualNetworkType: mode, virtualNetworkConfiguration: { subnetResourceId: subnetId } },
      })),
    ],
  });
}

function sizesOf(...services: readonly Spec[]) {
  const { targets } = viewOfText(template(...services));
  return targets.map(target => subnetSize(target, targets));
}

describe('the arithmetic of a subnet', () => {
  for (const [id, sku] of [
    ['2025-04', 'Premium'],
    ['premium-v2-injection', 'PremiumV2'],
  ] as const) {
    const sizing = subnetSizings.find(candidate => candidate.id === id)!;
    it(`agrees with the table of the text ${id}, within the limit of the tier`, () => {
      assert.ok(sizing.table.length > 0);
      for (const { prefixLength, units } of sizing.table) {
        const [size] = sizesOf({ prefix: `10.0.0.0/${prefixLength}`, sku, units: 1, mode: 'Internal' });
        assert.equal(size?.largestUnits, Math.min(units, sku === 'Premium' ? 31 : 30), `/${prefixLength}`);
        assert.equal(size?.fits, true);
      }
    });
  }

  it('fits up to the largest number of units and no further, in every size, tier and mode', () => {
    for (const mode of ['External', 'Internal']) {
      for (const sku of ['Premium', 'Developer', 'PremiumV2']) {
        for (let length = sku === 'PremiumV2' ? 27 : 29; length >= 24; length--) {
          const at = (units: number) => sizesOf({ prefix: `10.0.0.0/${length}`, sku, units, mode })[0];
          const most = at(1)?.largestByAddresses;
          // Outbound integration counts no addresses.
          if (sku === 'PremiumV2' && mode === 'External') {
            assert.equal(most, undefined);
            continue;
          }
          assert.ok(most !== undefined && most > 0);
          assert.equal(at(most)?.fits, true, `${sku} ${mode} /${length}`);
          assert.equal(at(most + 1)?.fits, false, `${sku} ${mode} /${length}`);
        }
      }
    }
  });

  it('adds up the services of one subnet', () => {
    const spec = { prefix: '10.0.0.0/28', sku: 'Premium', units: 2, mode: 'Internal' };
    const [first, second] = sizesOf(spec, spec);
    assert.equal(first?.usable, 11);
    assert.deepEqual([first?.own, first?.others, first?.needed, first?.fits], [5, 5, 10, true]);
    assert.equal(second?.largestByAddresses, 2);
  });

  it('leaves what is not known out, and says so', () => {
    const spec = { prefix: '10.0.0.0/28', sku: 'Premium', units: 2, mode: 'Internal' };
    const [first] = sizesOf(spec, { ...spec, units: undefined });
    assert.deepEqual([first?.others, first?.complete], [0, false]);
    const [unknownMode] = sizesOf({ ...spec, mode: "[parameters('mode')]" });
    assert.deepEqual([unknownMode?.loadBalancer, unknownMode?.complete], [0, false]);
    for (const part of [{ sku: 'Isolated' }, { prefix: 'nowhere' }, { units: undefined }, { units: 0 }])
      assert.deepEqual(sizesOf({ ...spec, ...part }), [undefined]);
  });
});

describe('the explanation of a subnet', () => {
  const explained = (spec: Spec) => explain(viewOfText(template(spec)))[0]?.subnetSize;

  it('has the numbers', () => {
    assert.deepEqual(explained({ prefix: '10.0.0.0/27', sku: 'Premium', units: 3, mode: 'Internal' }), {
      usable: 27,
      needed: 7,
      fits: true,
      largestUnits: 13,
    });
  });

  it('is null where a value that counts is not known, but not where the units fit in no case', () => {
    assert.equal(explained({ prefix: '10.0.0.0/27', sku: 'Premium', units: 3, mode: "[parameters('mode')]" }), null);
    assert.equal(
      explained({ prefix: '10.0.0.0/29', sku: 'Premium', units: 3, mode: "[parameters('mode')]" })?.fits,
      false,
    );
  });
});
