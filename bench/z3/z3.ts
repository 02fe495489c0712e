/**
 * The same questions to us and to Z3: what a security group does with each flow that API Management needs.
 * `npx tsx bench/z3/z3.ts [groups] [largest]` compares that many random small groups (300) and then measures groups of 10 rules
 * up to the largest (1,000). Prints a section in Markdown; exits 1 where a verdict differs.
 *
 * Tags have addresses here, from a list of our own, so that both sides are asked about numbers.
 */
import { fileURLToPath } from 'node:url';
import { compileGroup } from '../../server/src/analysis/compiled-rule.ts';
import { flowVerdicts, type PortVerdict } from '../../server/src/analysis/flow-verdict.ts';
import type { Target } from '../../server/src/analysis/target.ts';
import { type FlowEnd, flowsOf, type RequiredFlow } from '../../server/src/knowledge/profiles.ts';
import { serviceTags } from '../../server/src/knowledge/service-tags.ts';
import { Project } from '../../server/src/workspace/project.ts';
import { withServiceTags } from '../../server/src/workspace/service-tags.ts';
import { defaultSettings, type Settings } from '../../server/src/workspace/settings.ts';
import { Random } from '../../test/analysis/support/random.ts';
import { tagListText } from '../../test/support/service-tag-list.ts';
import { ms, quantile, table } from '../lib/stats.mjs';
import { assertions, declarations, type Names, prefixRange, type Question, type Range, type Rule } from './policy.ts';

const subnet = '10.0.1.0/24';
const region = 'WestEurope';
const regional = new Set(serviceTags.filter(tag => tag.regional).map(tag => tag.name));

/** Tags that the flows name, and blocks of documentation addresses for them. */
const tagPrefixes: Readonly<Record<string, readonly string[]>> = {
  ApiManagement: ['192.0.2.0/28', '198.51.100.0/28'],
  Storage: ['192.0.2.16/28', '192.0.2.32/27', '198.51.100.32/27'],
  Sql: ['192.0.2.64/26'],
  EventHub: ['192.0.2.128/27', '198.51.100.128/25'],
  AzureKeyVault: ['192.0.2.160/28'],
  AzureMonitor: ['192.0.2.176/28', '198.51.100.64/26'],
  AzureActiveDirectory: ['203.0.113.0/26'],
  AzureConnectors: ['203.0.113.64/26'],
  AzureTrafficManager: ['203.0.113.128/29'],
  AzureCloud: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'],
};
/** Of a tag with regions, the first block is the one of our region. */
const listed: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(tagPrefixes).flatMap(([tag, prefixes]) => [
    [tag, prefixes],
    ...(regional.has(tag) ? [[`${tag}.${region}`, prefixes.slice(0, 1)]] : []),
  ]),
);
const notPublic = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32', '169.254.0.0/16'];
const alsoNotPublic = ['172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];
const names: Names = new Map<string, readonly Range[]>([
  ...Object.entries(listed).map(([tag, prefixes]) => [tag, prefixes.map(prefixRange)] as const),
  ['Internet', between([...notPublic, ...alsoNotPublic].map(prefixRange))],
  ['VirtualNetwork', [prefixRange('10.0.0.0/16'), prefixRange('168.63.129.16/32')]],
  ['AzureLoadBalancer', [prefixRange('168.63.129.16/32')]],
]);

const farEnds = [...Object.keys(listed), 'Internet', 'AzureLoadBalancer', '*', '192.0.2.0/24', '198.51.100.0/25'];
const nearEnds = ['*', 'VirtualNetwork', subnet, '10.0.1.0/25', '10.0.1.128/25', '10.0.1.64/26', '10.0.1.4/32'];
const portTexts = ['*', '80', '443', '3443', '1433', '6390', '1886', '5671-5672', '1000-2000', '0-1023', '12000', '53'];

/** The part of z3-solver that is used; it is installed below bench/ only. Numbers stand for objects in its memory. */
interface Solver {
  mk_config(): number;
  mk_context(config: number): number;
  del_context(context: number): void;
  parse_smtlib2_string(context: number, text: string, ...none: readonly (readonly never[])[]): number;
  ast_vector_inc_ref(context: number, vector: number): void;
  ast_vector_size(context: number, vector: number): number;
  ast_vector_get(context: number, vector: number, index: number): number;
  mk_solver_for_logic(context: number, logic: number): number;
  mk_string_symbol(context: number, name: string): number;
  solver_inc_ref(context: number, solver: number): void;
  solver_push(context: number, solver: number): void;
  solver_pop(context: number, solver: number, count: number): void;
  solver_assert(context: number, solver: number, assertion: number): void;
  /** 1 satisfiable, -1 not, 0 not known. */
  solver_check(context: number, solver: number): Promise<number>;
}

/** @returns a section in Markdown, and how many verdicts differed */
export async function besideZ3(
  groups = 300,
  largest = 1000,
): Promise<{ readonly text: string; readonly differ: number }> {
  const { init } = (await import('z3-solver' as string)) as { init(): Promise<{ Z3: Solver }> };
  const { Z3 } = await init();
  const random = new Random(20);
  const settings = settingsWithTags();
  let asked = 0;
  let differ = 0;
  const counts = new Map<string, number>();
  const times = { ours: 0, theirs: 0 };
  for (let i = 0; i < groups; i++) {
    const rules = randomRules(random, 2 + random.below(20));
    const { ours, theirs } = await both(Z3, rules, settings, 1);
    times.ours += ours.askMs;
    times.theirs += theirs.askMs;
    ours.verdicts.forEach((verdict, at) => {
      asked++;
      counts.set(verdict.text, (counts.get(verdict.text) ?? 0) + 1);
      if (verdict.text === theirs.verdicts[at]) return;
      differ++;
      console.error(`${verdict.flow}: ours ${verdict.text}, Z3 ${theirs.verdicts[at]}\n${JSON.stringify(rules)}`);
    });
  }
  const rows: string[][] = [];
  for (const count of [10, 30, 100, 300, 1000].filter(size => size <= largest)) {
    const { ours, theirs } = await both(Z3, randomRules(random, count), settings, 40);
    const same = ours.verdicts.every((verdict, at) => verdict.text === theirs.verdicts[at]);
    if (!same) differ++;
    const ratio = theirs.askMs / ours.askMs;
    rows.push([
      String(count),
      String(ours.verdicts.length),
      ms(ours.prepareMs),
      ms(theirs.prepareMs),
      ms(ours.askMs),
      ms(theirs.askMs),
      `${Math.round(ratio).toLocaleString('en')}${count === 1000 ? (ratio >= 1000 ? ', reached (≥ 1,000)' : ', missed (≥ 1,000)') : ''}`,
      same ? 'same' : 'DIFFERENT',
    ]);
  }
  const kinds = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const text = [
    '## Verdicts of all flows beside Z3',
    `${groups} random groups of 2 to 21 rules, ${asked} verdicts (${kinds}): ${differ === 0 ? 'all the same' : `${differ} DIFFER`}; ${Math.round(times.theirs / times.ours).toLocaleString('en')} times as fast, one run each.`,
    'Larger groups, milliseconds (ours by the clock, those of Z3 on the processor), to prepare the group (compile it; parse the formulas) and to ask all questions; ours is the median of 40 groups prepared and of 1,000 rounds of questions, that of Z3 of one and of three:',
    table(
      ['rules', 'questions', 'prepare, ours', 'prepare, Z3', 'ask, ours', 'ask, Z3', 'ratio of asking', 'verdicts'],
      rows,
    ),
  ].join('\n\n');
  return { text, differ };
}

interface Asked {
  readonly flow: RequiredFlow;
  readonly range: Range;
  readonly question: Question;
  /** The far end is an unknown choice of its addresses. */
  readonly isChoice: boolean;
}

async function both(Z3: Solver, rules: readonly Rule[], settings: Settings, runs: number) {
  const text = templateOf(rules);
  const prepared: number[] = [];
  const asking: number[] = [];
  let ours: { readonly flow: string; readonly text: string }[] = [];
  let questions: readonly Asked[] = [];
  // All are read before the first is asked about: what reading leaves to be collected is not our question.
  const targets = Array.from({ length: runs }, () => targetOf(text, settings));
  for (const target of targets) {
    const started = performance.now();
    for (const direction of ['Inbound', 'Outbound'] as const) compileGroup(target.group!, direction);
    prepared.push(performance.now() - started);
  }
  for (let run = 0; run < 25 * runs; run++) {
    const target = targets[run % runs]!;
    const started = performance.now();
    const verdicts = flowVerdicts(target);
    asking.push(performance.now() - started);
    if (run > 0) continue;
    const ports = new Map<string, PortVerdict>();
    for (const { flow, ports: list } of verdicts) {
      for (const port of list) ports.set(`${flow.id} ${port.range.first}-${port.range.last}`, port);
    }
    questions = flowsOf(target.profile)
      .filter(flow => verdicts.find(verdict => verdict.flow === flow)!.verdict !== 'not-required')
      .flatMap(questionsOf);
    ours = questions.map(({ flow, range, isChoice }) => {
      const { verdict } = ports.get(`${flow.id} ${range[0]}-${range[1]}`)!;
      // Of a choice of addresses Z3 cannot tell a part that is blocked from one that is not known.
      const isPart = isChoice && (verdict === 'undetermined' || verdict === 'partly-blocked');
      return { flow: `${flow.id} ${range.join('-')}`, text: isPart ? 'in part' : verdict };
    });
  }
  const problem = [
    declarations(rules, names),
    ...questions.map(({ flow, question }) => assertions(flow.direction, question)),
  ].join('\n');
  const context = Z3.mk_context(Z3.mk_config());
  const started = processorMs();
  const parsed = Z3.parse_smtlib2_string(context, problem, [], [], [], []);
  Z3.ast_vector_inc_ref(context, parsed);
  const solver = Z3.mk_solver_for_logic(context, Z3.mk_string_symbol(context, 'QF_BV'));
  Z3.solver_inc_ref(context, solver);
  const declaredMs = processorMs() - started;
  const rounds: number[] = [];
  let answers: boolean[] = [];
  for (let round = 0; round < (runs > 1 ? 3 : 1); round++) {
    const asked = processorMs();
    answers = [];
    for (let i = 0; i < Z3.ast_vector_size(context, parsed); i++) {
      Z3.solver_push(context, solver);
      Z3.solver_assert(context, solver, Z3.ast_vector_get(context, parsed, i));
      const answer = await Z3.solver_check(context, solver);
      if (answer === 0) throw new Error('Z3 does not know');
      answers.push(answer > 0);
      Z3.solver_pop(context, solver, 1);
    }
    rounds.push(processorMs() - asked);
  }
  Z3.del_context(context);
  const theirs = questions.map(({ isChoice }, i) => {
    const [passes, stops, own] = answers.slice(3 * i, 3 * i + 3);
    if (passes && stops) return isChoice ? 'in part' : 'partly-blocked';
    return stops ? 'blocked' : own ? 'allowed' : 'allowed-by-default';
  });
  return {
    ours: { prepareMs: quantile(prepared, 0.5), askMs: quantile(asking, 0.5), verdicts: ours },
    theirs: { prepareMs: declaredMs, askMs: quantile(rounds, 0.5), verdicts: theirs },
  };
}

/** Time on the processor, which other programs do not lengthen. Z3 is measured so, and we by the clock, which can only be longer. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** One question for each range of ports of a flow; none where a flow's far end is not a set of addresses. */
function questionsOf(flow: RequiredFlow): readonly Asked[] {
  const isInbound = flow.direction === 'Inbound';
  const near = [prefixRange(subnet)];
  const far = farEnd(flow, isInbound ? flow.source : flow.destination);
  if (far === undefined) return [];
  return [...flow.destinationPorts, ...flow.optionalPorts].map(({ first, last }) => ({
    flow,
    range: [first, last],
    isChoice: far.isChoice,
    question: {
      protocol: flow.protocol,
      source: isInbound ? far.ranges : near,
      destination: isInbound ? near : far.ranges,
      port: [first, last],
    },
  }));
}

function farEnd(
  flow: RequiredFlow,
  end: FlowEnd,
): { readonly ranges: readonly Range[]; readonly isChoice: boolean } | undefined {
  if (/^(ratelimit|redis-internal)-/.test(flow.id)) return { ranges: [prefixRange(subnet)], isChoice: false };
  if (end.kind === 'hosts') return { ranges: names.get('Internet')!, isChoice: true };
  if (end.kind === 'other' || end.tag === 'VirtualNetwork') return undefined;
  // No text says where the control plane sits, so its region is not that of the service.
  const isChoice = end.tag === 'ApiManagement';
  const isRegional = regional.has(end.tag) && !isChoice;
  return { ranges: names.get(isRegional ? `${end.tag}.${region}` : end.tag)!, isChoice };
}

function randomRules(random: Random, count: number): readonly Rule[] {
  return Array.from({ length: count }, (_, i): Rule => {
    const direction = random.pick(['Inbound', 'Outbound'] as const);
    const far = random.pick(farEnds);
    const near = random.pick(nearEnds);
    return {
      name: `rule-${i}`,
      priority: 100 + i,
      direction,
      // Of many rules that open everything none but the first would ever be asked.
      access: random.pick(['Allow', 'Deny'] as const),
      protocol: random.pick(['Tcp', 'Tcp', 'Udp', '*'] as const),
      source: direction === 'Inbound' ? far : near,
      destination: direction === 'Inbound' ? near : far,
      destinationPort: count > 30 && !random.oneIn(20) ? String(20_000 + i) : random.pick(portTexts),
    };
  });
}

function settingsWithTags(): Settings {
  const reading = withServiceTags(defaultSettings, tagListText(listed));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.settings;
}

function templateOf(rules: readonly Rule[]): string {
  const securityRules = rules.map(({ name, source, destination, destinationPort, ...properties }) => ({
    name,
    properties: {
      ...properties,
      sourceAddressPrefix: source,
      sourcePortRange: '*',
      destinationAddressPrefix: destination,
      destinationPortRange: destinationPort,
    },
  }));
  const group = {
    type: 'Microsoft.Network/networkSecurityGroups',
    name: 'nsg',
    metadata: { apimVnet: { mode: 'External', sku: 'Premium', region: region.toLowerCase() } },
    properties: { securityRules },
  };
  const network = {
    type: 'Microsoft.Network/virtualNetworks',
    name: 'vnet',
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets: [
        {
          name: 'apim',
          properties: {
            addressPrefix: subnet,
            networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]" },
          },
        },
      ],
    },
  };
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  return JSON.stringify({ $schema, contentVersion: '1.0.0.0', resources: [group, network] });
}

function targetOf(text: string, settings: Settings): Target {
  const view = new Project().view({ uri: 'file:///bench/nsg.json', version: 1, languageId: 'json', text }, settings);
  return view.targets[0]!;
}

/** All addresses that lie in none of some ranges. */
function between(taken: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [first, last] of [...taken].sort((a, b) => a[0] - b[0])) {
    if (first > next) result.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next < 2 ** 32) result.push([next, 2 ** 32 - 1]);
  return result;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [groups, largest] = process.argv.slice(2).map(Number);
  const { text, differ } = await besideZ3(groups, largest);
  console.log(text);
  // Z3 keeps its threads, which would keep this process.
  process.exit(differ === 0 ? 0 : 1);
}
