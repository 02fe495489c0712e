/** Random groups, and what must be true of each of them in every world. */
import assert from 'node:assert/strict';
import { portSet, protocolMask } from '../../../server/src/analysis/compiled-rule.ts';
import { type Box, decide, type Outcome } from '../../../server/src/analysis/decide.ts';
import { portVerdict } from '../../../server/src/analysis/flow-verdict.ts';
import { flowRegion, publicHosts, type Region, somewhere, subnetRegion } from '../../../server/src/analysis/region.ts';
import { shadowedRules } from '../../../server/src/analysis/shadowing.ts';
import { has } from '../../../server/src/base/interval-set.ts';
import { describeTag, tagRelation } from '../../../server/src/knowledge/service-tags.ts';
import { readPrefix } from '../../../server/src/network/address.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../../../server/src/network/nsg.ts';
import { group, type RuleText } from './group.ts';
import type { Random } from './random.ts';
import {
  both,
  cells,
  decideAll,
  either,
  isNone,
  type Mask,
  makeWorld,
  ports,
  portTexts,
  rulesIn,
  type Setting,
  someOf,
  sourcePortTexts,
  tagOf,
  type World,
  type WorldRule,
} from './world.ts';

/** What random groups are made of. */
export interface Kind {
  readonly prefixes: boolean;
  readonly tags: boolean;
  /** Values that are not known here. */
  readonly unknowns: boolean;
}

const prefixPool = [
  '10.0.0.0/8',
  '10.0.1.0/24',
  '10.0.1.0/25',
  '10.0.1.128/25',
  '10.0.1.4',
  '10.0.0.0/16',
  '10.2.0.0/16',
  '192.168.0.0/16',
  '20.0.0.0/8',
  '20.40.0.0/16',
  '20.40.1.7',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '168.63.129.16',
  '168.63.0.0/16',
  '100.64.0.0/10',
  '::/0',
  '::/1',
  '8000::/1',
  'fd00::/8',
  '2603:1000::/24',
] as const;
const tagPool = [
  'Internet',
  'VirtualNetwork',
  'AzureLoadBalancer',
  'AzureCloud',
  'AzureCloud.westus',
  'AzureCloud.eastus',
  'Storage',
  'Storage.WestUS',
  'Storage.EastUS',
  'EventHub',
  'ServiceBus',
  'ApiManagement',
  'ApiManagement.WestUS',
  'Sql',
  'AzureMonitor',
  'ActionGroup',
  'AzurePlatformDNS',
  'AzureDataLake',
  'AzureTrafficManager',
] as const;

export function randomSetting(random: Random, kind: Kind): Setting {
  return {
    prefixes: kind.prefixes ? random.some(prefixPool, 5) : [],
    tags: kind.tags ? random.some(tagPool, 5) : [],
    subnet: random.pick(['10.0.1.0/24', '10.0.1.0/24', '10.2.0.0/27', '20.40.0.0/24']),
  };
}

export function randomGroup(random: Random, setting: Setting, kind: Kind): NetworkSecurityGroup {
  const open = kind.unknowns && random.oneIn(2);
  const count = 1 + random.below(6);
  // From 100 on without a gap, in no order, or with gaps.
  const isDense = random.oneIn(2);
  const rules = Array.from({ length: count }, (_, i) =>
    randomRule(random, setting, i, open, isDense ? (i * 7 + 3) % count : (i * 7) % 30),
  );
  return group(rules, open && random.oneIn(3) ? { rulesUnknown: 'the list is computed' } : {});
}

function randomRule(random: Random, setting: Setting, index: number, open: boolean, place: number): RuleText {
  const unknown = (times: number) => open && random.oneIn(times);
  return {
    name: `r${index}`,
    // Each number once: 100 to 129.
    priority: unknown(12) ? undefined : 100 + place,
    access: unknown(12) ? undefined : random.pick(['Allow', 'Deny'] as const),
    direction: unknown(20) ? undefined : random.oneIn(12) ? 'Outbound' : 'Inbound',
    protocol: unknown(12) ? undefined : random.pick(['*', '*', 'Tcp', 'Udp'] as const),
    source: side(random, setting, open),
    destination: side(random, setting, open),
    sourcePorts: random.oneIn(6) ? [random.pick(sourcePortTexts)] : ['*'],
    destinationPorts: unknown(12)
      ? ['?ports', '80']
      : random.oneIn(3)
        ? ['*']
        : random.some(portTexts, 1 + random.below(2)),
    ...(unknown(12) ? { moreSources: true } : {}),
    ...(unknown(8) ? { maybe: true } : {}),
  };
}

function side(random: Random, setting: Setting, open: boolean): readonly string[] {
  if (open && random.oneIn(6)) {
    const unknown = random.pick(['?address', 'asg:machines', '!no address', 'SomeNewTag']);
    return random.oneIn(2) ? [unknown] : [unknown, ...side(random, setting, false)];
  }
  if (random.oneIn(3)) return [random.pick(['*', '0.0.0.0/0', 'Any'])];
  const all = [...setting.prefixes, ...setting.tags];
  return random.some(all, 1 + random.below(3));
}

/** One side of a flow: the region that is asked about, and the addresses it is in a world. */
interface FlowSide {
  readonly text: string;
  readonly region: Region;
  in(world: World): Mask;
}

/** Sides that flows of API Management have. */
function randomSides(random: Random, setting: Setting): readonly [FlowSide, FlowSide] {
  const local = random.oneIn(3) ? unknownSubnet(random) : subnet(setting);
  if (random.oneIn(6)) return [local, local];
  const hasRegions = setting.tags.filter(tag => tagOf(tag).region === null);
  const remote = random.pick([
    () => flowSide(random, random.pick([...hasRegions, 'Internet', 'VirtualNetwork', 'AzureLoadBalancer']), setting),
    () => flowSide(random, random.pick(['Internet', 'VirtualNetwork', ...hasRegions]), setting),
    () => ({
      text: 'public hosts',
      region: publicHosts(),
      in: (world: World) => someOf(both(world.v4, world.maskOf('Internet', 'tag')), random),
    }),
    () => ({
      text: 'somewhere',
      region: somewhere(),
      in: (world: World) =>
        someOf(both(world.v4, either(world.maskOf('Internet', 'tag'), world.maskOf('VirtualNetwork', 'tag'))), random),
    }),
  ])();
  return [remote, local];
}

function subnet(setting: Setting): FlowSide {
  const reading = readPrefix(setting.subnet);
  if (!reading.ok || reading.prefix.family !== 4) throw new Error('not a subnet');
  const region = subnetRegion([reading.prefix.start, reading.prefix.end]);
  return { text: 'subnet', region, in: world => world.subnet };
}

function unknownSubnet(random: Random): FlowSide {
  const chosen = new WeakMap<World, Mask>();
  return {
    text: 'unknown subnet',
    region: subnetRegion(undefined),
    in(world) {
      const loadBalancer = world.maskOf('AzureLoadBalancer', 'tag');
      const network = both(world.v4, world.maskOf('VirtualNetwork', 'tag'));
      const may = { low: network.low & ~loadBalancer.low, high: network.high & ~loadBalancer.high };
      const mask = chosen.get(world) ?? someOf(may, random);
      chosen.set(world, mask);
      return mask;
    },
  };
}

function flowSide(random: Random, name: string, setting: Setting): FlowSide {
  const tag = tagOf(name);
  const isRegional = describeTag(tag)?.regional === true;
  const regions = setting.tags.map(text => tagOf(text).region).filter(region => region !== null);
  const known = regions.length > 0 && random.oneIn(2) ? random.pick(regions) : undefined;
  return {
    text: `${name} ${known ?? ''}`,
    region: flowRegion(tag, known),
    in(world) {
      const whole = both(world.v4, world.maskOf(name, 'tag'));
      if (!isRegional) return whole;
      if (known !== undefined && tag.base !== 'ApiManagement')
        return both(world.v4, world.maskOf(`${name}.${known}`, 'tag'));
      return someOf(whole, random);
    },
  };
}

/** Counts over a run. */
export interface Tally {
  groups: number;
  /** Port verdicts by kind. */
  readonly verdicts: Record<string, number>;
  /** Undetermined ones for which the worlds drawn did not differ. */
  undeterminedAlike: number;
  shadows: number;
}

export function newTally(): Tally {
  return { groups: 0, verdicts: {}, undeterminedAlike: 0, shadows: 0 };
}

/** Worlds that one group is tried in, of those of its setting. */
const perGroup = 3;

/** Tries one random group against some worlds; throws where a claim does not hold. */
export function tryGroup(random: Random, setting: Setting, kind: Kind, all: readonly World[], tally: Tally): void {
  const nsg = randomGroup(random, setting, kind);
  tally.groups++;
  const worlds = random.some(all, perGroup);
  tryDecide(random, setting, nsg, worlds, tally);
  tryShadows(nsg, setting, kind, worlds, tally);
}

export function makeWorlds(random: Random, setting: Setting, count: number): readonly World[] {
  return Array.from({ length: count }, () => makeWorld(setting, random));
}

function tryDecide(
  random: Random,
  setting: Setting,
  nsg: NetworkSecurityGroup,
  worlds: readonly World[],
  tally: Tally,
): void {
  const [source, destination] = randomSides(random, setting);
  const protocol = random.pick(['Tcp', 'Udp'] as const);
  const box: Box = {
    protocols: protocolMask(protocol),
    sourcePorts: portSet([{ first: 0, last: 65535 }]),
    destinationPorts: portSet(ports.map(port => ({ first: port, last: port }))),
    source: source.region,
    destination: destination.region,
  };
  const outcomes = decide(nsg, 'Inbound', box);
  const claims = ports.map(port => ({ port, verdict: portVerdict({ first: port, last: port }, false, outcomes) }));
  for (const { verdict } of claims) tally.verdicts[verdict.verdict] = (tally.verdicts[verdict.verdict] ?? 0) + 1;
  const seen = ports.map(() => ({ allAllowed: true, allDenied: true }));
  const named = ports.map(port => outcomes.filter(outcome => covers(outcome, port)));
  const boxCells = cells.filter(cell => cell.protocol === protocol);

  for (const world of worlds) {
    const [from, to] = [source.in(world), destination.in(world)];
    if (isNone(from) || isNone(to)) continue;
    const deciders = new Map<WorldRule, Set<number>>();
    decideAll(rulesIn(world, nsg, 'Inbound'), { cells: boxCells, source: from, destination: to }, (rule, cell) => {
      deciders.set(rule, (deciders.get(rule) ?? new Set()).add(cell.destinationPort));
    });
    const told = () => describe(nsg, source, destination, outcomes);
    claims.forEach(({ port, verdict: { verdict } }, i) => {
      const here = [...deciders].flatMap(([rule, at]) => (at.has(port) ? [rule] : []));
      const allowed = here.some(rule => rule.access === 'Allow');
      const denied = here.some(rule => rule.access === 'Deny');
      if (denied) seen[i]!.allAllowed = false;
      if (allowed) seen[i]!.allDenied = false;
      if (allowed && denied) seen[i] = { allAllowed: false, allDenied: false };
      const isRight =
        verdict === 'undetermined' ||
        (verdict === 'allowed' && !denied) ||
        (verdict === 'allowed-by-default' && !denied && here.every(rule => rule.rule?.builtIn === true)) ||
        (verdict === 'blocked' && !allowed) ||
        (verdict === 'partly-blocked' && allowed && denied);
      if (!isRight) assert.fail(`port ${port} is called ${verdict}, allowed ${allowed}, denied ${denied}\n${told()}`);
      for (const rule of here) {
        const isNamed = named[i]!.some(outcome => sameRule(outcome.rule, rule.rule));
        if (!isNamed) assert.fail(`${nameOf(rule.rule)} decides port ${port} and is not named\n${told()}`);
      }
      for (const outcome of named[i]!) {
        if (!outcome.certain) continue;
        const decides = here.some(rule => sameRule(rule.rule, outcome.rule));
        if (!decides) assert.fail(`${nameOf(outcome.rule)} does not decide port ${port}\n${told()}`);
      }
    });
  }
  claims.forEach(({ port, verdict: { verdict } }, i) => {
    if (verdict !== 'undetermined') return;
    if (seen[i]!.allAllowed || seen[i]!.allDenied) tally.undeterminedAlike++;
    if (isPlain(nsg, setting, source, destination)) {
      assert.fail(
        `port ${port} is undetermined, though nothing is unknown\n${describe(nsg, source, destination, outcomes)}`,
      );
    }
  });
}

/** Whether nothing is open: no unknown value, and no relation between a tag and a prefix, or two tags, that is not known. */
function isPlain(nsg: NetworkSecurityGroup, setting: Setting, ...sides: readonly FlowSide[]): boolean {
  if (setting.subnet.startsWith('20.') || nsg.rulesUnknown !== undefined) return false;
  const rules = nsg.rules;
  if (rules.some(isOpenRule)) return false;
  return sides.every((flow, i) => {
    const terms = rules.flatMap(rule => (i === 0 ? rule.source : rule.destination).terms);
    const tags = terms.flatMap(({ meaning }) => (meaning.kind === 'tag' ? [meaning.tag] : []));
    const hasPrefixes = terms.some(({ meaning }) => meaning.kind === 'prefix');
    if (flow.text === 'subnet') return tags.every(tag => tagRelation(tagOf('VirtualNetwork'), tag) !== 'unknown');
    if (flow.region.extent !== 'all' || hasPrefixes) return false;
    const all = [...tags, ...flow.region.lies, ...flow.region.within, ...['VirtualNetwork', 'Internet'].map(tagOf)];
    return all.every(a => all.every(b => tagRelation(a, b) !== 'unknown'));
  });
}

function isOpenRule(rule: SecurityRule): boolean {
  return (
    rule.maybe !== undefined ||
    rule.priority?.known !== true ||
    rule.access?.known !== true ||
    rule.direction?.known !== true ||
    rule.protocol?.known !== true ||
    rule.source.unknown !== undefined ||
    rule.destinationPorts.terms.some(term => term.meaning.kind !== 'ports') ||
    [...rule.source.terms, ...rule.destination.terms].some(
      ({ meaning }) => meaning.kind !== 'any' && meaning.kind !== 'prefix' && meaning.kind !== 'tag',
    )
  );
}

function tryShadows(
  nsg: NetworkSecurityGroup,
  setting: Setting,
  kind: Kind,
  worlds: readonly World[],
  tally: Tally,
): void {
  // A public subnet is what shadowing does not see: it takes public addresses for Internet's.
  if (setting.subnet.startsWith('20.')) return;
  const shadows = shadowedRules(nsg);
  tally.shadows += shadows.length;
  const told = () => nsg.rules.map(ruleText).join('\n');
  const isExact = !kind.tags && !kind.unknowns;
  if (shadows.length === 0 && !isExact) return;
  for (const direction of ['Inbound', 'Outbound'] as const) {
    const own = nsg.rules.filter(rule => rule.direction?.known !== true || rule.direction.value === direction);
    if (own.length === 0) continue;
    for (const world of worlds.slice(0, isExact ? 1 : worlds.length)) {
      const rules = rulesIn(world, nsg, direction);
      const decides = new Set<SecurityRule | undefined>();
      decideAll(rules, { cells, source: world.all, destination: world.all }, rule => decides.add(rule.rule));
      for (const { rule } of shadows) {
        if (decides.has(rule)) assert.fail(`${nameOf(rule)} is called shadowed and decides\n${told()}`);
      }
      if (!isExact) continue;
      for (const rule of own) {
        const shadow = shadows.find(candidate => candidate.rule === rule);
        if (!decides.has(rule) && shadow === undefined) {
          // Of two rules with one priority, neither is said to hide the other.
          const twin = own.some(other => other !== rule && priority(other) === priority(rule));
          if (!twin) assert.fail(`${nameOf(rule)} decides nothing and is not called shadowed\n${told()}`);
        }
        if (shadow !== undefined) tryDiffers(world, rules, rule, shadow.differs, told);
      }
    }
  }
  for (const shadow of shadows) {
    const alone = shadowedRules({ ...nsg, rules: [...shadow.coveredBy, shadow.rule] });
    if (!alone.some(other => other.rule === shadow.rule)) assert.fail(`the rules named do not cover\n${told()}`);
    for (const spare of shadow.coveredBy) {
      const rest = shadow.coveredBy.filter(other => other !== spare);
      const fewer = shadowedRules({ ...nsg, rules: [...rest, shadow.rule] });
      if (fewer.some(other => other.rule === shadow.rule))
        assert.fail(`${nameOf(spare)} is not needed to cover ${nameOf(shadow.rule)}\n${told()}`);
    }
  }
}

function tryDiffers(
  world: World,
  rules: readonly WorldRule[],
  rule: SecurityRule,
  differs: boolean,
  told: () => string,
): void {
  const own = rules.find(candidate => candidate.rule === rule)!;
  const box = { cells: cells.filter(cell => own.matches(cell)), source: own.source, destination: own.destination };
  const earlier = rules.filter(candidate => candidate.priority < own.priority);
  let isOther = false;
  decideAll(earlier, box, decider => {
    if (decider.access !== own.access) isOther = true;
  });
  if (world.points.length > 0 && isOther !== differs)
    assert.fail(`${nameOf(rule)}: decided the other way is ${isOther}, claimed ${differs}\n${told()}`);
}

function priority(rule: SecurityRule): number | undefined {
  return rule.priority?.known === true ? rule.priority.value : undefined;
}

function covers(outcome: Outcome, port: number): boolean {
  return has(outcome.destinationPorts, port);
}

/** Built-in rules are made anew for each question. */
function sameRule(a: SecurityRule | undefined, b: SecurityRule | undefined): boolean {
  return a === b || (a?.builtIn === true && b?.builtIn === true && nameOf(a) === nameOf(b));
}

function describe(
  nsg: NetworkSecurityGroup,
  source: FlowSide,
  destination: FlowSide,
  outcomes: readonly Outcome[],
): string {
  return [
    `from ${source.text} to ${destination.text}${nsg.rulesUnknown === undefined ? '' : ', list not complete'}`,
    ...nsg.rules.map(ruleText),
    ...outcomes.map(
      o => `  ${o.access} by ${nameOf(o.rule)} ${o.certain ? 'certain' : o.because} ${o.destinationPorts}`,
    ),
  ].join('\n');
}

function ruleText(rule: SecurityRule): string {
  const value = (field: { readonly known: boolean; readonly value?: unknown } | undefined) =>
    field?.known === true ? String(field.value) : '?';
  const list = (terms: readonly { readonly text: string }[]) => terms.map(term => term.text).join();
  return [
    nameOf(rule),
    value(rule.priority),
    value(rule.direction),
    value(rule.access),
    value(rule.protocol),
    `${list(rule.source.terms)}${rule.source.unknown === undefined ? '' : ' and more'}:${list(rule.sourcePorts.terms)}`,
    `${list(rule.destination.terms)}:${list(rule.destinationPorts.terms)}`,
    rule.maybe === undefined ? '' : 'maybe',
  ].join(' ');
}

function nameOf(rule: SecurityRule | undefined): string {
  return rule === undefined ? 'no rule of the list' : rule.name?.known === true ? rule.name.value : '<unnamed>';
}
