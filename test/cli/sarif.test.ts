import assert from 'node:assert/strict';
import { run } from './support/run.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly {
    physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: unknown };
  }[];
  readonly relatedLocations?: readonly {
    id: number;
    message: { text: string };
    physicalLocation: { region: unknown };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

async function sarif(files: Record<string, string>, ...args: string[]) {
  const { output } = await run(['check', '.', '--format', 'sarif', '--severity', 'info', ...args], { files });
  const log = JSON.parse(output);
  return { log, run: log.runs[0], results: log.runs[0].results as Result[] };
}

describe('cli check: SARIF', () => {
  it('is a log of version 2.1.0 with one run of this program', async () => {
    const { log, run: only } = await sarif({ 'a.json': 'securityRules' });
    assert.equal(log.version, '2.1.0');
    assert.equal(log.runs.length, 1);
    assert.equal(only.columnKind, 'utf16CodeUnits');
    assert.deepEqual([only.tool.driver.name, only.tool.driver.version], ['apim-vnet', '1.2.3']);
    assert.deepEqual(only.results, []);
  });

  it('describes every rule with help text, and links none to a page that is not on the web', async () => {
    const { run: only } = await sarif({ 'a.json': 'securityRules' });
    assert.deepEqual(only.tool.driver.rules[0], {
      id: 'test-error',
      shortDescription: { text: 'Holds the word ERROR.' },
      fullDescription: { text: 'The word stops a deployment.' },
      help: { text: 'The word stops a deployment.\n\nLimits: Exact.\n\nSource: a page (06/2025)' },
      defaultConfiguration: { level: 'error' },
    });
    assert.equal(only.tool.driver.rules.length, 4);
  });

  it('gives place, level and related places, from 1', async () => {
    const { results } = await sarif({ 'a b/ü#.json': 'RELATED\nsecurityRules 😀 ERROR WARNING INFORMATION HINT' });
    assert.deepEqual(
      results.map(result => [result.ruleId, result.ruleIndex, result.level]),
      [
        ['test-error', 0, 'error'],
        ['test-warning', 1, 'warning'],
        ['test-information', 2, 'note'],
        ['test-hint', 3, 'note'],
      ],
    );
    assert.deepEqual(results[0]?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20b/%C3%BC%23.json', uriBaseId: '%SRCROOT%' },
          region: { startLine: 2, startColumn: 18, endLine: 2, endColumn: 23 },
        },
      },
    ]);
    assert.deepEqual(
      results[0]?.relatedLocations?.map(({ id, message, physicalLocation }) => [
        id,
        message.text,
        physicalLocation.region,
      ]),
      [[1, 'decides first', { startLine: 1, startColumn: 1, endLine: 1, endColumn: 8 }]],
    );
  });

  it('keeps fingerprints when lines move, and tells equal findings of one file apart', async () => {
    const prints = (results: Result[]) => results.map(result => result.partialFingerprints['apimVnet/v1']);
    const before = prints((await sarif({ 'a.json': 'securityRules ERROR\nERROR WARNING' })).results);
    const after = prints((await sarif({ 'a.json': '\n\nsecurityRules\n  ERROR\n\nERROR x WARNING' })).results);
    assert.deepEqual(after, before);
    assert.equal(new Set(before).size, 3);
    assert.ok(before.every(print => /^[0-9a-f]{32}$/.test(print ?? '')));
    const elsewhere = prints((await sarif({ 'b.json': 'securityRules ERROR\nERROR WARNING' })).results);
    assert.ok(elsewhere.every(print => !before.includes(print)));
  });
});
