import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inFolder } from './support/run.ts';

const root = resolve(import.meta.dirname, '../..');
const program = resolve(root, 'dist/cli.js');

const group = (...rules: object[]) => ({
  type: 'Microsoft.Network/networkSecurityGroups',
  apiVersion: '2023-09-01',
  name: 'nsg-apim',
  properties: { securityRules: rules },
});
const rule = (name: string, priority: number, destinationPortRange = '3443') => ({
  name,
  properties: {
    priority,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: 'ApiManagement',
    sourcePortRange: '*',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange,
  },
});
const twice = [rule('one', 100), rule('two', 100, '443')];
const bad = JSON.stringify(group(...twice), undefined, 2);
const good = JSON.stringify(group(rule('one', 100)), undefined, 2);

function start(args: readonly string[], cwd: string, input: string | Uint8Array = '') {
  const environment = { PATH: process.env['PATH'], LANG: 'C.UTF-8' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    input,
    env: environment,
    encoding: 'utf8',
  });
  return { code: status, output: stdout, notes: stderr };
}

describe('cli as a program', () => {
  before(function () {
    this.timeout(60_000);
    const build = spawnSync(process.execPath, ['scripts/build.mjs', '--if-stale', '--only', 'cli'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(build.status, 0, build.stderr);
  });

  it('prints the version of the package', () => {
    const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
    assert.deepEqual(start(['--version'], root), { code: 0, output: `${version}\n`, notes: '' });
  });

  it('reads modules from the cache folder of the compiler', async () => {
    const main = "module nsg 'br:contoso.azurecr.io/nsg:1.0' = { name: 'nsg' }\n";
    const compiled = JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      resources: [group(...twice)],
    });
    const files = { 'main.bicep': main, 'cache/br/contoso.azurecr.io/nsg/1.0$/main.json': compiled };
    await inFolder({ files }, async folder => {
      const { code, output } = start(['check', 'main.bicep', '--bicep-cache', 'cache'], folder);
      assert.equal(code, 1);
      assert.match(output, /^main\.bicep:1:8 {2}error {2}duplicate-priority/m);
      assert.match(output, /main\.bicep:1:13 it is part of what 'br:contoso\.azurecr\.io\/nsg:1\.0' deploys/);
      assert.doesNotMatch(output, /fix: |cache/);
      const printed = start(['model', 'main.bicep', '--bicep-cache', 'cache'], folder);
      assert.match(printed.output, /"nsg-apim"/);
      const wrong = start(['check', 'main.bicep', '--bicep-cache', 'main.bicep'], folder);
      assert.deepEqual(wrong, { code: 2, output: '', notes: 'apim-vnet: main.bicep is no folder\n' });
    });
  });

  it('exits with 0, 1 and 2', async () => {
    await inFolder({ files: { 'good.json': good, 'bad.json': bad } }, async folder => {
      assert.equal(start(['check', 'good.json'], folder).code, 0);
      assert.equal(start(['check', 'bad.json'], folder).code, 1);
      assert.equal(start(['check', 'missing.json'], folder).code, 2);
      assert.equal(start([], folder).code, 2);
      assert.equal(start(['explain', 'bad.json'], folder).code, 0);
      assert.equal(start(['parse', '.'], folder).code, 0);
      assert.equal(start(['rules'], folder).code, 0);
    });
  });

  it('finds the same in a file, in a folder, on standard input, with CRLF, with a mark, and as UTF-16', async () => {
    const crlf = bad.replaceAll('\n', '\r\n');
    const forms = {
      'a.json': bad,
      'b.json': crlf,
      'c.json': `\ufeff${bad}`,
      'd.json': Buffer.from(`\ufeff${crlf}`, 'utf16le'),
    };
    await inFolder({ files: forms }, async folder => {
      const read = (args: readonly string[], input?: string) => {
        const { findings } = JSON.parse(start(['check', ...args, '--format', 'json'], folder, input).output);
        return findings.map(({ file, related, ...finding }: { file: string; related: { file: string }[] }) => {
          return JSON.stringify({ ...finding, related: related.map(place => ({ ...place, file: '' })) });
        }) as string[];
      };
      const expected = read(['a.json']);
      assert.ok(expected.some(finding => finding.includes('duplicate-priority')));
      for (const file of Object.keys(forms)) assert.deepEqual(read([file]), expected, file);
      assert.deepEqual(read(['-'], bad), expected);
      assert.deepEqual(
        read(['.']),
        Object.keys(forms).flatMap(() => expected),
      );
    });
  });

  it('puts carets under the words of one line of 3 MB', async () => {
    const long = JSON.stringify({
      ...group(...twice),
      tags: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`tag${i}`, '日本😀'.repeat(5)])),
    });
    assert.ok(long.length > 2_900_000);
    await inFolder({ files: { 'long.json': long } }, async folder => {
      const { code, output } = start(['check', 'long.json'], folder);
      assert.equal(code, 1);
      const lines = output.split('\n');
      const carets = lines.findIndex(
        (line, index) => line.includes('^^^') && lines[index - 2]?.includes('duplicate-priority'),
      );
      const run = lines[carets]!;
      assert.equal(lines[carets - 1]!.slice(run.indexOf('^'), run.lastIndexOf('^') + 1), '100');
      assert.ok(lines[carets - 1]!.length <= 120);
    });
  });

  it('never falls over on bad input', async () => {
    const inputs: readonly (readonly [name: string, content: string | Uint8Array, code: number])[] = [
      ['empty.json', '', 0],
      ['blank.json', ' \n\t', 0],
      ['number.json', '12', 0],
      ['cut-off.json', bad.slice(0, 300), 1],
      ['only-a-brace.json', '{', 1],
      ['nested.json', '['.repeat(100_000), 1],
      ['surrogate.json', '{"securityRules": "\\ud83d"}', 0],
      ['picture.json', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 2],
      ['zeros.json', new Uint8Array(100), 2],
      ['latin.json', Buffer.from('{"name": "caf\u00e9"}', 'latin1'), 2],
      ['number-for-name.json', JSON.stringify({ ...group(), name: 1 }), 0],
    ];
    await inFolder({ files: Object.fromEntries(inputs.map(([name, content]) => [name, content])) }, async folder => {
      for (const [name, , code] of inputs) {
        const result = start(['check', name], folder);
        assert.equal(result.code, code, `${name}: ${result.output}${result.notes}`);
        assert.ok(!/mistake in this program/.test(result.notes), `${name}: ${result.notes}`);
      }
    });
  });

  it('fixes what a module is given in the file that gives it, where that is looked at', async () => {
    const main = `module nsg 'nsg.bicep' = {\n  name: 'nsg'\n  params: { tag: 'Storrage' }\n}\n`;
    const nsg = `param tag string
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: { securityRules: [ { name: 'storage', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: tag, destinationPortRange: '443' } } ] }
}
`;
    await inFolder({ files: { 'main.bicep': main, 'nsg.bicep': nsg } }, async folder => {
      const alone = start(['check', 'nsg.bicep', '--fix'], folder);
      assert.match(alone.notes, /no safe fixes to make/);
      const { code, notes } = start(['check', '.', '--fix'], folder);
      assert.equal(code, 0, notes);
      assert.match(
        notes,
        /instead of 'Storrage', in what module 'nsg' of main\.bicep is given \(unknown-service-tag\)/,
      );
      assert.match(notes, /made 1 fix in 1 file\n/);
      assert.equal(readFileSync(join(folder, 'main.bicep'), 'utf8'), main.replace('Storrage', 'Storage'));
      assert.equal(readFileSync(join(folder, 'nsg.bicep'), 'utf8'), nsg);
    });
  });

  it('reports what is wrong in a file that another loads, imports or gives parameters to, whoever is looked at', async () => {
    const rule = (priority: number) =>
      `{ name: 'web', properties: { priority: ${priority}, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }`;
    const groupWith = (name: string, list: string) =>
      `resource ${name} 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {\n  name: '${name}'\n  properties: { securityRules: ${list} }\n}\n`;
    const files = {
      'main.bicep': `import { web } from 'shared.bicep'\n${groupWith('a', '[ web ]')}${groupWith('b', "loadJsonContent('data.json').list")}`,
      'shared.bicep': `@export()\nvar web = ${rule(5000)}\n`,
      'data.json': `{ "list": [ ${rule(6000)
        .replace(/'/g, '"')
        .replace(/(\w+):/g, '"$1":')} ] }`,
      'infra/net.bicep': `param priority int\n${groupWith('c', `[ ${rule(0).replace(': 0', ': priority')} ]`)}`,
      'deploy/prod.bicepparam': "using '../infra/net.bicep'\nparam priority = 7000\n",
    };
    const found = [
      /^data\.json:.* priority 6000\./m,
      /^shared\.bicep:.* priority 5000\./m,
      /^infra\/net\.bicep:.* priority 7000\./m,
    ];
    await inFolder({ files }, async folder => {
      for (const paths of [
        ['.'],
        ['main.bicep', 'deploy/prod.bicepparam'],
        Object.keys(files),
        Object.keys(files).reverse(),
      ]) {
        const { output } = start(['check', ...paths], folder);
        for (const pattern of found) assert.match(output, pattern, paths.join(' '));
        assert.match(output, /^3 errors in 3 of 5 files\./m, paths.join(' '));
      }
      // Two files that lead to one finding.
      const again = start(['check', 'deploy/prod.bicepparam', 'deploy/prod.bicepparam', 'main.bicep'], folder);
      assert.match(again.output, /^3 errors in 3 of \d files\./m);
    });
  });

  it('ends quietly when its reader leaves', async () => {
    const many = group(...Array.from({ length: 3_000 }, (_, index) => rule(`rule-${index}`, 100)));
    await inFolder({ files: { 'many.json': JSON.stringify(many) } }, async folder => {
      const child = spawn(process.execPath, [program, 'check', 'many.json'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let notes = '';
      child.stderr.setEncoding('utf8').on('data', text => {
        notes += text;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      const code = await new Promise(settle => child.once('close', settle));
      assert.equal(notes, '');
      assert.equal(code, 1);
    });
  });

  for (const [what, compiled] of [
    ['without its compiled form', undefined],
    ['beside a compiled form that is broken', 'not what V8 writes'],
  ] as const) {
    it(`starts ${what}`, async () => {
      await inFolder({ files: { 'one.json': JSON.stringify(group(rule('one', 100))) } }, async folder => {
        for (const file of ['cli.js', 'cli.core.js', 'package.json'])
          copyFileSync(join(dirname(program), file), join(folder, file));
        if (compiled !== undefined) writeFileSync(join(folder, 'cli.core.cache'), compiled);
        const run = spawnSync(process.execPath, [join(folder, 'cli.js'), 'check', 'one.json'], { cwd: folder });
        assert.equal(run.stderr.toString(), '');
        assert.equal(run.status, 0);
      });
    });
  }
});
