/**
 * A whole folder by the command line, as a build would check it: `node bench/check-folder.mjs DIR`. The time of the process,
 * its memory, and where the time goes, by samples of the profiler in a run of its own.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quantile, table } from './lib/stats.mjs';

const runs = 3;
const targets = { seconds: 10, megabytes: 500 };
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

/** The functions that a stage begins with; the innermost of them counts. */
const stages = {
  'find and read files': ['find', 'noteUses', 'readText', 'readdir', 'decode', 'isReallyInside'],
  'parse and lower Bicep': ['parseBicep', 'templateFromBicep'],
  'parse and lower JSON': ['parseJson', 'templateFromJson'],
  'find what a text leads to': ['closure', 'inputs', 'deployments', 'configure'],
  evaluate: ['deploy', 'get body'],
  model: ['buildNetwork', 'findTargets'],
  rules: ['runRules'],
};

/** @returns a section in Markdown */
export function checkFolder(directory) {
  const folder = resolve(directory);
  const head = ['', 'files checked', 'seconds', 'on the processor', 'MB', 'target of the time', 'target of the memory'];
  const rows = [['all cores', ...medians(folder, [])]];
  if (canBind()) rows.push(['one core', ...medians(folder, toOneCore)]);
  const shares = table(['stage', 'share'], stageShares(folder));
  return `## A whole folder by the command line, median of ${runs}\n\n${table(head, rows)}\n\n${shares}`;
}

/** Has Linux run a program on one core, on which the garbage collector and the compiler have to wait, too. */
const toOneCore = ['taskset', '--cpu-list', '0'];

function canBind() {
  return process.platform === 'linux' && spawnSync(toOneCore[0], ['--version']).status === 0;
}

function medians(folder, binding) {
  const measured = Array.from({ length: runs }, () => measure(folder, binding));
  const median = key =>
    quantile(
      measured.map(run => run[key]),
      0.5,
    );
  const [seconds, processor, megabytes] = [median('seconds'), median('processor'), median('megabytes')];
  const judged = (value, target, unit) => `${value < target ? 'met' : 'missed'} (< ${target} ${unit})`;
  return [
    String(measured[0].files),
    seconds.toFixed(1),
    processor.toFixed(1),
    megabytes.toFixed(0),
    judged(seconds, targets.seconds, 's'),
    judged(megabytes, targets.megabytes, 'MB'),
  ];
}

/** Says in its last line on standard error what the process took. */
const report = `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); console.error('\\n' + JSON.stringify({ processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 })); });`;

function measure(folder, binding) {
  const started = performance.now();
  const { stdout, stderr } = run(
    ['--import', `data:text/javascript,${encodeURIComponent(report)}`, join(dist, 'cli.js')],
    folder,
    binding,
  );
  const seconds = (performance.now() - started) / 1000;
  return { seconds, files: JSON.parse(stdout).files, ...JSON.parse(stderr.trim().split('\n').at(-1)) };
}

function stageShares(folder) {
  const profiles = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    run(['--cpu-prof', `--cpu-prof-dir=${profiles}`, join(dist, 'cli.core.js')], folder);
    const [file] = readdirSync(profiles);
    return sharesOf(JSON.parse(readFileSync(join(profiles, file), 'utf8')));
  } finally {
    rmSync(profiles, { recursive: true });
  }
}

function sharesOf({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id])));
  const stageOf = id => {
    for (let at = id; at !== undefined; at = parents.get(at)) {
      // The bundler tells functions of one name apart by a number.
      const name = byId.get(at).callFrame.functionName.replace(/\d+$/, '');
      if (name === '(garbage collector)') return 'garbage collector';
      const stage = Object.keys(stages).find(key => stages[key].includes(name));
      if (stage !== undefined) return stage;
    }
    return 'the rest';
  };
  const times = new Map();
  let all = 0;
  samples.forEach((id, i) => {
    const stage = stageOf(id);
    times.set(stage, (times.get(stage) ?? 0) + timeDeltas[i]);
    all += timeDeltas[i];
  });
  return [...times].sort((a, b) => b[1] - a[1]).map(([stage, time]) => [stage, `${Math.round((100 * time) / all)} %`]);
}

function run(args, folder, binding = []) {
  const [program, ...rest] = [...binding, process.execPath, ...args, 'check', folder, '--format', 'json'];
  return spawnSync(program, rest, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(checkFolder(process.argv[2] ?? '.'));
