import assert from 'node:assert/strict';
import { run } from './support/run.ts';

const text = '{\r\n\t"securityRules": "ERROR", // RELATED FIXABLE\r\n\t"x": "WARNING HINT"\r\n}\r\n';
const files = { 'net/nsg.json': text, 'net/other.json': 'securityRules' };

describe('cli check: text', () => {
  it('is what a person wants to read', async () => {
    const { output } = await run(['check', '.'], { files });
    assert.equal(
      output,
      `net/nsg.json:2:20  error  test-error  'ERROR' is here.
 2 │     "securityRules": "ERROR", // RELATED FIXABLE
   │                       ^^^^^
     net/nsg.json:2:31 decides first
     fix: Remove the word
     fix: Say it otherwise (to be reviewed: the meaning may change)

net/nsg.json:3:8  warning  test-warning  'WARNING' is here.
 3 │     "x": "WARNING HINT"
   │           ^^^^^^^
     net/nsg.json:2:31 decides first
     fix: Remove the word
     fix: Say it otherwise (to be reviewed: the meaning may change)

1 error, 1 warning in 1 of 2 files. Not shown: 1 informational finding (--severity info shows them).
`,
    );
  });

  it('draws with ASCII where the locale is not UTF-8', async () => {
    const { output } = await run(['check', 'a.json'], {
      files: { 'a.json': `securityRules ERROR${' '.repeat(200)}x` },
      environment: { LANG: 'en_US.ISO-8859-1' },
    });
    assert.match(output, /^ 1 \| securityRules ERROR +\.\.\.$/m);
    assert.match(output, /^ {3}\| {15}\^{5}$/m);
  });

  it('names at most eight related places', async () => {
    const { output } = await run(['check', 'a.json'], {
      files: { 'a.json': `securityRules ERROR ${'RELATED '.repeat(11)}` },
    });
    assert.equal(output.match(/decides first/g)?.length, 8);
    assert.match(output, /and 3 more places$/m);
  });

  it('shows the line of a related place that is in another file', async () => {
    const { output } = await run(['check', 'main.json'], {
      files: {
        'main.json': 'securityRules ERROR RELATED ELSEWHERE:other.json:18-23 ELSEWHERE:gone.json:0-1',
        'other.json': 'first\nand then\n  {these words',
      },
    });
    assert.ok(
      output.includes(`
     main.json:1:21 decides first
     other.json:3:4 is written here
      3 │   {these words
        │    ^^^^^
     gone.json:1:1 is written here
`),
      output,
    );
  });

  it('lets no file speak to the terminal', async () => {
    const title = '\u001b]0;owned\u0007';
    const { output } = await run(['check', 'a.json'], { files: { 'a.json': `securityRules ${title} ERROR` } });
    assert.ok(!output.includes('\u001b') && !output.includes('\u0007'));
  });

  const summaries: readonly [text: string, severity: string, summary: string][] = [
    ['', 'error', 'No errors in 1 file.'],
    ['', 'warning', 'No errors or warnings in 1 file.'],
    ['', 'info', 'No findings in 1 file.'],
    ['WARNING', 'error', 'No errors in 1 file. Not shown: 1 warning (--severity warning shows them).'],
    [
      'HINT INFORMATION',
      'warning',
      'No errors or warnings in 1 file. Not shown: 2 informational findings (--severity info shows them).',
    ],
    ['ERROR ERROR HINT', 'info', '2 errors, 1 informational finding in 1 of 1 file.'],
    [
      'ERROR WARNING HINT',
      'error',
      '1 error in 1 of 1 file. Not shown: 1 warning, 1 informational finding (--severity info shows them).',
    ],
  ];
  for (const [words, severity, summary] of summaries) {
    it(`ends with a summary: ${summary}`, async () => {
      const { output } = await run(['check', 'a.json', '--severity', severity], {
        files: { 'a.json': `securityRules ${words}` },
      });
      assert.equal(output.trimEnd().split('\n').at(-1), summary);
    });
  }
});

describe('cli colours', () => {
  const cases: readonly [
    terminal: boolean,
    environment: Record<string, string>,
    args: readonly string[],
    colored: boolean,
  ][] = [
    [true, {}, [], true],
    [false, {}, [], false],
    [true, { NO_COLOR: '1' }, [], false],
    [true, { NO_COLOR: '' }, [], true],
    [true, { TERM: 'dumb' }, [], false],
    [false, { FORCE_COLOR: '1' }, [], true],
    [false, { FORCE_COLOR: '' }, [], true],
    [true, { FORCE_COLOR: '0' }, [], false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, [], true],
    [true, {}, ['--no-color'], false],
    [false, { NO_COLOR: '1' }, ['--color'], true],
    [true, { FORCE_COLOR: '1' }, ['--no-color'], false],
  ];
  for (const [isTerminal, environment, args, colored] of cases) {
    const where = `${isTerminal ? 'a terminal' : 'a pipe'} ${JSON.stringify(environment)} ${args.join(' ')}`;
    it(`are ${colored ? 'on' : 'off'} for ${where}`, async () => {
      const { output } = await run(['check', 'a.json', ...args], {
        files: { 'a.json': 'securityRules ERROR' },
        environment: { LANG: 'C.UTF-8', ...environment },
        ...(isTerminal && { terminal: 80 }),
      });
      assert.equal(output.includes('\u001b['), colored);
    });
  }

  it('never reach JSON', async () => {
    const { output } = await run(['check', 'a.json', '--format', 'json', '--color'], {
      files: { 'a.json': 'securityRules ERROR' },
    });
    assert.ok(!output.includes('\u001b'));
  });
});

describe('cli signs', () => {
  const cases: readonly [
    environment: Record<string, string>,
    platform: string,
    args: readonly string[],
    bar: string,
  ][] = [
    [{ LANG: 'de_DE.UTF-8' }, 'linux', [], '│'],
    [{ LANG: 'C.utf8' }, 'linux', [], '│'],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, 'linux', [], '|'],
    [{ LC_ALL: '', LANG: 'de_DE.UTF-8' }, 'linux', [], '│'],
    [{}, 'linux', [], '|'],
    [{}, 'win32', [], '│'],
    [{ LANG: 'C.UTF-8' }, 'linux', ['--ascii'], '|'],
    [{}, 'linux', ['--no-ascii'], '│'],
  ];
  for (const [environment, platform, args, bar] of cases) {
    it(`draw ${bar} for ${platform} ${JSON.stringify(environment)} ${args.join(' ')}`, async () => {
      const options = { files: { 'a.json': 'securityRules ERROR' }, environment, platform };
      const { output } = await run(['check', 'a.json', ...args], options);
      assert.ok(output.includes(` 1 ${bar} securityRules`));
    });
  }
});
