/**
 * Every flow of every profile, under groups made for it.
 *
 * The flows are data. What is expected of them is worked out here from the words of the definition (first match, built-in rules,
 * modes, tiers, what is not known) and never by asking the analysis.
 */
import assert from 'node:assert/strict';
import {
  flowsOf,
  type ProfileId,
  profile,
  profileIds,
  type RequiredFlow,
} from '../../server/src/knowledge/profiles.ts';
import { type RuleSpec, shapes } from '../support/shapes.ts';
import { findingsIn, viewOfTarget, viewOfText } from '../support/view.ts';

type Expected = 'allowed' | 'allowed-by-default' | 'partly-blocked' | 'blocked' | 'not-required' | 'undetermined';

interface Scenario {
  readonly name: string;
  /** `undefined` where the scenario makes no sense for a flow. */
  readonly rules: (flow: RequiredFlow) => readonly RuleSpec[] | undefined;
  /** What the rules do to the flow, were it needed. */
  readonly effect: (flow: RequiredFlow) => Expected;
}

/** The built-in rules let in VirtualNetwork and the load balancer, and let out VirtualNetwork and Internet. */
function byBuiltInRules(flow: RequiredFlow): Expected {
  if (flow.direction === 'Outbound') return 'allowed-by-default';
  return ['VirtualNetwork', 'AzureLoadBalancer'].includes(farName(flow)) ? 'allowed-by-default' : 'blocked';
}

const scenarios: readonly Scenario[] = [
  { name: 'absent', rules: () => [], effect: byBuiltInRules },
  {
    name: 'left to the built-in rules by denies of something else',
    rules: flow => [
      rule(flow, 100, 'Deny', { direction: flow.direction === 'Inbound' ? 'Outbound' : 'Inbound' }),
      rule(flow, 110, 'Deny', { protocol: 'Icmp', ports: ['*'] }),
    ],
    effect: byBuiltInRules,
  },
  {
    name: 'denied above',
    rules: flow => [rule(flow, 200, 'Allow'), rule(flow, 100, 'Deny')],
    effect: () => 'blocked',
  },
  {
    name: 'denied below',
    rules: flow => [rule(flow, 100, 'Allow'), rule(flow, 200, 'Deny'), denyAll(flow)],
    effect: () => 'allowed',
  },
  { name: 'denied with everything else', rules: flow => [denyAll(flow)], effect: () => 'blocked' },
  {
    name: 'split over several rules',
    rules: flow => [
      ...singlePorts(flow).flatMap((port, i) => [
        rule(flow, 100 + 2 * i, 'Allow', { ports: [port], sourcePorts: ['0-32767'] }),
        rule(flow, 101 + 2 * i, 'Allow', { ports: [port], sourcePorts: ['32768-65535'] }),
      ]),
      denyAll(flow),
    ],
    effect: () => 'allowed',
  },
  {
    name: 'covered by a tag that contains it',
    rules: flow => [rule(flow, 100, 'Allow', farSide(flow, wider(farName(flow)))), denyAll(flow)],
    effect: () => 'allowed',
  },
  {
    name: 'denied by a tag that contains it',
    rules: flow => [rule(flow, 100, 'Deny', { ...farSide(flow, wider(farName(flow))), ports: ['*'], protocol: '*' })],
    effect: () => 'blocked',
  },
  {
    name: 'covered only partly: some ports',
    rules: flow => {
      const [first, ...others] = singlePorts(flow);
      return others.length === 0 ? undefined : [rule(flow, 100, 'Allow', { ports: [first!] }), denyAll(flow)];
    },
    effect: () => 'partly-blocked',
  },
  {
    name: 'covered only partly: some of the Internet',
    rules: flow =>
      farName(flow) === 'Internet' && isTag(flow)
        ? [rule(flow, 100, 'Allow', farSide(flow, 'AzureFrontDoor.Backend')), denyAll(flow)]
        : undefined,
    effect: () => 'partly-blocked',
  },
  {
    name: 'covered by a prefix of which nobody knows how it overlaps with the tag',
    rules: flow =>
      isTag(flow) && !['Internet', 'VirtualNetwork', 'AzureLoadBalancer'].includes(farName(flow))
        ? [rule(flow, 100, 'Allow', farSide(flow, '20.38.96.0/19')), denyAll(flow)]
        : undefined,
    effect: () => 'undetermined',
  },
  {
    name: 'open by a rule whose ports are not known',
    rules: flow => [rule(flow, 100, 'Allow', { ports: ["[parameters('ports')]"] }), denyAll(flow)],
    effect: () => 'undetermined',
  },
];

/** Tiers to ask about: the last is one that some flows are not needed for. */
function tiers(id: ProfileId): readonly string[] {
  const [first = 'Premium'] = profile(id).skus.filter(sku => sku !== 'Developer');
  return flowsOf(id).some(flow => flow.skuCondition !== null) ? [first, 'Developer'] : [first];
}

for (const id of profileIds) {
  describe(`every flow of ${id}`, () => {
    const modes = profile(id).hasModes ? (['External', 'Internal'] as const) : ([undefined] as const);
    for (const mode of modes) {
      for (const [i, sku] of tiers(id).entries()) {
        // Of the second tier only what hangs on the tier is of interest.
        const flows = flowsOf(id).filter(flow => i === 0 || flow.skuCondition !== null);
        for (const scenario of scenarios) {
          it(`${mode ?? 'no modes'}, ${sku}: ${scenario.name}`, () => {
            for (const flow of flows) {
              const rules = scenario.rules(flow);
              if (rules === undefined) continue;
              const text = shapes['ARM template']!({ name: 'nsg-gateway', rules });
              const view = viewOfTarget(text, { sku, profile: id, ...(mode !== undefined && { mode }) });
              const found = view.verdicts(view.targets[0]!).find(candidate => candidate.flow.id === flow.id);
              assert.equal(found?.verdict, expected(id, flow, mode, sku, scenario), flow.id);
            }
          });
        }
      }
    }

    it('has something to judge', () => {
      assert.ok(flowsOf(id).length > 0);
    });

    it('reports as an error or a warning only what all its texts ask for', () => {
      const doubtful = flowsOf(id).filter(flow => isDoubtful(flow));
      const loud = doubtful.flatMap(flow => {
        const text = shapes['ARM template']!({ name: 'nsg-gateway', rules: [rule(flow, 4000, 'Deny')] });
        const view = viewOfTarget(text, { sku: tiers(id)[0]!, profile: id, mode: flow.modes[0] ?? 'Internal' });
        const blocked = view.verdicts(view.targets[0]!).filter(({ verdict }) => /blocked/.test(verdict));
        // The same rule may block flows that are not in doubt; then it is theirs to report.
        if (blocked.some(other => !isDoubtful(other.flow))) return [];
        return findingsIn(view).filter(({ severity }) => severity === 'error' || severity === 'warning');
      });
      assert.deepEqual(loud, []);
    });
  });
}

describe('profiles with two copies or two kinds of connection', () => {
  it('vnet-2016-12: blocking the ports that only one copy has is no error', () => {
    const deny = (ports: string[]): RuleSpec => ({
      name: 'Deny',
      priority: 200,
      direction: 'Outbound',
      access: 'Deny',
      protocol: 'Tcp',
      source: '*',
      destination: 'Internet',
      ports,
    });
    const management: RuleSpec = {
      ...deny(['3443']),
      name: 'In',
      direction: 'Inbound',
      access: 'Allow',
      source: 'Internet',
    };
    const loud = (ports: string[]) =>
      findingsIn(
        viewOfTarget(
          shapes['ARM template']!({
            name: 'nsg-gateway',
            rules: [{ ...management, destination: 'VirtualNetwork' }, deny(ports)],
          }),
          { mode: 'Internal', sku: 'Premium', profile: 'vnet-2016-12' },
        ),
      ).filter(({ severity }) => severity === 'error' || severity === 'warning');
    assert.deepEqual(loud(['9350-9354']), []);
    assert.deepEqual(
      loud(['1433']).map(({ rule: name }) => name),
      ['required-flow-blocked'],
    );
  });

  for (const [service, attachment] of [
    ['Microsoft.Web/hostingEnvironments', 'injection'],
    ['Microsoft.Web/serverFarms', 'integration'],
  ] as const) {
    it(`workspace gateway: a subnet delegated to ${service} needs the flows of ${attachment} only`, () => {
      const view = viewOfText(workspaceNetwork(service));
      const verdicts = view.verdicts(view.targets[0]!);
      assert.equal(view.targets[0]!.profile, 'workspace-gateway');
      for (const { flow, verdict } of verdicts) {
        const isOwn = flow.attachment === null || flow.attachment === attachment;
        assert.equal(verdict === 'not-required', !isOwn, flow.id);
      }
    });
  }

  it('several services in one subnet are a target each, with the same verdicts', () => {
    const view = viewOfText(twoServices());
    assert.deepEqual(
      view.targets.map(target => [target.how, target.group?.nameSpan.start === view.targets[0]!.group?.nameSpan.start]),
      [
        ['service', true],
        ['service', true],
      ],
    );
    const [first, second] = view.targets.map(target => view.verdicts(target).map(({ verdict }) => verdict));
    assert.deepEqual(first, second);
    // One finding for both, for it is one place and one message.
    const blocked = findingsIn(view).filter(({ rule: name }) => name === 'required-flow-blocked');
    assert.equal(blocked.length, 1);
  });
});

/** Texts contradict each other about it, or it is a conclusion, or its newest text has dropped it, or it is prose or optional. */
function isDoubtful(flow: RequiredFlow): boolean {
  const isCertain = flow.inPortTable && flow.inNewestText && flow.inEveryCopy && !flow.uncertain && !flow.inferred;
  return !isCertain || flow.requirement === 'optional-feature';
}

function expected(
  id: ProfileId,
  flow: RequiredFlow,
  mode: string | undefined,
  sku: string,
  scenario: Scenario,
): Expected {
  if (flow.direction === 'Inbound' && profile(id).inboundNsgRulesApply === false) return 'not-required';
  if (mode !== undefined && flow.modes.length > 0 && !flow.modes.some(own => own === mode)) return 'not-required';
  if (flow.skuCondition?.notNeededFor.includes(sku) === true) return 'not-required';
  const effect = scenario.effect(flow);
  if (effect !== 'blocked' && effect !== 'partly-blocked') return effect;
  // A setting says neither in how many regions the service is, nor how a gateway is connected, nor where the DNS servers are.
  const isOpen = flow.conditionKind === 'multi-region' || flow.attachment !== null || isDnsFlow(flow);
  return isOpen ? 'undetermined' : effect;
}

function isDnsFlow({ destination }: RequiredFlow): boolean {
  return destination.kind === 'other' && destination.meaning === 'dns-servers';
}

function farEnd(flow: RequiredFlow) {
  return flow.direction === 'Inbound' ? flow.source : flow.destination;
}

function isTag(flow: RequiredFlow): boolean {
  return farEnd(flow).kind === 'tag';
}

/** The far end as a rule would name it: public hosts lie in Internet, and an end that no text states may be anywhere. */
function farName(flow: RequiredFlow): string {
  const end = farEnd(flow);
  if (end.kind === 'tag') return end.tag;
  return end.kind === 'hosts' || end.meaning === 'kms-endpoint' ? 'Internet' : '*';
}

/** A name that contains another; the asterisk where none is wider. */
function wider(name: string): string {
  if (['Storage', 'Storage.WestUS', 'Sql', 'EventHub', 'AzureKeyVault'].includes(name)) return 'AzureCloud';
  return ['Internet', 'VirtualNetwork', 'AzureLoadBalancer', '*'].includes(name) ? '*' : 'Internet';
}

function farSide(flow: RequiredFlow, name: string): { readonly source: string; readonly destination: string } {
  return flow.direction === 'Inbound'
    ? { source: name, destination: 'VirtualNetwork' }
    : { source: 'VirtualNetwork', destination: name };
}

function rule(
  flow: RequiredFlow,
  priority: number,
  access: 'Allow' | 'Deny',
  change: Partial<RuleSpec> = {},
): RuleSpec {
  return {
    name: `${access}-${priority}`,
    priority,
    direction: flow.direction,
    access,
    protocol: flow.protocol,
    ...farSide(flow, farName(flow)),
    ports: flow.destinationPorts.map(({ first, last }) => portText(first, last)),
    ...change,
  };
}

function denyAll(flow: RequiredFlow): RuleSpec {
  return rule(flow, 4096, 'Deny', { protocol: '*', source: '*', destination: '*', ports: ['*'] });
}

function portText(first: number, last: number): string {
  if (first === 0 && last === 65535) return '*';
  return first === last ? String(first) : `${first}-${last}`;
}

/** The ports of a flow in pieces: ports one by one, and a range in two halves. */
function singlePorts(flow: RequiredFlow): readonly string[] {
  return flow.destinationPorts.flatMap(({ first, last }) => {
    if (first === last) return [String(first)];
    const middle = Math.floor((first + last) / 2);
    return [portText(first, middle), portText(middle + 1, last)];
  });
}

function subnetId(): string {
  return "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'gateway')]";
}

function network(rules: readonly RuleSpec[], delegation: string | undefined, resources: readonly unknown[]): string {
  const group = JSON.parse(shapes['ARM template']!({ name: 'nsg-gateway', rules }));
  const subnet = {
    name: 'gateway',
    properties: {
      addressPrefix: '10.0.0.0/24',
      networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-gateway')]" },
      ...(delegation !== undefined && { delegations: [{ name: 'd', properties: { serviceName: delegation } }] }),
    },
  };
  const virtualNetwork = {
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: '2023-09-01',
    name: 'vnet',
    location: 'westeurope',
    properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [subnet] },
  };
  return JSON.stringify({ ...group, resources: [...group.resources, virtualNetwork, ...resources] }, undefined, 2);
}

function workspaceNetwork(delegation: string): string {
  const text = network([], delegation, []);
  return text.replace(
    '"name": "nsg-gateway",',
    '"name": "nsg-gateway", "metadata": {"apimVnet": {"profile": "workspace-gateway"}},',
  );
}

function twoServices(): string {
  const service = (name: string) => ({
    type: 'Microsoft.ApiManagement/service',
    apiVersion: '2022-08-01',
    name,
    location: 'westeurope',
    sku: { name: 'Developer', capacity: 1 },
    properties: { virtualNetworkType: 'Internal', virtualNetworkConfiguration: { subnetResourceId: subnetId() } },
  });
  return network([], undefined, [service('apim-one'), service('apim-two')]);
}
