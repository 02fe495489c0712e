import data from '../../data/dependencies.json' with { type: 'json' };
import type { ProfileId } from './profiles.ts';
import type { CloudId } from './regions.ts';
import { type RawSource, type Source, sourceLookup } from './source.ts';

const sourcesOf = sourceLookup(data.sources as Readonly<Record<string, RawSource>>);

/** Hosts that API Management calls, for firewalls and forced tunnelling. Flows with ports are in the profiles; lists of hosts are here. */

export type HostsByCloud = Readonly<Partial<Record<CloudId, readonly string[]>>>;

export interface MonitoringHosts {
  readonly hosts: HostsByCloud;
  /** Hosts among {@link hosts} that the text says are going away. */
  readonly leaving: HostsByCloud;
  readonly note: string | null;
  readonly sources: readonly Source[];
}

/** Metrics and health hosts; undefined where the profile's text lists none. The tag AzureMonitor covers them. */
export function monitoringHosts(id: ProfileId): MonitoringHosts | undefined {
  const entry = (data.monitoring.revisions as unknown as readonly RawMonitoring[]).find(candidate =>
    candidate.profiles.includes(id),
  );
  if (entry === undefined) return undefined;
  return {
    hosts: entry.hosts,
    leaving: entry.leaving ?? {},
    note: entry.note ?? null,
    sources: sourcesOf(entry.sources),
  };
}

export interface CertificateHosts {
  readonly hosts: readonly string[];
  /** Port numbers as text; empty where the text gives none. */
  readonly ports: readonly string[];
  /** Whether the text lets services off whose uploaded certificates hold the full chain to the root. */
  readonly fullChainExemption: boolean;
  readonly note: string;
  readonly sources: readonly Source[];
}

/** Hosts for certificate chains and revocation lists; undefined where the profile's text lists none. */
export function certificateHosts(id: ProfileId): CertificateHosts | undefined {
  const entry = data.tlsChain.find(candidate => candidate.profiles.includes(id));
  if (entry === undefined) return undefined;
  const { profiles: _, ...rest } = entry;
  return { ...rest, sources: sourcesOf(entry.sources) };
}

/** CAPTCHA hosts of the developer portal: those of the reference, then those that were announced to replace them. */
export const captchaHosts: readonly {
  readonly hosts: HostsByCloud;
  readonly status: string;
  readonly sources: readonly Source[];
}[] = data.captcha.map(entry => ({
  hosts: entry.hosts as HostsByCloud,
  status: entry.status,
  sources: sourcesOf(entry.sources),
}));

/** SMTP relays of the text of July 2020, which alone lists them; for its ports see the flow `smtp`. */
export const smtpHosts: { readonly hosts: HostsByCloud; readonly note: string; readonly sources: readonly Source[] } = {
  hosts: data.smtp.hosts,
  note: data.smtp.note,
  sources: sourcesOf(data.smtp.sources),
};

/** Windows activation: hosts, and IPv4 addresses to route to Internet under forced tunnelling. Source: July 2024. */
export const kmsEndpoints: {
  readonly port: number;
  readonly clouds: Readonly<Record<CloudId, { readonly hosts: readonly string[]; readonly ips: readonly string[] }>>;
  readonly note: string;
  readonly sources: readonly Source[];
} = { port: data.kms.port, clouds: data.kms.clouds, note: data.kms.note, sources: sourcesOf(data.kms.sources) };

/** Tags whose regional form the documents allow in outbound rules, and for which regions. */
export const regionalTagRule: {
  readonly tags: readonly string[];
  readonly rule: string;
  readonly sources: readonly Source[];
} = { ...data.regionalTags, sources: sourcesOf(data.regionalTags.sources) };

/** Suffixes of Azure services by cloud, general knowledge; undefined for China, which is not sourced. */
export function serviceSuffixes(cloud: CloudId): Readonly<Record<string, string>> | undefined {
  return cloud === 'china' ? undefined : data.suffixes[cloud];
}

interface RawMonitoring {
  readonly profiles: readonly string[];
  readonly hosts: HostsByCloud;
  readonly leaving?: HostsByCloud;
  readonly note?: string;
  readonly sources: readonly string[];
}
