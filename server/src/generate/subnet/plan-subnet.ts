/**
 * How large a subnet for API Management has to be. In: what the service will be like. Out: sizes with the arithmetic behind them,
 * or a sentence on what is allowed. Where the block lies is the matter of place-block.ts.
 */
import type { ApimMode, ProfileId } from '../../knowledge/profiles.ts';
import type { Source } from '../../knowledge/source.ts';
import {
  addressesNeeded,
  azureReserved,
  networkStatements,
  type SubnetSizing,
  sharingRule,
  smallestPrefixLength,
  subnetBounds,
  subnetSizing,
  type UnitLimit,
  unitLimit,
  unitLimits,
  usableAddresses,
} from '../../knowledge/subnet-sizing.ts';
import { type Tier, tiers } from '../../knowledge/tiers.ts';
import type { Answer } from '../answer.ts';
import { serviceSubject } from '../service-subject.ts';
import { counted, listed, lowerFirst } from '../words.ts';

export interface SubnetRequest {
  /** SKU name of ARM, in any case. */
  readonly sku: string;
  /** Units of one instance in this region, from 1. */
  readonly units: number;
  /** What it may grow to; without it, room for twice the units is planned, as far as the tier goes. */
  readonly maximumUnits?: number | undefined;
  /** Needed for the classic tiers. On Premium v2 `External` means outbound integration. */
  readonly mode?: ApimMode | undefined;
  /** Another text or platform than the newest of the tier. */
  readonly profile?: ProfileId | undefined;
  /** How many instances, all alike, share the subnet; 1 unless given. */
  readonly instances?: number | undefined;
  /** Number of availability zones; 0 or absent for none. */
  readonly zones?: number | undefined;
  /** Number of regions, its own included; 1 unless given. */
  readonly regions?: number | undefined;
}

/** A line of the sum: what takes the addresses, and how many, for the units now and at most. */
export interface ArithmeticLine {
  readonly what: string;
  readonly now: number;
  readonly atMost: number;
}

/** What a subnet of one size holds; the columns of the document's own table, and what the tier allows. */
export interface SizeRow {
  readonly prefixLength: number;
  readonly total: number;
  readonly reserved: number;
  /** For the first unit of each instance. */
  readonly firstUnits: number;
  readonly loadBalancers: number;
  /** Left after the first unit of each instance and the load balancers; negative where those do not fit. */
  readonly remaining: number;
  /** Further units of each instance. */
  readonly scaleOut: number;
  /** Units of each instance by the addresses alone; 0 where none fits. */
  readonly units: number;
  /** The same, and no more than the tier has. */
  readonly unitsOfTier: number;
  /** What the document's own table prints, in internal mode; `undefined` where it has no such row or another mode is asked for. */
  readonly printed: number | undefined;
}

export interface SubnetPlan {
  /** In ARM's spelling. */
  readonly sku: string;
  readonly mode: ApimMode | undefined;
  readonly profile: ProfileId;
  readonly units: number;
  readonly maximumUnits: number;
  readonly instances: number;
  readonly zones: number;
  readonly regions: number;
  /** The document behind the arithmetic, and the key of its revision in `knowledge/subnet-sizing.ts`. */
  readonly source: Source;
  readonly revision: string;
  readonly smallest: number;
  readonly recommended: number;
  /** Why the recommended size is recommended, as a sentence. */
  readonly because: string;
  /** The largest subnet that is allowed; `undefined` where the text sets none. */
  readonly largest: number | undefined;
  /** Empty where the text counts no addresses per unit. */
  readonly arithmetic: readonly ArithmeticLine[];
  /** Smallest subnet first; empty where the text counts no addresses per unit. */
  readonly sizes: readonly SizeRow[];
  /** What else to know before the subnet is made, as sentences. */
  readonly notes: readonly string[];
  /** Where texts contradict each other, as sentences with dates. */
  readonly disagreements: readonly string[];
}

/** The most instances and regions that a plan is made for; beyond it a number is taken for a slip. */
const mostInstances = 100;
const mostRegions = 100;
const mostZones = 3;

/** The plan, or one sentence that says what is allowed. Source of all numbers: knowledge/subnet-sizing.ts. */
export function planSubnet(request: SubnetRequest): Answer<SubnetPlan> {
  const subject = subjectOf(request);
  if (!subject.ok) return subject;
  const { tier, id, sizing, mode } = subject.value;
  const limit = id === 'workspace-gateway' ? undefined : unitLimit(tier.sku);
  const numbers = numbersOf(request, tier, limit);
  if (!numbers.ok) return numbers;
  const { units, maximumUnits, instances, zones, regions } = numbers.value;
  if (instances > 1 && sharingRule(id)?.kind === 'one-instance')
    return { ok: false, problem: `${sharingRule(id)!.rule} So a subnet is planned for 1 instance.` };
  const sizes = sizesFor(sizing, tier.sku, mode, instances, units, maximumUnits);
  if (!sizes.ok) return sizes;
  const { smallest, forMaximum } = sizes.value;
  const recommended = Math.min(forMaximum, sizing.recommendedPrefixLength ?? forMaximum);
  const plan = { sku: tier.sku, mode, profile: id, units, maximumUnits, instances, zones, regions };
  const lengths = lengthsToShow(sizing, Math.min(smallest, recommended));
  return {
    ok: true,
    value: {
      ...plan,
      source: sizing.sources[0]!,
      revision: sizing.id,
      smallest,
      recommended,
      because: reasonFor(recommended, forMaximum, request.maximumUnits !== undefined, maximumUnits, limit, sizing),
      largest: sizing.maximumPrefixLength ?? undefined,
      arithmetic: arithmetic(sizing, plan),
      sizes: sizeRows(sizing, tier.sku, mode ?? 'External', lengths, instances),
      notes: notesOn(plan, tier, sizing),
      disagreements: disagreementsOn(plan, sizing, tier, limit),
    },
  };
}

/**
 * What subnets of these sizes hold, in the columns of the document's table; nothing where the text counts no addresses for the SKU.
 *
 * @param instances from 1; all alike
 */
export function sizeRows(
  sizing: SubnetSizing,
  sku: string,
  mode: ApimMode,
  prefixLengths: readonly number[],
  instances = 1,
): readonly SizeRow[] {
  const perUnit = sizing.perUnit[sku];
  const one = addressesNeeded(sizing, sku, 1, mode);
  if (perUnit === undefined || one === undefined) return [];
  const limit = unitLimit(sku)?.units ?? Number.POSITIVE_INFINITY;
  const printed = mode === 'Internal' || sizing.alwaysInternal ? sizing.table : [];
  return prefixLengths.map(prefixLength => {
    const loadBalancers = (one.needed - perUnit) * instances;
    const remaining = usableAddresses(prefixLength) - one.needed * instances;
    const fits = remaining >= 0 && prefixLength <= sizing.minimumPrefixLength;
    const scaleOut = fits ? Math.floor(remaining / (perUnit * instances)) : 0;
    const units = fits ? scaleOut + 1 : 0;
    return {
      prefixLength,
      total: 2 ** (32 - prefixLength),
      reserved: azureReserved.count,
      firstUnits: perUnit * instances,
      loadBalancers,
      remaining,
      scaleOut,
      units,
      unitsOfTier: Math.min(units, limit),
      printed:
        instances === 1 && perUnit === 2 ? printed.find(row => row.prefixLength === prefixLength)?.units : undefined,
    };
  });
}

interface Subject {
  readonly tier: Tier;
  readonly id: ProfileId;
  readonly sizing: SubnetSizing;
  readonly mode: ApimMode | undefined;
}

/** The text that counts the addresses of this tier in this mode. */
function subjectOf(request: SubnetRequest): Answer<Subject> {
  const subject = serviceSubject(request);
  if (!subject.ok) return subject;
  const { tier, profile: id, mode } = subject.value;
  const sizing = subnetSizing(id);
  if (sizing === undefined)
    return {
      ok: false,
      problem: `The text of profile ${id} counts no addresses. Without a profile the newest text of the tier is used.`,
    };
  return { ok: true, value: { tier, id, sizing, mode } };
}

interface Numbers {
  readonly units: number;
  readonly maximumUnits: number;
  readonly instances: number;
  readonly zones: number;
  readonly regions: number;
}

function numbersOf(request: SubnetRequest, tier: Tier, limit: UnitLimit | undefined): Answer<Numbers> {
  const { units, maximumUnits, instances = 1, zones = 0, regions = 1 } = request;
  const most = limit?.units ?? undefined;
  const unitRange =
    most === undefined
      ? 'a whole number from 1'
      : `${most === 1 ? '1' : `a whole number from 1 to ${most}`} on ${tier.sku} (text of ${limit!.revision})`;
  const isUnits = (value: number) => isWhole(value, 1, most ?? Number.MAX_SAFE_INTEGER);
  const problem = !isUnits(units)
    ? `${units} is no number of units: it is ${unitRange}.`
    : maximumUnits !== undefined && !isUnits(maximumUnits)
      ? `${maximumUnits} is no largest number of units: it is ${unitRange}.`
      : maximumUnits !== undefined && maximumUnits < units
        ? `The largest number of units, ${maximumUnits}, is below the number now, ${units}.`
        : !isWhole(instances, 1, mostInstances)
          ? `${instances} is no number of instances: it is a whole number from 1 to ${mostInstances}.`
          : !isWhole(zones, 0, mostZones)
            ? `${zones} is no number of zones: it is a whole number from 0 to ${mostZones}.`
            : zones > 0 && tier.zones === 'no'
              ? `${tier.sku} has no availability zones; ${listed(tiers.filter(other => other.zones === 'yes').map(({ sku }) => sku))} has.`
              : !isWhole(regions, 1, mostRegions)
                ? `${regions} is no number of regions: it is a whole number from 1 to ${mostRegions}.`
                : regions > 1 && !tier.additionalLocations
                  ? `${tier.sku} is in one region only; ${listed(tiers.filter(other => other.additionalLocations).map(({ sku }) => sku))} can be in several.`
                  : undefined;
  if (problem !== undefined) return { ok: false, problem };
  const growth = Math.min(units * 2, most ?? units * 2);
  return { ok: true, value: { units, maximumUnits: maximumUnits ?? growth, instances, zones, regions } };
}

function isWhole(value: number, first: number, last: number): boolean {
  return Number.isSafeInteger(value) && value >= first && value <= last;
}

function sizesFor(
  sizing: SubnetSizing,
  sku: string,
  mode: ApimMode | undefined,
  instances: number,
  units: number,
  maximumUnits: number,
): Answer<{ readonly smallest: number; readonly forMaximum: number }> {
  const size = (count: number) => {
    if (sizing.perUnit[sku] === undefined) return sizing.minimumPrefixLength;
    if (instances === 1) return smallestPrefixLength(sizing, sku, count, mode ?? 'External');
    const need = addressesNeeded(sizing, sku, count, mode ?? 'External')!.needed * instances;
    for (let length = sizing.minimumPrefixLength; length >= subnetBounds.largestPrefixLength; length--) {
      if (usableAddresses(length) >= need) return length;
    }
    return undefined;
  };
  const smallest = size(units);
  const forMaximum = size(maximumUnits);
  if (smallest === undefined || forMaximum === undefined)
    return {
      ok: false,
      problem: `${counted(maximumUnits, 'unit')} do not fit the largest subnet, a /${subnetBounds.largestPrefixLength}.`,
    };
  return { ok: true, value: { smallest, forMaximum } };
}

function reasonFor(
  recommended: number,
  forMaximum: number,
  isGiven: boolean,
  maximumUnits: number,
  limit: UnitLimit | undefined,
  sizing: SubnetSizing,
): string {
  const { month } = sizing.sources[0]!;
  if (recommended < forMaximum) return `The text of ${month} recommends it.`;
  if (isGiven) return `It holds the ${counted(maximumUnits, 'unit')} that it may grow to.`;
  if (limit?.units === maximumUnits)
    return `It holds ${maximumUnits === 1 ? 'the 1 unit' : `the ${maximumUnits} units`} that the tier has at most.`;
  return `It has room for twice the units, ${maximumUnits}.`;
}

/** From the smallest allowed subnet to the recommended one, and at least to a /24. */
function lengthsToShow(sizing: SubnetSizing, largestWanted: number): readonly number[] {
  const last = Math.max(sizing.maximumPrefixLength ?? 0, Math.min(24, largestWanted));
  return Array.from({ length: sizing.minimumPrefixLength - last + 1 }, (_, i) => sizing.minimumPrefixLength - i);
}

type Facts = Pick<
  SubnetPlan,
  'sku' | 'mode' | 'profile' | 'units' | 'maximumUnits' | 'instances' | 'zones' | 'regions'
>;

function arithmetic(sizing: SubnetSizing, { sku, mode, units, maximumUnits, instances }: Facts): ArithmeticLine[] {
  const perUnit = sizing.perUnit[sku];
  const one = addressesNeeded(sizing, sku, 1, mode ?? 'External');
  if (perUnit === undefined || one === undefined) return [];
  const each = instances === 1 ? '' : `, ${instances} instances`;
  const loadBalancer = (one.needed - perUnit) * instances;
  return [
    {
      what: `reserved by Azure: ${listed(azureReserved.which)}`,
      now: azureReserved.count,
      atMost: azureReserved.count,
    },
    {
      what: `units, ${perUnit} ${perUnit === 1 ? 'address' : 'addresses'} each${each}`,
      now: perUnit * units * instances,
      atMost: perUnit * maximumUnits * instances,
    },
    ...(loadBalancer === 0 ? [] : [{ what: `internal load balancer${each}`, now: loadBalancer, atMost: loadBalancer }]),
  ];
}

function notesOn(plan: Facts, tier: Tier, sizing: SubnetSizing): string[] {
  const sharing = sharingRule(plan.profile);
  const statement = (id: string) => networkStatements.find(entry => entry.id === id)!.rule;
  const { zones, units } = plan;
  return [
    ...(sizing.perUnit[plan.sku] === undefined ? ['The number of units does not change the size.'] : []),
    ...(sizing.maximumPrefixLength === null
      ? []
      : [`The subnet may not be larger than a /${sizing.maximumPrefixLength}.`]),
    ...(sizing.note === null || sizing.externalLoadBalancerCaution > 0 ? [] : [sizing.note]),
    ...(sharing === undefined ? [] : [sharing.rule]),
    ...(zones > 1 && units % zones !== 0
      ? [
          `${counted(units, 'unit')} cannot be spread evenly over ${zones} zones: with zones chosen by hand it has to be ${Math.ceil(units / zones) * zones}.`,
        ]
      : []),
    ...(tier.zones === 'yes' && zones === 0 ? [statement('zones-new-subnet')] : []),
    ...(plan.regions > 1
      ? [
          `Each of the ${plan.regions} regions has a virtual network and a subnet of its own; this is the size for the region with ${counted(units, 'unit')}.`,
        ]
      : []),
  ];
}

function disagreementsOn(plan: Facts, sizing: SubnetSizing, tier: Tier, limit: UnitLimit | undefined): string[] {
  const { sku, mode, units, instances } = plan;
  const need = addressesNeeded(sizing, sku, units, mode ?? 'External');
  const sharing = sharingRule(plan.profile);
  const older = unitLimits.filter(entry => entry.sku === sku && entry !== limit);
  const limitText = ({ units: most, revision, note }: UnitLimit) =>
    most === null
      ? `any number (${revision})`
      : `${most} (${revision}${note === null ? '' : `: ${lowerFirst(note).replace(/\.$/, '')}`})`;
  return [
    ...(need !== undefined && need.cautious > need.needed
      ? [
          `Counted to the letter it is ${counted((need.cautious - need.needed) * instances, 'address', 'addresses')} more: ${need.cautious * instances + azureReserved.count} for the units now. ${sizing.note}`,
        ]
      : []),
    ...(limit !== undefined && older.length > 0
      ? [`Most units of ${sku}: ${limitText(limit)}; older texts: ${older.map(limitText).join(', ')}.`]
      : []),
    ...(plan.zones > 0 && tier.zones === 'unclear'
      ? [networkStatements.find(entry => entry.id === 'zones-sku')!].map(({ rule, note }) =>
          `${rule} ${note ?? ''}`.trim(),
        )
      : []),
    ...(sharing?.note == null ? [] : [sharing.note]),
  ];
}
