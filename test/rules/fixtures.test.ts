import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { rules } from '../../server/src/rules/index.ts';
import { severities } from '../../server/src/rules/rule.ts';
import { compare, type Fixture, findFixtures, type LineEnds, readFixture, viewOf } from '../support/fixtures.ts';

const fixtures = findFixtures(dirname(fileURLToPath(import.meta.url)));

describe('rule fixtures', () => {
  for (const fixture of fixtures) {
    describe(fixture.name, () => {
      for (const ends of ['LF', 'CRLF', 'BOM'] satisfies LineEnds[]) {
        it(`has exactly the findings that are marked, with ${ends}`, () => {
          const { found, marked } = compare(fixture, ends);
          assert.deepEqual(found, marked);
        });
      }
      it('is read at all', () => {
        assert.equal(viewOf(fixture).recognised, true);
      });
    });
  }

  describe('twins', () => {
    for (const [json, bicep] of twins()) {
      it(`${json.name} and ${bicep.name} say the same`, () => {
        assert.deepEqual(said(bicep), said(json));
      });
    }
    it('are found by their names', () => {
      assert.ok(twins().every(([json, bicep]) => json.twin === bicep.twin && json.folder === bicep.folder));
    });
  });

  describe('folders', () => {
    const ids = rules.filter(rule => rule.bad !== undefined).map(rule => rule.id);
    for (const id of ids) {
      it(`${id} has a fixture that raises it and one that is correct`, () => {
        const own = fixtures.filter(fixture => fixture.folder === id);
        assert.ok(own.some(fixture => fixture.markers.some(marker => marker.rule === id)));
        assert.ok(own.some(fixture => !fixture.markers.some(marker => marker.rule === id)));
      });
    }
    it('are named after rules', () => {
      const known = new Set(rules.map(rule => rule.id));
      assert.deepEqual(
        [...new Set(fixtures.map(fixture => fixture.folder))].filter(folder => !known.has(folder)),
        [],
      );
    });
    it('hold .ok files that mark nothing', () => {
      const wrong = fixtures.filter(fixture => /\.ok\./.test(fixture.name) && fixture.markers.length > 0);
      assert.deepEqual(
        wrong.map(fixture => fixture.name),
        [],
      );
    });
  });
});

describe('rule examples', () => {
  for (const rule of rules) {
    if (rule.bad === undefined || rule.good === undefined) continue;
    const { bad, good } = rule;
    it(`${rule.id}: the bad one raises it`, () => {
      assert.ok(findingsOf(bad).some(finding => finding.rule === rule.id));
    });
    it(`${rule.id}: the good one does not, and has nothing at warning or above`, () => {
      const wrong = findingsOf(good).filter(
        finding => finding.rule === rule.id || severities.indexOf(finding.severity) <= severities.indexOf('warning'),
      );
      assert.deepEqual(wrong, []);
    });
    it(`${rule.id}: the two differ`, () => {
      assert.notEqual(bad, good);
    });
  }
});

describe('the fixture reader', () => {
  const text = '{\n  "a": 1\n  //   ^ error some-rule: piece\n  // ^^^ related some-rule: other\n}';

  it('points markers at the nearest line that is no marker', () => {
    const { markers, lines } = readFixture('f', 'x.json', text);
    assert.deepEqual(
      markers.map(({ line, start, end, kind }) => [line, start, end, kind]),
      [
        [1, 7, 8, 'error'],
        [1, 5, 8, 'related'],
      ],
    );
    assert.equal(lines.length, 5);
  });

  it('takes marker lines out of strict JSON', () => {
    const { lines, markers } = readFixture('f', 'x.strict.json', text);
    assert.deepEqual(JSON.parse(lines.join('\n')), { a: 1 });
    assert.equal(markers[1]?.line, 1);
  });

  it('refuses a line that nearly is a marker', () => {
    assert.throws(() => readFixture('f', 'x.json', '// ^^ warnin rule: x'), /not a marker/);
  });

  it('shows a finding that nobody marked, and a marker that nothing meets', () => {
    const fixture = readFixture(
      'f',
      'x.json',
      '{ "type": "Microsoft.Network/networkSecurityGroups", "name": "a", "properties": { "securityRules": [ 7 ] } }\n// ^^^ error duplicate-key: x',
    );
    const { found, marked } = compare(fixture, 'LF');
    assert.deepEqual(marked, ['   1:3-6 error duplicate-key: x']);
    assert.match(found.join(), /missing-rule-property/);
  });
});

/** Under all rule packs, so that no rule is left out. */
function findingsOf(text: string) {
  const fixture = readFixture('example', 'example.jsonc', text);
  return viewOf({ ...fixture, settings: { ...fixture.settings, rulePack: 'all' } }).findings(neverCancelled);
}

function twins(): readonly (readonly [Fixture, Fixture])[] {
  const pairs: [Fixture, Fixture][] = [];
  for (const bicep of fixtures.filter(fixture => fixture.languageId === 'bicep')) {
    const json = fixtures.find(
      other => other.languageId !== 'bicep' && other.folder === bicep.folder && other.twin === bicep.twin,
    );
    if (json !== undefined) pairs.push([json, bicep]);
  }
  return pairs;
}

/** Ids, severities and messages, without places. */
function said(fixture: Fixture): readonly string[] {
  return viewOf(fixture)
    .findings(neverCancelled)
    .map(finding => `${finding.severity} ${finding.rule}: ${finding.message}`)
    .sort();
}
