// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the holes of Bicep's strings look like those of template strings.
/**
 * Feeds the Bicep parser with broken texts and checks that it keeps its promises: it never throws, always ends, gives a tree
 * whose ranges nest, gives the same tree again, and does work in proportion to the length.
 *
 *   npx tsx fuzz/bicep/fuzz.ts [--seed N] [--runs N] [--seconds N]
 *
 * A run is a pure function of its seed. The seed of a run that fails is printed with the text; `--seed N --runs 1` repeats it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { parseBicepCounted } from '../../server/src/syntax/bicep/parser.ts';
import { nodeAt } from '../../server/src/syntax/bicep/visit.ts';
import { checkLaws, randomFrom } from '../../test/syntax/bicep/support.ts';

type Random = () => number;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const oneOf = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;

const WORDS: readonly string[] = [
  ..."{ } ( ) [ ] @ , . ... ? ?? : :: ; = => == != =~ !~ < <= > >= + - * / % ^ ! && || | & # $ \" \\ ` ~ ' '''".split(
    ' ',
  ),
  ..."$''' $$''' ${ $${ }' }''' // /* */ #disable-next-line #disable-diagnostics \\n \\u{41} \\u{".split(' '),
  ...'param var resource module output type func import metadata targetScope assert test extension using'.split(' '),
  ...'extends extensionConfig existing if for in as from with none true false null a b c string int'.split(' '),
  ...[
    '0',
    '42',
    "'text'",
    "'a@b'",
    '\n',
    '\n',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '\n}\n',
    '\n]\n',
    '\u00e9',
    '\ud83d',
    '\0',
  ],
];

const CORPUS = readdirSync(join(import.meta.dirname, '../../test/syntax/bicep/corpus'))
  .filter(name => /\.bicep(param)?$/.test(name))
  .sort()
  .map(name => readFileSync(join(import.meta.dirname, '../../test/syntax/bicep/corpus', name), 'utf8'));

/** Any code units, mostly of the kind programs are made of. */
function randomCharacters(random: Random): string {
  let text = '';
  for (let n = below(random, 300); n > 0; n--) {
    text += String.fromCharCode(random() < 0.9 ? below(random, 128) : below(random, 65_536));
  }
  return text;
}

function randomWords(random: Random): string {
  let text = '';
  const blank = oneOf(random, ['', ' ']);
  for (let n = below(random, 200); n > 0; n--) text += oneOf(random, WORDS) + blank;
  return text;
}

/** Two files of the corpus cut and joined, then some words put in, and stretches taken out, doubled or moved. */
function splice(random: Random): string {
  const first = oneOf(random, CORPUS);
  const second = oneOf(random, CORPUS);
  let text = first.slice(0, below(random, first.length)) + second.slice(below(random, second.length));
  for (let n = below(random, 8); n > 0; n--) {
    const start = below(random, text.length);
    const end = Math.min(text.length, start + below(random, oneOf(random, [2, 20, 200])));
    const to = below(random, text.length);
    switch (below(random, 4)) {
      case 0:
        text = text.slice(0, start) + text.slice(end);
        break;
      case 1:
        text = text.slice(0, start) + oneOf(random, WORDS) + text.slice(start);
        break;
      case 2:
        text = text.slice(0, to) + text.slice(start, end) + text.slice(to);
        break;
      default:
        text = text.slice(0, start) + oneOf(random, WORDS) + text.slice(end);
    }
  }
  return text;
}

/** The text of one run. */
function textOf(seed: number): string {
  const random = randomFrom(seed);
  return [randomCharacters, randomWords, splice, splice][below(random, 4)]!(random);
}

function check(text: string): void {
  for (const kind of ['bicep', 'bicepparam'] as const) {
    const { tree, work } = parseBicepCounted(text, { kind });
    checkLaws(tree);
    if (work > 8 * text.length + 100) throw new Error(`${work} steps for ${text.length} characters`);
    if (!isDeepStrictEqual(parseBicepCounted(text, { kind }).tree, tree)) throw new Error('a second parse differs');
    for (const offset of [0, text.length >> 1, text.length]) nodeAt(tree, offset);
  }
}

/** Runs the seeds `first`, `first + 1`, …; throws at the first that fails, with its seed and text in the message. */
export function fuzz(first: number, runs: number, mayGoOn: () => boolean = () => true): number {
  for (let run = 0; run < runs; run++) {
    if (!mayGoOn()) return run;
    const seed = first + run;
    const text = textOf(seed);
    try {
      check(text);
    } catch (error) {
      throw new Error(`seed ${seed} fails on ${JSON.stringify(text)}`, { cause: error });
    }
  }
  return runs;
}

function option(name: string): number | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const seed = option('--seed') ?? Math.floor(Math.random() * 1e9);
  const seconds = option('--seconds');
  const until = Date.now() + (seconds ?? 0) * 1000;
  const runs = option('--runs') ?? (seconds === undefined ? 2_000 : Number.POSITIVE_INFINITY);
  const done = fuzz(seed, runs, () => seconds === undefined || Date.now() < until);
  console.log(`${done} texts from seed ${seed} on, none failed`);
}
