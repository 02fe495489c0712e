import assert from 'node:assert/strict';
import { publishedList } from '../support/service-tag-list.ts';
import { run } from './support/run.ts';

/** In the order of the help. */
const commandNames = [
  'check',
  'explain',
  'packet',
  'model',
  'export',
  'parse',
  'hosts',
  'dns',
  'subnet',
  'nsg',
  'routes',
  'rules',
];

describe('cli arguments', () => {
  const refused: readonly [args: readonly string[], complaint: RegExp][] = [
    [['chek', '.'], /^apim-vnet: unknown command 'chek'\n\(Did you mean check\?\)/],
    [['check'], /^apim-vnet: missing required argument 'path'/],
    [['check', '.', '--formt', 'json'], /^apim-vnet: unknown option '--formt'\n\(Did you mean --format\?\)/],
    [['check', '.', '--format', 'xml'], /argument 'xml' is invalid\. Allowed choices are text, json, sarif\./],
    [['check', '.', '--format'], /option '--format <format>' argument missing/],
    [['check', '.', '--severity', 'information'], /Allowed choices are error, warning, info\./],
    [['check', '.', '--mode', 'Extern'], /argument 'Extern' is invalid\. Expected one of Internal, External\./],
    [['check', '.', '--sku', 'Gold'], /Expected one of Developer, Basic, Standard, Premium, /],
    [['check', '.', '--profile', 'stv3'], /Expected one of stv2-current, vnet-2020-07\./],
    [['explain', '.', '--format', 'sarif'], /Allowed choices are text, json, markdown, html\./],
    [['rules', 'extra'], /too many arguments/],
    [['judge', '.'], /unknown command 'judge'/],
  ];
  for (const [args, complaint] of refused) {
    it(`refuses ${args.join(' ')} with exit code 2`, async () => {
      const { code, output, notes } = await run(args, { files: { 'a.json': 'securityRules' } });
      assert.deepEqual([code, output], [2, '']);
      assert.match(notes, complaint);
    });
  }

  it('prints help and exits with 2 when there are none', async () => {
    const { code, output, notes } = await run([]);
    assert.deepEqual([code, output], [2, '']);
    assert.match(notes, /^Usage: apim-vnet /);
  });

  it('prints the version', async () => {
    assert.deepEqual(await run(['--version']), { code: 0, output: '1.2.3\n', notes: '' });
  });

  it('prints help that names every command and none that is not there', async () => {
    const { code, output } = await run(['--help']);
    assert.equal(code, 0);
    const commands = [...output.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(match => match[1]);
    assert.deepEqual(commands, commandNames);
  });

  for (const command of commandNames) {
    it(`shows examples in the help of ${command} that it understands`, async () => {
      const { code, output } = await run([command, '--help'], { terminal: 100 });
      assert.equal(code, 0);
      const examples = [...output.matchAll(/^ {2}(?:.*\| )?apim-vnet (.*?)(?: [<>].*)?$/gm)].map(match =>
        match[1]!.split(' '),
      );
      assert.ok(examples.length >= 2);
      for (const args of examples) {
        const paths = ['main.json', 'infra/a.json', 'network.json', 'nsg.json'];
        const files = {
          ...Object.fromEntries(paths.map(path => [path, '{ securityRules }'])),
          'ServiceTags_Public.json': publishedList,
        };
        const example = await run(args, { files, input: '{ securityRules }' });
        assert.deepEqual([example.code, example.output === ''], [0, false], args.join(' '));
      }
    });
  }
});

describe('cli rules', () => {
  it('lists id, severity and summary in columns', async () => {
    const { code, output } = await run(['rules']);
    assert.equal(code, 0);
    assert.equal(output.split('\n')[1], 'test-warning      warning      Holds the word WARNING.');
  });

  it('gives all there is as JSON', async () => {
    const { output } = await run(['rules', '--format', 'json']);
    const { version, rules } = JSON.parse(output);
    assert.equal(version, 1);
    assert.deepEqual(rules[0], {
      id: 'test-error',
      severity: 'error',
      summary: 'Holds the word ERROR.',
      rationale: 'The word stops a deployment.',
      limits: 'Exact.',
      source: 'a page (06/2025)',
    });
    assert.equal(rules.length, 4);
  });
});

describe('cli parse', () => {
  it('reports syntax errors only', async () => {
    const { code, output } = await run(['parse', '.'], { files: { 'a.json': 'ERROR SYNTAX', 'b.json': '{}' } });
    assert.equal(code, 1);
    assert.match(output, /^a\.json:1:7 {2}error {2}syntax-error/);
    assert.match(output, /\n1 error in 1 of 2 files\.\n$/);
  });

  it('counts every file of a language that is read, networks or not', async () => {
    const { code, output } = await run(['parse', '.'], {
      files: { 'a.json': 'ERROR', 'b.jsonc': '', 'c.bicep': 'SYNTAX' },
    });
    assert.deepEqual([code, output], [0, 'No syntax errors in 2 files.\n']);
  });

  it('does not pass a named file that it cannot read for parsed', async () => {
    const { code, output, notes } = await run(['parse', 'c.bicep'], { files: { 'c.bicep': '' } });
    assert.deepEqual([code, output], [2, '']);
    assert.match(notes, /c\.bicep is Bicep, which this version does not read/);
  });
});
