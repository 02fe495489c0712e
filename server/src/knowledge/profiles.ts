import data from '../../data/apim-flows.json' with { type: 'json' };
import { type RawSource, type Source, toSource } from './source.ts';

/**
 * The network flows that API Management needs, one profile per document revision or platform.
 * All of it is read from `server/data/apim-flows.json`, which names each document with its date; nothing here judges a network.
 */

export type ProfileId =
  | 'classic-vpn-2016-05'
  | 'vnet-2016-12'
  | 'internal-vnet-2017-09'
  | 'vnet-2020-07'
  | 'stv1-final'
  | 'stv2-current'
  | 'premium-v2-injection'
  | 'standard-v2-integration'
  | 'workspace-gateway';

/** `virtualNetworkType` of the classic tiers. */
export type ApimMode = 'External' | 'Internal';

/** Ports from `first` to `last`, both included, 0..65535. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export type FlowEnd =
  /** A service tag under its canonical name, `VirtualNetwork`, `Internet` and `AzureLoadBalancer` among them. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** Host names only, some with `*` or `<region>` in front; the documents give no addresses for them. */
  | { readonly kind: 'hosts'; readonly hosts: readonly string[] }
  /** Anything else the documents say, or that they say nothing. */
  | { readonly kind: 'other'; readonly text: string; readonly meaning: OtherEnd };

export type OtherEnd = 'dns-servers' | 'kms-endpoint' | 'subnet-range' | 'public-vip' | 'not-stated';

/**
 * `required-for-deployment`: bold in the document, a deployment fails without it.
 * `required`: in the document and not called optional. The 2016 texts know this level only.
 * `optional-feature`: called optional, or tied to a feature, by the document.
 */
export type Requirement = 'required-for-deployment' | 'required' | 'optional-feature';

export interface RequiredFlow {
  /** Unique in its profile. Flows of one table row with both directions end in `-in` and `-out`. */
  readonly id: string;
  readonly direction: 'Inbound' | 'Outbound';
  /** As an NSG rule says it. `*` where the document names no transport. */
  readonly protocol: 'Tcp' | 'Udp' | '*';
  /** The document's own word, such as `AMQP` or `not stated`, where it is not {@link protocol}; else null. */
  readonly protocolAsWritten: string | null;
  readonly source: FlowEnd;
  /** Never empty; 0-65535 for any. */
  readonly sourcePorts: readonly PortRange[];
  readonly destination: FlowEnd;
  /** All of these must be open; never empty, 0-65535 for any. In the document's order. */
  readonly destinationPorts: readonly PortRange[];
  /** Ports that stand in square brackets in the document. No text explains the brackets; we read them as optional. */
  readonly optionalPorts: readonly PortRange[];
  readonly purpose: string;
  readonly requirement: Requirement;
  /** Why the flow has that level; null where there is nothing to add. */
  readonly requirementBasis: string | null;
  /** The feature that needs the flow; null where the service as a whole does. */
  readonly feature: string | null;
  /** Empty where the text knows no modes (05/2016 and the v2 tiers): the flow then holds for all. */
  readonly modes: readonly ApimMode[];
  readonly skuCondition: SkuCondition | null;
  /** When the flow is needed, in words; null for always. */
  readonly condition: string | null;
  /** {@link condition} for programs; null where {@link condition} is. */
  readonly conditionKind: 'multi-region' | null;
  /** For workspace gateways: the kind of network connection the flow belongs to. Null elsewhere. */
  readonly attachment: 'injection' | 'integration' | null;
  /** Whether the flow is a row of the document's port table; else it comes from its prose. */
  readonly inPortTable: boolean;
  /** Row of the table of the text the flow comes from, from 1; null where not known or not in a table. */
  readonly docRow: number | null;
  readonly notes: string | null;
  /** False where only an older text of the same profile has the flow, or the newest merely points elsewhere for it. */
  readonly inNewestText: boolean;
  /** Texts contradict each other about whether this flow is needed. */
  readonly uncertain: boolean;
  /** Concluded by us from a similar product; no document says so. */
  readonly inferred: boolean;
  /** `MM/YYYY` of the earliest text known here with a flow of the same purpose; null for inferred flows. */
  readonly since: string | null;
  /** Keys of {@link Profile.copies} that have the flow; empty where the profile has one copy. */
  readonly presentIn: readonly string[];
  /** Whether all copies of its article have the flow; true where there is one copy. */
  readonly inEveryCopy: boolean;
}

/** SKU names are those of ARM: `Developer`, `Premium`, … `requirement` holds for SKUs in neither list. */
export interface SkuCondition {
  readonly notNeededFor: readonly string[];
  readonly criticalFor: readonly string[];
  readonly reason: string;
}

export interface Profile {
  readonly id: ProfileId;
  readonly title: string;
  readonly platform: string;
  /** SKU names of ARM that the text is about. */
  readonly skus: readonly string[];
  /** Whether the text tells External from Internal. */
  readonly hasModes: boolean;
  /** Null where the text does not say. */
  readonly nsgMustBeAttached: boolean | null;
  /** Whether inbound NSG rules act on the service at all; null where the text does not say. */
  readonly inboundNsgRulesApply: boolean | { readonly injection: boolean; readonly integration: boolean } | null;
  /** The profile whose flows hold beside this one's own; see {@link flowsOf}. */
  readonly inherits: ProfileId | null;
  readonly notes: readonly string[];
  readonly source: Source;
  /** Other texts of the same profile, used where {@link source} is silent or for comparison. */
  readonly otherSources: readonly Source[];
  /** Copies of one article that differ: key and description. Empty where there is one. */
  readonly copies: Readonly<Record<string, string>>;
  /** Smallest rule sets that other pages recommend, as flow ids of this profile. */
  readonly minimumRuleSets: readonly {
    readonly source: Source;
    readonly platform: string;
    readonly flows: readonly string[];
  }[];
  /** The profile's own flows, without inherited ones; {@link flowsOf} has all. */
  readonly flows: readonly RequiredFlow[];
}

/** All profiles, oldest text first, the v2 tiers and workspace gateways last. */
export const profileIds: readonly ProfileId[] = [
  'classic-vpn-2016-05',
  'vnet-2016-12',
  'internal-vnet-2017-09',
  'vnet-2020-07',
  'stv1-final',
  'stv2-current',
  'premium-v2-injection',
  'standard-v2-integration',
  'workspace-gateway',
];

/** Exact spelling only: profile ids are lower case. */
export function isProfileId(text: string): text is ProfileId {
  return (profileIds as readonly string[]).includes(text);
}

export function profile(id: ProfileId): Profile {
  return profiles.get(id)!;
}

/**
 * All flows of a profile with those it inherits, ids unique.
 * Where a text and the one it inherits from describe the same flow, the inherited ends, ports and modes stand, because only they
 * can be compared with NSG rules, and the notes of both are joined; {@link Profile.flows} has the flow as the text itself gives it.
 */
export function flowsOf(id: ProfileId): readonly RequiredFlow[] {
  return resolvedFlows.get(id)!;
}

/** One flow of {@link flowsOf} by its id; undefined where the profile has no such flow. */
export function flow(id: ProfileId, flowId: string): RequiredFlow | undefined {
  return flowsOf(id).find(candidate => candidate.id === flowId);
}

/**
 * One to three sentences of ours on texts that contradict each other about a flow, with their dates.
 * Undefined where the texts known here agree, or where the profile has no such flow.
 */
export function disagreement(id: ProfileId, flowId: string): string | undefined {
  const own = raw.disagreements.find(entry => entry.profiles.includes(id) && entry.flows.includes(flowId));
  if (own !== undefined) return own.text;
  const { inherits } = profile(id);
  return inherits === null ? undefined : disagreement(inherits, flowId);
}

/** Ports that older texts ask for and those of a profile do not any more. */
export interface RetiredPorts {
  readonly ports: readonly PortRange[];
  /** Tags towards which they were outbound. */
  readonly tags: readonly string[];
  /** What they were for. */
  readonly use: string;
  /** Texts of one time contradict each other about whether they are gone. */
  readonly inDoubt: boolean;
  /** A sentence of ours on which texts have them and which do not, with dates. */
  readonly text: string;
}

/** The ports, outbound over TCP, that a profile no longer asks for; empty for profiles with no older text. */
export function retiredPorts(id: ProfileId): readonly RetiredPorts[] {
  return raw.retiredPorts
    .filter(entry => entry.profiles.includes(id))
    .map(({ ports, tags, use, inDoubt, text }) => ({
      ports: toPorts(ports),
      tags,
      use,
      inDoubt: inDoubt ?? false,
      text,
    }));
}

/** `443`, `6381-6383` or `*` as the data files write it; undefined for any other text. */
export function toPortRange(text: string): PortRange | undefined {
  if (text === '*') return { first: 0, last: 65535 };
  const parts = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (parts === null) return undefined;
  const first = Number(parts[1]);
  const last = Number(parts[2] ?? parts[1]);
  return first <= last && last <= 65535 ? { first, last } : undefined;
}

type RawEnd = string | { readonly hosts: readonly string[] } | { readonly other: string; readonly meaning: OtherEnd };

/** A flow as the data file keeps it: whatever is null, empty or usual is left out. */
interface RawFlow {
  readonly id: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly asWritten?: string;
  readonly source: RawEnd;
  readonly sourcePorts?: readonly string[];
  readonly destination: RawEnd;
  readonly ports: readonly string[];
  readonly optionalPorts?: readonly string[];
  readonly purpose: string;
  readonly requirement: Requirement;
  readonly basis?: string;
  readonly feature?: string;
  readonly modes: readonly ApimMode[];
  readonly skuCondition?: SkuCondition;
  readonly condition?: string;
  readonly conditionKind?: 'multi-region';
  readonly attachment?: 'injection' | 'integration';
  readonly inPortTable: boolean;
  readonly row?: number;
  readonly notes?: string;
  readonly inNewestText?: boolean;
  readonly uncertain?: boolean;
  readonly inferred?: boolean;
  readonly since?: string;
  readonly presentIn?: readonly string[];
}

interface RawProfile {
  readonly id: ProfileId;
  readonly title: string;
  readonly platform: string;
  readonly skus: readonly string[];
  readonly hasModes: boolean;
  readonly nsgMustBeAttached?: boolean;
  readonly inboundNsgRulesApply?: boolean | { readonly injection: boolean; readonly integration: boolean };
  readonly inherits?: ProfileId;
  readonly notes: readonly string[];
  readonly source: string;
  readonly otherSources?: readonly string[];
  readonly copies?: Readonly<Record<string, string>>;
  readonly minimumRuleSets?: readonly {
    readonly source: string;
    readonly platform: string;
    readonly flows: readonly string[];
  }[];
  readonly flows: readonly RawFlow[];
}

interface RawData {
  readonly sources: Readonly<Record<string, RawSource>>;
  readonly bases: Readonly<Record<string, string>>;
  readonly profiles: readonly RawProfile[];
  readonly disagreements: readonly {
    readonly profiles: readonly string[];
    readonly flows: readonly string[];
    readonly text: string;
  }[];
  readonly retiredPorts: readonly {
    readonly profiles: readonly string[];
    readonly ports: readonly string[];
    readonly tags: readonly string[];
    readonly use: string;
    readonly inDoubt?: boolean;
    readonly text: string;
  }[];
}

const raw = data as unknown as RawData;
const profiles = new Map(raw.profiles.map(entry => [entry.id, toProfile(entry)]));
const resolvedFlows = new Map(profileIds.map(id => [id, resolveFlows(id)]));

function resolveFlows(id: ProfileId): readonly RequiredFlow[] {
  const { flows, inherits } = profile(id);
  if (inherits === null) return flows;
  const inherited = resolveFlows(inherits);
  const own = new Map(flows.map(entry => [entry.id, entry]));
  const joined = inherited.map(entry => {
    const hidden = own.get(entry.id);
    const notes = [entry.notes, hidden?.notes].filter(note => typeof note === 'string').join(' ');
    return hidden === undefined ? entry : { ...entry, notes: notes === '' ? null : notes };
  });
  return [...joined, ...flows.filter(entry => !inherited.some(other => other.id === entry.id))];
}

function toProfile(entry: RawProfile): Profile {
  return {
    id: entry.id,
    title: entry.title,
    platform: entry.platform,
    skus: entry.skus,
    hasModes: entry.hasModes,
    nsgMustBeAttached: entry.nsgMustBeAttached ?? null,
    inboundNsgRulesApply: entry.inboundNsgRulesApply ?? null,
    inherits: entry.inherits ?? null,
    notes: entry.notes,
    source: sourceOf(entry.source),
    otherSources: (entry.otherSources ?? []).map(sourceOf),
    copies: entry.copies ?? {},
    minimumRuleSets: (entry.minimumRuleSets ?? []).map(set => ({ ...set, source: sourceOf(set.source) })),
    flows: entry.flows.map(own => toFlow(own, Object.keys(entry.copies ?? {}))),
  };
}

function sourceOf(key: string): Source {
  return toSource(raw.sources[key]!);
}

function toFlow(entry: RawFlow, copies: readonly string[]): RequiredFlow {
  return {
    id: entry.id,
    direction: entry.direction,
    protocol: entry.protocol,
    protocolAsWritten: entry.asWritten ?? null,
    source: toEnd(entry.source),
    sourcePorts: toPorts(entry.sourcePorts ?? ['*']),
    destination: toEnd(entry.destination),
    destinationPorts: toPorts(entry.ports),
    optionalPorts: toPorts(entry.optionalPorts ?? []),
    purpose: entry.purpose,
    requirement: entry.requirement,
    requirementBasis: entry.basis === undefined ? null : raw.bases[entry.basis]!,
    feature: entry.feature ?? null,
    modes: entry.modes,
    skuCondition: entry.skuCondition ?? null,
    condition: entry.condition ?? null,
    conditionKind: entry.conditionKind ?? null,
    attachment: entry.attachment ?? null,
    inPortTable: entry.inPortTable,
    docRow: entry.row ?? null,
    notes: entry.notes ?? null,
    inNewestText: entry.inNewestText ?? true,
    uncertain: entry.uncertain ?? false,
    inferred: entry.inferred ?? false,
    since: entry.since ?? null,
    presentIn: entry.presentIn ?? [],
    inEveryCopy: entry.presentIn === undefined || copies.every(copy => entry.presentIn?.includes(copy)),
  };
}

function toEnd(end: RawEnd): FlowEnd {
  if (typeof end === 'string') return { kind: 'tag', tag: end };
  if ('hosts' in end) return { kind: 'hosts', hosts: end.hosts };
  return { kind: 'other', text: end.other, meaning: end.meaning };
}

/** The data file holds well-formed ports only, which its test proves. */
function toPorts(texts: readonly string[]): readonly PortRange[] {
  return texts.map(text => toPortRange(text)!);
}
