/** Where the time of one check goes: reading the text, lowering it and building the network, and judging it. */
import { fileURLToPath } from 'node:url';
import { neverCancelled } from '../server/src/base/cancel.ts';
import { deploy } from '../server/src/evaluate/deployment.ts';
import { buildNetwork } from '../server/src/network/build.ts';
import { parseJson } from '../server/src/syntax/json/parser.ts';
import { templateFromJson } from '../server/src/template/from-json.ts';
import { Project } from '../server/src/workspace/project.ts';
import { defaultSettings } from '../server/src/workspace/settings.ts';
import { ms, quantile, table } from './lib/stats.mjs';
import { securityGroupTemplate } from './lib/templates.mjs';

const runs = 60;
const warmUp = 30;

/** @returns a section in Markdown */
export function stages(): string {
  const rows = [10, 100, 1000].map(rules => {
    const text = securityGroupTemplate(rules);
    const times = { parse: [] as number[], model: [] as number[], findings: [] as number[] };
    for (let i = 0; i < warmUp + runs; i++) {
      const one = checkOnce(text);
      if (i < warmUp) continue;
      times.parse.push(one.parse);
      times.model.push(one.model);
      times.findings.push(one.findings);
    }
    const [parse, model, findings] = [times.parse, times.model, times.findings].map(list => quantile(list, 0.5)) as [
      number,
      number,
      number,
    ];
    const all = parse + model + findings;
    const share = (part: number) => `${ms(part)} (${Math.round((100 * part) / all)} %)`;
    return [String(rules), share(parse), share(model), share(findings), ms(all)];
  });
  const head = ['rules', 'parse', 'lower and model', 'findings', 'sum'];
  return `## Stages of one check, median of ${runs}, milliseconds\n\n${table(head, rows)}`;
}

function checkOnce(text: string): { readonly parse: number; readonly model: number; readonly findings: number } {
  const uri = 'file:///bench/nsg.json';
  const start = performance.now();
  const tree = parseJson(text);
  const parsed = performance.now();
  buildNetwork(deploy(templateFromJson(tree, uri)));
  const modelled = performance.now();
  const view = new Project().view({ uri, version: 1, languageId: 'json', text }, defaultSettings);
  view.findings(neverCancelled);
  const found = performance.now();
  const [parse, model] = [parsed - start, modelled - parsed];
  // A view reads the text itself; what is left after that is the judging.
  return { parse, model, findings: Math.max(0, found - modelled - parse - model) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(stages());
