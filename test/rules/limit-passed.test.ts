import assert from 'node:assert/strict';
import { tooIntricate } from '../../server/src/analysis/decide.ts';
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
});
