import data from '../../data/hostnames.json' with { type: 'json' };
import type { ProfileId } from './profiles.ts';
import type { CloudId } from './regions.ts';
import { type RawSource, type Source, sourceLookup } from './source.ts';

const sourcesOf = sourceLookup(data.sources as Readonly<Record<string, RawSource>>);

/** Host names an API Management instance gets by itself, and what DNS must do for them. Nothing here resolves a name. */

export type EndpointId = 'gateway' | 'portal' | 'developer' | 'management' | 'scm' | 'configuration';

/** `inferred`: from the form in the public cloud; `medium` and `high`: from third-party files. */
export type HostConfidence = 'certain' | 'high' | 'medium' | 'inferred';

export interface Endpoint {
  readonly id: EndpointId;
  /** The label between service name and suffix; null for the gateway, which has none. */
  readonly label: string | null;
  /** `type` of an entry of `hostnameConfigurations`. */
  readonly armType: string;
  readonly meaning: string;
  /** The day the endpoint's feature was retired, in words; null where it is in use. Articles still list the hosts. */
  readonly retired: string | null;
}

export const endpoints: readonly Endpoint[] = data.endpoints.map(entry => ({
  id: entry.id as EndpointId,
  label: entry.label,
  armType: entry.armType,
  meaning: entry.meaning,
  retired: entry.retired ?? null,
}));

export interface CloudHosts {
  readonly cloud: CloudId;
  /** `azure-api.net` and its like. */
  readonly suffix: string;
  readonly confidence: Readonly<Record<EndpointId, HostConfidence>>;
  readonly sources: readonly Source[];
}

export function cloudHosts(cloud: CloudId): CloudHosts {
  const entry = data.clouds[cloud];
  return {
    cloud,
    suffix: entry.suffix,
    confidence: entry.confidence as Readonly<Record<EndpointId, HostConfidence>>,
    sources: sourcesOf(entry.sources),
  };
}

export interface HostSet {
  readonly id: string;
  /** In the order of the text. Empty for workspace gateways, whose host cannot be known before deployment. */
  readonly endpoints: readonly EndpointId[];
  /** The host's form where {@link endpoints} cannot give it; null elsewhere. */
  readonly pattern: string | null;
  /** An example of {@link pattern} from the text. */
  readonly example: string | null;
  /** The private address that the text's sample uses; null where it has none. */
  readonly exampleAddress: string | null;
  readonly note: string;
  readonly sources: readonly Source[];
}

/** The hosts that the text of a profile lists for internal mode or injection. Every profile has a set. */
export function hostSet(id: ProfileId): HostSet {
  const entry = data.hostSets.find(candidate => candidate.profiles.includes(id))!;
  return {
    id: entry.id,
    endpoints: entry.endpoints as readonly EndpointId[],
    pattern: entry.pattern ?? null,
    example: entry.example ?? null,
    exampleAddress: entry.exampleAddress ?? null,
    note: entry.note,
    sources: sourcesOf(entry.sources),
  };
}

/** The default host of one endpoint. The service name is taken as it is: whether Azure accepts it is not asked. */
export function endpointHost(serviceName: string, endpoint: EndpointId, cloud: CloudId): string {
  const label = endpoints.find(entry => entry.id === endpoint)!.label;
  const suffix = cloudHosts(cloud).suffix;
  return label === null ? `${serviceName}.${suffix}` : `${serviceName}.${label}.${suffix}`;
}

export interface DefaultHost {
  readonly endpoint: Endpoint;
  readonly host: string;
  readonly confidence: HostConfidence;
}

/**
 * The default hosts of an instance by the text of its profile, in the order of the text.
 *
 * @param options `withConfiguration` adds the host that a self-hosted gateway needs and no list has
 */
export function defaultHosts(
  serviceName: string,
  id: ProfileId,
  cloud: CloudId,
  options: { readonly withConfiguration?: boolean } = {},
): readonly DefaultHost[] {
  const ids: readonly EndpointId[] = hostSet(id).endpoints;
  const wanted = options.withConfiguration === true && ids.length > 0 ? [...ids, 'configuration' as const] : ids;
  const { confidence } = cloudHosts(cloud);
  return wanted.map(endpoint => ({
    endpoint: endpoints.find(entry => entry.id === endpoint)!,
    host: endpointHost(serviceName, endpoint, cloud),
    confidence: confidence[endpoint],
  }));
}

/**
 * Zones that must not be made as private DNS zones, by cloud.
 * Source: internal-mode article, August 2026, for the public cloud; `stated` is false for the others, where it is concluded.
 */
export function apexZone(cloud: CloudId): { readonly zone: string; readonly stated: boolean } {
  return { zone: data.dns.apexZones[cloud], stated: data.dns.apexStated.includes(cloud) };
}

/** The cloud whose apex zone a DNS zone name is, in any case and with or without a final dot; undefined for any other name. */
export function apexZoneCloud(zoneName: string): CloudId | undefined {
  const folded = zoneName.toLowerCase().replace(/\.$/, '');
  return (['public', 'usgov', 'china'] as const).find(cloud => data.dns.apexZones[cloud] === folded);
}

export const dnsRules: {
  readonly apexRule: string;
  readonly apexNote: string;
  readonly apexSources: readonly Source[];
  /** The zone of private endpoints, which is not the apex zone and allowed. */
  readonly privateEndpointZone: string;
  readonly privateEndpointGroup: string;
  /** Connections that one service takes. */
  readonly mostPrivateEndpoints: number;
  readonly privateEndpointSources: readonly Source[];
  readonly v2Rule: string;
  readonly v2Sources: readonly Source[];
} = {
  apexRule: data.dns.apexRule,
  apexNote: data.dns.apexNote,
  apexSources: sourcesOf(data.dns.apexSources),
  privateEndpointZone: data.dns.privateEndpointZone,
  privateEndpointGroup: data.dns.privateEndpointGroup,
  mostPrivateEndpoints: data.dns.mostPrivateEndpoints,
  privateEndpointSources: sourcesOf(data.dns.privateEndpointSources),
  v2Rule: data.dns.v2Rule,
  v2Sources: sourcesOf(data.dns.v2Sources),
};

/** Where hosts files are, and what goes into them. */
export const hostsFile: {
  readonly windows: string;
  readonly unix: string;
  readonly note: string;
  readonly rule: string;
  readonly sources: readonly Source[];
} = { ...data.hostsFile, sources: sourcesOf(data.hostsFile.sources) };

export const hostHeaderRule: { readonly rule: string; readonly sources: readonly Source[] } = {
  ...data.hostHeader,
  sources: sourcesOf(data.hostHeader.sources),
};

/** Hosts of the gateways of single regions; the public cloud only. */
export const regionalGateway: {
  readonly pattern: string;
  readonly example: string;
  readonly statusPath: string;
  readonly clouds: readonly string[];
  readonly note: string;
  readonly sources: readonly Source[];
} = { ...data.regionalGateway, sources: sourcesOf(data.regionalGateway.sources) };

/** Values of `properties.hostnameConfigurations[].type` by API version, older first. Source: schemas 2022-08-01 and 2024-05-01. */
export const hostnameConfigurationTypes: readonly {
  readonly apiVersion: string;
  readonly values: readonly string[];
  readonly sources: readonly Source[];
}[] = data.hostnameConfigurations.types.map(entry => ({ ...entry, sources: sourcesOf(entry.sources) }));

export const customDomainRules: { readonly rules: readonly string[]; readonly sources: readonly Source[] } = {
  rules: data.hostnameConfigurations.rules,
  sources: sourcesOf(data.hostnameConfigurations.sources),
};

/** What the private and the public virtual IP address of an internal instance serve, oldest text first. */
export const virtualIps: readonly {
  readonly revision: string;
  readonly private: string;
  readonly public: string;
  readonly sources: readonly Source[];
}[] = data.virtualIps.map(entry => ({ ...entry, sources: sourcesOf(entry.sources) }));
