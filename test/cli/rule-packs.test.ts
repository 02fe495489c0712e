import assert from 'node:assert/strict';
import { FakeCore } from './support/fake-core.ts';
import { run } from './support/run.ts';

describe('cli check --rules', () => {
  for (const [args, pack] of [
    [[], 'recommended'],
    [['--rules', 'strict'], 'strict'],
    [['--rules', 'all'], 'all'],
  ] as const) {
    it(`${args.join(' ') || 'left out'} looks for the pack ${pack}`, async () => {
      const core = new FakeCore();
      await run(['check', 'a.json', ...args], { files: { 'a.json': 'securityRules' }, core });
      assert.deepEqual(
        core.seen.map(({ settings }) => settings.rulePack),
        [pack],
      );
    });
  }

  it('refuses other packs with exit code 2', async () => {
    const { code, notes } = await run(['check', 'a.json', '--rules', 'some'], { files: { 'a.json': 'securityRules' } });
    assert.equal(code, 2);
    assert.match(notes, /Allowed choices are recommended, strict, all\./);
  });
});
