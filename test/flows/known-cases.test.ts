/** Networks that people have, each with the one thing that must be true of it. */
import assert from 'node:assert/strict';
import { type RuleSpec, shapes } from '../support/shapes.ts';
import { findingsIn, shortFindings, viewOfTarget } from '../support/view.ts';

const write = shapes['ARM template']!;

function view(rules: readonly RuleSpec[], target: { mode?: string; sku?: string; profile?: string; region?: string }) {
  return viewOfTarget(write({ name: 'nsg-gateway', rules }), target);
}

function verdictOf(of: ReturnType<typeof view>, flow: string) {
  return of.verdicts(of.targets[0]!).find(candidate => candidate.flow.id === flow)?.verdict;
}

const allowManagement: RuleSpec = {
  name: 'AllowManagement',
  priority: 100,
  direction: 'Inbound',
  access: 'Allow',
  protocol: 'Tcp',
  source: 'ApiManagement',
  destination: 'VirtualNetwork',
  ports: ['3443'],
};

const denyInternet: RuleSpec = {
  name: 'DenyInternet',
  priority: 4000,
  direction: 'Outbound',
  access: 'Deny',
  protocol: '*',
  source: '*',
  destination: 'Internet',
  ports: ['*'],
};

const denyAllInbound: RuleSpec = {
  name: 'DenyAllInbound',
  priority: 4096,
  direction: 'Inbound',
  access: 'Deny',
  protocol: '*',
  source: '*',
  destination: '*',
  ports: ['*'],
};

describe('known cases', () => {
  for (const sku of ['Developer', 'Premium']) {
    for (const profile of ['stv2-current', 'vnet-2020-07']) {
      it(`one rule for 3443 is a correct group in Internal mode (${sku}, ${profile})`, () => {
        const found = findingsIn(view([allowManagement], { mode: 'Internal', sku, profile }));
        assert.deepEqual(
          found.filter(finding => finding.severity === 'error' || finding.severity === 'warning'),
          [],
        );
      });
    }
  }

  it('the same group in External mode lacks the clients', () => {
    assert.deepEqual(shortFindings(view([allowManagement], { mode: 'External', sku: 'Developer' })), [
      'error required-flow-blocked "securityRules"',
    ]);
  });

  it('6390 is needed on Premium and not on Developer', () => {
    const strict = [allowManagement, denyAllInbound];
    assert.equal(verdictOf(view(strict, { mode: 'Internal', sku: 'Premium' }), 'load-balancer'), 'blocked');
    assert.equal(verdictOf(view(strict, { mode: 'Internal', sku: 'Developer' }), 'load-balancer'), 'not-required');
    assert.equal(verdictOf(view(strict, { mode: 'Internal' }), 'load-balancer'), 'undetermined');
  });

  it('deny all at 4096 hides the built-in load balancer rule, and is named', () => {
    const found = findingsIn(view([allowManagement, denyAllInbound], { mode: 'Internal', sku: 'Premium' }));
    const [error, ...others] = found.filter(finding => finding.severity === 'error');
    assert.equal(others.length, 0);
    assert.match(
      error!.message,
      /TCP 6390 inbound from AzureLoadBalancer is blocked by 'DenyAllInbound' \(priority 4096\)/,
    );
    assert.match(error!.message, /nsg-gateway/);
  });

  it('priority 100 once inbound and once outbound is no duplicate', () => {
    const outbound: RuleSpec = {
      ...allowManagement,
      name: 'AllowStorage',
      direction: 'Outbound',
      source: 'VirtualNetwork',
      destination: 'Storage',
      ports: ['443'],
    };
    assert.deepEqual(shortFindings(view([allowManagement, outbound], { mode: 'Internal', sku: 'Premium' })), []);
  });

  for (const [flow, tag] of [
    ['storage', 'Storage'],
    ['sql', 'Sql'],
    ['keyvault', 'AzureKeyVault'],
    ['monitor', 'AzureMonitor'],
    ['certificates-http', 'Internet'],
  ] as const) {
    it(`denying Internet blocks ${tag}`, () => {
      const denied = view([allowManagement, denyInternet], { mode: 'Internal', sku: 'Premium' });
      assert.equal(verdictOf(denied, flow), 'blocked');
    });

    it(`an allow for ${tag} above it opens it again`, () => {
      const allow: RuleSpec = {
        ...denyInternet,
        name: 'Allow',
        priority: 200,
        access: 'Allow',
        source: 'VirtualNetwork',
        destination: tag,
      };
      const opened = view([allowManagement, allow, denyInternet], { mode: 'Internal', sku: 'Premium' });
      assert.equal(verdictOf(opened, flow), 'allowed');
    });
  }

  it('the region of the service decides about a regional tag', () => {
    const allow: RuleSpec = {
      ...denyInternet,
      name: 'AllowStorage',
      priority: 200,
      access: 'Allow',
      destination: 'Storage.WestEurope',
      ports: ['443'],
    };
    const rules = [allowManagement, allow, denyInternet];
    const at = (region?: string) =>
      verdictOf(view(rules, { mode: 'Internal', sku: 'Premium', ...(region && { region }) }), 'storage');
    assert.equal(at('West Europe'), 'allowed');
    assert.equal(at('westeurope'), 'allowed');
    assert.equal(at('northeurope'), 'blocked');
    assert.equal(at(), 'undetermined');
  });

  it('an unknown mode leaves the clients open, and says nothing', () => {
    const open = view([allowManagement], { sku: 'Developer' });
    assert.equal(verdictOf(open, 'client'), 'undetermined');
    assert.deepEqual(shortFindings(open), []);
  });

  it('a wrong word in a rule that decides leaves the flow open', () => {
    const misspelled = view([{ ...allowManagement, protocol: 'Tpc' }], { mode: 'Internal', sku: 'Developer' });
    assert.equal(verdictOf(misspelled, 'management'), 'undetermined');
    assert.deepEqual(shortFindings(misspelled), ['error unknown-rule-value "Tpc"']);
  });

  it('a tag that is no tag leaves the flow open', () => {
    const misspelled = view([{ ...allowManagement, source: 'ApiManagment' }], { mode: 'Internal', sku: 'Developer' });
    assert.equal(verdictOf(misspelled, 'management'), 'undetermined');
    assert.deepEqual(shortFindings(misspelled), ['warning unknown-service-tag "ApiManagment"']);
  });
});
