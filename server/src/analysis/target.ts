/**
 * Which groups are API Management's, and what is known about the service behind them.
 *
 * Five ways, and the first that applies wins: a service of the same file, a directive, a setting, a guess, none.
 */
import { knownValue } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { FeatureId } from '../knowledge/features.ts';
import { type ApimMode, flow, isProfileId, type ProfileId } from '../knowledge/profiles.ts';
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
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import type { ServiceTagList } from '../network/service-tag-list.ts';

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
  /** Where to point when the target itself is meant. */
  readonly at: Span;
}

export interface TargetSources {
  /** What a directive or its metadata says of a group, a service or a workspace gateway; `undefined` where it has none. */
  readonly directive: (resource: Pick<NetworkSecurityGroup, 'head' | 'metadata'>) => TargetHints | undefined;
  /** What the settings say of a group. */
  readonly setting: (group: NetworkSecurityGroup) => TargetHints | undefined;
  /** For every target whose own value is unknown. */
  readonly defaults: TargetHints;
}

/** All targets of a file; one group can be several services' target. Groups of nobody's are not listed. */
export function findTargets(network: Network, sources: TargetSources): readonly Target[] {
  const targets: Target[] = [];
  const taken = new Set<NetworkSecurityGroup>();
  const subnets = subnetsByIdentity(network);
  for (const service of network.services) {
    if (service.definedElsewhere) continue;
    const places = [
      { subnet: service.subnet, region: service.region, units: service.units, location: undefined },
      ...service.additionalLocations.map(place => ({ ...place, location: place })),
    ];
    for (const place of places) {
      if (place.subnet === undefined) continue;
      const { identity } = place.subnet;
      const subnet = identity === undefined ? undefined : subnets.get(identity);
      const group = groupOf(network, identity, subnet);
      if (group !== undefined) taken.add(group);
      const hints = sources.directive(service) ?? (group && (sources.directive(group) ?? sources.setting(group)));
      const own: TargetHints = {
        mode: knownValue(service.mode) ?? hints?.mode,
        sku: knownValue(service.sku) ?? hints?.sku,
        units: knownValue(place.units) ?? hints?.units,
        region: knownValue(place.region) ?? hints?.region,
        cloud: hints?.cloud,
        profile: hints?.profile,
        features: hints?.features,
      };
      const name = knownValue(service.name);
      targets.push(
        makeTarget({
          how: 'service',
          howText: `The API Management service${name === undefined ? '' : ` '${name}'`} of this file uses it${place.location === undefined ? '' : ' in an additional location'}.`,
          network,
          group,
          groupElsewhere: group === undefined ? elsewhereText(subnet) : undefined,
          subnet,
          service,
          location: place.location,
          hints: own,
          defaults: sources.defaults,
          at: place.subnet.span,
        }),
      );
    }
  }
  for (const gateway of network.workspaceGateways) {
    const link = gateway.subnet;
    if (link === undefined || gateway.definedElsewhere || knownValue(gateway.mode)?.toLowerCase() === 'none') continue;
    const subnet = link.identity === undefined ? undefined : subnets.get(link.identity);
    const group = groupOf(network, link.identity, subnet);
    if (group !== undefined) taken.add(group);
    const hints = sources.directive(gateway) ?? (group && (sources.directive(group) ?? sources.setting(group)));
    const name = knownValue(gateway.name);
    targets.push(
      makeTarget({
        how: 'service',
        howText: `The workspace gateway${name === undefined ? '' : ` '${name}'`} of this file uses it.`,
        network,
        group,
        groupElsewhere: group === undefined ? elsewhereText(subnet) : undefined,
        subnet,
        service: undefined,
        workspaceGateway: gateway,
        location: undefined,
        hints: {
          ...hints,
          mode: knownValue(gateway.mode) ?? hints?.mode,
          sku: knownValue(gateway.sku) ?? hints?.sku,
          units: knownValue(gateway.units) ?? hints?.units,
          region: knownValue(gateway.region) ?? hints?.region,
          profile: hints?.profile ?? 'workspace-gateway',
        },
        defaults: sources.defaults,
        at: link.span,
      }),
    );
  }
  for (const group of network.securityGroups) {
    if (taken.has(group)) continue;
    const found = ownTarget(group, network, sources);
    if (found === undefined) continue;
    targets.push(
      makeTarget({
        ...found,
        network,
        group,
        groupElsewhere: undefined,
        subnet: onlySubnetOf(network, group),
        service: undefined,
        location: undefined,
        defaults: sources.defaults,
        at: group.nameSpan,
      }),
    );
  }
  return targets;
}

/** The first definition of each subnet; a mere reference only where there is no definition. */
function subnetsByIdentity(network: Network): ReadonlyMap<string, Subnet> {
  const found = new Map<string, Subnet>();
  for (const subnet of network.subnets) {
    const known = found.get(subnet.identity);
    if (known === undefined || (known.definedElsewhere && !subnet.definedElsewhere)) found.set(subnet.identity, subnet);
  }
  return found;
}

/** Short form for a status line: mode, SKU, profile, with a question mark for what is not known. */
export function targetSummary(target: Target): string {
  return [target.mode ?? 'mode ?', target.sku ?? 'SKU ?', target.profile].join(', ');
}

interface Draft {
  readonly how: TargetHow;
  readonly howText: string;
  readonly network: Network;
  readonly group: NetworkSecurityGroup | undefined;
  readonly groupElsewhere: string | undefined;
  readonly subnet: Subnet | undefined;
  readonly service: ApimService | undefined;
  readonly workspaceGateway?: WorkspaceGateway;
  readonly location: ApimLocation | undefined;
  readonly hints: TargetHints;
  readonly defaults: TargetHints;
  readonly at: Span;
}

function makeTarget(draft: Draft): Target {
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
    ...routeTableOf(network, subnet),
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
        : network.virtualNetworks.find(v => v.identity === subnet.virtualNetwork),
    serviceTags: network.serviceTags,
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

function groupOf(
  network: Network,
  subnetId: string | undefined,
  subnet: Subnet | undefined,
): NetworkSecurityGroup | undefined {
  const linked = subnet?.securityGroup?.identity;
  return network.securityGroups.find(
    group =>
      (linked !== undefined && group.identity === linked) ||
      (subnetId !== undefined && group.attachedSubnets.includes(subnetId)),
  );
}

function elsewhereText(subnet: Subnet | undefined): string {
  if (subnet === undefined) return 'the subnet of the service is not in this file';
  if (subnet.definedElsewhere) return 'the subnet is only referred to here, so its security group is not known';
  if (subnet.securityGroup === undefined) return 'the subnet has no security group in this file';
  return `its security group${subnet.securityGroup.name === undefined ? '' : ` '${subnet.securityGroup.name}'`} is not in this file`;
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
  const tables = network.routeTables.filter(candidate => candidate.identity === link.identity);
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

function ownTarget(
  group: NetworkSecurityGroup,
  network: Network,
  sources: TargetSources,
): Pick<Draft, 'how' | 'howText' | 'hints'> | undefined {
  const directive = sources.directive(group);
  if (directive !== undefined)
    return { how: 'directive', howText: 'A comment above it says that it is for API Management.', hints: directive };
  const setting = sources.setting(group);
  if (setting !== undefined)
    return {
      how: 'setting',
      howText: 'The setting apimVnet.targets says that it is for API Management.',
      hints: setting,
    };
  const why = resemblance(group, network);
  return why === undefined
    ? undefined
    : { how: 'inferred', howText: `It looks like API Management's: ${why}.`, hints: {} };
}

/** The subnet that a group is attached to; of several any may be API Management's, so none is taken. */
function onlySubnetOf(network: Network, group: NetworkSecurityGroup): Subnet | undefined {
  const attached = network.subnets.filter(subnet => subnet.securityGroup?.identity === group.identity);
  return new Set(attached.map(subnet => subnet.identity)).size === 1 ? attached[0] : undefined;
}

const apimName = /(^|[^a-z])apim([^a-z]|$)|api-?management/i;

/** Where the control plane calls a service. Source: configuration reference, April 2026. */
const controlPlanePort = flow('stv2-current', 'management')!.destinationPorts[0]!.first;

/** Whether a rule names a port, or names something that is not known. */
function mayOpen({ destinationPorts }: SecurityRule, port: number): boolean {
  return (
    destinationPorts.unknown !== undefined ||
    destinationPorts.terms.some(
      ({ meaning }) => meaning.kind !== 'ports' || (meaning.range.first <= port && port <= meaning.range.last),
    )
  );
}

/** Why a group looks like API Management's; `undefined` where it does not. */
function resemblance(group: NetworkSecurityGroup, network: Network): string | undefined {
  for (const rule of group.rules) {
    // Rules towards the tag stand in groups of clients and build agents; API Management's own lets the control plane in.
    if (rule.direction?.known === true && rule.direction.value === 'Outbound') continue;
    // Without the control plane's port it is a back end that means to let a gateway in.
    if (!mayOpen(rule, controlPlanePort)) continue;
    for (const term of rule.source.terms) {
      if (term.meaning.kind === 'tag' && term.meaning.tag.base === 'ApiManagement')
        return 'a rule names the ApiManagement tag';
    }
    const opens = rule.access?.known === true && rule.access.value === 'Allow';
    if (
      opens &&
      rule.destinationPorts.terms.some(
        ({ meaning }) =>
          meaning.kind === 'ports' &&
          meaning.range.first === controlPlanePort &&
          meaning.range.last === controlPlanePort,
      )
    ) {
      return 'a rule opens port 3443';
    }
  }
  const name = knownValue(group.name);
  if (name !== undefined && apimName.test(name)) return `its name is '${name}'`;
  for (const subnet of network.subnets) {
    const subnetName = knownValue(subnet.name);
    if (subnet.securityGroup?.identity === group.identity && subnetName !== undefined && apimName.test(subnetName)) {
      return `it is attached to a subnet named '${subnetName}'`;
    }
  }
  const attached = group.attachedSubnets
    .map(id => id.slice(id.lastIndexOf('/') + 1))
    .find(candidate => apimName.test(candidate));
  return attached === undefined ? undefined : `it is attached to a subnet named '${attached}'`;
}

/** The region of a target for comparing with regional tags; `undefined` where it is not known. */
export function targetRegion(target: Target): string | undefined {
  return target.region === undefined ? undefined : regionKey(target.region);
}
