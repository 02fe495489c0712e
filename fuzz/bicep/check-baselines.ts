/**
 * Compares our verdict on the compiler's own baselines with the compiler's: has a file syntax errors or has it none?
 *
 *   npx tsx fuzz/bicep/check-baselines.ts DIR
 *
 * `DIR` is `src/Bicep.Core.Samples/Files/baselines` of a copy of Azure/bicep. The oracle is the `main.diagnostics.bicep` beside
 * each `main.bicep`, of whose diagnostics those count that the compiler's lexer and parser raise.
 * Exit code 1 where a verdict differs, 2 where no folder is given.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { parseBicep } from '../../server/src/syntax/bicep/parser.ts';

/** Codes of the compiler's lexer and parser, as of November 2026; its size limits (BCP010, BCP024) are left out. */
const SYNTAX_CODES = new Set(
  [
    ...Array.from({ length: 24 }, (_, i) => i + 1).filter(n => n !== 10 && n !== 24),
    ...[
      64, 68, 87, 96, 97, 103, 117, 118, 123, 133, 136, 140, 162, 167, 201, 202, 226, 236, 237, 238, 243, 249, 279, 300,
    ],
    ...[337, 354, 355, 356],
  ].map(n => `BCP${String(n).padStart(3, '0')}`),
);

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: npx tsx fuzz/bicep/check-baselines.ts DIR');
  process.exit(2);
}

let compared = 0;
let agreed = 0;
let linesOfBoth = 0;
let linesOfCompiler = 0;
let linesOfOurs = 0;
for (const name of readdirSync(folder).sort()) {
  for (const [file, oracle] of [
    ['main.bicep', 'main.diagnostics.bicep'],
    ['parameters.bicepparam', 'parameters.diagnostics.bicepparam'],
  ] as const) {
    const source = join(folder, name, file);
    const expected = join(folder, name, oracle);
    if (!existsSync(source) || !existsSync(expected)) continue;
    const theirs = syntaxLines(readFileSync(expected, 'utf8'));
    const text = readFileSync(source, 'utf8');
    const tree = parseBicep(text, { kind: file.endsWith('param') ? 'bicepparam' : 'bicep' });
    const index = new LineIndex(text);
    const ours = new Set(tree.errors.map(error => index.position(error.start).line));
    compared++;
    linesOfCompiler += theirs.size;
    linesOfOurs += ours.size;
    for (const line of ours) if (theirs.has(line)) linesOfBoth++;
    if ((ours.size === 0) === (theirs.size === 0)) agreed++;
    else console.log(`${name}/${file}: the compiler has ${theirs.size} lines with syntax errors, we have ${ours.size}`);
    if (process.argv.includes('--lines')) {
      for (const line of theirs)
        if (!ours.has(line)) console.log(`${name}:${line + 1} not marked: ${index.lineText(line)}`);
      for (const line of ours)
        if (!theirs.has(line)) console.log(`${name}:${line + 1} marked extra: ${index.lineText(line)}`);
    }
  }
}
console.log(`${agreed} of ${compared} files with the same verdict`);
console.log(`lines marked: ${linesOfCompiler} by the compiler, ${linesOfOurs} by us, ${linesOfBoth} by both`);
process.exitCode = agreed === compared && compared > 0 ? 0 : 1;

/** The lines of the source, from 0, that bear a syntax error; diagnostics stand as comments behind the line they are about. */
function syntaxLines(annotated: string): Set<number> {
  const lines = new Set<number>();
  let line = -1;
  for (const written of annotated.split(/\r\n|\r|\n/)) {
    const diagnostic = /^\/\/@\[\d+:\d+\) \[([^ ]+) \((\w+)\)\]/.exec(written);
    if (diagnostic === null) line++;
    else if (diagnostic[2] === 'Error' && SYNTAX_CODES.has(diagnostic[1]!)) lines.add(line);
  }
  return lines;
}
