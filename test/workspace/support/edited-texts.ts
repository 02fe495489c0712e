/**
 * Edit, then check, equals check from scratch: what a project takes over from the version before changes no answer.
 *
 * Texts of all shapes are edited at random, many times each, as one project sees them; after every edit its answers are
 * compared with those of a project that has seen nothing before.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neverCancelled } from '../../../server/src/base/cancel.ts';
import { parseJson } from '../../../server/src/syntax/json/parser.ts';
import type { JsonNode, JsonTree } from '../../../server/src/syntax/json/tree.ts';
import { Project, type SourceText } from '../../../server/src/workspace/project.ts';
import { defaultSettings, type Settings } from '../../../server/src/workspace/settings.ts';
import type { FileView } from '../../../server/src/workspace/view.ts';
import { Random } from '../../analysis/support/random.ts';

const editsPerText = 15;
/** Longer texts take too long to be read from scratch after every edit. */
const longest = 30_000;
const settings: Settings = { ...defaultSettings, rulePack: 'all', targets: [{ files: '**', mode: 'Internal' }] };

export interface StartText {
  readonly name: string;
  readonly text: string;
}

/** Fixtures of all rules, and examples. */
export function startTexts(): readonly StartText[] {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const files = ['test/rules', 'examples'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(jsonc?|bicep)$/.test(name))
      .sort()
      .map(name => ({ name: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') })),
  );
  return files.filter(({ text }) => text.length < longest);
}

/**
 * Makes at least so many edits, in texts that follow from the seed.
 *
 * @throws AssertionError with the seed and what was edited, where an answer differs
 */
export function tryEdits(seed: number, edits: number, texts: readonly StartText[], progress = (_: number) => {}): void {
  for (let done = 0, number = 0; done < edits; done += editsPerText, number++) {
    const own = seed * 1_000_003 + number;
    editOneText(new Random(own), texts, `text ${number} of seed ${seed}`);
    progress(done);
  }
}

function editOneText(random: Random, texts: readonly StartText[], label: string): void {
  const start = random.oneIn(2) ? { name: 'group.json', text: randomGroup(random) } : random.pick(texts);
  const project = projectThatThrows();
  const versions = [start.text];
  for (let i = 0; i <= editsPerText; i++) {
    const text = versions.at(-1)!;
    const source: SourceText = { uri: `file:///workspace/${start.name}`, version: i, languageId: '', text };
    const edited = project.view(source, settings);
    const fresh = projectThatThrows().view(source, settings);
    const where = `${label}: ${start.name} after ${i} edits:\n${text}`;
    assert.deepEqual(saidOf(edited), saidOf(fresh), where);
    assert.deepEqual(edited.network, fresh.network, where);
    assert.deepEqual(edited.targets, fresh.targets, where);
    if (i > 0)
      assert.deepEqual(spelledOut(parseJson(text, parseJson(versions.at(-2)!))), spelledOut(parseJson(text)), where);
    versions.push(random.oneIn(8) ? random.pick(versions) : changed(random, text, texts));
  }
}

/** A tree as plain objects: what is moved when somebody looks is moved. */
function spelledOut(tree: JsonTree): unknown {
  const nodeOf = (node: JsonNode): unknown =>
    node.kind === 'object'
      ? {
          ...node,
          properties: node.properties.map(property => ({ ...property, value: nodeOf(property.value) })),
        }
      : node.kind === 'array'
        ? { ...node, items: node.items.map(nodeOf) }
        : node;
  return { ...tree, root: tree.root && nodeOf(tree.root) };
}

/** The findings with their fixes worked out. */
export function saidOf(view: FileView) {
  return view.findings(neverCancelled).map(finding => ({ ...finding, fixes: finding.fixes() }));
}

/** A group whose rules overlap in many ways, so that one of them often changes what becomes of others. */
function randomGroup(random: Random): string {
  const prefix = () =>
    random.pick(['10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24', '10.1.2.3', '192.168.0.0/16', '20.1.0.0/16']);
  const tag = () =>
    random.pick(['Internet', 'VirtualNetwork', 'ApiManagement', 'Storage', 'Storage.WestEurope', 'Sql']);
  const address = () => (random.oneIn(3) ? '*' : random.oneIn(2) ? prefix() : tag());
  const port = () => random.pick(['*', '443', '3443', '80-443', '1433', '1-65535', '8080', '6380']);
  const securityRules = Array.from({ length: 2 + random.below(random.oneIn(3) ? 50 : 20) }, (_, i) => ({
    name: `rule-${i}`,
    properties: {
      priority: 100 + random.below(random.oneIn(2) ? 4000 : 40),
      direction: random.oneIn(3) ? 'Outbound' : 'Inbound',
      access: random.oneIn(3) ? 'Deny' : 'Allow',
      protocol: random.pick(['*', 'Tcp', 'Tcp', 'Udp']),
      sourceAddressPrefix: address(),
      sourcePortRange: '*',
      ...(random.oneIn(4)
        ? { destinationAddressPrefixes: [prefix(), prefix()] }
        : { destinationAddressPrefix: address() }),
      destinationPortRange: port(),
    },
  }));
  const type = 'Microsoft.Network/networkSecurityGroups';
  return JSON.stringify({ type, name: 'nsg-apim', location: 'westeurope', properties: { securityRules } }, null, 2);
}

function projectThatThrows(): Project {
  return new Project({
    log: (_, error) => {
      throw error;
    },
  });
}

const snippets = [
  ...['"', "'", '{', '}', '[', ']', ',', ':', '/*', '*/', '\n', ' ', '\\', '0', '9', 'x', '\u00e9', '\ud800'],
  ...['// a comment\n', "[parameters('p')]", '"copy": [],', '"name": "again",', '// apim-vnet: mode=Internal\n'],
  ...[
    '// apim-vnet-disable-next-line\n',
    'System.Object',
    '*',
    'Storage.WestEurope',
    '10.0.0.0/8',
    'Deny',
    '"[x]": 1,',
  ],
];

/** A text after one edit: something typed, cut, written over, copied or moved. */
export function changed(random: Random, text: string, texts: readonly StartText[]): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + random.below(random.oneIn(3) ? 200 : 8));
  const spliced = (start: number, stop: number, insert: string) => text.slice(0, start) + insert + text.slice(stop);
  switch (random.below(7)) {
    case 0:
      return spliced(at, at, random.pick(snippets));
    case 1:
      return spliced(at, end, '');
    case 2:
      return spliced(at, end, random.pick(snippets));
    case 3: {
      const numbers = [...text.matchAll(/\d+/g)];
      if (numbers.length === 0) return spliced(at, at, '1');
      const { index, 0: digits } = random.pick(numbers);
      return spliced(index, index + digits.length, String(random.below(70_000)));
    }
    case 4: {
      const lines = text.split('\n');
      const from = random.below(lines.length);
      const some = lines.slice(from, from + 1 + random.below(16));
      if (random.oneIn(2)) lines.splice(from, some.length);
      lines.splice(random.below(lines.length + 1), 0, ...some);
      return lines.join('\n');
    }
    case 5: {
      const other = random.pick(texts).text;
      const from = random.below(other.length);
      return spliced(at, at, other.slice(from, from + random.below(300)));
    }
    default: {
      // A text of its rules' length, so that nothing after it moves.
      const words = [...text.matchAll(/[A-Za-z]{3,}/g)];
      if (words.length === 0) return spliced(at, at, 'word');
      const { index, 0: word } = random.pick(words);
      return spliced(
        index,
        index + word.length,
        word.replace(/./, letter => (letter === 'A' ? 'D' : 'A')),
      );
    }
  }
}
