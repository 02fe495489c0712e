import assert from 'node:assert/strict';
import { flowVerdicts } from '../../../server/src/analysis/flow-verdict.ts';
import {
  planSecurityGroup,
  type SecurityGroupPlan,
  type SecurityGroupRequest,
} from '../../../server/src/generate/nsg/security-group.ts';
import { securityGroupText } from '../../../server/src/generate/nsg/security-group-text.ts';
import { type FeatureId, feature, featureIds } from '../../../server/src/knowledge/features.ts';
import { isSecurityRuleName } from '../../../server/src/knowledge/nsg-defaults.ts';
import { flowsOf, type ProfileId, profile, profileIds } from '../../../server/src/knowledge/profiles.ts';
import { profileOfTier } from '../../../server/src/knowledge/tiers.ts';
import type { Settings } from '../../../server/src/workspace/settings.ts';
import { modelLines } from '../../support/model.ts';
import { findingsIn, viewOfText } from '../../support/view.ts';

const place = { name: 'nsg-apim', region: 'West Europe' };

function planOf(request: SecurityGroupRequest): SecurityGroupPlan {
  const answer = planSecurityGroup(request);
  assert.ok(answer.ok, answer.ok ? '' : answer.problem);
  return answer.value;
}

function textOf(request: SecurityGroupRequest, form: 'bicep' | 'arm' | 'cli', where = place): string {
  const answer = securityGroupText(planOf(request), where, form);
  assert.ok(answer.ok, answer.ok ? '' : answer.problem);
  return answer.value;
}

/** Nothing, each feature alone, and all of them. */
const featureSets: readonly (readonly FeatureId[])[] = [[], ...featureIds.map(id => [id]), featureIds];

/** Every combination; features one by one only where they change the rules, and `features: 'few'` leaves those out. */
function requestsFor(id: ProfileId, features: 'all' | 'few' = 'all'): SecurityGroupRequest[] {
  const modes = profile(id).hasModes ? (['External', 'Internal'] as const) : [undefined];
  const attachments = id === 'workspace-gateway' ? (['injection', 'integration'] as const) : [undefined];
  return profile(id).skus.flatMap(sku =>
    modes.flatMap(mode =>
      attachments.flatMap(attachment =>
        (['minimal', 'strict'] as const).flatMap(style =>
          (features === 'few' || style === 'minimal' ? [[], featureIds] : featureSets).map(chosen => ({
            sku,
            profile: id,
            mode,
            attachment,
            style,
            features: chosen,
          })),
        ),
      ),
    ),
  );
}

/** A group that closes nothing is held against the rules for tidiness, and not against those for tightness. */
function packFor(style: 'minimal' | 'strict'): Partial<Settings> {
  return style === 'strict' ? { rulePack: 'strict' } : { rulePack: 'strict', severity: { 'open-by-default': 'off' } };
}

describe('a generated security group', () => {
  for (const id of profileIds) {
    for (const form of ['bicep', 'arm'] as const)
      it(`has no finding, and lets every flow through that is needed: ${id}, ${form}`, () => {
        for (const request of requestsFor(id, form === 'bicep' ? 'all' : 'few')) {
          const text = textOf(request, form);
          const view = viewOfText(text, packFor(request.style), form === 'bicep' ? 'nsg.bicep' : 'nsg.json');
          const what = JSON.stringify(request);
          assert.deepEqual(
            findingsIn(view).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
            [],
            what,
          );
          const [target] = view.targets;
          assert.deepEqual(
            [target?.how, target?.profile, target?.mode, target?.sku],
            ['directive', id, request.mode, request.sku],
            what,
          );
          const used = new Set(request.features.flatMap(name => feature(name).flows));
          for (const { flow, verdict, because } of flowVerdicts(target!)) {
            if (flow.requirement === 'optional-feature' && !used.has(flow.id)) continue;
            assert.ok(
              ['allowed', 'allowed-by-default', 'not-required'].includes(verdict) || isSpared(id, flow.id, verdict),
              `${what}: ${flow.id} is ${verdict} (${because})`,
            );
          }
        }
      });
  }

  /** What no rule can promise: DNS servers that nobody named, and ports that texts of one time contradict each other about. */
  function isSpared(id: ProfileId, flowId: string, verdict: string): boolean {
    if (flowId === 'dns') return verdict === 'undetermined';
    return id === 'stv2-current' && flowId === 'diagnostics-12000';
  }

  it('is the same group in every language', () => {
    for (const id of profileIds) {
      for (const request of requestsFor(id).slice(-1)) {
        const [bicep, arm] = (['bicep', 'arm'] as const).map(form =>
          modelLines(viewOfText(textOf(request, form), {}, form === 'bicep' ? 'nsg.bicep' : 'nsg.json').network),
        );
        assert.deepEqual(bicep, arm);
        const { rules } = planOf(request);
        assert.equal(bicep!.length, rules.length + 1);
        const script = textOf(request, 'cli');
        assert.equal([...script.matchAll(/^az network nsg rule create /gm)].length, rules.length);
        for (const { name, priority } of rules)
          assert.ok(script.includes(`--name ${name} \\\n  --priority ${priority} `));
      }
    }
  });

  it('gives each rule a name, a description and a number with room beside it', () => {
    for (const id of profileIds) {
      for (const request of requestsFor(id)) {
        const { rules } = planOf(request);
        for (const direction of ['Inbound', 'Outbound'] as const) {
          const numbers = rules.filter(rule => rule.direction === direction).map(({ priority }) => priority);
          for (const [i, number] of numbers.entries())
            assert.ok(number >= (numbers[i - 1] ?? 0) + 100 && number <= 4096);
        }
        for (const { name, description } of rules) {
          assert.ok(isSecurityRuleName(name), name);
          assert.ok(description.length > 5 && description.length <= 140, description);
        }
        assert.equal(new Set(rules.map(({ name }) => name.toLowerCase())).size, rules.length);
      }
    }
  });

  it('opens an optional flow only for a feature that is in use', () => {
    const strict = { sku: 'Premium', mode: 'Internal', style: 'strict' } as const;
    const names = (features: readonly FeatureId[]) => planOf({ ...strict, features }).rules.map(({ name }) => name);
    const plain = new Set(names([]));
    assert.deepEqual(
      names(['rate-limit']).filter(name => !plain.has(name)),
      ['AllowRatelimitInbound', 'AllowRatelimitOutbound'],
    );
    assert.deepEqual(
      names(['event-hub-logging']).filter(name => !plain.has(name)),
      ['AllowEventhubOutbound'],
    );
    const optional = flowsOf('stv2-current').filter(flow => flow.requirement === 'optional-feature');
    assert.ok(optional.length > 5);
  });

  it('is one rule where the built-in rules do the rest', () => {
    const { rules, notes } = planOf({ sku: 'Developer', mode: 'Internal', style: 'minimal', features: [] });
    assert.deepEqual(
      rules.map(({ name }) => name),
      ['AllowManagementInbound'],
    );
    assert.match(notes[0]!, /^Everything else is left to the built-in rules/);
  });

  it('is empty where the built-in rules do everything', () => {
    const { rules, notes } = planOf({ sku: 'StandardV2', style: 'minimal', features: [] });
    assert.deepEqual(rules, []);
    assert.match(notes[0]!, /^No rule is needed/);
  });

  it('has no inbound rule where those have no effect', () => {
    const strict = { style: 'strict', features: [] } as const;
    for (const request of [
      { ...strict, sku: 'StandardV2' },
      { ...strict, sku: 'PremiumV2', mode: 'External' },
      { ...strict, sku: 'Premium', profile: 'workspace-gateway', attachment: 'integration' },
    ] as const)
      assert.ok(planOf(request).rules.every(({ direction }) => direction === 'Outbound'));
  });

  it('lets clients and back ends of the network through a strict deny', () => {
    const { rules } = planOf({ sku: 'Premium', mode: 'Internal', style: 'strict', features: [] });
    const names = rules.map(({ name }) => name);
    assert.ok(names.includes('AllowClientsInNetworkInbound') && names.includes('AllowBackEndsInNetworkOutbound'));
    assert.deepEqual(
      names.filter(name => name.startsWith('Deny')),
      ['DenyOtherInbound', 'DenyOtherOutbound'],
    );
  });

  it('opens port 53 to DNS servers that are given', () => {
    const request = {
      sku: 'Premium',
      mode: 'Internal',
      style: 'strict',
      features: [],
      dnsServers: ['10.0.0.4', '10.0.0.5'],
    } as const;
    const rule = planOf(request).rules.find(({ name }) => name === 'AllowDnsOutbound');
    assert.deepEqual([rule?.protocol, rule?.destination], ['*', ['10.0.0.4', '10.0.0.5']]);
    assert.match(textOf(request, 'arm'), /"destinationAddressPrefixes": \[\n\s+"10\.0\.0\.4",/);
    assert.deepEqual(findingsIn(viewOfText(textOf(request, 'bicep'), packFor('strict'), 'nsg.bicep')), []);
  });

  it('says what it is for in a comment, or in metadata where there are no comments', () => {
    const request = {
      sku: 'Premium',
      mode: 'Internal',
      style: 'minimal',
      features: ['git', 'rate-limit'],
      profile: 'vnet-2020-07',
    } as const;
    assert.ok(
      textOf(request, 'bicep').includes(
        '\n// apim-vnet: mode=Internal sku=Premium region=westeurope profile=vnet-2020-07 features=git,rate-limit\nresource ',
      ),
    );
    assert.match(textOf(request, 'arm'), /"apimVnet": \{\n\s+"mode": "Internal",/);
    assert.equal(profileOfTier('Premium', 'Internal'), 'stv2-current');
    assert.ok(!textOf({ ...request, profile: undefined }, 'bicep').includes('profile='));
  });

  it('goes where the resource group is, unless a region is given', () => {
    const request = { sku: 'Premium', mode: 'Internal', style: 'minimal', features: [] } as const;
    assert.match(
      textOf(request, 'bicep', { name: 'nsg-apim', region: undefined as never }),
      /location: resourceGroup\(\)\.location/,
    );
    assert.match(textOf(request, 'cli'), /--location westeurope\n/);
  });

  const refused: readonly (readonly [string, SecurityGroupRequest, RegExp])[] = [
    ['a tier without networks', { sku: 'Basic', style: 'strict', features: [] }, /^Basic cannot be put into a subnet/],
    ['no mode', { sku: 'Premium', style: 'strict', features: [] }, /needs a mode/],
    [
      'a name for a DNS server',
      { sku: 'Premium', mode: 'Internal', style: 'strict', features: [], dnsServers: ['dns'] },
      /^'dns' is no DNS server/,
    ],
    [
      'IPv6 for a DNS server',
      { sku: 'Premium', mode: 'Internal', style: 'strict', features: [], dnsServers: ['fd00::1'] },
      /write its IPv4 address/,
    ],
    [
      'a workspace gateway without a connection',
      { sku: 'Premium', profile: 'workspace-gateway', style: 'strict', features: [] },
      /injection or integration/,
    ],
  ];
  for (const [name, request, expected] of refused)
    it(`is refused for ${name} with a sentence`, () => {
      const answer = planSecurityGroup(request);
      assert.match(answer.ok ? '' : answer.problem, expected);
    });

  it('is refused for a name or a region that Azure does not take', () => {
    const plan = planOf({ sku: 'Premium', mode: 'Internal', style: 'strict', features: [] });
    const problem = (where: { name: string; region: string | undefined }) => {
      const answer = securityGroupText(plan, where, 'bicep');
      return answer.ok ? '' : answer.problem;
    };
    assert.match(
      problem({ name: 'nsg apim', region: undefined }),
      /^'nsg apim' is no name of a network security group/,
    );
    assert.match(problem({ name: 'nsg-apim', region: "west'europe" }), /is no region/);
  });
});
