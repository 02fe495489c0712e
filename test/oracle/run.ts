/**
 * Compares what Bicep files deploy with what the JSON compiled from them deploys: `npm run oracle -- DIR [options]`.
 *
 * Looks for `main.bicep` beside `main.json` (or any equal base names) and `main.symbolicnames.json`. Modules that have tests
 * in `tests/e2e` are compared once with the parameters of each test, others without parameters. Exits 1 where anything differs.
 *
 *   --all          resources of all types, not only those of networks and API Management
 *   --only TEXT    only pairs with that text in their path
 *   --show N       at most so many differing comparisons in full (default 5)
 *   --mutate N     change N literals of the sources, one at a time, and see that each change is noticed
 */
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type Comparison, comparePair } from './compare-pair.ts';
import { mutations } from './mutate.ts';
import { findPairs } from './pairs.ts';

const args = process.argv.slice(2);
const folder = args.find(argument => !argument.startsWith('--'));
if (folder === undefined) {
  console.error('npm run oracle -- DIR [--all] [--only TEXT] [--show N] [--mutate N]');
  process.exit(2);
}
const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const only = option('--only') ?? '';
const shown = Number(option('--show') ?? 5);
const changes = Number(option('--mutate') ?? 0);

const networkTypes = [
  'applicationsecuritygroups',
  'azurefirewalls',
  'firewallpolicies',
  'natgateways',
  'networksecuritygroups',
  'privateendpoints',
  'publicipaddresses',
  'publicipprefixes',
  'routetables',
  'virtualnetworks',
];
const ofNetworks = new RegExp(`^microsoft\\.(apimanagement/|network/(${networkTypes.join('|')})(/|$))`);
const isCompared = args.includes('--all')
  ? (type: string) => type !== 'microsoft.resources/deployments'
  : (type: string) => ofNetworks.test(type);

const root = resolve(folder);
const compared: Comparison[] = [];
let noticed = 0;
let changed = 0;
for (const pair of findPairs(root)) {
  if (!pair.source.includes(only)) continue;
  const comparisons = comparePair(pair, isCompared);
  compared.push(...comparisons);
  if (changed >= changes || comparisons.length === 0) continue;
  for (const text of mutations(readFileSync(pair.source, 'utf8'), isCompared)) {
    if (changed >= changes) break;
    changed++;
    if (comparePair(pair, isCompared, text.text).some(({ differences }) => differences.length > 0)) noticed++;
    else console.log(`not noticed: ${relative(root, pair.source)} ${text.what}`);
  }
}

const differing = compared.filter(({ differences }) => differences.length > 0);
for (const { title, differences } of differing.slice(0, shown)) {
  console.log(`${title.replaceAll(`${root}/`, '')}\n${differences.slice(0, 40).join('\n')}\n`);
}
for (const { title, differences } of differing)
  console.log(`${title.replaceAll(`${root}/`, '')}: ${differences.length}`);

const sum = (of: (comparison: Comparison) => number) => compared.reduce((total, one) => total + of(one), 0);
const [resources, leaves, known] = [sum(c => c.resources), sum(c => c.leaves.all), sum(c => c.leaves.known)];
const share = (part: number, whole: number) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
console.log(
  [
    `${compared.length - differing.length} of ${compared.length} comparisons equal (${share(compared.length - differing.length, compared.length)})`,
    `${new Set(compared.map(({ source }) => source)).size} sources, ${resources} resources`,
    `${known} of ${leaves} leaf values known (${share(known, leaves)})`,
    ...(changes > 0 ? [`${noticed} of ${changed} changed literals noticed`] : []),
  ].join('\n'),
);
process.exitCode = differing.length > 0 || noticed < changed ? 1 : 0;
