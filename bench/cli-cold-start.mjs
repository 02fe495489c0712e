/** A check of one file from a cold start, beside Node itself doing nothing: what the program adds. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ms, quantile, table } from './lib/stats.mjs';
import { securityGroupTemplate } from './lib/templates.mjs';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const runs = 20;
const target = 150;

/** @returns {string} a section in Markdown */
export function cliColdStart() {
  const folder = mkdtempSync(join(tmpdir(), 'apim-vnet-bench-'));
  try {
    const file = join(folder, 'nsg.json');
    writeFileSync(file, securityGroupTemplate(100));
    const times = { nothing: [], check: [] };
    for (let i = 0; i < runs; i++) {
      times.nothing.push(timeOf(['-e', '0'], [0]));
      times.check.push(timeOf([program, 'check', file], [0, 1]));
    }
    const nothing = quantile(times.nothing, 0.5);
    const check = quantile(times.check, 0.5);
    const over = check - nothing;
    const verdict = `${over < target ? 'met' : 'missed'} (< ${target})`;
    const row = ['100 rules', ms(nothing), ms(check), ms(over), (check / nothing).toFixed(2), verdict];
    const head = ['file', 'node -e 0', 'apim-vnet check', 'difference', 'ratio', 'target of the difference'];
    return `## Command line from a cold start, median of ${runs}, milliseconds\n\n${table(head, [row])}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timeOf(args, expected) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const milliseconds = performance.now() - started;
  if (!expected.includes(status)) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return milliseconds;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(cliColdStart());
