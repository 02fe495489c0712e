/**
 * Which name leads to which address: the list that every form of hosts entries and DNS records is written from. In: what a
 * user asked for, or a file says. Never here: a form of text.
 */
import {
  apexZoneCloud,
  cloudHosts,
  defaultHosts,
  type EndpointId,
  endpoints,
  hostSet,
  regionalGateway,
} from '../../knowledge/hostnames.ts';
import type { ProfileId } from '../../knowledge/profiles.ts';
import { type CloudId, region as listedRegion, regionKey } from '../../knowledge/regions.ts';
import { serviceNameProblem } from '../../knowledge/resource-types.ts';
import { type KnownSubnet, privateAddressProblem } from './private-address.ts';

export interface NamesRequest {
  /** Of a workspace gateway its own name, which then only marks the block. */
  readonly serviceName: string;
  readonly cloud: CloudId;
  readonly profile: ProfileId;
  /** The private virtual IP address in the service's own region. */
  readonly address: string;
  /** The subnet in that region, where it is known. */
  readonly subnet?: KnownSubnet | undefined;
  /** The service's own region in any spelling; needed only for the hosts of regional gateways. */
  readonly region?: string | undefined;
  /** From `hostnameConfigurations`, or as the user gave them. */
  readonly customHosts?: readonly CustomHost[];
  /** The other regions of a service, each with its private address there. */
  readonly otherRegions?: readonly RegionAddress[];
  /** Adds the host that self-hosted gateways ask for their configuration, which no list of the documents has. */
  readonly withConfiguration?: boolean;
}

export interface CustomHost {
  readonly endpoint: EndpointId;
  /** A host name, or `*.` and a domain. */
  readonly host: string;
}

export interface RegionAddress {
  /** In any spelling: `West US 2`, `westus2`. */
  readonly region: string;
  readonly address: string;
  readonly subnet?: KnownSubnet | undefined;
}

export interface HostEntry {
  /** In lower case; a wildcard starts with `*.`. */
  readonly host: string;
  readonly address: string;
  readonly origin: 'default' | 'custom' | 'regional';
  /** What answers under the name: `gateway`, `developer portal`, … */
  readonly meaning: string;
}

export type NamesReading =
  | {
      readonly ok: true;
      readonly entries: readonly HostEntry[];
      /** Sentences about what the reader should know and the entries do not show. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The entries of a request, or every reason why it has none: nothing is written by halves. */
export function hostEntries(request: NamesRequest): NamesReading {
  const problems = problemsOf(request);
  if (problems.length > 0) return { ok: false, problems };
  const notes: string[] = [];
  const all = [...endpointEntries(request, notes), ...regionalEntries(request, notes)];
  const seen = new Set<string>();
  const entries = all.filter(({ host }) => !seen.has(host) && seen.add(host));
  return { ok: true, entries, notes };
}

/** The endpoint that a `type` of `hostnameConfigurations` or an id of ours names, in any case. */
export function endpointNamed(text: string): EndpointId | undefined {
  const folded = text.toLowerCase();
  return endpoints.find(({ id, armType }) => id === folded || armType.toLowerCase() === folded)?.id;
}

/** What is wrong with a host name, as a sentence; a wildcard may stand for the first label. */
export function hostNameProblem(host: string): string | undefined {
  const name = host.replace(/^\*\./, '');
  const labels = name.split('.');
  const isGood = labels.length > 1 && name.length <= 253 && labels.every(label => dnsLabel.test(label));
  if (!isGood)
    return `'${host}' is no host name: labels of letters, digits and hyphens with dots between, such as api.contoso.com or *.contoso.com.`;
  const cloud = apexZoneCloud(name);
  return cloud === undefined
    ? undefined
    : `'${host}' would answer for all API Management services: name the service too, such as contoso.${cloudHosts(cloud).suffix}.`;
}

const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

function problemsOf(request: NamesRequest): readonly string[] {
  const { profile, customHosts = [], otherRegions = [] } = request;
  const regions = otherRegions.map(({ region }) => regionKey(region));
  const possible = [
    serviceNameProblem(request.serviceName),
    privateAddressProblem(request.address, request.subnet),
    ...customHosts.map(({ host }) => hostNameProblem(host)),
    ...otherRegions.flatMap(({ region, address, subnet }, index) => [
      regionNameProblem(region),
      regions.indexOf(regions[index]!) < index ? `The region '${region}' is given twice.` : undefined,
      privateAddressProblem(address, subnet),
    ]),
    request.region === undefined ? undefined : regionNameProblem(request.region),
    hostSet(profile).endpoints.length === 0 && customHosts.length === 0
      ? `The host name of a workspace gateway has a part that Azure chooses at deployment, as in ${hostSet(profile).example}. Give the whole name; it cannot be told from the name of the service.`
      : undefined,
  ];
  return possible.filter(problem => problem !== undefined);
}

function regionNameProblem(region: string): string | undefined {
  return /^[a-z][a-z0-9]*$/.test(regionKey(region))
    ? undefined
    : `'${region}' is no region: letters and digits, such as westus2 or West US 2.`;
}

/** Endpoint by endpoint in the order of the document, the default host before the custom ones. */
function endpointEntries(request: NamesRequest, notes: string[]): readonly HostEntry[] {
  const { cloud, profile, address, customHosts = [] } = request;
  const withConfiguration = request.withConfiguration === true;
  const defaults = defaultHosts(request.serviceName, profile, cloud, { withConfiguration });
  const kept = defaults.filter(
    ({ endpoint: { id } }) => id === 'gateway' || !customHosts.some(custom => custom.endpoint === id),
  );
  if (kept.length < defaults.length)
    notes.push(
      'An endpoint other than the gateway answers to its custom host name only; its default name is left out.',
    );
  const retired = kept.filter(({ endpoint }) => endpoint.retired !== null);
  if (retired.length > 0)
    notes.push(`Still in the list of the document, but retired: ${retired.map(retiredText).join(', ')}.`);
  const unsure = kept.filter(({ confidence }) => confidence === 'medium' || confidence === 'inferred');
  if (unsure.length > 0)
    notes.push(
      `No article of Microsoft that was read has these names for this cloud: ${unsure.map(({ host }) => host.toLowerCase()).join(', ')}. Compare them with the service.`,
    );
  const used = endpoints.filter(
    ({ id }) => kept.some(({ endpoint }) => endpoint.id === id) || customHosts.some(({ endpoint }) => endpoint === id),
  );
  return used
    .toSorted((a, b) => rank(a.id) - rank(b.id))
    .flatMap(endpoint => [
      ...kept
        .filter(host => host.endpoint.id === endpoint.id)
        .map(({ host }) => ({
          host: host.toLowerCase(),
          address,
          origin: 'default' as const,
          meaning: endpoint.meaning,
        })),
      ...customHosts
        .filter(custom => custom.endpoint === endpoint.id)
        .map(({ host }) => ({
          host: host.toLowerCase(),
          address,
          origin: 'custom' as const,
          meaning: endpoint.meaning,
        })),
    ]);

  function rank(id: EndpointId): number {
    const place = hostSet(profile).endpoints.indexOf(id);
    return place < 0 ? endpoints.length : place;
  }
}

function retiredText({ endpoint }: ReturnType<typeof defaultHosts>[number]): string {
  return `${endpoint.meaning} (${endpoint.retired})`;
}

/** A service with one region is reached by its own name; the gateways of several have a name each, in the public cloud. */
function regionalEntries(request: NamesRequest, notes: string[]): readonly HostEntry[] {
  const { otherRegions = [], cloud, region, address, serviceName } = request;
  if (otherRegions.length === 0) return [];
  if (!regionalGateway.clouds.includes(cloud)) {
    notes.push('The names of regional gateways are documented for the public cloud only, so they are left out.');
    return [];
  }
  notes.push('Whether the names of regional gateways lead to private addresses in internal mode is not documented.');
  if (region === undefined)
    notes.push("The service's own region is not known, so the name of its regional gateway is left out.");
  const places = [...(region === undefined ? [] : [{ region, address }]), ...otherRegions];
  for (const place of places) {
    const listed = listedRegion(place.region);
    if (listed === undefined)
      notes.push(`'${place.region}' is no region of the lists that were read; its name is taken as it is.`);
    else if (listed.cloud !== cloud) notes.push(`${listed.name} is a region of another cloud.`);
  }
  return places.map(place => ({
    host: regionalGateway.pattern
      .replace('<service-name>', serviceName)
      .replace('<region>', regionKey(place.region))
      .toLowerCase(),
    address: place.address,
    origin: 'regional',
    meaning: `gateway in ${listedRegion(place.region)?.name ?? place.region}`,
  }));
}
