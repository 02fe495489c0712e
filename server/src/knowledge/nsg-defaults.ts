import data from '../../data/nsg-defaults.json' with { type: 'json' };
import type { PortRange } from './profiles.ts';
import { type RawSource, type Source, toSource } from './source.ts';

/**
 * What Azure itself fixes about network security groups: built-in rules, bounds, value forms, limits.
 * How a group decides is not here, only the facts that a decision needs.
 */

export interface DefaultRule {
  /** As the article prints it, `VNet` and `Vnet`, `InBound` and `Inbound` included. */
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  /** 65000, 65001 or 65500: after every custom rule. */
  readonly priority: number;
  readonly access: 'Allow' | 'Deny';
  readonly protocol: '*';
  /** A service tag, or `*` for any address (0.0.0.0/0 in the article). */
  readonly source: string;
  /** As {@link source}. */
  readonly destination: string;
  /** Always 0..65535. */
  readonly sourcePorts: PortRange;
  /** Always 0..65535. */
  readonly destinationPorts: PortRange;
}

const anyPort: PortRange = { first: 0, last: 65535 };

/**
 * The six built-in rules, inbound ones first, each direction in the order in which it is asked.
 * Source: network security groups overview, July 2025.
 */
export const defaultRules: readonly DefaultRule[] = data.defaultRules.rules.map(rule => ({
  name: rule.name,
  direction: rule.direction as DefaultRule['direction'],
  priority: rule.priority,
  access: rule.access as DefaultRule['access'],
  protocol: '*',
  source: rule.source,
  destination: rule.destination,
  sourcePorts: anyPort,
  destinationPorts: anyPort,
}));

/** Numbers a custom rule may have, both ends included: 100..4096. Source: network security groups overview, July 2025. */
export const priorityBounds: { readonly first: number; readonly last: number } = {
  first: data.priority.first,
  last: data.priority.last,
};

/** Where a priority must be unique: the newest text, and the older one that contradicts it, with their years. */
export const priorityUniqueness: { readonly text: string; readonly sources: readonly Source[] } = {
  text: data.priority.uniqueness,
  sources: [sourceOf(data.priority.source), sourceOf(data.priority.otherSource)],
};

export type Protocol = 'Tcp' | 'Udp' | 'Icmp' | 'Esp' | 'Ah' | '*';
export type Access = 'Allow' | 'Deny';
export type Direction = 'Inbound' | 'Outbound';

/** Values of `protocol`. Azure accepts them in any case (general knowledge). Source: schema 2023-09-01. */
export const protocols = data.protocols.values as readonly Protocol[];
/** Values of `access`. Source: schema 2023-09-01. */
export const accesses = data.accesses.values as readonly Access[];
/** Values of `direction`. Source: schema 2023-09-01. */
export const directions = data.directions.values as readonly Direction[];
/** Properties of a rule that the schema demands. Source: schema 2023-09-01. */
export const requiredRuleProperties: readonly string[] = data.requiredProperties.values;

/** Whole numbers a port may be, both ends included: 0..65535. Source: schema 2023-09-01. */
export const portBounds: PortRange = { first: data.valueForms.ports.first, last: data.valueForms.ports.last };

/** Property names of one side of a rule, and what they take in words. Source: schema 2023-09-01. */
export const addressForms: {
  readonly singular: readonly string[];
  readonly plural: readonly string[];
  readonly applicationSecurityGroups: readonly string[];
  readonly singularAccepts: readonly string[];
  readonly pluralAccepts: readonly string[];
} = data.valueForms.addresses;

/** The same for ports. */
export const portForms: {
  readonly singular: readonly string[];
  readonly plural: readonly string[];
  readonly forms: readonly string[];
} = data.valueForms.ports;

/** Longest rule name and description, in characters. Source: network security groups overview, July 2025. */
export const nameLengths: { readonly name: number; readonly description: number } = {
  name: data.names.maxLength,
  description: data.names.descriptionMaxLength,
};

/**
 * Whether Azure takes a text as the name of a rule: 1 to 80 characters, the first a letter, digit or underscore, the last too,
 * and letters, digits, `_`, `.` and `-` between. Source: network security groups overview, July 2025.
 */
export function isSecurityRuleName(text: string): boolean {
  return text.length <= nameLengths.name && namePattern.test(text);
}

export type RestrictionId =
  | 'plural-tag'
  | 'mixed-families'
  | 'singular-and-plural'
  | 'comma-in-singular'
  | 'one-tag'
  | 'asg-one-vnet';

/** Something a template may write that Azure refuses. */
export interface Restriction {
  readonly id: RestrictionId;
  readonly rule: string;
  /** The code of Resource Manager's answer; null where none was found. */
  readonly errorCode: string | null;
  readonly confidence: 'high' | 'medium';
  readonly note: string | null;
  readonly source: Source;
}

export const restrictions: readonly Restriction[] = (data.restrictions as readonly RawRestriction[]).map(entry => ({
  id: entry.id,
  rule: entry.rule,
  errorCode: entry.errorCode ?? null,
  confidence: entry.confidence,
  note: entry.note ?? null,
  source: sourceOf(entry.source),
}));

export function restriction(id: RestrictionId): Restriction {
  return restrictions.find(entry => entry.id === id)!;
}

export type LimitName = keyof typeof data.limits.values;

/** Largest counts that Azure allows by default. Source: limits text of December 2022, the newest found. */
export const limits: Readonly<Record<LimitName, number>> = data.limits.values;
/** What is unclear about a limit; a limit without an entry is clear. */
export const limitNotes: Readonly<Partial<Record<LimitName, string>>> = data.limits.notes;

/** How groups are asked, one sentence or two per point. */
export const evaluationFacts: readonly { readonly id: string; readonly text: string; readonly source: Source }[] =
  data.evaluation.map(entry => ({ ...entry, source: sourceOf(entry.source) }));

export interface PlatformTraffic {
  readonly what: string;
  /** The tag that makes a rule act on it all the same; null where there is none. */
  readonly unlessTag: string | null;
  readonly source: Source;
}

/** Traffic that passes whatever the rules say. */
export const untouchedTraffic: readonly PlatformTraffic[] = data.platformTraffic.untouched.map(toTraffic);
/** Platform traffic that rules do act on. */
export const filteredTraffic: readonly PlatformTraffic[] = data.platformTraffic.filtered.map(toTraffic);

/** Where the built-in rules, bounds and limits come from. */
export const nsgSources: {
  readonly defaultRules: Source;
  readonly priority: Source;
  readonly schema: Source;
  readonly limits: Source;
} = {
  defaultRules: sourceOf(data.defaultRules.source),
  priority: sourceOf(data.priority.source),
  schema: sourceOf(data.protocols.source),
  limits: sourceOf(data.limits.source),
};

interface RawRestriction {
  readonly id: RestrictionId;
  readonly source: string;
  readonly rule: string;
  readonly errorCode?: string;
  readonly confidence: 'high' | 'medium';
  readonly note?: string;
}

function toTraffic(entry: {
  readonly what: string;
  readonly unlessTag?: string;
  readonly source: string;
}): PlatformTraffic {
  return { what: entry.what, unlessTag: entry.unlessTag ?? null, source: sourceOf(entry.source) };
}

function sourceOf(key: string): Source {
  return toSource((data.sources as Readonly<Record<string, RawSource>>)[key]!);
}

const namePattern = new RegExp(data.names.pattern);
