import { hostsWithoutRecord } from '../analysis/endpoint-records.ts';
import { networkMode } from '../analysis/service-network.ts';
import { cloudOf } from '../analysis/target.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { list, serviceTitle } from './wording.ts';

const zone = { type: 'Microsoft.Network/privateDnsZones', name: 'contoso.azure-api.net', location: 'global' };
const zoneOf = (host: string) => [
  { type: 'Microsoft.Network/privateDnsZones', name: host, location: 'global' },
  {
    type: 'Microsoft.Network/privateDnsZones/A',
    name: `${host}/@`,
    properties: { ttl: 300, aRecords: [{ ipv4Address: '10.0.1.4' }] },
  },
];

export const endpointsWithoutDnsRecord = rule({
  id: 'endpoints-without-dns-record',
  severity: 'information',
  summary: 'A service in internal mode has endpoints that no private DNS zone of the file answers for.',
  rationale: `In internal mode Azure publishes no DNS records for a service, and the service answers to its host names only, never to its bare address. Somebody must make the records:
in private DNS zones, in DNS servers of one's own or in hosts files.`,
  limits: `Only where the file has private DNS zones and the virtual network no DNS servers of its own: elsewhere the records may well be made in another deployment. A and CNAME records are read. Retired endpoints are not asked about; for an endpoint with a custom host name that name is enough.`,
  source: 'Internal-mode article, August 2026',
  noFix:
    'The records hold the private address that Azure gives to the service; *APIM VNet: Generate DNS records…* asks for it and writes them.',
  bad: serviceText({ others: [zone] }),
  good: serviceText({
    others: [...zoneOf('apim-contoso.azure-api.net'), ...zoneOf('apim-contoso.developer.azure-api.net')],
  }),
  on: 'target',

  *check(target, { network }) {
    const { service } = target;
    if (service === undefined || target.location !== undefined || networkMode(service) !== 'Internal') return;
    const zones = network.privateDnsZones;
    if (zones.length === 0 || target.virtualNetwork?.dnsServers === 'custom') return;
    const hosts = hostsWithoutRecord(service, target.profile, cloudOf(target), zones);
    if (hosts.length === 0) return;
    yield {
      at: service.mode?.origin.span ?? target.at,
      message: `${serviceTitle(service)} is in internal mode, and no private DNS zone of this file answers for ${list(hosts)}: without records elsewhere clients find no address for ${hosts.length === 1 ? 'it' : 'them'}.`,
    };
  },
});
