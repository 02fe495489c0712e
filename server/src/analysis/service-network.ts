/** What a service says about its networks, region by region. */
import { Memo } from '../base/memo.ts';
import { knownValue, type Sourced } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { ApimMode } from '../knowledge/profiles.ts';
import type { ApimLocation, ApimService, Network, ResourceLink, Subnet, Zones } from '../network/network.ts';
import type { Target } from './target.ts';

/** One region of a service. */
export interface ServicePlace {
  /** `undefined` for the service's own region. */
  readonly location: ApimLocation | undefined;
  readonly region: Sourced<string> | undefined;
  readonly units: Sourced<number> | undefined;
  readonly subnet: ResourceLink | undefined;
  readonly publicIpAddress: ResourceLink | undefined;
  readonly zones: Zones | undefined;
  readonly propertiesUnknown: string | undefined;
  /** Where to point when the region is meant. */
  readonly at: Span;
}

/** The service's own region first; then the additional ones that are listed, of which there may be more. */
export function placesOf(service: ApimService): readonly ServicePlace[] {
  const { region, units, subnet, publicIpAddress, zones, propertiesUnknown } = service;
  const own = { region, units, subnet, publicIpAddress, zones, propertiesUnknown };
  return [
    { location: undefined, ...own, at: service.nameSpan },
    ...service.additionalLocations.map(location => ({
      ...location,
      location,
      at: location.region?.origin.span ?? {
        ...location.span,
        end: Math.min(location.span.end, location.span.start + 1),
      },
    })),
  ];
}

/** Whether a service is in a virtual network by its `virtualNetworkType`; absent means None to Azure. */
export function networkMode(service: ApimService): ApimMode | 'None' | 'unknown' {
  const { mode } = service;
  if (mode === undefined) return service.propertiesUnknown === undefined ? 'None' : 'unknown';
  const text = knownValue(mode)?.toLowerCase();
  return (['External', 'Internal', 'None'] as const).find(word => word.toLowerCase() === text) ?? 'unknown';
}

/** Whether the subnet of a target is in use; a service without a mode leaves it alone, whatever it names. */
export function usesSubnet(target: Target): boolean {
  return target.service === undefined || networkMode(target.service) !== 'None';
}

/** The identity of a target's subnet, whether or not the subnet is in the file. */
export function subnetIdentity({ subnet, location, service }: Target): string | undefined {
  return subnet?.identity ?? (location ?? service)?.subnet?.identity;
}

/** Whether a subnet is defined in one place only, so that what it lacks there it lacks; a computed name may be its name again. */
export function isWholeIn(network: Network, subnet: Subnet): boolean {
  if (subnet.definedElsewhere) return false;
  const { defined, byIdentity, computed } = subnetIndexOf(network);
  if ((byIdentity.get(subnet.identity) ?? 0) > 1) return false;
  const candidates = subnet.identity.includes('{') ? defined : computed;
  return !candidates.some(other => other !== subnet && mayBeSame(subnet, other));
}

interface SubnetIndex {
  readonly defined: readonly Subnet[];
  /** How often each identity is defined. */
  readonly byIdentity: ReadonlyMap<string, number>;
  /** Those with a part of their name that is not known. */
  readonly computed: readonly Subnet[];
}

const subnetIndexes = new Memo<Network, SubnetIndex>();

function subnetIndexOf(network: Network): SubnetIndex {
  const known = subnetIndexes.get(network);
  if (known !== undefined) return known;
  const defined = network.subnets.filter(subnet => !subnet.definedElsewhere);
  const byIdentity = new Map<string, number>();
  for (const { identity } of defined) byIdentity.set(identity, (byIdentity.get(identity) ?? 0) + 1);
  const index = { defined, byIdentity, computed: defined.filter(({ identity }) => identity.includes('{')) };
  subnetIndexes.set(network, index);
  return index;
}

/** One list holds no name twice, and neither do the resources of a file; only a list and a resource may name the same. */
function mayBeSame(a: Subnet, b: Subnet): boolean {
  if (a.form === b.form || (!a.identity.includes('{') && !b.identity.includes('{'))) return false;
  const [own, other] = [a, b].map(({ identity }) => identity.slice(identity.lastIndexOf('/') + 1));
  return own === other || own!.includes('{') || other!.includes('{');
}

/** The targets that use a subnet, by its identity, in the order of the list. */
export function targetsInSubnet(targets: readonly Target[], identity: string): readonly Target[] {
  return indexOf(targets).bySubnet.get(identity) ?? [];
}

/** The targets of a service: its own region and its additional locations, those with a subnet. */
export function targetsOfService(targets: readonly Target[], service: ApimService): readonly Target[] {
  return indexOf(targets).byService.get(service) ?? [];
}

interface TargetIndex {
  readonly bySubnet: ReadonlyMap<string, readonly Target[]>;
  readonly byService: ReadonlyMap<ApimService, readonly Target[]>;
}

const indexes = new Memo<readonly Target[], TargetIndex>();

/** Made once for a list, so that rules do not walk all targets for each target. */
function indexOf(targets: readonly Target[]): TargetIndex {
  const known = indexes.get(targets);
  if (known !== undefined) return known;
  const bySubnet = new Map<string, Target[]>();
  const byService = new Map<ApimService, Target[]>();
  for (const target of targets) {
    const identity = subnetIdentity(target);
    if (identity !== undefined) put(bySubnet, identity, target);
    if (target.service !== undefined) put(byService, target.service, target);
  }
  const index = { bySubnet, byService };
  indexes.set(targets, index);
  return index;
}

function put<K>(map: Map<K, Target[]>, key: K, target: Target): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [target]);
  else list.push(target);
}
