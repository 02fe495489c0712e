/**
 * Parses every `.bicep` and `.bicepparam` file below a folder and prints those with errors, then the totals.
 *
 *   npx tsx fuzz/bicep/check-tree.ts DIR
 *
 * Exit code 1 where a file has an error, 2 where no folder is given.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { parseBicep } from '../../server/src/syntax/bicep/parser.ts';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: npx tsx fuzz/bicep/check-tree.ts DIR');
  process.exit(2);
}

let files = 0;
let characters = 0;
let broken = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.bicep(param)?$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const text = readFileSync(path, 'utf8');
  const { errors } = parseBicep(text, { kind: path.endsWith('param') ? 'bicepparam' : 'bicep' });
  files++;
  characters += text.length;
  if (errors.length === 0) continue;
  broken++;
  const lines = new LineIndex(text);
  for (const error of errors.slice(0, 5)) {
    const { line, character } = lines.position(error.start);
    console.log(`${relative(folder, path)}:${line + 1}:${character + 1} ${error.code}: ${error.message}`);
  }
}
console.log(`${files} files, ${characters} characters, ${broken} files with errors`);
process.exitCode = broken > 0 ? 1 : 0;
