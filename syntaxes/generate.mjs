/**
 * Writes the grammars: `node syntaxes/generate.mjs`. With `--check` it writes nothing and exits 1 if a file is not current.
 * The names of service tags and next-hop types come from `server/data`, so new facts and new colours arrive together.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bicepGrammar } from './bicep-grammar.mjs';
import { injectionGrammar } from './injection-grammar.mjs';

const folder = import.meta.dirname;

/** @type {{ tags: { name: string }[] }} */
const { tags } = data('service-tags.json');
/** @type {{ nextHops: { values: string[] } }} */
const { nextHops } = data('routing.json');

/** @type {readonly (readonly [string, object])[]} */
const files = [
  ['bicep.tmLanguage.json', bicepGrammar()],
  [
    'apim-vnet.injection.tmLanguage.json',
    injectionGrammar(
      tags.map(tag => tag.name),
      nextHops.values,
    ),
  ],
];

for (const [name, grammar] of files) {
  const path = join(folder, name);
  const text = `${JSON.stringify(grammar, null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (read(path) !== text) {
    console.error(`${name} is not current: run node syntaxes/generate.mjs`);
    process.exitCode = 1;
  }
}

/** @param {string} name a file of `server/data` */
function data(name) {
  return JSON.parse(readFileSync(join(folder, '../server/data', name), 'utf8'));
}

/** @param {string} path @returns {string | undefined} undefined where there is no such file */
function read(path) {
  try {
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}
