/** What is known about a service and its networks, once it is known which are its own; that is found by find-targets.ts. */
import { knownValue } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { FeatureId } from '../knowledge/features.ts';
import { type ApimMode, isProfileId, type ProfileId } from '../knowledge/profiles.ts';
import { type CloudId, cloudIds, region as listedRegion, regionKey } from '../knowledge/regions.ts';
import { delegationRule } from '../knowledge/subnet-sizing.ts';
import { profileOfTier } from '../knowledge/tiers.ts';
import type {
  ApimLocation,
  ApimService,
  Network,
  RouteTable,
  Subnet,
  VirtualNetwork,
  WorkspaceGateway,
} from '../network/network.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import type { ServiceTagList } from '../network/service-tag-list.ts';
import { partAt } from './part-at.ts';

export type TargetHow = 'service' | 'directive' | 'setting' | 'inferred';

/** What a user says about a service, as texts; unknown ones are `undefined`. */
export interface TargetHints {
  readonly mode?: string | undefined;
  readonly sku?: string | undefined;
  readonly units?: number | undefined;
  readonly region?: string | undefined;
  readonly cloud?: string | undefined;
  readonly profile?: string | undefined;
  /** Every optional feature that is in use; `undefined` where nobody says which. */
  readonly features?: readonly FeatureId[] | undefined;
}

export interface Target {
  readonly how: TargetHow;
  /** One sentence on how it was recognised. */
  readonly howText: string;
  /** `undefined`: the subnet has no group in this file, or links to one that is not in it. */
  readonly group: NetworkSecurityGroup | undefined;
  /** Where the group is not in this file: what the file says about it. */
  readonly groupElsewhere: string | undefined;
  /** `undefined`: the subnet has none, or links to one that is not in this file; `routeTableElsewhere` tells which. */
  readonly routeTable: RouteTable | undefined;
  /** Why the routes of the subnet are not known here; `undefined` where they are, or where it has no table for certain. */
  readonly routeTableElsewhere: string | undefined;
  readonly profile: ProfileId;
  /** `undefined`: not known. */
  readonly mode: ApimMode | undefined;
  readonly sku: string | undefined;
  readonly units: number | undefined;
  /** As written. */
  readonly region: string | undefined;
  readonly cloud: string | undefined;
  readonly multiRegion: 'yes' | 'no' | 'unknown';
  /** Every optional feature that is in use, as a comment says it; `undefined` where none does. */
  readonly features: readonly FeatureId[] | undefined;
  readonly service: ApimService | undefined;
  /** The gateway whose subnet it is, where it is one of workspaces and in the file; it has no service then. */
  readonly workspaceGateway: WorkspaceGateway | undefined;
  /** The additional location that it stands for; `undefined` for the service's own region. */
  readonly location: ApimLocation | undefined;
  readonly subnet: Subnet | undefined;
  readonly virtualNetwork: VirtualNetwork | undefined;
  /** The user's list of service tags; `undefined` where there is none, and tags are only names. */
  readonly serviceTags: ServiceTagList | undefined;
  /** What a directive, a setting or a guess is about; `undefined` where a service uses it. */
  readonly recognised: NetworkPart | undefined;
  /** Where to point when the target itself is meant. */
  readonly at: Span;
}

/** What can be API Management's without a service that uses it. */
export type NetworkPart = NetworkSecurityGroup | Subnet | RouteTable;

/** Short form for a status line: mode, SKU, profile, with a question mark for what is not known. */
export function targetSummary(target: Target): string {
  return [target.mode ?? 'mode ?', target.sku ?? 'SKU ?', target.profile].join(', ');
}

/** What is found out about a target before its hints are read. */
export interface TargetDraft {
  readonly how: TargetHow;
  readonly howText: string;
  readonly network: Network;
  readonly group: NetworkSecurityGroup | undefined;
  readonly groupElsewhere: string | undefined;
  readonly subnet: Subnet | undefined;
  /** Known without its subnet; `undefined`: that which the subnet uses. */
  readonly routeTable?: RouteTable | undefined;
  readonly service: ApimService | undefined;
  readonly workspaceGateway?: WorkspaceGateway;
  readonly location: ApimLocation | undefined;
  readonly recognised?: NetworkPart | undefined;
  readonly hints: TargetHints;
  readonly defaults: TargetHints;
  readonly at: Span;
}

export function makeTarget(draft: TargetDraft): Target {
  const { hints, defaults, service, subnet, network } = draft;
  const modeText = hints.mode ?? defaults.mode;
  const mode =
    modeText === undefined
      ? undefined
      : apimModes.find(candidate => candidate.toLowerCase() === modeText.toLowerCase());
  const sku = hints.sku ?? defaults.sku;
  const profile = hints.profile ?? defaults.profile;
  return {
    how: draft.how,
    howText: draft.howText,
    group: draft.group,
    groupElsewhere: draft.groupElsewhere,
    ...(draft.routeTable === undefined ? routeTableOf(network, subnet) : knownTable(draft.routeTable)),
    profile: profile !== undefined && isProfileId(profile) ? profile : profileFor(sku, mode, service, subnet),
    mode,
    sku,
    units: hints.units ?? defaults.units,
    region: hints.region ?? defaults.region,
    cloud: hints.cloud ?? defaults.cloud,
    multiRegion: multiRegion(service),
    features: hints.features,
    service,
    workspaceGateway: draft.workspaceGateway,
    location: draft.location,
    subnet,
    virtualNetwork:
      subnet?.virtualNetwork === undefined
        ? undefined
        : partAt(network.virtualNetworks, { identity: subnet.virtualNetwork, place: subnet.place }),
    serviceTags: network.serviceTags,
    recognised: draft.recognised,
    at: draft.at,
  };
}

/** The cloud a target says it is in, or that its region is in; the public one where neither tells. */
export function cloudOf({ cloud, region }: Pick<Target, 'cloud' | 'region'>): CloudId {
  const named = cloudIds.find(id => id === cloud?.toLowerCase());
  return named ?? (region === undefined ? undefined : listedRegion(region)?.cloud) ?? 'public';
}

export const apimModes: readonly ApimMode[] = ['External', 'Internal'];

/** The list that a service is judged by where nobody names one. */
export function profileFor(
  sku: string | undefined,
  mode: ApimMode | undefined,
  service: ApimService | undefined,
  subnet: Subnet | undefined,
): ProfileId {
  if (knownValue(service?.platformVersion)?.toLowerCase() === 'stv1') return 'stv1-final';
  // The v2 tiers need a delegation and the classic ones must have none, so it tells the tier where the SKU does not.
  return (sku === undefined && subnet && delegatedProfile(subnet)) || profileOfTier(sku, mode);
}

/** The profile that wants just the delegation a subnet has; `undefined` where it has none, or several, or an unknown one. */
function delegatedProfile(subnet: Subnet): ProfileId | undefined {
  const service = subnet.delegations.length === 1 ? knownValue(subnet.delegations[0]!.service) : undefined;
  return (['premium-v2-injection', 'standard-v2-integration'] as const).find(
    id => delegationRule(id)?.required?.toLowerCase() === service?.toLowerCase(),
  );
}

function multiRegion(service: ApimService | undefined): Target['multiRegion'] {
  if (service === undefined) return 'unknown';
  if (service.additionalLocations.length > 0) return 'yes';
  return service.additionalLocationsUnknown === undefined ? 'no' : 'unknown';
}

/** The route table of a subnet. One that is only referred to here is given with the reason why its routes are not known. */
function routeTableOf(
  network: Network,
  subnet: Subnet | undefined,
): Pick<Target, 'routeTable' | 'routeTableElsewhere'> {
  const unknown = (why: string) => ({ routeTable: undefined, routeTableElsewhere: why });
  if (subnet === undefined) return unknown('its subnet is not in this file');
  const written = network.subnets.filter(
    candidate => candidate.identity === subnet.identity && !candidate.definedElsewhere,
  );
  if (written.length === 0) return unknown('its subnet is only referred to here');
  const link = written[0]!.routeTable;
  const differs = (other: Subnet) =>
    (other.routeTable === undefined) !== (link === undefined) || other.routeTable?.identity !== link?.identity;
  if (written.some(differs)) return unknown('its subnet is written down twice, with different route tables');
  if (link === undefined) return { routeTable: undefined, routeTableElsewhere: undefined };
  if (link.identity === undefined)
    return unknown('which route table its subnet uses hangs on a value that is not known');
  const name = link.name === undefined ? '' : ` '${link.name}'`;
  const named = network.routeTables.filter(candidate => candidate.identity === link.identity);
  const there = named.filter(({ place }) => place === link.place);
  const tables = there.length > 0 ? there : named;
  if (tables.length !== 1) {
    const where = tables.length === 0 ? 'is not in this file' : 'is written down more than once';
    return unknown(`the route table${name} of its subnet ${where}`);
  }
  const table = tables[0]!;
  return {
    routeTable: table,
    routeTableElsewhere: table.definedElsewhere
      ? `the route table${name} of its subnet is only referred to here`
      : undefined,
  };
}

function knownTable(table: RouteTable): Pick<Target, 'routeTable' | 'routeTableElsewhere'> {
  return {
    routeTable: table,
    routeTableElsewhere: table.definedElsewhere ? 'the route table is only referred to here' : undefined,
  };
}

/** The region of a target for comparing with regional tags; `undefined` where it is not known. */
export function targetRegion(target: Target): string | undefined {
  return target.region === undefined ? undefined : regionKey(target.region);
}
