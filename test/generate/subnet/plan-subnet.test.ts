import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planDocument, planMarkdown } from '../../../server/src/generate/subnet/plan-lines.ts';
import {
  planSubnet,
  type SubnetPlan,
  type SubnetRequest,
  sizeRows,
} from '../../../server/src/generate/subnet/plan-subnet.ts';
import { profileIds } from '../../../server/src/knowledge/profiles.ts';
import { subnetSizings, usableAddresses } from '../../../server/src/knowledge/subnet-sizing.ts';
import { tiers } from '../../../server/src/knowledge/tiers.ts';

function planOf(request: SubnetRequest): SubnetPlan {
  const answer = planSubnet(request);
  assert.ok(answer.ok, answer.ok ? '' : answer.problem);
  return answer.value;
}

function problemOf(request: SubnetRequest): string {
  const answer = planSubnet(request);
  assert.ok(!answer.ok, 'expected a problem');
  return answer.problem;
}

/** `prefix: total, reserved, first unit, load balancer, left, to add, units`. */
function rowTexts(revision: string, sku: string, mode: 'External' | 'Internal', lengths: readonly number[]): string[] {
  const sizing = subnetSizings.find(({ id }) => id === revision);
  assert.ok(sizing, revision);
  return sizeRows(sizing, sku, mode, lengths).map(
    row =>
      `/${row.prefixLength}: ${row.total}, ${row.reserved}, ${row.firstUnits}, ${row.loadBalancers}, ${row.remaining}, ${row.scaleOut}, ${row.units}`,
  );
}

/** As the texts of March 2023, September 2023 and April 2025 print it, for an instance in internal mode. */
const classicTable = [
  '/29: 8, 5, 2, 1, 0, 0, 1',
  '/28: 16, 5, 2, 1, 8, 4, 5',
  '/27: 32, 5, 2, 1, 24, 12, 13',
  '/26: 64, 5, 2, 1, 56, 28, 29',
  '/25: 128, 5, 2, 1, 120, 60, 61',
];

describe('sizes of subnets', () => {
  for (const revision of ['2023-03', '2025-04'])
    it(`are those of the table of ${revision}`, () => {
      assert.deepEqual(rowTexts(revision, 'Premium', 'Internal', [29, 28, 27, 26, 25]), classicTable);
    });

  it('are those of the table of Premium v2, but for the /25, where the table prints the limit of the tier', () => {
    assert.deepEqual(rowTexts('premium-v2-injection', 'PremiumV2', 'Internal', [27, 26, 25]), classicTable.slice(2));
    const { sizes } = planOf({ sku: 'PremiumV2', units: 1 });
    assert.deepEqual(
      sizes.map(({ prefixLength, units, unitsOfTier, printed }) => [prefixLength, units, unitsOfTier, printed]),
      [
        [27, 13, 13, 13],
        [26, 29, 29, 29],
        [25, 61, 30, 30],
        [24, 125, 30, undefined],
      ],
    );
  });

  it('stop at what the tier allows, beside what the table prints', () => {
    const row = planOf({ sku: 'Premium', units: 1, mode: 'Internal' }).sizes.find(size => size.prefixLength === 25);
    assert.deepEqual([row?.units, row?.unitsOfTier, row?.printed], [61, 31, 61]);
  });

  it('follow the arithmetic of July 2020, with its doubtful address as a caution', () => {
    const [external] = rowTexts('2020-07', 'Premium', 'External', [29]);
    const [internal] = rowTexts('2020-07', 'Premium', 'Internal', [29]);
    const [developer] = rowTexts('2020-07', 'Developer', 'Internal', [29]);
    assert.equal(external, '/29: 8, 5, 2, 0, 1, 0, 1');
    assert.equal(internal, '/29: 8, 5, 2, 1, 0, 0, 1');
    assert.equal(developer, '/29: 8, 5, 1, 1, 1, 1, 2');
    const plan = planOf({ sku: 'Premium', units: 1, mode: 'Internal', profile: 'vnet-2020-07' });
    assert.equal(plan.smallest, 29);
    assert.match(plan.disagreements[0]!, /^Counted to the letter it is 1 address more: 9 for the units now\./);
  });

  it('have room for every unit they are said to have, and for no more', () => {
    for (const sizing of subnetSizings) {
      for (const [sku, perUnit] of Object.entries(sizing.perUnit)) {
        for (const mode of ['External', 'Internal'] as const) {
          const loadBalancer = mode === 'Internal' || sizing.alwaysInternal ? 1 : 0;
          for (const row of sizeRows(sizing, sku, mode, [29, 28, 27, 26, 25, 24], 2)) {
            const need = (units: number) => 2 * (perUnit! * units + loadBalancer);
            if (row.units > 0) assert.ok(need(row.units) <= usableAddresses(row.prefixLength));
            if (row.prefixLength <= sizing.minimumPrefixLength)
              assert.ok(need(row.units + 1) > usableAddresses(row.prefixLength), `${sizing.id} ${sku} ${mode}`);
          }
        }
      }
    }
  });
});

describe('a subnet plan', () => {
  it('tells the smallest size, the recommended one and the sum behind them', () => {
    const plan = planOf({ sku: 'premium', units: 4, mode: 'Internal' });
    assert.deepEqual([plan.sku, plan.smallest, plan.recommended], ['Premium', 28, 27]);
    assert.equal(plan.because, 'It has room for twice the units, 8.');
    assert.deepEqual(
      plan.arithmetic.map(({ now, atMost }) => [now, atMost]),
      [
        [5, 5],
        [8, 16],
        [1, 1],
      ],
    );
  });

  it('plans for what the service may grow to', () => {
    const { recommended, because } = planOf({ sku: 'Premium', units: 4, maximumUnits: 31, mode: 'External' });
    assert.deepEqual([recommended, because], [25, 'It holds the 31 units that it may grow to.']);
  });

  it('goes no further than the tier', () => {
    assert.match(planOf({ sku: 'Developer', units: 1, mode: 'Internal' }).because, /the 1 unit that the tier has/);
    assert.equal(planOf({ sku: 'Premium', units: 20, mode: 'Internal' }).maximumUnits, 31);
  });

  it('follows a text that recommends a size', () => {
    const { smallest, recommended, because } = planOf({ sku: 'PremiumV2', units: 2 });
    assert.deepEqual([smallest, recommended, because], [27, 24, 'The text of October 2025 recommends it.']);
  });

  it('says so where the text counts no units', () => {
    const plan = planOf({ sku: 'StandardV2', units: 9 });
    assert.deepEqual([plan.smallest, plan.recommended, plan.arithmetic, plan.sizes], [27, 24, [], []]);
    assert.match(
      plan.notes.join(' '),
      /^The number of units does not change the size. The texts give sizes and no count/,
    );
  });

  it('knows that the subnet of a workspace gateway may not be larger', () => {
    const plan = planOf({ sku: 'Premium', units: 1, profile: 'workspace-gateway' });
    assert.deepEqual([plan.smallest, plan.recommended, plan.largest], [27, 24, 24]);
  });

  it('counts several instances, each with its load balancer', () => {
    const plan = planOf({ sku: 'Premium', units: 2, mode: 'Internal', instances: 3 });
    assert.deepEqual(
      plan.arithmetic.map(({ now }) => now),
      [5, 12, 3],
    );
    assert.equal(plan.smallest, 27);
  });

  it('tells what zones and regions mean', () => {
    const { notes } = planOf({ sku: 'Premium', units: 4, mode: 'Internal', zones: 3, regions: 2 });
    assert.ok(notes.some(note => note.includes('4 units cannot be spread evenly over 3 zones')));
    assert.ok(
      notes.some(note => note.startsWith('Each of the 2 regions has a virtual network and a subnet of its own')),
    );
  });

  it('names the limits of all texts', () => {
    const { disagreements } = planOf({ sku: 'Premium', units: 1, mode: 'External' });
    assert.ok(
      disagreements.some(text => /31 \(04\/2025.*12 \(09\/2023.*10 \(04\/2020.*any number \(08\/2018/.test(text)),
    );
  });

  const refused: readonly (readonly [string, SubnetRequest, RegExp])[] = [
    [
      'no units',
      { sku: 'Premium', units: 0, mode: 'Internal' },
      /^0 is no number of units: it is a whole number from 1 to 31 on Premium/,
    ],
    ['10,000 units', { sku: 'Premium', units: 10_000, mode: 'Internal' }, /from 1 to 31/],
    ['half a unit', { sku: 'Premium', units: 1.5, mode: 'Internal' }, /^1.5 is no number of units/],
    ['what is no number', { sku: 'Premium', units: Number.NaN, mode: 'Internal' }, /^NaN is no number of units/],
    ['two units of Developer', { sku: 'Developer', units: 2, mode: 'Internal' }, /it is 1 on Developer/],
    [
      'less at most than now',
      { sku: 'Premium', units: 4, maximumUnits: 2, mode: 'Internal' },
      /is below the number now, 4/,
    ],
    [
      'an unknown tier',
      { sku: 'Gold', units: 1 },
      /^'Gold' is no tier. The tiers that can are Developer, Premium, StandardV2 and PremiumV2/,
    ],
    ['a tier without networks', { sku: 'Consumption', units: 1 }, /^Consumption cannot be put into a subnet/],
    ['no mode', { sku: 'Premium', units: 1 }, /^Premium needs a mode, which is External or Internal\.$/],
    [
      'a profile of other tiers',
      { sku: 'Premium', units: 1, profile: 'premium-v2-injection' },
      /is about PremiumV2, not about Premium/,
    ],
    [
      'a profile that counts nothing',
      { sku: 'Premium', units: 1, mode: 'Internal', profile: 'vnet-2016-12' },
      /counts no addresses/,
    ],
    [
      'zones on Developer',
      { sku: 'Developer', units: 1, mode: 'Internal', zones: 2 },
      /Developer has no availability zones; Premium has/,
    ],
    ['four zones', { sku: 'Premium', units: 4, mode: 'Internal', zones: 4 }, /from 0 to 3/],
    ['regions on Premium v2', { sku: 'PremiumV2', units: 1, regions: 2 }, /in one region only; Premium can/],
    [
      'two instances on Premium v2',
      { sku: 'PremiumV2', units: 1, instances: 2 },
      /So a subnet is planned for 1 instance/,
    ],
    ['no instances', { sku: 'Premium', units: 1, mode: 'Internal', instances: 0 }, /0 is no number of instances/],
  ];
  for (const [name, request, expected] of refused)
    it(`refuses ${name} with a sentence`, () => {
      assert.match(problemOf(request), expected);
    });

  it('is a plan or a sentence, whatever is asked', () => {
    const anything = fc.record(
      {
        sku: fc.constantFrom(...tiers.map(({ sku }) => sku), 'x'),
        units: fc.oneof(fc.integer({ min: -1, max: 40 }), fc.double()),
        maximumUnits: fc.option(fc.integer({ min: -1, max: 40 }), { nil: undefined }),
        mode: fc.constantFrom('External' as const, 'Internal' as const, undefined),
        profile: fc.constantFrom(...profileIds, undefined),
        instances: fc.constantFrom(undefined, 0, 1, 2, 100),
        zones: fc.constantFrom(undefined, 0, 3, 7),
        regions: fc.constantFrom(undefined, 1, 2),
      },
      { requiredKeys: ['sku', 'units'] },
    );
    fc.assert(
      fc.property(anything, request => {
        const answer = planSubnet(request);
        if (!answer.ok) return /^[^\n]+\.$/.test(answer.problem);
        const { smallest, recommended, notes, disagreements } = answer.value;
        return recommended <= smallest && [...notes, ...disagreements].every(text => /[.]$/.test(text));
      }),
    );
  });
});

describe('the text of a plan', () => {
  it('has no sign of Markdown from a name', () => {
    const plan = planOf({ sku: 'Premium', units: 1, mode: 'Internal' });
    const document = planDocument(plan, {
      text: '0.0.0.0/29',
      block: { family: 4, start: 0, end: 8, length: 29, hostBits: false },
      notes: ["The addresses of '<b>*x*|' are not known here."],
    });
    const text = planMarkdown(document, undefined);
    assert.ok(text.includes("'\\<b\\>\\*x\\*\\|'"), text);
    assert.match(text, /^# Subnet for API Management: Premium, 1 unit, Internal mode$/m);
    assert.match(text, /Source: .*April 2025 \(profile stv2-current\)/);
  });
});
