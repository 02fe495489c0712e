/** The fix that lets a flow through: a new rule with just the ends and ports that the document of the profile names. */

import type { FlowVerdict } from '../analysis/flow-verdict.ts';
import { priorityBehind, priorityToAllow } from '../analysis/free-priority.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { Fix, FixValue, TreeEdit } from '../fix/tree-edit.ts';
import { nameLengths } from '../knowledge/nsg-defaults.ts';
import type { FlowEnd, PortRange, RequiredFlow } from '../knowledge/profiles.ts';
import { type NetworkSecurityGroup, ruleName, type SecurityRule } from '../network/nsg.ts';
import { formatPorts } from '../network/ports.ts';
import { blockers, safetyOfOpening } from './flow-findings.ts';
import { addingRules, type NewRule } from './new-rule-fixes.ts';
import { freeRuleName } from './rule-names.ts';
import { list, portsTitle } from './wording.ts';

export interface AllowOptions {
  /** Of the flow's ports; all of them where absent. */
  readonly ports?: readonly PortRange[];
  readonly safety: Fix['safety'];
  readonly preferred?: boolean;
  /** The far end where the document names none: addresses that the file has. */
  readonly addresses?: readonly string[];
}

/**
 * The fix that allows a blocked flow. Empty where the document gives no address or tag for the far end, so that no exact rule can be
 * written; withheld with a reason where no priority is free.
 */
export function allowFixes(target: Target, verdict: FlowVerdict, options: AllowOptions): readonly Fix[] {
  const { group } = target;
  const { flow } = verdict;
  const remote = flow.direction === 'Inbound' ? flow.source : flow.destination;
  const local = flow.direction === 'Inbound' ? flow.destination : flow.source;
  const addresses = options.addresses ?? (remote.kind === 'tag' ? [remote.tag] : []);
  if (group === undefined || addresses.length === 0) return [];
  const ports = options.ports ?? flow.destinationPorts;
  const what = portsTitle(flow.protocol, ports);
  const title =
    flow.direction === 'Inbound' ? `Allow ${list(addresses)} to ${what}` : `Allow ${what} to ${list(addresses)}`;
  const free = priorityToAllow(target, flow, blockers(verdict));
  if (!free.ok) return [{ title, safety: 'review', edits: [], withheld: free.why }];
  // A document that names the subnet alone is asked for more than that by the tag; letting in the Internet is a decision.
  const isExact = local.kind === 'tag' && safetyOfOpening(flow) === 'safe';
  const { priority, moved } = free;
  const fix: Fix = {
    title: `${title} (priority ${priority}${moved === undefined ? '' : `, '${ruleName(moved.rule)}' moves to ${moved.to}`})`,
    safety: isExact && free.isCertain ? options.safety : 'review',
    preferred: options.preferred ?? false,
    edits: moved === undefined ? [] : [renumbering(moved)],
  };
  const rule = { ...allowRule(group, flow, local, addresses, ports, priority), after: moved?.rule };
  return [addingRules(fix, group, [rule])];
}

function renumbering({ rule, to }: { readonly rule: SecurityRule; readonly to: number }): TreeEdit {
  return { kind: 'set-value', at: rule.priority?.origin ?? rule.span, value: to };
}

/** The rule that lets a flow through, with the far end that is given. */
export function allowRule(
  group: NetworkSecurityGroup,
  flow: RequiredFlow,
  local: FlowEnd,
  remote: readonly string[],
  ports: readonly PortRange[],
  priority: number,
): NewRule {
  const localTag = local.kind === 'tag' ? local.tag : 'VirtualNetwork';
  const [source, destination] = flow.direction === 'Inbound' ? [remote, [localTag]] : [[localTag], remote];
  const texts = ports.map(formatPorts);
  return {
    name: freeRuleName(group, nameFor(flow)),
    properties: {
      priority,
      direction: flow.direction,
      access: 'Allow',
      protocol: flow.protocol,
      ...oneOrList('sourceAddressPrefix', 'es', source),
      sourcePortRange: '*',
      ...oneOrList('destinationAddressPrefix', 'es', destination),
      ...oneOrList('destinationPortRange', 's', texts),
      description: describe(flow),
    },
    before: nextInOrder(group, priority, flow.direction),
  };
}

/** Azure takes several entries in the list only. */
function oneOrList(name: string, plural: string, texts: readonly string[]): { readonly [name: string]: FixValue } {
  const [first, ...others] = texts;
  return first !== undefined && others.length === 0 ? { [name]: first } : { [`${name}${plural}`]: texts };
}

/** `AllowApimManagementInbound`. */
function nameFor({ id, direction }: RequiredFlow): string {
  const words = id.replace(/-(in|out)$/, '').split('-');
  return `AllowApim${words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')}${direction}`;
}

/** What the flow is for, no longer than Azure takes. */
function describe({ purpose }: RequiredFlow): string {
  const text = `API Management: ${purpose}`;
  return text.length <= nameLengths.description ? text : `${text.slice(0, nameLengths.description - 1)}…`;
}

/** Where the rules of a direction stand in the order they are asked, the first that is asked after the new one. */
function nextInOrder(
  group: NetworkSecurityGroup,
  priority: number,
  direction: RequiredFlow['direction'],
): Span | undefined {
  const same = group.rules.filter(rule => rule.form === 'inline' && knownValue(rule.direction) === direction);
  const priorities = same.map(rule => knownValue(rule.priority) ?? Number.NaN);
  const isOrdered = priorities.every((value, i) => i === 0 || priorities[i - 1]! <= value);
  // A rule that has the same number is about to move behind.
  return isOrdered ? same[priorities.findIndex(value => value >= priority)]?.span : undefined;
}

/** Fixes that give a rule that comes too late a place before the one that blocks; what else it allows then comes first too. */
export function moveFixes(target: Target, verdict: FlowVerdict, late: readonly SecurityRule[]): readonly Fix[] {
  const [rule] = late;
  if (rule?.priority?.known !== true) return [];
  const free = priorityToAllow(target, verdict.flow, blockers(verdict));
  const title = `Ask '${knownValue(rule.name) ?? 'the later rule'}' first`;
  // The rule that blocks it would have to move as well: a new rule is the smaller change.
  if (!free.ok || free.moved !== undefined) return [];
  return [
    {
      title: `${title} (priority ${free.priority})`,
      safety: 'review',
      edits: [{ kind: 'set-value', at: rule.priority.origin, value: free.priority }],
    },
  ];
}

/** The fix that asks a rule that blocks behind the one that would allow; the blocking rule then passes those between. */
export function moveBehindFixes(target: Target, verdict: FlowVerdict, late: readonly SecurityRule[]): readonly Fix[] {
  const [rule] = late;
  const [blocker, ...others] = blockers(verdict);
  if (target.group === undefined || rule === undefined || others.length > 0) return [];
  if (blocker?.priority?.known !== true || blocker.builtIn) return [];
  const free = priorityBehind(target.group, rule);
  if (!free.ok) return [];
  return [
    {
      title: `Ask '${ruleName(blocker)}' after '${ruleName(rule)}' (priority ${free.priority})`,
      safety: 'review',
      edits: [{ kind: 'set-value', at: blocker.priority.origin, value: free.priority }],
    },
  ];
}
