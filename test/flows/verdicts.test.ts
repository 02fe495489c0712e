/**
 * Every row of two port tables, in both modes, in every JSON shape, under rules made for that row.
 *
 * What is expected is worked out here from the words of the definition (built-in rules, first match, modes, SKUs) and never
 * by asking the code under test.
 */
import assert from 'node:assert/strict';
import { flowsOf, type ProfileId } from '../../server/src/knowledge/profiles.ts';
import { type RuleSpec, ruleListShapes, shapes } from '../support/shapes.ts';
import { viewOfTarget } from '../support/view.ts';
import { type TableFlow, table2020, tableStv2 } from './tables.ts';

type Expected = 'allowed' | 'allowed-by-default' | 'partly-blocked' | 'blocked' | 'not-required' | 'undetermined';

interface Scenario {
  readonly name: string;
  /** `undefined` where the scenario makes no sense for a flow. */
  readonly rules: (flow: TableFlow) => readonly RuleSpec[] | undefined;
  /** What the rules do to the flow, were it needed. */
  readonly effect: (flow: TableFlow) => Expected;
}

/** The built-in rules let in VirtualNetwork and the load balancer, and let out VirtualNetwork and Internet. */
function byBuiltInRules(flow: TableFlow): Expected {
  if (flow.direction === 'Outbound') return 'allowed-by-default';
  return ['VirtualNetwork', 'AzureLoadBalancer'].includes(flow.tag) ? 'allowed-by-default' : 'blocked';
}

const scenarios: readonly Scenario[] = [
  { name: 'absent', rules: () => [], effect: byBuiltInRules },
  {
    name: 'rules of the other direction and protocol only',
    rules: flow => [
      rule(flow, 100, 'Deny', { direction: flow.direction === 'Inbound' ? 'Outbound' : 'Inbound' }),
      rule(flow, 110, 'Deny', { protocol: flow.protocol === 'Tcp' ? 'Udp' : 'Tcp' }),
      rule(flow, 120, 'Deny', { protocol: 'Icmp' }),
    ],
    effect: byBuiltInRules,
  },
  { name: 'allowed', rules: flow => [rule(flow, 100, 'Allow')], effect: () => 'allowed' },
  { name: 'denied', rules: flow => [rule(flow, 4096, 'Deny')], effect: () => 'blocked' },
  {
    name: 'denied above the rule that allows it',
    rules: flow => [rule(flow, 200, 'Allow'), rule(flow, 100, 'Deny')],
    effect: () => 'blocked',
  },
  {
    name: 'denied below the rule that allows it',
    rules: flow => [denyAll(flow), rule(flow, 100, 'Allow'), rule(flow, 200, 'Deny')],
    effect: () => 'allowed',
  },
  {
    name: 'split over several rules',
    rules: flow => [
      ...singlePorts(flow).map((port, i) => rule(flow, 100 + i, 'Allow', { ports: [port] })),
      denyAll(flow),
    ],
    effect: () => 'allowed',
  },
  {
    name: 'split over source ports',
    rules: flow => [
      rule(flow, 100, 'Allow', { sourcePorts: ['0-1023'] }),
      rule(flow, 101, 'Allow', { sourcePorts: ['1024-49151', '49152-65535'] }),
      denyAll(flow),
    ],
    effect: () => 'allowed',
  },
  {
    name: 'split over the tags that make up every address',
    rules: flow => [
      rule(flow, 100, 'Allow', { ...flowSide(flow, 'Internet') }),
      rule(flow, 101, 'Allow', { ...flowSide(flow, 'VirtualNetwork') }),
      rule(flow, 102, 'Allow', { ...flowSide(flow, 'AzureLoadBalancer') }),
      denyAll(flow),
    ],
    effect: () => 'allowed',
  },
  {
    name: 'covered by a containing tag',
    rules: flow => [rule(flow, 100, 'Allow', { ...flowSide(flow, wider(flow.tag)) }), denyAll(flow)],
    effect: () => 'allowed',
  },
  {
    name: 'denied by a containing tag',
    rules: flow => [rule(flow, 100, 'Deny', { ...flowSide(flow, wider(flow.tag)), ports: ['*'], protocol: '*' })],
    effect: () => 'blocked',
  },
  {
    name: 'covered by every port and protocol',
    rules: flow => [rule(flow, 100, 'Allow', { ports: ['*'], protocol: '*' }), denyAll(flow)],
    effect: () => 'allowed',
  },
  {
    name: 'some ports only',
    rules: flow => {
      const ports = singlePorts(flow);
      return ports.length < 2 ? undefined : [rule(flow, 100, 'Allow', { ports: ports.slice(0, 1) }), denyAll(flow)];
    },
    effect: () => 'partly-blocked',
  },
  {
    name: 'some source ports only',
    rules: flow => [rule(flow, 100, 'Allow', { sourcePorts: ['443'] }), denyAll(flow)],
    effect: () => 'partly-blocked',
  },
  { name: 'deny all at 4096 alone', rules: flow => [denyAll(flow)], effect: () => 'blocked' },
  {
    name: 'every address as 0.0.0.0/0',
    rules: flow => [rule(flow, 100, 'Deny', { source: '0.0.0.0/0', destination: '0.0.0.0/0' })],
    effect: () => 'blocked',
  },
  {
    name: 'another tag, apart from it',
    rules: flow => [rule(flow, 100, 'Deny', { ...flowSide(flow, 'AzureBotService') })],
    // Of all of Internet or AzureCloud, a single other service that lies in it takes a part away.
    effect: flow =>
      flow.tag === 'Internet'
        ? byBuiltInRules(flow) === 'blocked'
          ? 'blocked'
          : 'partly-blocked'
        : flow.tag === 'AzureCloud'
          ? 'undetermined'
          : byBuiltInRules(flow),
  },
  {
    name: 'the region of the tag that the service is not known to use',
    rules: flow =>
      regional.has(flow.tag) ? [rule(flow, 100, 'Deny', flowSide(flow, `${flow.tag}.WestEurope`))] : undefined,
    effect: flow => (byBuiltInRules(flow) === 'blocked' ? 'blocked' : 'undetermined'),
  },
];

/** Tags of the tables that have regional forms (list of July 2025). */
const regional = new Set(['Storage', 'Sql', 'EventHub', 'AzureKeyVault', 'ApiManagement', 'AzureConnectors']);

const profiles: readonly { readonly id: ProfileId; readonly table: readonly TableFlow[]; readonly rows: number }[] = [
  { id: 'vnet-2020-07', table: table2020, rows: 13 },
  { id: 'stv2-current', table: tableStv2, rows: 16 },
];

for (const { id, table, rows } of profiles) {
  describe(`flows of ${id}`, () => {
    it('are those of the table in the document', () => {
      const own = flowsOf(id).filter(flow => flow.inPortTable);
      assert.deepEqual(table.map(flow => flow.id).sort(), own.map(flow => flow.id).sort());
      assert.deepEqual(
        [...new Set(table.map(flow => flow.row))].sort((a, b) => a - b),
        Array.from({ length: rows }, (_, i) => i + 1),
      );
    });

    for (const mode of ['External', 'Internal'] as const) {
      for (const sku of ['Premium', 'Developer'] as const) {
        for (const scenario of scenarios) {
          it(`${mode}, ${sku}: ${scenario.name}`, () => {
            for (const [i, flow] of table.entries()) {
              const rules = scenario.rules(flow);
              if (rules === undefined) continue;
              for (const [shape, write] of shapesFor(i, sku)) {
                if (rules.length === 0 && ruleListShapes.has(shape)) continue;
                const view = viewOfTarget(write({ name: 'nsg-gateway', rules }), { mode, sku, profile: id });
                assert.equal(view.targets.length, 1, shape);
                const verdict = view.verdicts(view.targets[0]!).find(candidate => candidate.flow.id === flow.id);
                assert.equal(verdict?.verdict, expected(flow, mode, sku, scenario), `${flow.id}, ${shape}`);
              }
            }
          });
        }
      }
    }
  });
}

const everyShape = Object.entries(shapes);
const usualShapes = everyShape.filter(([shape]) =>
  ['ARM template', 'az network nsg show', 'PowerShell ConvertTo-Json'].includes(shape),
);

/** Three shapes for every flow and a further one in turn; the SKU changes nothing that hangs on the shape. */
function shapesFor(index: number, sku: string) {
  const further = everyShape[index % everyShape.length]!;
  return sku === 'Developer' ? [further] : [...usualShapes, further];
}

function expected(flow: TableFlow, mode: string, sku: string, scenario: Scenario): Expected {
  if (flow.externalOnly === true && mode === 'Internal') return 'not-required';
  if (flow.notOnDeveloper === true && sku === 'Developer') return 'not-required';
  const effect = scenario.effect(flow);
  // A setting does not say in how many regions the service is: what would be blocked is then not known to be needed.
  if (flow.severalRegionsOnly === true && (effect === 'blocked' || effect === 'partly-blocked')) return 'undetermined';
  return effect;
}

function rule(flow: TableFlow, priority: number, access: 'Allow' | 'Deny', change: Partial<RuleSpec> = {}): RuleSpec {
  return {
    name: `${access}-${priority}`,
    priority,
    direction: flow.direction,
    access,
    protocol: flow.protocol,
    ...flowSide(flow, flow.tag),
    ports: flow.ports,
    ...change,
  };
}

function denyAll(flow: TableFlow): RuleSpec {
  return rule(flow, 4096, 'Deny', { protocol: '*', source: '*', destination: '*', ports: ['*'] });
}

/** The far side of the flow as this tag, the near one as the virtual network. */
function flowSide(flow: TableFlow, tag: string): { readonly source: string; readonly destination: string } {
  return flow.direction === 'Inbound'
    ? { source: tag, destination: 'VirtualNetwork' }
    : { source: 'VirtualNetwork', destination: tag };
}

/** A tag that contains another; the asterisk where no tag is wider. */
function wider(tag: string): string {
  if (['Storage', 'Sql', 'EventHub', 'AzureKeyVault'].includes(tag)) return 'AzureCloud';
  return ['Internet', 'VirtualNetwork', 'AzureLoadBalancer'].includes(tag) ? '*' : 'Internet';
}

function singlePorts(flow: TableFlow): readonly string[] {
  return flow.ports.flatMap(port => {
    if (port === '*') return ['0-32767', '32768-65535'];
    const [first, last] = port.split('-').map(Number);
    return last === undefined ? [port] : Array.from({ length: last - first! + 1 }, (_, i) => String(first! + i));
  });
}
