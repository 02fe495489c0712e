import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { CliVariable, cliText } from '../../../server/src/generate/text/azure-cli.ts';
import { powerShellText, shellWord } from '../../../server/src/generate/text/shell.ts';

describe('generated commands', () => {
  it('are a script that asks for what it was not told', () => {
    const text = cliText({
      about: ['A group with one rule.'],
      variables: [
        { name: 'RESOURCE_GROUP', meaning: 'the resource group of the network' },
        { name: 'LOCATION', meaning: 'its region', value: 'westeurope' },
      ],
      commands: [
        {
          comment: 'The group.',
          words: 'network nsg create',
          options: [
            ['--resource-group', new CliVariable('RESOURCE_GROUP')],
            ['--name', 'nsg apim'],
          ],
        },
        { words: 'network nsg rule create', options: [['--destination-port-ranges', '80', '443'], ['--no-wait']] },
      ],
    });
    assert.equal(
      text,
      `# A group with one rule.

set -e
: "\${RESOURCE_GROUP:?Set RESOURCE_GROUP to the resource group of the network}"
LOCATION=westeurope

# The group.
az network nsg create \\
  --resource-group "$RESOURCE_GROUP" \\
  --name 'nsg apim'

az network nsg rule create \\
  --destination-port-ranges 80 443 \\
  --no-wait
`,
    );
  });

  const shell = process.platform === 'win32' ? undefined : '/bin/sh';
  if (shell !== undefined)
    it('give a shell each word as it was', () => {
      const words = fc.sample(fc.string({ unit: 'binary', maxLength: 12 }), { numRuns: 60, seed: 7 });
      const given = ['', '*', "it's", '$(id)', '-n', 'a b', '`x`', '!', '~', ...words].filter(
        word => !word.includes('\0'),
      );
      const script = `printf '%s\\0' ${given.map(shellWord).join(' ')}`;
      const answer = execFileSync(shell, ['-c', script], { encoding: 'utf8' });
      assert.deepEqual(
        answer.split('\0').slice(0, -1),
        given.map(word => Buffer.from(word, 'utf8').toString('utf8')),
      );
    });

  it('double the quotes of PowerShell, the curly ones too', () => {
    assert.equal(powerShellText("it's \u2019so\u2018"), "'it''s \u2019\u2019so\u2018\u2018'");
  });
});
