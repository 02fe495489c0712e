/** What a group does with each flow that API Management needs. */
import { intervalSet, overlaps } from '../base/interval-set.ts';
import { knownValue } from '../base/sourced.ts';
import {
  type FlowEnd,
  flowsOf,
  type PortRange,
  type ProfileId,
  profile,
  type RequiredFlow,
} from '../knowledge/profiles.ts';
import { describeTag } from '../knowledge/service-tags.ts';
import { delegationRule } from '../knowledge/subnet-sizing.ts';
import type { SecurityRule } from '../network/nsg.ts';
import { formatPorts } from '../network/ports.ts';
import { compileGroup, portSet, priorityOf, protocolMask } from './compiled-rule.ts';
import { type Box, type DecideOptions, decide, leftBy, type Outcome } from './decide.ts';
import { dnsServerRegions } from './dns-servers.ts';
import { virtualNetworkIsOpen } from './open-network.ts';
import { flowRegion, publicHosts, type Region, somewhere, subnetRegion, tagNamed } from './region.ts';
import { type Target, targetRegion } from './target.ts';

export type Verdict =
  /** By a rule of the file. */
  | 'allowed'
  /** By a built-in rule. */
  | 'allowed-by-default'
  | 'partly-blocked'
  | 'blocked'
  /** It hangs on a value that is not known here. */
  | 'undetermined'
  /** The group is only a reference. */
  | 'defined-elsewhere'
  /** By mode, SKU, platform or feature. */
  | 'not-required';

export interface FlowVerdict {
  readonly flow: RequiredFlow;
  readonly verdict: Verdict;
  /** Why a verdict is not a plain yes or no: the value that is missing, the mode, the tier. `undefined` for plain ones. */
  readonly because: string | undefined;
  /**
   * What the verdict would be if the flow were needed. Differs from `verdict` only where the need hangs on an unknown mode,
   * SKU or number of regions (`undetermined`).
   */
  readonly ifNeeded: Verdict;
  /** Ports of the flow in the document's order, the optional ones last. */
  readonly ports: readonly PortVerdict[];
}

export interface PortVerdict {
  readonly range: PortRange;
  readonly optional: boolean;
  readonly verdict: Verdict;
  readonly because: string | undefined;
  /** The rules that decide, in the order they are asked; for a blocked port the blocking ones only. */
  readonly decidedBy: readonly SecurityRule[];
  /** Rules that block a part of it. */
  readonly blockedBy: readonly SecurityRule[];
  /** Partly blocked by exceptions only: rules deny picked addresses, and all others are let through. */
  readonly exceptionsOnly: boolean;
}

/**
 * The verdicts of all flows of the target's profile, in the profile's order.
 * Never throws; a value that is not known gives `undetermined` with its reason, never `blocked`.
 */
export function flowVerdicts(target: Target, options: DecideOptions = {}): readonly FlowVerdict[] {
  return flowsOf(target.profile).map(flow => flowVerdict(target, flow, options));
}

/**
 * The verdict of a flow towards its service in one region, whether or not the flow is needed; `undefined` where the far end of the flow
 * has no regions, or the rules are not in this file.
 *
 * @param region in the form for comparing: lower case without blanks
 */
export function verdictInRegion(
  target: Target,
  flow: RequiredFlow,
  region: string,
  options: DecideOptions = {},
): Verdict | undefined {
  const { group } = target;
  const end = flow.direction === 'Inbound' ? flow.source : flow.destination;
  if (group === undefined || group.definedElsewhere || end.kind !== 'tag' || !isRegional(end.tag)) return undefined;
  const outcomes = decide(group, flow.direction, boxOf(target, flow, region), options);
  return together(flow.destinationPorts.map(range => portVerdict(range, false, outcomes))).verdict;
}

function isRegional(tag: string): boolean {
  return describeTag(tagNamed(tag))?.regional === true;
}

/** Custom rules that would allow all of a flow, were they not asked after the rule that blocks it; in the order they are asked. */
export function allowedTooLate(target: Target, flow: RequiredFlow, blocker: SecurityRule): readonly SecurityRule[] {
  if (target.group === undefined) return [];
  const box = boxOf(target, flow);
  return compileGroup(target.group, flow.direction)
    .ordered.filter(({ rule, access }) => access === 'Allow' && !rule.builtIn && priorityOf(rule) > priorityOf(blocker))
    .filter(candidate => leftBy(candidate, box).length === 0)
    .map(candidate => candidate.rule);
}

function flowVerdict(target: Target, flow: RequiredFlow, options: DecideOptions): FlowVerdict {
  const need = needOf(target, flow);
  if (need.needed === 'no')
    return { flow, verdict: 'not-required', because: need.because, ifNeeded: 'not-required', ports: [] };
  const { group } = target;
  if (group === undefined || group.definedElsewhere) {
    const because = target.groupElsewhere ?? 'the security group is only referred to here';
    return { flow, verdict: 'defined-elsewhere', because, ifNeeded: 'defined-elsewhere', ports: [] };
  }
  const outcomes = flowBoxes(target, flow).flatMap(box => decide(group, flow.direction, box, options));
  const ports = [
    ...flow.destinationPorts.map(range => portVerdict(range, false, outcomes)),
    ...flow.optionalPorts.map(range => portVerdict(range, true, outcomes)),
  ];
  const judged = together(ports.filter(port => !port.optional));
  const verdict = afterPlatform(target, flow, judged);
  if (need.needed === 'unknown' && (verdict.verdict === 'blocked' || verdict.verdict === 'partly-blocked')) {
    return { flow, verdict: 'undetermined', because: need.because, ifNeeded: verdict.verdict, ports };
  }
  return { flow, verdict: verdict.verdict, because: verdict.because, ifNeeded: verdict.verdict, ports };
}

/**
 * How a workspace gateway is connected, by the delegation of its subnet; `undefined` where that does not tell.
 * Source: workspace gateways, May 2026.
 */
export function attachmentOf({ subnet }: Pick<Target, 'subnet'>): RequiredFlow['attachment'] | undefined {
  const service = subnet?.delegations.length === 1 ? knownValue(subnet.delegations[0]!.service) : undefined;
  const isDelegatedFor = (id: ProfileId) => delegationRule(id)?.required?.toLowerCase() === service?.toLowerCase();
  if (service === undefined) return undefined;
  if (isDelegatedFor('premium-v2-injection')) return 'injection';
  return isDelegatedFor('standard-v2-integration') ? 'integration' : undefined;
}

/** Whether the service needs the flow at all. */
function needOf(
  target: Target,
  flow: RequiredFlow,
): { readonly needed: 'yes' | 'no' | 'unknown'; readonly because?: string } {
  const { mode, sku } = target;
  if (flow.direction === 'Inbound' && profile(target.profile).inboundNsgRulesApply === false) {
    return { needed: 'no', because: 'inbound rules do not act on this kind of integration' };
  }
  if (mode !== undefined && flow.modes.length > 0 && !flow.modes.includes(mode)) {
    return { needed: 'no', because: `needed only in ${flow.modes.join(' and ')} mode` };
  }
  const attachment = attachmentOf(target);
  if (flow.attachment !== null && attachment !== undefined && flow.attachment !== attachment) {
    return { needed: 'no', because: `needed for ${flow.attachment} only` };
  }
  const condition = flow.skuCondition;
  if (
    condition !== null &&
    sku !== undefined &&
    condition.notNeededFor.some(name => name.toLowerCase() === sku.toLowerCase())
  ) {
    return { needed: 'no', because: `not needed on ${sku}: ${condition.reason}` };
  }
  if (flow.conditionKind === 'multi-region' && target.multiRegion === 'no') {
    return { needed: 'no', because: 'needed only with several regions' };
  }
  if (mode === undefined && flow.modes.length === 1) {
    return { needed: 'unknown', because: `needed in ${flow.modes[0]} mode only, and the mode is not known` };
  }
  if (flow.attachment !== null && attachment === undefined) {
    return {
      needed: 'unknown',
      because: `needed for ${flow.attachment} only, and how the gateway is connected is not known`,
    };
  }
  if (flow.conditionKind === 'multi-region' && target.multiRegion === 'unknown') {
    return { needed: 'unknown', because: 'needed only with several regions, and whether there are is not known' };
  }
  if (condition !== null && sku === undefined) {
    return {
      needed: 'unknown',
      because: `not needed on ${condition.notNeededFor.join(', ')}, and the SKU is not known`,
    };
  }
  return { needed: 'yes' };
}

/** Traffic to Azure's own DNS passes no security group, so only custom servers can be cut off. Source: what is 168.63.129.16, March 2023. */
function afterPlatform(
  target: Target,
  flow: RequiredFlow,
  judged: { readonly verdict: Verdict; readonly because: string | undefined },
): { readonly verdict: Verdict; readonly because: string | undefined } {
  if (!isDns(flow) || judged.verdict === 'allowed' || judged.verdict === 'allowed-by-default') return judged;
  const servers = target.virtualNetwork?.dnsServers ?? 'unknown';
  if (servers === 'none') return { verdict: 'not-required', because: "Azure's own DNS passes no security group" };
  const areKnown = dnsServerRegions(target) !== undefined;
  if (areKnown && judged.verdict !== 'partly-blocked') return judged;
  return {
    verdict: 'undetermined',
    because: areKnown
      ? 'some ways to the custom DNS servers are blocked, and no text says whether UDP alone, or one of the servers, is enough'
      : servers === 'custom'
        ? 'the addresses of the custom DNS servers decide, and they are not all known here'
        : "it matters for custom DNS servers only, and they are not in this file; Azure's own DNS passes no security group",
  };
}

/** Whether a flow goes to the DNS servers of the virtual network. */
export function isDns({ destination }: RequiredFlow): boolean {
  return destination.kind === 'other' && destination.meaning === 'dns-servers';
}

const portsBetweenMachines = new Set([
  'ratelimit-in',
  'ratelimit-out',
  'redis-internal-in',
  'redis-internal-out',
  'redis-in',
  'redis-out',
]);

function boxOf(target: Target, flow: RequiredFlow, region = targetRegion(target)): Box {
  const open = virtualNetworkIsOpen(target) ? { virtualNetworkIsOpen: true } : {};
  const local: Region = { ...localRegion(target), ...open };
  const remoteEnd = flow.direction === 'Inbound' ? flow.source : flow.destination;
  // The service's own machines talk to each other here; that is inside the subnet, whatever the tag in the table.
  const remote: Region = portsBetweenMachines.has(flow.id)
    ? local
    : { ...remoteRegion(remoteEnd, local, region, target.serviceTags), ...open };
  return {
    protocols: flow.protocol === '*' ? protocolMask('Tcp') | protocolMask('Udp') : protocolMask(flow.protocol),
    sourcePorts: portSet(flow.sourcePorts),
    destinationPorts: portSet([...flow.destinationPorts, ...flow.optionalPorts]),
    source: flow.direction === 'Inbound' ? remote : local,
    destination: flow.direction === 'Inbound' ? local : remote,
  };
}

/** The packets of a flow; those to DNS servers that are written down are one box for each server. */
export function flowBoxes(target: Target, flow: RequiredFlow): readonly Box[] {
  const box = boxOf(target, flow);
  const servers = isDns(flow) ? dnsServerRegions(target) : undefined;
  return servers === undefined ? [box] : servers.map(destination => ({ ...box, destination }));
}

/** The subnet's addresses where they are written down, else "somewhere in VirtualNetwork". */
export function localRegion(target: Target): Region {
  const prefixes = (target.subnet?.prefixes ?? []).map(term =>
    term.meaning.kind === 'prefix' ? term.meaning.prefix : undefined,
  );
  const known = prefixes.filter(prefix => prefix !== undefined);
  // The service's machines have IPv4 addresses; a dual-stack subnet's IPv6 prefix does not count.
  const v4 = known.flatMap(prefix => (prefix.family === 4 ? [[prefix.start, prefix.end] as const] : []));
  return subnetRegion(v4.length === 0 || known.length !== prefixes.length ? undefined : intervalSet(v4));
}

function remoteRegion(
  end: FlowEnd,
  local: Region,
  serviceRegion: string | undefined,
  serviceTags: Target['serviceTags'],
): Region {
  if (end.kind === 'tag') return flowRegion(tagNamed(end.tag), serviceRegion, serviceTags?.resolve);
  if (end.kind === 'hosts') return publicHosts();
  if (end.meaning === 'subnet-range' || end.meaning === 'public-vip') return local;
  return end.meaning === 'kms-endpoint' ? publicHosts() : somewhere();
}

/** What the outcomes of a flow mean for some of its ports. */
export function portVerdict(range: PortRange, optional: boolean, all: readonly Outcome[]): PortVerdict {
  const set = portSet([range]);
  const outcomes = all.filter(outcome => overlaps(outcome.destinationPorts, set));
  const allows = outcomes.filter(outcome => outcome.access === 'Allow');
  const denies = outcomes.filter(outcome => outcome.access === 'Deny');
  const isUnknown = outcomes.some(outcome => outcome.access === 'unknown');
  const because = outcomes.find(outcome => outcome.because !== undefined)?.because;
  const verdict: Verdict =
    allows.some(o => o.certain) && denies.some(o => o.certain)
      ? 'partly-blocked'
      : !isUnknown && denies.length === 0
        ? allows.every(o => o.rule?.builtIn === true)
          ? 'allowed-by-default'
          : 'allowed'
        : !isUnknown && allows.length === 0
          ? 'blocked'
          : 'undetermined';
  const deciding = verdict === 'blocked' ? denies : verdict.startsWith('allowed') ? allows : outcomes;
  return {
    range,
    optional,
    verdict,
    because: verdict === 'undetermined' ? because : undefined,
    decidedBy: rulesOf(deciding),
    blockedBy: rulesOf(denies.filter(o => verdict === 'blocked' || o.certain)),
    exceptionsOnly:
      verdict === 'partly-blocked' && denies.every(o => o.narrow) && allows.some(o => o.certain && !o.narrow),
  };
}

function rulesOf(outcomes: readonly Outcome[]): readonly SecurityRule[] {
  return [...new Set(outcomes.flatMap(outcome => outcome.rule ?? []))];
}

function together(ports: readonly PortVerdict[]): { readonly verdict: Verdict; readonly because: string | undefined } {
  const has = (verdict: Verdict) => ports.some(port => port.verdict === verdict);
  const every = (...verdicts: Verdict[]) => ports.every(port => verdicts.includes(port.verdict));
  if (every('allowed-by-default')) return { verdict: 'allowed-by-default', because: undefined };
  if (every('allowed', 'allowed-by-default')) return { verdict: 'allowed', because: undefined };
  if (every('blocked')) return { verdict: 'blocked', because: undefined };
  if (has('blocked') || has('partly-blocked')) return { verdict: 'partly-blocked', because: partText(ports) };
  return { verdict: 'undetermined', because: ports.find(port => port.because !== undefined)?.because };
}

function partText(ports: readonly PortVerdict[]): string {
  const list = (verdicts: readonly Verdict[]) =>
    ports
      .filter(p => verdicts.includes(p.verdict))
      .map(p => formatPorts(p.range))
      .join(', ');
  const blocked = list(['blocked']);
  const open = list(['allowed', 'allowed-by-default']);
  if (blocked !== '') return open === '' ? `${blocked} is blocked` : `${blocked} is blocked, ${open} is open`;
  return 'some of its addresses are blocked, others are open';
}
