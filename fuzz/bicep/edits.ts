/**
 * Single edits as people make them while typing, and what of the other statements is left after them.
 *
 *   npx tsx fuzz/bicep/edits.ts DIR [--seed N] [--runs N]
 *
 * makes N edits of each sort in the `.bicep` files below a folder, and prints in how many of them no other statement is lost.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseBicep } from '../../server/src/syntax/bicep/parser.ts';
import type { Statement } from '../../server/src/syntax/bicep/tree.ts';
import { type CorpusFile, checkLaws, randomFrom } from '../../test/syntax/bicep/support.ts';

/** One change of a text: `start..end` is replaced by `insert`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

type Random = () => number;

export const pick = (random: Random, length: number) => Math.floor(random() * length);

/** One of the matches of a pattern in a text, as offsets of its first group, or of the whole match without groups. */
function anyMatch(text: string, pattern: RegExp, random: Random): { start: number; end: number } | undefined {
  const matches = [...text.matchAll(pattern)];
  const match = matches[pick(random, matches.length)];
  if (match === undefined) return undefined;
  const group = match[1] ?? match[0];
  const start = match.index + match[0].lastIndexOf(group);
  return { start, end: start + group.length };
}

const removing = (pattern: RegExp) => (text: string, random: Random) => {
  const range = anyMatch(text, pattern, random);
  return range && { ...range, insert: '' };
};

/** What people do while they type. */
export const EDITS: Readonly<Record<string, (text: string, random: Random) => Edit | undefined>> = {
  'a value is cut': removing(/(?<=^ *[a-z]\w*:) +([^\n{[(]+)$/gim),
  'the value of a declaration is cut': removing(/(?<=^(?:param|var|output) [^=\n]*=)( [^\n{[(]+)$/gm),
  'a closing bracket is dropped': removing(/[)\]}]/g),
  'an opening line is dropped': removing(/^[^\n]*[[{(]\n/gm),
  'a quote is dropped': removing(/(?<!')'(?!')/g),
  'a name is cut in half': (text, random) => {
    const range = anyMatch(text, /[A-Za-z]{4,}/g, random);
    return range && { start: Math.ceil((range.start + range.end) / 2), end: range.end, insert: '' };
  },
  'a name is begun on a new line': (text, random) => {
    const range = anyMatch(text, /(?<=^ +[a-z]\w*: [^\n]*)\n/gim, random);
    return range && { ...range, insert: '\n  na\n' };
  },
  'a dot is typed': (text, random) => {
    const range = anyMatch(text, /[a-z]$/gim, random);
    return range && { start: range.end, end: range.end, insert: '.' };
  },
  'a stray sign is typed': (text, random) => {
    const at = pick(random, text.length);
    return { start: at, end: at, insert: ['=', ':', '.', ',', '#', '?', '%', 'x', '1', '&&'][pick(random, 10)]! };
  },
};

/** A statement by what must stay when another one is broken. */
function identity(text: string, statement: Statement): string {
  return `${statement.kind} ${text.slice(statement.start, statement.end)}`;
}

/** How many statements that do not touch the edit are gone after it. */
export function lostStatements(file: CorpusFile, edit: Edit): number {
  const before = parseBicep(file.text, { kind: file.kind });
  const text = file.text.slice(0, edit.start) + edit.insert + file.text.slice(edit.end);
  const after = parseBicep(text, { kind: file.kind });
  checkLaws(after);
  const kept = new Set(after.program.statements.map(statement => identity(text, statement)));
  return before.program.statements.filter(
    statement =>
      (statement.end < edit.start || statement.start > edit.end) && !kept.has(identity(file.text, statement)),
  ).length;
}

/** Makes `runs` edits of one sort in files picked at random; the answer is in how many no other statement was lost. */
export function harmlessEdits(what: string, files: readonly CorpusFile[], seed: number, runs: number): number {
  const random = randomFrom(seed);
  let harmless = 0;
  for (let made = 0; made < runs; ) {
    const file = files[pick(random, files.length)]!;
    const edit = EDITS[what]!(file.text, random);
    if (edit === undefined) continue;
    made++;
    if (lostStatements(file, edit) === 0) harmless++;
  }
  return harmless;
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error('usage: npx tsx fuzz/bicep/edits.ts DIR [--seed N] [--runs N]');
    process.exit(2);
  }
  const files: CorpusFile[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.bicep')) continue;
    const path = join(entry.parentPath, entry.name);
    files.push({ name: entry.name, path, kind: 'bicep', text: readFileSync(path, 'utf8') });
  }
  const runs = option('--runs', 200);
  for (const what of Object.keys(EDITS)) {
    const share = (100 * harmlessEdits(what, files, option('--seed', 1), runs)) / runs;
    console.log(`${share.toFixed(1).padStart(5)} %  no other statement lost when ${what}`);
  }
}
