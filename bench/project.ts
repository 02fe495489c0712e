/** A keystroke in one file of a project with 30 modules: what reading, evaluating and judging it again costs. */
import { fileURLToPath } from 'node:url';
import { neverCancelled } from '../server/src/base/cancel.ts';
import type { FileSystem } from '../server/src/workspace/file-system.ts';
import { Project } from '../server/src/workspace/project.ts';
import { defaultSettings } from '../server/src/workspace/settings.ts';
import type { SourceText } from '../server/src/workspace/source-file.ts';
import { ms, quantile, table } from './lib/stats.mjs';

const runs = 60;
const warmUp = 20;
const modules = 30;
const rulesPerModule = 12;
const root = 'file:///bench/';

/** @returns a section in Markdown */
export async function projectEdits(): Promise<string> {
  const rows = [
    await measure('main.bicep', 'main.bicep'),
    await measure('modules/m7.bicep', 'main.bicep'),
    await measure('modules/m7.bicep', 'modules/m7.bicep'),
  ];
  const head = ['edited', 'looked at', 'read', 'evaluate', 'judge', 'sum', 'p95'];
  return `## An edit in a project of ${modules} modules with ${rulesPerModule} rules each, median of ${runs}, milliseconds\n\n${table(head, rows)}`;
}

async function measure(edited: string, looked: string): Promise<string[]> {
  const texts = new Map(projectTexts());
  const open = new Map<string, SourceText>();
  let version = 0;
  const put = (path: string, text: string) => {
    const source = { uri: root + path, version: ++version, languageId: 'bicep', text };
    open.set(source.uri, source);
    return source;
  };
  const project = new Project({ files: memory(texts), openText: uri => open.get(uri) });
  await project.load(put('main.bicep', texts.get('main.bicep')!), defaultSettings);
  const original = texts.get(edited)!;
  const bodies = new Set<string>();
  const times = { read: [] as number[], evaluate: [] as number[], judge: [] as number[], all: [] as number[] };
  for (let i = 0; i < warmUp + runs; i++) {
    const changed = put(edited, `${original}// ${i}\n`);
    const source = looked === edited ? changed : (open.get(root + looked) ?? put(looked, texts.get(looked)!));
    const start = performance.now();
    const view = await project.load(source, defaultSettings);
    const read = performance.now();
    for (const { deployment } of view.evaluations) for (const { body } of deployment.resources) bodies.add(body.kind);
    const evaluated = performance.now();
    view.findings(neverCancelled);
    view.findingsOfUses(neverCancelled);
    const end = performance.now();
    if (i < warmUp) continue;
    times.read.push(read - start);
    times.evaluate.push(evaluated - read);
    times.judge.push(end - evaluated);
    times.all.push(end - start);
  }
  const [read, evaluate, judge] = [times.read, times.evaluate, times.judge].map(list => quantile(list, 0.5));
  const sum = quantile(times.all, 0.5);
  const share = (part: number | undefined) => `${ms(part ?? 0)} (${Math.round((100 * (part ?? 0)) / sum)} %)`;
  return [edited, looked, share(read), share(evaluate), share(judge), ms(sum), ms(quantile(times.all, 0.95))];
}

function projectTexts(): readonly (readonly [string, string])[] {
  const uses = Array.from({ length: modules }, (_, i) => {
    return `module m${i} 'modules/m${i}.bicep' = { name: 'm${i}', params: { prefix: prefix, base: ${100 + i} } }`;
  });
  const subnets = Array.from({ length: modules }, (_, i) => {
    return `{ name: 's${i}', properties: { addressPrefix: '10.0.${i}.0/24', networkSecurityGroup: { id: m${i}.outputs.id } } }`;
  });
  const main = `param prefix string = 'shop'
${uses.join('\n')}
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: '\${prefix}-vnet'
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [\n${subnets.join('\n')}\n] }
}
`;
  return [
    ['main.bicep', main],
    ...Array.from({ length: modules }, (_, i) => [`modules/m${i}.bicep`, moduleText(i)] as const),
  ];
}

function moduleText(i: number): string {
  const rules = Array.from({ length: rulesPerModule }, (_, j) => {
    return `{ name: 'rule-${j}', properties: { priority: base + ${j * 10}, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.${i}.${j}.0/24', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '${4000 + j}' } }`;
  });
  return `param prefix string
param base int
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: '\${prefix}-nsg-${i}'
  location: resourceGroup().location
  properties: { securityRules: [\n${rules.join('\n')}\n] }
}
output id string = nsg.id
`;
}

function memory(texts: ReadonlyMap<string, string>): FileSystem {
  return {
    contains: uri => uri.startsWith(root),
    read: async uri => {
      const text = texts.get(uri.slice(root.length));
      return text === undefined ? { ok: false, why: 'it does not exist', missing: true } : { ok: true, text };
    },
    list: async () => [],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await projectEdits());
