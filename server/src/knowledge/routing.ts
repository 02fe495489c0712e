import data from '../../data/routing.json' with { type: 'json' };
import type { ApimMode, ProfileId } from './profiles.ts';
import { type RawSource, type Source, sourceLookup } from './source.ts';

const sourcesOf = sourceLookup(data.sources as Readonly<Record<string, RawSource>>);

/** How Azure picks a route, and which routes and service endpoints API Management needs. Nothing here evaluates a route table. */

export type NextHopType = 'VirtualNetworkGateway' | 'VnetLocal' | 'Internet' | 'VirtualAppliance' | 'None';

/** Values of `nextHopType` that a route may have. Source: schema 2023-09-01. */
export const nextHopTypes = data.nextHops.values as readonly NextHopType[];

/** Next hops that effective routes show and no template may set. Source: virtual network traffic routing, May 2023. */
export const unsettableNextHops: readonly string[] = data.nextHops.notSettable;

interface Rule {
  readonly id: string;
  readonly rule: string;
  readonly sources: readonly Source[];
}

export const nextHopRules: readonly Rule[] = data.nextHops.rules.map(toRule);

export interface SystemRoute {
  /** CIDR form; null for one route per range of the address space of the virtual network. */
  readonly prefix: string | null;
  readonly nextHop: NextHopType;
}

/** Routes every subnet has by itself. Source: virtual network traffic routing, May 2023. */
export const systemRoutes: readonly SystemRoute[] = data.systemRoutes.routes.map(entry => ({
  prefix: entry.prefix,
  nextHop: entry.nextHop as NextHopType,
}));

/** How the address space of the virtual network changes {@link systemRoutes}, and what they mean. */
export const systemRouteNotes: readonly string[] = data.systemRoutes.notes;

/** Which of several routes wins. Source: virtual network traffic routing, May 2023 and a later copy. */
export const selectionRules: readonly Rule[] = data.selection.rules.map(toRule);

/** Routes whose prefix is a service tag. Source: virtual network traffic routing, May 2023; list of service tags, July 2025. */
export const serviceTagRoutes: {
  readonly maximumPerTable: number;
  /** Tags that no route may name. */
  readonly unsupportedTags: readonly string[];
  /** Strongest first, where two tags hold the same prefix. */
  readonly precedence: readonly string[];
  readonly rule: string;
  readonly sources: readonly Source[];
} = { ...data.serviceTagRoutes, sources: sourcesOf(data.serviceTagRoutes.sources) };

/** Largest counts. Source: limits text of December 2022. */
export const routeLimits: {
  readonly routesPerTable: number;
  readonly tablesPerRegionAndSubscription: number;
  readonly tablesPerSubnet: number;
  readonly sources: readonly Source[];
} = { ...data.limits, sources: sourcesOf(data.limits.sources) };

export const defaultRouteEffects: { readonly effects: readonly string[]; readonly sources: readonly Source[] } = {
  ...data.defaultRoute,
  sources: sourcesOf(data.defaultRoute.sources),
};

export const propagationRule: { readonly rule: string; readonly sources: readonly Source[] } = {
  ...data.propagation,
  sources: sourcesOf(data.propagation.sources),
};

/** Rules for `allowGatewayTransit` and `useRemoteGateways`. Source: virtual network peering, February 2018. */
export const peeringRules: { readonly rules: readonly string[]; readonly sources: readonly Source[] } = {
  ...data.peering,
  sources: sourcesOf(data.peering.sources),
};

/** Addresses of the platform, in plain IPv4 form, that routes or rules treat in their own way. */
export const specialAddresses: readonly {
  readonly address: string;
  readonly rule: string;
  readonly sources: readonly Source[];
}[] = data.specialAddresses.map(entry => ({ ...entry, sources: sourcesOf(entry.sources) }));

export type RoutingItemId =
  | 'default-route-internet'
  | 'public-peering'
  | 'service-endpoints'
  | 'control-plane-host-routes'
  | 'tunnelled-dependencies'
  | 'apimanagement-tag-route'
  | 'external-clients';

/** One thing that a profile's text asks of routes or of the subnet. */
export interface RoutingItem {
  readonly id: RoutingItemId;
  /** `forced-tunnelling`: only where 0.0.0.0/0 goes to a gateway or an appliance. */
  readonly when: 'always' | 'forced-tunnelling';
  readonly level: 'required' | 'recommended' | 'unsupported';
  /** Null for both modes. */
  readonly mode: ApimMode | null;
  readonly rule: string;
  /** The route to have; a prefix in angle brackets stands for values of the reader. Null where it is not about a route. */
  readonly route: { readonly addressPrefix: string; readonly nextHopType: NextHopType } | null;
  /** Values of `serviceEndpoints[].service` to have; empty where it is not about them. */
  readonly serviceEndpoints: readonly string[];
  /** What must be reachable through the tunnel, in words. */
  readonly dependencies: readonly string[];
  readonly note: string | null;
}

export interface RoutingGuidance {
  readonly id: string;
  /** Empty where the text asks for nothing, as for injected v2 instances. */
  readonly items: readonly RoutingItem[];
  readonly notes: readonly string[];
  readonly sources: readonly Source[];
}

/** What a profile's text says on routes; undefined where it does not speak of them, which is unknown and not "nothing". */
export function routingGuidance(id: ProfileId): RoutingGuidance | undefined {
  const entry = rawGuidance.find(candidate => candidate.profiles.includes(id));
  if (entry === undefined) return undefined;
  return {
    id: entry.id,
    items: entry.items.map(item => ({
      id: item.id,
      when: item.when,
      level: item.level,
      mode: item.mode ?? null,
      rule: item.rule,
      route: item.route ?? null,
      serviceEndpoints: item.serviceEndpoints ?? [],
      dependencies: item.dependencies ?? [],
      note: item.note ?? null,
    })),
    notes: entry.notes ?? [],
    sources: sourcesOf(entry.sources),
  };
}

/** Service endpoints: product names to values of `serviceEndpoints[].service`, and rules. Source: November 2019, quickstart template. */
export const serviceEndpoints: {
  readonly services: Readonly<Record<string, string>>;
  readonly rules: readonly string[];
  readonly sources: readonly Source[];
} = {
  services: data.serviceEndpoints.services,
  rules: data.serviceEndpoints.rules,
  sources: sourcesOf(data.serviceEndpoints.sources),
};

/**
 * The service tag whose prefixes a service endpoint routes past a default route, such as `Sql` for `Microsoft.Sql`; any case.
 * Undefined for an endpoint that API Management does not use. Source: list of service tags, July 2025.
 */
export function serviceEndpointTag(service: string): string | undefined {
  const folded = service.toLowerCase();
  return Object.entries(data.serviceEndpoints.tags).find(([name]) => name.toLowerCase() === folded)?.[1];
}

interface RawItem {
  readonly id: RoutingItemId;
  readonly when: RoutingItem['when'];
  readonly level: RoutingItem['level'];
  readonly mode?: ApimMode;
  readonly rule: string;
  readonly route?: NonNullable<RoutingItem['route']>;
  readonly serviceEndpoints?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly note?: string;
}

const rawGuidance = data.guidance as unknown as readonly {
  readonly id: string;
  readonly profiles: readonly string[];
  readonly items: readonly RawItem[];
  readonly notes?: readonly string[];
  readonly sources: readonly string[];
}[];

function toRule(entry: { readonly id: string; readonly rule: string; readonly sources: readonly string[] }): Rule {
  return { ...entry, sources: sourcesOf(entry.sources) };
}
