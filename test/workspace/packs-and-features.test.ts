import assert from 'node:assert/strict';
import { apimGroupText, groupText } from '../../server/src/rules/examples.ts';
import { rules } from '../../server/src/rules/index.ts';
import { type RulePack, rulePacks, severities } from '../../server/src/rules/rule.ts';
import { readSettings, type Settings } from '../../server/src/workspace/settings.ts';
import { shortFindings, viewOfText } from '../support/view.ts';

describe('the setting apimVnet.rulePacks', () => {
  const pack = (names: unknown) => readSettings({ rulePacks: names });

  it('takes one name or several, of which the widest counts', () => {
    assert.equal(pack('strict').settings.rulePack, 'strict');
    assert.equal(pack(['recommended', 'all', 'strict']).settings.rulePack, 'all');
    assert.equal(pack([]).settings.rulePack, 'recommended');
    assert.equal(pack(undefined).settings.rulePack, 'recommended');
    assert.deepEqual(pack(['all']).problems, []);
  });

  it('names what it does not know and leaves it out', () => {
    const { settings, problems } = pack(['everything', 7, 'strict']);
    assert.equal(settings.rulePack, 'strict');
    assert.equal(problems.length, 2);
    assert.match(problems[0]!, /recommended, strict, all/);
  });

  it('decides which rules are asked, unless a severity asks for one by name', () => {
    const text = groupText(
      { name: 'AllowSite', sourceAddressPrefix: '10.0.7.0/24' },
      { name: 'AllowWeb', priority: 200 },
    );
    const under = (settings: Partial<Settings>) => shortFindings(viewOfText(text, settings));
    const strict = ['information open-by-default "securityRules"', 'warning redundant-rule "AllowSite"'];
    assert.deepEqual(under({}), []);
    assert.deepEqual(under({ rulePack: 'strict' }), strict);
    assert.deepEqual(under({ rulePack: 'all' }), [...strict, 'information rule-without-description "AllowSite"']);
    const severity = { 'redundant-rule': 'information' } as const;
    assert.deepEqual(under({ severity }), ['information redundant-rule "AllowSite"']);
    assert.deepEqual(under({ rulePack: 'strict', severity: { 'redundant-rule': 'off' } }), strict.slice(0, 1));
    assert.deepEqual(under({ severity: { 'redundant-rule': 'default' } }), []);
  });

  it('makes a rule graver where the pack is strict, and leaves milder cases of it alone', () => {
    const git = { direction: 'Outbound', sourceAddressPrefix: 'VirtualNetwork', destinationAddressPrefix: 'Storage' };
    const text = apimGroupText('mode=Internal sku=Developer', {
      ...git,
      name: 'AllowGit',
      destinationPortRange: '445',
    });
    const found = (rulePack: RulePack) =>
      shortFindings(viewOfText(text, { rulePack }, 'a.jsonc')).filter(line => line.includes('retired-port'));
    assert.deepEqual(found('recommended'), ['information retired-port "445"']);
    assert.deepEqual(found('strict'), ['warning retired-port "445"']);
  });

  it('never makes a rule milder, and names no severity that it has anyway', () => {
    const wrong = rules.filter(({ severity, strictSeverity }) => {
      return strictSeverity !== undefined && severities.indexOf(strictSeverity) >= severities.indexOf(severity);
    });
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });

  it('each pack holds rules that the one before has not', () => {
    const sizes = rulePacks.map(pack => rules.filter(rule => (rule.pack ?? 'recommended') === pack).length);
    assert.ok(
      sizes.every(size => size > 0),
      sizes.join(),
    );
  });
});

describe('the setting apimVnet.features', () => {
  it('takes ids, and names what it does not know', () => {
    const { settings, problems } = readSettings({ features: ['event-hub-logging', 'teleport', 3] });
    assert.deepEqual(settings.features, ['event-hub-logging']);
    assert.equal(problems.length, 2);
    assert.match(problems[0]!, /external-cache/);
  });

  it('is a list', () => {
    assert.deepEqual(readSettings({ features: 'rate-limit' }).problems, ['apimVnet.features: expected a list']);
    assert.deepEqual(readSettings({ features: null }).problems, []);
  });
});
