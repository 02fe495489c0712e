/**
 * Measures the Bicep parser beside its peers, all in one run:
 *
 *   npm install --prefix bench/bicep           (once; the peers are no dependency of the extension)
 *   npx tsx bench/bicep/parse.ts [DIR] [--rounds N]
 *
 * With a folder: all its `.bicep` and `.bicepparam` files, and `JSON.parse` on the `main.json` beside a `main.bicep`.
 * Without: generated text. Ours is measured twice, alone and with the index of lines that positions are made from.
 * A round runs every parser once over everything; the median of the rounds counts, after two rounds to warm up.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { parseBicep, parseBicepCounted } from '../../server/src/syntax/bicep/parser.ts';
import type { BicepFileKind } from '../../server/src/syntax/bicep/tree.ts';

interface Source {
  readonly text: string;
  readonly kind: BicepFileKind;
}

interface Peer {
  readonly name: string;
  readonly texts: readonly Source[];
  readonly parse: (source: Source) => void;
  readonly milliseconds: number[];
}

const here = import.meta.dirname;
const roundsAt = process.argv.indexOf('--rounds');
const rounds = roundsAt < 0 ? 7 : Number(process.argv[roundsAt + 1]);
const folder = process.argv
  .slice(2)
  .find((argument, i, all) => !argument.startsWith('--') && all[i - 1] !== '--rounds');

const megabytes = (texts: readonly Source[]) => texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function filesBelow(root: string): { sources: Source[]; templates: Source[] } {
  const sources: Source[] = [];
  const templates: Source[] = [];
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.bicep(param)?$/.test(entry.name)) continue;
    const kind = entry.name.endsWith('param') ? 'bicepparam' : 'bicep';
    sources.push({ text: readFileSync(join(entry.parentPath, entry.name), 'utf8'), kind });
    const template = join(entry.parentPath, 'main.json');
    if (entry.name === 'main.bicep' && existsSync(template))
      templates.push({ text: readFileSync(template, 'utf8'), kind });
  }
  return { sources, templates };
}

function generated(bytes: number): string {
  const block = readFileSync(join(here, '../../test/syntax/bicep/corpus/apim-network.bicep'), 'utf8');
  return block.repeat(Math.ceil(bytes / block.length));
}

/** What is used of web-tree-sitter, which is loaded only if it is installed here. */
interface TreeSitter {
  readonly Parser: {
    init(): Promise<void>;
    new (): { setLanguage(language: unknown): void; parse(text: string): { delete(): void } | null };
  };
  readonly Language: { load(path: string): Promise<unknown> };
}

async function treeSitter(): Promise<((source: Source) => void) | undefined> {
  const modules = join(here, 'node_modules');
  const library = join(modules, 'web-tree-sitter/tree-sitter.js');
  if (!existsSync(library)) return undefined;
  const { Parser, Language } = (await import(pathToFileURL(library).href)) as TreeSitter;
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(modules, 'tree-sitter-bicep/tree-sitter-bicep.wasm')));
  return ({ text }) => parser.parse(text)?.delete();
}

function measure(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function table(peers: readonly Peer[]): void {
  const ours = peers[0]!;
  const speed = (peer: Peer) => megabytes(peer.texts) / (median(peer.milliseconds) / 1000);
  console.log('| parser | files | MB | ms | MB/s | times ours |');
  console.log('|---|---|---|---|---|---|');
  for (const peer of peers) {
    const cells = [peer.texts.length, megabytes(peer.texts).toFixed(2), median(peer.milliseconds).toFixed(1)];
    const ratio = speed(peer) / speed(ours);
    console.log(`| ${peer.name} | ${cells.join(' | ')} | ${speed(peer).toFixed(1)} | ${ratio.toFixed(2)} |`);
  }
}

async function compare(): Promise<void> {
  const { sources, templates } =
    folder === undefined
      ? { sources: [{ text: generated(4e6), kind: 'bicep' as const }], templates: [] }
      : filesBelow(folder);
  const errors = sources.filter(source => parseBicep(source.text, source).errors.length > 0).length;
  let sink = 0;
  const peers: Peer[] = [
    {
      name: 'ours, with comments and line index',
      texts: sources,
      parse: source => {
        sink += parseBicep(source.text, source).program.statements.length + new LineIndex(source.text).lineCount;
      },
      milliseconds: [],
    },
    {
      name: 'ours, with comments',
      texts: sources,
      parse: source => {
        sink += parseBicep(source.text, source).program.statements.length;
      },
      milliseconds: [],
    },
  ];
  const sitter = await treeSitter();
  if (sitter === undefined) console.log('tree-sitter-bicep is not installed here: npm install --prefix bench/bicep\n');
  else peers.push({ name: 'tree-sitter-bicep (web-tree-sitter)', texts: sources, parse: sitter, milliseconds: [] });
  if (templates.length > 0) {
    const parse = ({ text }: Source) => {
      sink += Object.keys(JSON.parse(text) as object).length;
    };
    peers.push({ name: 'JSON.parse of the compiled templates', texts: templates, parse, milliseconds: [] });
  }
  for (let round = -2; round < rounds; round++) {
    for (const peer of peers) {
      const time = measure(() => {
        for (const text of peer.texts) peer.parse(text);
      });
      if (round >= 0) peer.milliseconds.push(time);
    }
  }
  table(peers);
  console.log(`\n${rounds} rounds, ${errors} sources with syntax errors, checksum ${sink}\n`);
}

function growth(): void {
  console.log('| text | MB | ms | ms per MB | steps per character |');
  console.log('|---|---|---|---|---|');
  const cases: [string, string][] = [1, 2, 5, 10].map(size => [`${size} MB generated`, generated(size * 1e6)]);
  for (const depth of [1_000, 10_000, 100_000]) {
    cases.push([`${depth} nested brackets`, `var x = ${'['.repeat(depth)}1${']'.repeat(depth)}\n`]);
    cases.push([`${depth} nested brackets, none closed`, `var x = ${'['.repeat(depth)}\n`]);
  }
  for (const [name, text] of cases) {
    const times = Array.from({ length: 5 }, () => measure(() => parseBicep(text)));
    const size = text.length / 1e6;
    const { work } = parseBicepCounted(text);
    const cells = [size.toFixed(3), median(times).toFixed(2), (median(times) / size).toFixed(0)];
    console.log(`| ${name} | ${cells.join(' | ')} | ${(work / text.length).toFixed(2)} |`);
  }
}

await compare();
growth();
