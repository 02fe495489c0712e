import assert from 'node:assert/strict';
import { unitLimits } from '../../server/src/knowledge/subnet-sizing.ts';
import { tierOf, tierSources, tiers } from '../../server/src/knowledge/tiers.ts';

describe('tiers', () => {
  it('are found in any case, and a name that is none is nothing known', () => {
    assert.equal(tierOf('premiumv2')?.sku, 'PremiumV2');
    for (const other of [undefined, '', 'Isolated', 'Premium V2']) assert.equal(tierOf(other), undefined);
  });

  it('have what the texts give them', () => {
    const having = (feature: (typeof tiers)[number]['networking'][number]) =>
      tiers.filter(tier => tier.networking.includes(feature)).map(tier => tier.sku);
    assert.deepEqual(having('injection'), ['Developer', 'Premium', 'PremiumV2']);
    assert.deepEqual(having('integration'), ['StandardV2', 'PremiumV2']);
    assert.deepEqual(
      tiers.filter(tier => !tier.networking.includes('private-endpoint')).map(tier => tier.sku),
      ['Consumption', 'BasicV2'],
    );
    assert.deepEqual(
      tiers.filter(tier => tier.additionalLocations || tier.natGateway).map(tier => tier.sku),
      ['Premium'],
    );
    assert.deepEqual(
      tiers.filter(tier => tier.zones !== 'no').map(({ sku, zones }) => [sku, zones]),
      [
        ['Premium', 'yes'],
        ['PremiumV2', 'unclear'],
      ],
    );
  });

  it('include every SKU that a unit limit is known of', () => {
    assert.deepEqual(
      unitLimits.filter(({ sku }) => tierOf(sku)?.sku !== sku),
      [],
    );
  });

  it('have a source for each statement', () => {
    for (const sources of Object.values(tierSources)) assert.ok(sources.length > 0 && sources.every(Boolean));
  });
});
