import assert from 'node:assert/strict';
import { flowVerdicts } from '../../server/src/analysis/flow-verdict.ts';
import { redundantRules } from '../../server/src/analysis/redundancy.ts';
import { shadowedRules } from '../../server/src/analysis/shadowing.ts';
import type { Target } from '../../server/src/analysis/target.ts';
import { Work } from '../../server/src/analysis/work.ts';
import { group, type RuleText } from './support/group.ts';
import { largeGroups } from './support/large-groups.ts';

/** Kinds of groups of which each rule shares packets with about half of the others. */
const pairwise: ReadonlySet<string> = new Set(['one port, distinct sources, then all']);

describe('growth of work', () => {
  for (const [kind, rulesOf] of Object.entries(largeGroups)) {
    it(`less than three times the work for twice the rules: ${kind}`, () => {
      const steps = [100, 200, 400, 800].map(count => ({ count, steps: workFor(rulesOf(count)) }));
      const table = steps.map(({ count, steps: n }) => `${count}: ${n}`).join(', ');
      steps.slice(1).forEach((step, i) => {
        assert.ok(step.steps < 3 * steps[i]!.steps, `${kind}: ${table}`);
      });
      if (process.env['SHOW_WORK'] !== undefined) console.log(`${kind}: ${table}`);
    });

    it(`so it is for rules that could be left out: ${kind}`, () => {
      const steps = [100, 200, 400, 800].map(count => ({ count, steps: workForRedundancy(rulesOf(count)) }));
      const table = steps.map(({ count, steps: n }) => `${count}: ${n}`).join(', ');
      steps.slice(1).forEach((step, i) => {
        // Where half of the rules overlap all of the other half, only the bound ends the search.
        const isFine = pairwise.has(kind) ? step.steps < 510_000 : step.steps <= 3 * steps[i]!.steps;
        assert.ok(isFine, `${kind}: ${table}`);
      });
    });
  }

  function workForRedundancy(rules: readonly RuleText[]): number {
    const work = new Work();
    redundantRules(group(rules), { work });
    return work.steps;
  }

  function workFor(rules: readonly RuleText[]): number {
    const nsg = group(rules);
    const work = new Work();
    shadowedRules(nsg, { work });
    flowVerdicts({ ...target, group: nsg }, { work });
    return work.steps;
  }
});

const span = { file: 'test:/nsg.json', start: 0, end: 0 };

/** A service in a subnet that is not in the file, which leaves most open. */
const target = {
  how: 'directive',
  howText: '',
  group: undefined,
  groupElsewhere: undefined,
  routeTable: undefined,
  routeTableElsewhere: undefined,
  profile: 'stv2-current',
  mode: 'External',
  sku: 'Premium',
  units: 1,
  region: 'westeurope',
  cloud: 'public',
  multiRegion: 'yes',
  service: undefined,
  subnet: undefined,
  virtualNetwork: undefined,
  at: span,
} as unknown as Target;
