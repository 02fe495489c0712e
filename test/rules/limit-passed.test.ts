import assert from 'node:assert/strict';
import { tooIntricate } from '../../server/src/analysis/decide.ts';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { limitPassed } from '../../server/src/rules/file-problems.ts';
import type { FileFacts } from '../../server/src/rules/rule.ts';
import { viewOfText } from '../support/view.ts';

describe('limit-passed', () => {
  it('tells once for each group how many flows were given up', () => {
    const view = viewOfText(
      '// apim-vnet: mode=Internal\n{ "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg", "properties": { "securityRules": [] } }',
      {},
      'a.jsonc',
    );
    const [target] = view.targets;
    const [one, two, ...others] = view.verdicts(target!);
    const givenUp = [one!, two!].map(
      verdict => ({ ...verdict, verdict: 'undetermined', because: tooIntricate }) as const,
    );
    const facts = (verdicts: typeof others) =>
      ({
        fileId: view.source.uri,
        limit: undefined,
        faults: () => [],
        targets: [target, target],
        verdicts: () => verdicts,
      }) as unknown as FileFacts;
    assert.ok(limitPassed.on === 'file');
    assert.deepEqual([...limitPassed.check(facts(others))], []);
    const found = [...limitPassed.check(facts([...givenUp, ...others]))];
    assert.equal(found.length, 1);
    assert.equal(found[0]!.severity, 'information');
    assert.equal(view.source.text.slice(found[0]!.at.start, found[0]!.at.end), 'nsg');
    assert.match(found[0]!.message, /^'nsg' has too many rules .* 2 of the flows of API Management is not known\.$/);
  });

  it('tells once for each bound what is not computed', () => {
    const doubled = (name: string, count: number) =>
      Array.from({ length: count }, (_, i) => `var ${name}${i + 1} = concat(${name}${i}, ${name}${i})`).join('\n');
    const group = (name: string) =>
      `resource ${name} 'Microsoft.Network/networkSecurityGroups@2023-09-01' = { name: '${name}', properties: { securityRules: ${name}64 } }`;
    const view = viewOfText(
      `var a0 = [ 'x' ]\nvar b0 = [ 'y' ]\n${doubled('a', 64)}\n${doubled('b', 64)}\n${group('a')}\n${group('b')}`,
      {},
      'main.bicep',
    );
    const found = view.findings(neverCancelled).filter(({ rule }) => rule === 'limit-passed');
    assert.deepEqual(
      found.map(({ message, severity, at }) => [severity, view.source.text.slice(at.start, at.end), message]),
      [
        [
          'information',
          'concat(a13, a13)',
          'This is not computed: a list has more than 10,000 entries, the most that this tool computes. What is made of it counts as not known.',
        ],
      ],
    );
  });
});
