/** What a file says about the services whose names are to be written: the defaults of a command, and what it must ask for. */
import { networkMode, placesOf } from '../../analysis/service-network.ts';
import { cloudOf, profileFor, type Target } from '../../analysis/target.ts';
import { knownValue } from '../../base/sourced.ts';
import type { Span } from '../../base/span.ts';
import type { ApimMode, ProfileId } from '../../knowledge/profiles.ts';
import type { CloudId } from '../../knowledge/regions.ts';
import type { ApimService, Network, ResourceLink, Subnet } from '../../network/network.ts';
import { type CustomHost, endpointNamed } from './host-entries.ts';
import type { KnownSubnet } from './private-address.ts';

export interface ServiceNames {
  /** `undefined`: the file does not say it. */
  readonly name: string | undefined;
  readonly cloud: CloudId;
  readonly profile: ProfileId;
  /** `None`: the service is in no network, so that its names lead to its public address. */
  readonly mode: ApimMode | 'None' | 'unknown';
  readonly customHosts: readonly CustomHost[];
  /** The service's own region first. */
  readonly places: readonly ServicePlaceNames[];
  /** Sentences about what the file has and does not tell: computed names and hosts. */
  readonly notes: readonly string[];
  readonly at: Span;
}

export interface ServicePlaceNames {
  readonly region: string | undefined;
  readonly subnet: KnownSubnet | undefined;
}

/** Every service the file defines, in the order of the text. */
export function servicesIn(network: Network, targets: readonly Target[]): readonly ServiceNames[] {
  return network.services
    .filter(service => !service.definedElsewhere)
    .map(service => namesOfService(service, network, targets));
}

function namesOfService(service: ApimService, network: Network, targets: readonly Target[]): ServiceNames {
  const target = targets.find(candidate => candidate.service === service && candidate.location === undefined);
  const mode = networkMode(service);
  const apimMode = mode === 'Internal' || mode === 'External' ? mode : undefined;
  const name = knownValue(service.name);
  const hosts = service.hostnames.map(({ type, hostName }) => {
    const endpoint = type?.known === true ? endpointNamed(type.value) : undefined;
    const host = knownValue(hostName);
    return endpoint === undefined || host === undefined ? undefined : { endpoint, host };
  });
  const customHosts = hosts.filter(host => host !== undefined);
  const unread = hosts.length - customHosts.length;
  return {
    name,
    cloud: cloudOf(target ?? { cloud: undefined, region: knownValue(service.region) }),
    profile: target?.profile ?? profileFor(knownValue(service.sku), apimMode, service, undefined),
    mode,
    customHosts,
    places: placesOf(service).map(({ region, subnet }) => ({
      region: knownValue(region),
      subnet: knownSubnet(network, subnet),
    })),
    notes: [
      ...(name === undefined && service.name?.known === false
        ? [`The name of the service is not known here, because ${service.name.why}.`]
        : []),
      ...(mode === 'External' || mode === 'None'
        ? [`The service is in mode ${mode}, in which its names lead to a public address.`]
        : []),
      ...(unread === 0
        ? []
        : [
            `${unread === 1 ? 'One custom host name' : `${unread} custom host names`} of the service cannot be read from the file; they are left out.`,
          ]),
      ...(service.additionalLocationsUnknown === undefined
        ? []
        : [`The service may have further regions: ${service.additionalLocationsUnknown}.`]),
    ],
    at: service.nameSpan,
  };
}

function knownSubnet(network: Network, link: ResourceLink | undefined): KnownSubnet | undefined {
  if (link?.identity === undefined) return undefined;
  const found = network.subnets.find(subnet => subnet.identity === link.identity && !subnet.definedElsewhere);
  return found === undefined ? undefined : { name: knownValue(found.name), prefixes: ipv4PrefixesOf(found) };
}

function ipv4PrefixesOf(subnet: Subnet): KnownSubnet['prefixes'] {
  const read = subnet.prefixes.map(({ meaning }) => (meaning.kind === 'prefix' ? meaning.prefix : undefined));
  // With one prefix unknown, no address can be said to lie outside.
  if (subnet.prefixesUnknown !== undefined || read.includes(undefined)) return [];
  return read.flatMap(prefix => (prefix?.family === 4 ? [prefix] : []));
}
