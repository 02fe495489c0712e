/**
 * From an edit to its diagnostics, over standard input and output: our built server, and beside it in the same run the JSON
 * language server of VS Code, which checks the syntax of the same text. The edits alternate between the two.
 *
 * As a user has it: a file is opened in a server that has just started, its diagnostics come, the user reads for some seconds, and
 * edits. Every edit counts, from the first on.
 */
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LanguageServer } from './lib/language-server.mjs';
import { ms, quantile, table } from './lib/stats.mjs';
import { securityGroupTemplate } from './lib/templates.mjs';

const ourServer = fileURLToPath(new URL('../dist/server.node.js', import.meta.url));
const peerServer = fileURLToPath(
  new URL('node_modules/vscode-langservers-extracted/bin/vscode-json-language-server', import.meta.url),
);
const sizes = [
  { rules: 10, edits: 200, target: undefined },
  { rules: 100, edits: 200, target: 10 },
  { rules: 1000, edits: 100, target: 50 },
];
/** Between the diagnostics of the opened file and the first edit, in milliseconds. */
const readingMs = 5_000;
/** Edits that are also reported by themselves: a server that has just started is slowest in them. */
const first = 40;

/** @returns {Promise<string>} a section in Markdown */
export async function editToDiagnostics() {
  if (!existsSync(ourServer)) throw new Error('dist/server.node.js is missing: run npm run build first');
  const rows = [];
  for (const { rules, edits, target } of sizes) {
    const text = securityGroupTemplate(rules);
    const ours = await opened(new LanguageServer(ourServer, ['--stdio']), text);
    const peer = await opened(new LanguageServer(peerServer, ['--stdio']), text);
    await setTimeout(readingMs);
    const place = placeOfEdit(text, rules);
    const times = { ours: [], peer: [] };
    let findings = 0;
    let length = 5;
    for (let i = 0; i < edits; i++) {
      // Every second edit makes the text longer or shorter, so that all that stands after it moves.
      const digits = String((i & 2) === 0 ? 40000 + (i % 10000) : 4000 + (i % 1000));
      const end = { ...place, character: place.character + length };
      const change = { range: { start: place, end }, text: digits };
      length = digits.length;
      const own = await ours.edit(uri, i + 2, change);
      const other = await peer.edit(uri, i + 2, change);
      findings = own.items.length;
      times.ours.push(own.milliseconds);
      times.peer.push(other.milliseconds);
    }
    const p95 = quantile(times.ours, 0.95);
    rows.push([
      String(rules),
      String(findings),
      ms(quantile(times.ours, 0.5)),
      ms(p95),
      ms(quantile(times.ours.slice(0, first), 0.95)),
      ms(quantile(times.peer, 0.5)),
      ms(quantile(times.peer, 0.95)),
      ms(quantile(times.peer.slice(0, first), 0.95)),
      (quantile(times.ours, 0.5) / quantile(times.peer, 0.5)).toFixed(2),
      target === undefined ? '' : `${p95 < target ? 'met' : 'missed'} (< ${target})`,
    ]);
    await ours.stop();
    await peer.stop();
  }
  const head = [
    'rules',
    'findings',
    'ours, median',
    'ours, p95',
    `ours, p95 of the first ${first}`,
    'JSON server, median',
    'JSON server, p95',
    `JSON server, p95 of the first ${first}`,
    'ratio of medians',
    'target of p95',
  ];
  const note = `Both servers have just started; ${readingMs / 1000} s lie between the diagnostics of the opened file and the first edit. All ${sizes.map(({ edits }) => edits).join(', ')} edits count, the first ones too.`;
  return `## Edit to diagnostics, milliseconds\n\n${note}\n\n${table(head, rows)}`;
}

const uri = 'file:///bench/nsg.json';

async function opened(server, text) {
  await server.start({ provideFormatter: false, handledSchemaProtocols: ['file'] });
  server.open(uri, 'json', text);
  await server.diagnostics(uri);
  return server;
}

/** Where the port of a rule in the middle starts: five digits at first, which each edit writes anew. */
function placeOfEdit(text, rules) {
  const wanted = `"${20000 + 2 * Math.floor(rules / 4) + 1}"`;
  const before = text.slice(0, text.indexOf(wanted) + 1).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await editToDiagnostics());
