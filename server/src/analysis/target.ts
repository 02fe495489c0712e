/**
 * Which groups are API Management's, and what is known about the service behind them.
 *
 * Five ways, and the first that applies wins: a service of the same file, a directive, a setting, a guess, none.
 */
import { knownValue } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import { type ApimMode, isProfileId, type ProfileId } from '../knowledge/profiles.ts';
import { regionKey } from '../knowledge/regions.ts';
import type { ApimService, Network, Subnet, VirtualNetwork } from '../network/network.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';

export type TargetHow = 'service' | 'directive' | 'setting' | 'inferred';

/** What a user says about a service, as texts; unknown ones are `undefined`. */
export interface TargetHints {
  readonly mode?: string | undefined;
  readonly sku?: string | undefined;
  readonly units?: number | undefined;
  readonly region?: string | undefined;
  readonly cloud?: string | undefined;
  readonly profile?: string | undefined;
}

export interface Target {
  readonly how: TargetHow;
  /** One sentence on how it was recognised. */
  readonly howText: string;
  /** `undefined`: the subnet has no group in this file, or links to one that is not in it. */
  readonly group: NetworkSecurityGroup | undefined;
  /** Where the group is not in this file: what the file says about it. */
  readonly groupElsewhere: string | undefined;
  readonly profile: ProfileId;
  /** `undefined`: not known. */
  readonly mode: ApimMode | undefined;
  readonly sku: string | undefined;
  readonly units: number | undefined;
  /** As written. */
  readonly region: string | undefined;
  readonly cloud: string | undefined;
  readonly multiRegion: 'yes' | 'no' | 'unknown';
  readonly service: ApimService | undefined;
  readonly subnet: Subnet | undefined;
  readonly virtualNetwork: VirtualNetwork | undefined;
  /** Where to point when the target itself is meant. */
  readonly at: Span;
}

export interface TargetSources {
  /** What a directive or its metadata says of a group; `undefined` where it has none. */
  readonly directive: (group: NetworkSecurityGroup) => TargetHints | undefined;
  /** What the settings say of a group. */
  readonly setting: (group: NetworkSecurityGroup) => TargetHints | undefined;
  /** For every target whose own value is unknown. */
  readonly defaults: TargetHints;
}

/** All targets of a file; one group can be several services' target. Groups of nobody's are not listed. */
export function findTargets(network: Network, sources: TargetSources): readonly Target[] {
  const targets: Target[] = [];
  const taken = new Set<NetworkSecurityGroup>();
  for (const service of network.services) {
    if (service.definedElsewhere) continue;
    const places = [
      { subnet: service.subnet, region: service.region, units: service.units, what: 'service' },
      ...service.additionalLocations.map(place => ({ ...place, what: 'additional location' })),
    ];
    for (const place of places) {
      if (place.subnet === undefined) continue;
      const { identity } = place.subnet;
      const subnet =
        identity === undefined ? undefined : network.subnets.find(candidate => candidate.identity === identity);
      const group = groupOf(network, identity, subnet);
      if (group !== undefined) taken.add(group);
      const hints = group && (sources.directive(group) ?? sources.setting(group));
      const own: TargetHints = {
        mode: knownValue(service.mode) ?? hints?.mode,
        sku: knownValue(service.sku) ?? hints?.sku,
        units: knownValue(place.units) ?? hints?.units,
        region: knownValue(place.region) ?? hints?.region,
        cloud: hints?.cloud,
        profile: hints?.profile,
      };
      const name = knownValue(service.name);
      targets.push(
        makeTarget({
          how: 'service',
          howText: `The API Management service${name === undefined ? '' : ` '${name}'`} of this file uses it${place.what === 'service' ? '' : ' in an additional location'}.`,
          network,
          group,
          groupElsewhere: group === undefined ? elsewhereText(subnet) : undefined,
          subnet,
          service,
          hints: own,
          defaults: sources.defaults,
          at: place.subnet.span,
        }),
      );
    }
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
        subnet: network.subnets.find(subnet => subnet.securityGroup?.identity === group.identity),
        service: undefined,
        defaults: sources.defaults,
        at: group.nameSpan,
      }),
    );
  }
  return targets;
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
    profile: profile !== undefined && isProfileId(profile) ? profile : profileFor(sku, mode),
    mode,
    sku,
    units: hints.units ?? defaults.units,
    region: hints.region ?? defaults.region,
    cloud: hints.cloud ?? defaults.cloud,
    multiRegion: multiRegion(service),
    service,
    subnet,
    virtualNetwork:
      subnet?.virtualNetwork === undefined
        ? undefined
        : network.virtualNetworks.find(v => v.identity === subnet.virtualNetwork),
    at: draft.at,
  };
}

export const apimModes: readonly ApimMode[] = ['External', 'Internal'];

/** Source: DESIGN of profiles; the v2 tiers read `virtualNetworkType` differently (v2 tiers overview, April 2026). */
function profileFor(sku: string | undefined, mode: ApimMode | undefined): ProfileId {
  const folded = sku?.toLowerCase();
  if (folded === 'premiumv2') return mode === 'External' ? 'standard-v2-integration' : 'premium-v2-injection';
  if (folded === 'standardv2' || folded === 'basicv2') return 'standard-v2-integration';
  return 'stv2-current';
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

const apimName = /(^|[^a-z])apim([^a-z]|$)|api-?management/i;

/** Why a group looks like API Management's; `undefined` where it does not. */
function resemblance(group: NetworkSecurityGroup, network: Network): string | undefined {
  for (const rule of group.rules) {
    for (const term of [...rule.source.terms, ...rule.destination.terms]) {
      if (term.meaning.kind === 'tag' && term.meaning.tag.base === 'ApiManagement')
        return 'a rule names the ApiManagement tag';
    }
    if (rule.direction?.known === true && rule.direction.value === 'Outbound') continue;
    const opens = rule.access?.known === true && rule.access.value === 'Allow';
    if (
      opens &&
      rule.destinationPorts.terms.some(
        ({ meaning }) => meaning.kind === 'ports' && meaning.range.first === 3443 && meaning.range.last === 3443,
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
