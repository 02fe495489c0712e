/**
 * The rules of a network security group for API Management. In: the service and what it uses. Out: rules with numbers, for
 * security-group-text.ts to write down. What the service needs comes from its profile's document; nothing here is a list of ports.
 */
import { portSet } from '../../analysis/compiled-rule.ts';
import { includes } from '../../base/interval-set.ts';
import { type FeatureId, feature } from '../../knowledge/features.ts';
import { type Access, type Direction, nameLengths, priorityBounds } from '../../knowledge/nsg-defaults.ts';
import {
  type FlowEnd,
  flowsOf,
  type PortRange,
  type ProfileId,
  profile,
  type RequiredFlow,
  retiredPorts,
} from '../../knowledge/profiles.ts';
import { readPrefix } from '../../network/address.ts';
import { formatPorts } from '../../network/ports.ts';
import type { Answer } from '../answer.ts';
import { type ServiceRequest, type ServiceSubject, serviceSubject } from '../service-subject.ts';
import type { Attachment } from '../subnet/subnet-resource.ts';
import { listed } from '../words.ts';

/** `minimal`: only what the built-in rules do not let through. `strict`: everything that is needed, and a deny for the rest. */
export type SecurityGroupStyle = 'minimal' | 'strict';

export interface SecurityGroupRequest extends ServiceRequest {
  readonly style: SecurityGroupStyle;
  /** Optional features in use. */
  readonly features: readonly FeatureId[];
  /** How a workspace gateway is connected. */
  readonly attachment?: Attachment | undefined;
  /** Addresses of DNS servers of one's own; empty for Azure's. */
  readonly dnsServers?: readonly string[] | undefined;
}

export interface GeneratedRule {
  readonly name: string;
  /** At most as long as Azure takes. */
  readonly description: string;
  readonly priority: number;
  readonly direction: Direction;
  readonly access: Access;
  readonly protocol: 'Tcp' | 'Udp' | '*';
  /** One tag, or `*`; never prefixes. */
  readonly source: string;
  /** As a rule writes them: `443`, `6381-6383`, or `*` alone. */
  readonly sourcePorts: readonly string[];
  /** One tag, `*`, or addresses. */
  readonly destination: string | readonly string[];
  readonly destinationPorts: readonly string[];
}

export interface SecurityGroupPlan extends ServiceSubject {
  readonly style: SecurityGroupStyle;
  readonly features: readonly FeatureId[];
  /** Inbound first, each direction in the order in which Azure asks. */
  readonly rules: readonly GeneratedRule[];
  /** What the rules leave to others, as sentences. */
  readonly notes: readonly string[];
}

/** Numbers between two rules, so that others fit in. */
const step = 100;

/** A rule before it has a number, with ports that can be compared. */
interface Draft extends Omit<GeneratedRule, 'priority' | 'sourcePorts' | 'destinationPorts'> {
  readonly sourcePorts: readonly PortRange[];
  readonly destinationPorts: readonly PortRange[];
}

/** The rules, or one sentence that says what is allowed. The same request gives the same rules. */
export function planSecurityGroup(request: SecurityGroupRequest): Answer<SecurityGroupPlan> {
  const answer = serviceSubject(request);
  if (!answer.ok) return answer;
  const subject = answer.value;
  const servers = request.dnsServers ?? [];
  const wrong = servers.find(text => !isAddress(text));
  if (wrong !== undefined)
    return { ok: false, problem: `'${wrong}' is no DNS server: write its IPv4 address, such as 10.0.0.4.` };
  if (subject.profile === 'workspace-gateway' && request.attachment === undefined)
    return { ok: false, problem: 'A workspace gateway needs its kind of connection, injection or integration.' };
  const wanted = flowsOf(subject.profile).filter(flow => isWanted(flow, subject, request));
  const drafts = request.style === 'minimal' ? minimalDrafts(wanted) : strictDrafts(wanted, subject, servers);
  return {
    ok: true,
    value: {
      ...subject,
      style: request.style,
      features: request.features,
      rules: numbered(drafts),
      notes: notesOn(subject, request, drafts),
    },
  };
}

function isAddress(text: string): boolean {
  const reading = readPrefix(text);
  return reading.ok && reading.prefix.family === 4 && !text.includes('/');
}

/** Whether the service needs the flow, or uses the feature that does. */
function isWanted(
  flow: RequiredFlow,
  { profile: id, mode, tier }: ServiceSubject,
  request: SecurityGroupRequest,
): boolean {
  const { attachment, features } = request;
  if (flow.direction === 'Inbound' && !inboundRulesAct(id, attachment)) return false;
  if (mode !== undefined && flow.modes.length > 0 && !flow.modes.includes(mode)) return false;
  if (flow.attachment !== null && flow.attachment !== attachment) return false;
  if (flow.skuCondition?.notNeededFor.includes(tier.sku) === true) return false;
  // A port that the texts of the profile no longer agree on is not opened anew.
  if (retiredPorts(id).some(({ ports }) => includes(portSet(ports), portSet(flow.destinationPorts)))) return false;
  return flow.requirement !== 'optional-feature' || features.some(name => feature(name).flows.includes(flow.id));
}

function inboundRulesAct(id: ProfileId, attachment: Attachment | undefined): boolean {
  const acts = profile(id).inboundNsgRulesApply;
  if (acts === null || typeof acts === 'boolean') return acts !== false;
  return attachment === undefined || acts[attachment];
}

/** Built-in rules let in the virtual network and the load balancer, and let out everything. Source: knowledge/nsg-defaults.ts. */
function minimalDrafts(wanted: readonly RequiredFlow[]): readonly Draft[] {
  const isLetIn = ({ source }: RequiredFlow) =>
    source.kind === 'tag' && ['VirtualNetwork', 'AzureLoadBalancer'].includes(source.tag);
  return draftsOf(wanted.filter(flow => flow.direction === 'Inbound' && !isLetIn(flow)));
}

function strictDrafts(
  wanted: readonly RequiredFlow[],
  subject: ServiceSubject,
  servers: readonly string[],
): readonly Draft[] {
  const hasInbound = inboundRulesAct(subject.profile, undefined) && wanted.some(flow => flow.direction === 'Inbound');
  const drafts = draftsOf(wanted);
  const hosts = hostsDraft(wanted, drafts);
  const own: readonly Draft[] = [
    ...drafts,
    ...(servers.length === 0 ? [] : [dnsDraft(servers)]),
    ...(hosts === undefined ? [] : [hosts]),
  ];
  return [
    ...own,
    ...[clientsInNetwork, backEndsInNetwork].filter(
      extra => (extra.direction === 'Outbound' || hasInbound) && !own.some(other => covers(other, extra)),
    ),
    ...(hasInbound ? [denyOther('Inbound')] : []),
    denyOther('Outbound'),
  ];
}

/** A rule for each flow, but for those that an earlier one lets through already. */
function draftsOf(wanted: readonly RequiredFlow[]): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const flow of wanted) {
    const source = endText(flow.source);
    const destination = endText(flow.destination);
    if (source === undefined || destination === undefined) continue;
    const draft: Draft = {
      name: `Allow${pascal(flow.id)}${flow.direction}`,
      description: describe(flow),
      direction: flow.direction,
      access: 'Allow',
      protocol: flow.protocol,
      source,
      sourcePorts: flow.sourcePorts,
      destination,
      destinationPorts: flow.destinationPorts,
    };
    if (!drafts.some(other => covers(other, draft))) drafts.push(draft);
  }
  return drafts;
}

/** What a rule says for an end; `undefined` where no rule can say it, or another rule does: hosts and DNS servers. */
function endText(end: FlowEnd): string | undefined {
  if (end.kind === 'tag') return end.tag;
  if (end.kind === 'hosts') return undefined;
  switch (end.meaning) {
    case 'subnet-range':
    case 'public-vip':
      return 'VirtualNetwork';
    case 'not-stated':
      return '*';
    case 'dns-servers':
    case 'kms-endpoint':
      return undefined;
  }
}

/**
 * One rule for all hosts that the document names outside its port table: a rule knows no host names, so their ports are opened to
 * the Internet. Ports that another rule opens there are left out.
 */
function hostsDraft(wanted: readonly RequiredFlow[], drafts: readonly Draft[]): Draft | undefined {
  const flows = wanted.filter(({ destination }) => destination.kind === 'hosts');
  const all = flows.flatMap(({ destinationPorts }) => destinationPorts);
  const ports = all.filter((range, i) => all.findIndex(other => formatPorts(other) === formatPorts(range)) === i);
  const draft = (destinationPorts: readonly PortRange[]): Draft => ({
    name: 'AllowNamedHostsOutbound',
    description: shortened(`Hosts named outside the port table: ${listed(flows.map(({ purpose }) => purpose))}`),
    direction: 'Outbound',
    access: 'Allow',
    protocol: 'Tcp',
    source: 'VirtualNetwork',
    sourcePorts: anyPort,
    destination: 'Internet',
    destinationPorts,
  });
  const open = ports.filter(range => !drafts.some(other => covers(other, draft([range]))));
  return open.length === 0 ? undefined : draft(open.toSorted((a, b) => a.first - b.first));
}

const anyPort: readonly PortRange[] = [{ first: 0, last: 65535 }];
const https: readonly PortRange[] = [{ first: 443, last: 443 }];

function dnsDraft(servers: readonly string[]): Draft {
  return {
    name: 'AllowDnsOutbound',
    description: 'DNS servers of the virtual network',
    direction: 'Outbound',
    access: 'Allow',
    protocol: '*',
    source: 'VirtualNetwork',
    sourcePorts: anyPort,
    destination: servers,
    destinationPorts: [{ first: 53, last: 53 }],
  };
}

/** The documents leave it to a built-in rule, which the deny comes before. */
const clientsInNetwork: Draft = {
  name: 'AllowClientsInNetworkInbound',
  description: 'API clients in the virtual network reach the gateway',
  direction: 'Inbound',
  access: 'Allow',
  protocol: 'Tcp',
  source: 'VirtualNetwork',
  sourcePorts: anyPort,
  destination: 'VirtualNetwork',
  destinationPorts: https,
};

/** As {@link clientsInNetwork}. */
const backEndsInNetwork: Draft = {
  ...clientsInNetwork,
  name: 'AllowBackEndsInNetworkOutbound',
  description: 'The gateway reaches back ends in the virtual network; narrow it to the ports and prefixes you have',
  direction: 'Outbound',
};

function denyOther(direction: Direction): Draft {
  return {
    name: `DenyOther${direction}`,
    description: 'Everything that no rule above lets through',
    direction,
    access: 'Deny',
    protocol: '*',
    source: '*',
    sourcePorts: anyPort,
    destination: '*',
    destinationPorts: anyPort,
  };
}

/** Whether one rule lets through all that another one does, as far as tags are certain to contain one another. */
function covers(wide: Draft, narrow: Draft): boolean {
  return (
    wide.direction === narrow.direction &&
    (wide.protocol === narrow.protocol || wide.protocol === '*') &&
    contains(wide.source, narrow.source) &&
    contains(wide.destination, narrow.destination) &&
    includes(portSet(wide.sourcePorts), portSet(narrow.sourcePorts)) &&
    includes(portSet(wide.destinationPorts), portSet(narrow.destinationPorts))
  );
}

/** The tag Internet has the public addresses of Azure's services too. Source: knowledge/service-tags.ts. */
function contains(wide: Draft['destination'], narrow: Draft['destination']): boolean {
  if (wide === narrow || wide === '*') return true;
  return (
    wide === 'Internet' && typeof narrow === 'string' && !['*', 'VirtualNetwork', 'AzureLoadBalancer'].includes(narrow)
  );
}

function numbered(drafts: readonly Draft[]): readonly GeneratedRule[] {
  return (['Inbound', 'Outbound'] as const).flatMap(direction => {
    let next = priorityBounds.first;
    return drafts
      .filter(draft => draft.direction === direction)
      .map(draft => {
        const priority = draft.access === 'Deny' ? priorityBounds.last : next;
        next += step;
        return {
          ...draft,
          priority,
          sourcePorts: draft.sourcePorts.map(formatPorts),
          destinationPorts: draft.destinationPorts.map(formatPorts),
        };
      });
  });
}

function notesOn(
  { profile: id, mode }: ServiceSubject,
  { style, features, dnsServers }: SecurityGroupRequest,
  drafts: readonly Draft[],
): readonly string[] {
  const flows = flowsOf(id);
  const unknown = features.filter(name => !flows.some(flow => feature(name).flows.includes(flow.id)));
  const named = drafts.find(({ name }) => name === 'AllowNamedHostsOutbound');
  return [
    ...(drafts.length === 0
      ? ['No rule is needed: the built-in rules let everything through that the service needs.']
      : []),
    ...(style === 'minimal'
      ? [
          'Everything else is left to the built-in rules, which let in the virtual network and the load balancer, and let everything out.',
        ]
      : ['Back ends outside the virtual network, and on other ports than 443, need rules of their own.']),
    ...(named === undefined
      ? []
      : [
          `'${named.name}' opens TCP ${listed(named.destinationPorts.map(formatPorts))} to the whole Internet, because rules know no host names. A firewall that knows them is narrower.`,
        ]),
    ...(style === 'strict' && (dnsServers ?? []).length === 0
      ? ["DNS servers of one's own need a rule for port 53; Azure's own pass no security group."]
      : []),
    ...(style === 'strict' && mode === 'Internal'
      ? ['Clients in peered or connected networks count as VirtualNetwork.']
      : []),
    ...(unknown.length === 0
      ? []
      : [`The text of profile ${id} has no flow for ${listed(unknown.map(name => feature(name).title))}.`]),
  ];
}

/** What a flow is for, and how much it is needed. */
function describe({ purpose, requirement, feature: use }: RequiredFlow): string {
  const text = purpose.slice(0, 1).toUpperCase() + purpose.slice(1);
  if (requirement === 'required-for-deployment') return shortened(`${text} (needed for deployment)`);
  return shortened(requirement === 'required' || use === null ? `${text} (needed)` : `${text} (optional)`);
}

/** Cut at a word, with dots, to what Azure takes. */
function shortened(text: string): string {
  if (text.length <= nameLengths.description) return text;
  const cut = text.slice(0, nameLengths.description - 3);
  return `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[,;:]$/, '')}...`;
}

/** `redis-internal-in` as `RedisInternal`: the direction stands behind it. */
function pascal(id: string): string {
  return id
    .replace(/-(in|out)$/, '')
    .split('-')
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
