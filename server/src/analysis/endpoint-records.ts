/** Whether the private DNS zones of a file answer for the host names of a service. */
import { type EndpointId, endpointHost, endpoints, hostSet } from '../knowledge/hostnames.ts';
import type { ProfileId } from '../knowledge/profiles.ts';
import type { CloudId } from '../knowledge/regions.ts';
import type { ApimService, PrivateDnsZone } from '../network/network.ts';

/**
 * The default hosts of the service's endpoints for which no zone has a record, where the endpoint has no custom host name that is
 * answered for. Endpoints whose feature is retired are left out. Empty where a name is not known.
 */
export function hostsWithoutRecord(
  service: ApimService,
  profile: ProfileId,
  cloud: CloudId,
  zones: readonly PrivateDnsZone[],
): readonly string[] {
  const { name } = service;
  if (name?.known !== true) return [];
  const wanted = endpoints.filter(({ id, retired }) => retired === null && hostSet(profile).endpoints.includes(id));
  return wanted.flatMap(({ id, armType }) => {
    const custom = service.hostnames.filter(
      ({ type }) => type?.known !== true || type.value.toLowerCase() === armType.toLowerCase(),
    );
    if (custom.some(({ type, hostName }) => type?.known !== true || hostName?.known !== true)) return [];
    const own = custom.flatMap(({ hostName }) => (hostName?.known === true ? [hostName.value] : []));
    const host = endpointHost(name.value, id satisfies EndpointId, cloud);
    return [host, ...own].some(candidate => answer(candidate, zones) !== 'no') ? [] : [own[0] ?? host];
  });
}

/** Whether a zone of the list has a record for a host. */
function answer(host: string, zones: readonly PrivateDnsZone[]): 'yes' | 'no' | 'unknown' {
  const wanted = host.toLowerCase();
  let isUnknown = false;
  for (const zone of zones) {
    if (zone.name?.known !== true) {
      isUnknown = true;
      continue;
    }
    const apex = zone.name.value.toLowerCase().replace(/\.$/, '');
    if (wanted !== apex && !wanted.endsWith(`.${apex}`)) continue;
    const label = wanted === apex ? '@' : wanted.slice(0, -apex.length - 1);
    if (zone.records.some(record => record === label || (record === '*' && label !== '@'))) return 'yes';
    // A zone that is only referred to, or under a condition, or a record with a computed name, may answer.
    if (zone.definedElsewhere || zone.conditional || zone.records.some(record => record.includes('{')))
      isUnknown = true;
  }
  return isUnknown ? 'unknown' : 'no';
}
