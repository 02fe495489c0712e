/**
 * How many addresses a subnet has, and how many the services in it need.
 *
 * Lower bounds where something is not known: a service that cannot be counted takes nothing here, so what is said not to fit
 * does not fit whatever the unknown values are.
 */
import type { ApimMode } from '../knowledge/profiles.ts';
import {
  addressesNeeded,
  azureReserved,
  largestUnits,
  type SubnetSizing,
  subnetSizing,
  unitLimit,
  usableAddresses,
} from '../knowledge/subnet-sizing.ts';
import { tierOf } from '../knowledge/tiers.ts';
import type { Ipv4Prefix } from '../network/address.ts';
import type { Subnet } from '../network/network.ts';
import type { AddressTerm } from '../network/nsg.ts';
import { subnetIdentity, targetsInSubnet } from './service-network.ts';
import type { Target } from './target.ts';

/** The one IPv4 prefix of a subnet, with the place where it is written. */
export interface SubnetPrefix {
  readonly prefix: Ipv4Prefix;
  readonly term: AddressTerm;
}

/** `undefined` where it is not known, is not valid, or where there are several, which no text counts. */
export function subnetPrefix(subnet: Subnet | undefined): SubnetPrefix | undefined {
  if (subnet === undefined || subnet.definedElsewhere || subnet.prefixesUnknown !== undefined) return undefined;
  const found: SubnetPrefix[] = [];
  for (const term of subnet.prefixes) {
    if (term.meaning.kind !== 'prefix') return undefined;
    const { prefix } = term.meaning;
    if (prefix.family === 4) found.push({ prefix, term });
  }
  return found.length === 1 ? found[0] : undefined;
}

export interface SubnetSize {
  readonly place: SubnetPrefix;
  /** Addresses that Azure leaves for use. */
  readonly usable: number;
  /** What this service needs, in one line of arithmetic, such as `2 × 2 for the units, 1 for the internal load balancer`. */
  readonly own: number;
  readonly units: number;
  readonly perUnit: number;
  readonly loadBalancer: number;
  /** What other API Management services and locations in the subnet need, as far as it is known. */
  readonly others: number;
  /** Everything together; a lower bound unless {@link complete}. */
  readonly needed: number;
  readonly fits: boolean;
  /** The most units of this service that fit beside the others, by the addresses alone; 0 where none does. */
  readonly largestByAddresses: number;
  /** The same, and no more than the newest text allows the tier; `null` there where it allows any number. */
  readonly largestUnits: number;
  readonly unitLimit: number | null;
  /** Everything that counts is known; else only `fits: false` can be relied on. */
  readonly complete: boolean;
}

/**
 * The arithmetic of a target's subnet; `undefined` where prefix, SKU or units are not known or the profile's text counts no
 * addresses for the SKU. With an unknown mode the address of the internal load balancer is left out, and `complete` is false.
 *
 * Source: injection resources, April 2025, and the older texts for the older profiles (knowledge/subnet-sizing.ts).
 */
export function subnetSize(target: Target, targets: readonly Target[]): SubnetSize | undefined {
  const place = subnetPrefix(target.subnet);
  const own = needOf(target);
  if (place === undefined || own === undefined) return undefined;
  const id = subnetIdentity(target);
  const neighbours = (id === undefined ? [] : targetsInSubnet(targets, id)).filter(
    other => other !== target && other.service !== undefined,
  );
  // Two services under conditions may never be there together.
  const counted = neighbours.map(other => (other.service?.conditional === true ? undefined : needOf(other)));
  const others = counted.reduce((sum, need) => sum + (need?.needed ?? 0), 0);
  const usable = usableAddresses(place.prefix.length);
  const needed = own.needed + others;
  const limit = unitLimit(own.sku)?.units ?? null;
  const byAddresses =
    others === 0
      ? (largestUnits(own.sizing, own.sku, place.prefix.length, own.mode) ?? 0)
      : Math.max(0, Math.floor((usable - others - own.loadBalancer) / own.perUnit));
  return {
    place,
    usable,
    own: own.needed,
    units: own.units,
    perUnit: own.perUnit,
    loadBalancer: own.loadBalancer,
    others,
    needed,
    fits: needed <= usable && place.prefix.length <= own.sizing.minimumPrefixLength,
    largestByAddresses: byAddresses,
    largestUnits: Math.min(byAddresses, limit ?? byAddresses),
    unitLimit: limit,
    complete: own.modeKnown && counted.every(need => need?.modeKnown === true),
  };
}

/** Addresses of a whole subnet of that size, those that Azure keeps among them. */
export function totalAddresses({ prefix }: SubnetPrefix): number {
  return prefix.end - prefix.start;
}

export const reservedAddresses: number = azureReserved.count;

interface Need {
  readonly sizing: SubnetSizing;
  readonly sku: string;
  readonly mode: ApimMode;
  readonly modeKnown: boolean;
  readonly units: number;
  readonly perUnit: number;
  readonly loadBalancer: number;
  readonly needed: number;
}

function needOf(target: Target): Need | undefined {
  const sizing = subnetSizing(target.profile);
  const sku = tierOf(target.sku)?.sku;
  const { units } = target;
  if (sizing === undefined || sku === undefined || units === undefined || units < 1) return undefined;
  const modeKnown = target.mode !== undefined || sizing.alwaysInternal || sizing.internalLoadBalancer === 0;
  const mode = target.mode ?? 'External';
  const need = addressesNeeded(sizing, sku, units, mode);
  const perUnit = sizing.perUnit[sku];
  if (need === undefined || perUnit === undefined) return undefined;
  return {
    sizing,
    sku,
    mode,
    modeKnown,
    units,
    perUnit,
    loadBalancer: need.needed - perUnit * units,
    needed: need.needed,
  };
}
