/** The commands of docs/command-line.md and of `--help`, run: what the page shows is what they print. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, inRepository } from '../protocol/built.ts';

const page = readFileSync('docs/command-line.md', 'utf8').replaceAll('\r\n', '\n');

/** Blocks that `npm run docs` writes are compared by the test of generated pages. */
const shown = [...page.matchAll(/(<!-- printed: [^>]*-->\n\n)?```console\n(.*?)```/gs)].flatMap(([, printed, text]) =>
  printed === undefined ? commandsOf(text!) : [],
);

interface ShownCommand {
  readonly line: string;
  readonly output: string;
}

/** Each line after a `$`, and what stands below it. */
function commandsOf(text: string): readonly ShownCommand[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map(part => {
      const end = part.indexOf('\n');
      return { line: part.slice(0, end), output: part.slice(end + 1) };
    });
}

const service = `resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-hub'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [{ name: 'snet-apim', properties: { addressPrefix: '10.0.1.0/27' } }]
  }
}
resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'contoso'
  location: 'westeurope'
  sku: { name: 'Premium', capacity: 1 }
  properties: {
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: { subnetResourceId: network.properties.subnets[0].id }
  }
}
`;

/** The files that the page speaks of. */
const files: Readonly<Record<string, string | Uint8Array>> = {
  'nsg.json': /```jsonc\n(.*?)```/s.exec(page)![1]!,
  'broken.json': '{ "a": 1 "b": 2 }\n',
  'latin.json': Buffer.from('{"name": "caf\u00e9"}', 'latin1'),
  'main.bicep': service,
};

describe('the page of the command line', function () {
  this.timeout(60_000);
  let folder = '';
  before(() => {
    build('cli', 'cli.core');
    folder = mkdtempSync(join(tmpdir(), 'apim-vnet-page-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(words: readonly string[]): { readonly code: number | null; readonly printed: string } {
    const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8' };
    const args = [inRepository('dist/cli.js'), ...words];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env });
    return { code: status, printed: stderr + stdout };
  }

  it('is not the only one: what the README shows is written by `npm run docs`, all of it', () => {
    const blocks = [
      ...readFileSync('README.md', 'utf8').matchAll(/(<!-- printed: [^>]*-->\s+)?```\w*\s+\$ apim-vnet /g),
    ];
    assert.ok(blocks.length > 0);
    assert.deepEqual(
      blocks.filter(([, printed]) => printed === undefined),
      [],
    );
  });

  it('has commands to look at', () => {
    assert.ok(shown.length > 5, shown.map(({ line }) => line).join('\n'));
  });

  for (const { line, output } of shown.filter(command => command.line.startsWith('apim-vnet '))) {
    it(`shows what is printed by: ${line}`, () => {
      const { printed } = run(line.split(' ').slice(1));
      // An ellipsis at the end says that there is more.
      const whole = /^…\n$/m.exec(output) === null;
      const expected = output.replace(/^…\n$/m, '');
      assert.equal(whole ? printed : printed.slice(0, expected.length), expected);
    });
  }

  const { printed: help } = spawnHelp();
  const examples = [...help.matchAll(/^ {2}apim-vnet ((?:hosts|dns|subnet|nsg|routes) .+)$/gm)].map(
    ([, words]) => words!,
  );

  it('finds examples of each generator in its help', () => {
    const commands = new Set(examples.map(words => words.split(' ')[0]));
    assert.deepEqual([...commands].sort(), ['dns', 'hosts', 'nsg', 'routes', 'subnet']);
  });

  for (const words of examples) {
    it(`runs the example of --help: ${words}`, () => {
      const { code, printed } = run(words.replace(/ >.*/, '').split(' '));
      assert.equal(code, 0, printed);
      assert.ok(printed.length > 50, printed);
    });
  }
});

/** The help of all generators, one after the other. */
function spawnHelp(): { readonly printed: string } {
  build('cli', 'cli.core');
  const printed = ['hosts', 'dns', 'subnet', 'nsg', 'routes'].map(
    command =>
      spawnSync(process.execPath, [inRepository('dist/cli.js'), command, '--help'], { encoding: 'utf8' }).stdout,
  );
  return { printed: printed.join('\n') };
}
