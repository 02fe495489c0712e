/**
 * Compares what Bicep files deploy with what their compiled JSON deploys: `npm run oracle -- DIR [--all] [--show N] [--only TEXT]`.
 */
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deploy } from '../../server/src/evaluate/deployment.ts';
import type { Value } from '../../server/src/evaluate/value.ts';
import { memberValue } from '../../server/src/evaluate/value.ts';
import type { Template } from '../../server/src/template/template.ts';
import { readFile } from '../../server/src/workspace/read-file.ts';
import { differences, sideOf } from './compare.ts';
import { findPairs } from './pairs.ts';

const args = process.argv.slice(2);
const folder = args[0] ?? '.';
const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const everything = args.includes('--all');
const show = Number(option('--show') ?? 5);
const only = option('--only');

const networkTypes =
  /^microsoft\.(apimanagement\/|network\/(networksecuritygroups|routetables|virtualnetworks|applicationsecuritygroups|publicip|azurefirewalls|firewallpolicies|natgateways|privateendpoints))/;
const isCompared = (type: string) =>
  everything ? type !== 'microsoft.resources/deployments' : networkTypes.test(type);

function read(path: string): Template {
  return readFile({
    uri: pathToFileURL(path).href,
    version: 0,
    languageId: path.endsWith('.bicep') ? 'bicep' : 'json',
    text: readFileSync(path, 'utf8'),
  }).template;
}

function parametersOf(test: string): ReadonlyMap<string, Value> {
  const text = readFileSync(test, 'utf8').replace(
    /^module (\w+) '(\.\.\/)*main\.bicep'/m,
    "resource $1 'oracle/parameters@1'",
  );
  const { template } = readFile({ uri: pathToFileURL(test).href, version: 0, languageId: 'bicep', text });
  const { resources } = deploy(template, { exact: true });
  const call = resources.find(resource => resource.type === 'oracle/parameters');
  const params = memberValue(call?.body, 'params')?.value;
  return new Map(
    params?.kind === 'object' ? params.members.map(member => [member.name.toLowerCase(), member.value]) : [],
  );
}

const totals = { comparisons: 0, equal: 0, resources: 0, leaves: 0, known: 0, failed: 0, sources: new Set<string>() };
const differing: { name: string; lines: readonly string[] }[] = [];
for (const pair of findPairs(resolve(folder))) {
  if (only !== undefined && !pair.source.includes(only)) continue;
  for (const test of pair.tests.length > 0 ? pair.tests : [undefined]) {
    const parameters = test === undefined ? new Map<string, Value>() : parametersOf(test);
    const bicep = sideOf(deploy(read(pair.source), { exact: true, parameters }).resources, isCompared);
    for (const compiled of pair.compiled) {
      const json = sideOf(deploy(read(compiled), { exact: true, parameters }).resources, isCompared);
      if (bicep.resources.length === 0 && json.resources.length === 0) continue;
      totals.comparisons++;
      totals.sources.add(pair.source);
      totals.resources += json.resources.length;
      totals.leaves += bicep.leaves.all + json.leaves.all;
      totals.known += bicep.leaves.known + json.leaves.known;
      const lines = differences(bicep, json);
      if (lines.length === 0) totals.equal++;
      else
        differing.push({
          name: `${relative(folder, compiled)}${test === undefined ? '' : ` with ${relative(folder, test)}`}`,
          lines,
        });
    }
  }
}
for (const { name, lines } of differing.slice(0, show)) console.log(`${name}\n${lines.slice(0, 40).join('\n')}\n`);
console.log(differing.map(d => `${d.name} ${d.lines.length}`).join('\n'));
console.log(
  `${totals.equal} of ${totals.comparisons} equal; ${totals.sources.size} sources, ${totals.resources} resources, ${totals.known} of ${totals.leaves} leaves known (${((100 * totals.known) / totals.leaves).toFixed(1)} %)`,
);
