import assert from 'node:assert/strict';
import { groupText } from '../../server/src/rules/examples.ts';
import { rules } from '../../server/src/rules/index.ts';
import { readSettings } from '../../server/src/workspace/settings.ts';
import { shortFindings, viewOfText } from '../support/view.ts';

describe('the setting apimVnet.rulePacks', () => {
  const pack = (rulePacks: unknown) => readSettings({ rulePacks });

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
    const strict = rules.filter(rule => rule.pack === 'strict');
    assert.ok(strict.length > 0);
    const text = groupText(
      { name: 'AllowSite', sourceAddressPrefix: '10.0.7.0/24' },
      { name: 'AllowWeb', priority: 200 },
    );
    const found = ['information redundant-rule "AllowSite"'];
    assert.deepEqual(shortFindings(viewOfText(text)), []);
    assert.deepEqual(shortFindings(viewOfText(text, { rulePack: 'strict' })), found);
    assert.deepEqual(shortFindings(viewOfText(text, { rulePack: 'all' })), found);
    assert.deepEqual(shortFindings(viewOfText(text, { severity: { 'redundant-rule': 'information' } })), found);
    assert.deepEqual(shortFindings(viewOfText(text, { rulePack: 'all', severity: { 'redundant-rule': 'off' } })), []);
    assert.deepEqual(shortFindings(viewOfText(text, { severity: { 'redundant-rule': 'default' } })), []);
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
