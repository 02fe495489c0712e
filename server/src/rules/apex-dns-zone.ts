import { apexZone, apexZoneCloud } from '../knowledge/hostnames.ts';
import { rule } from './rule.ts';

const zone = (name: string) =>
  JSON.stringify(
    {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      resources: [{ type: 'Microsoft.Network/privateDnsZones', name, location: 'global' }],
    },
    undefined,
    2,
  );

export const apexDnsZone = rule({
  id: 'apex-dns-zone',
  severity: 'warning',
  summary: 'A private DNS zone takes over all names of API Management, not only those of one service.',
  rationale: `A private zone for azure-api.net becomes the only source for every name below it, so that all other API Management services, those of others among them, cannot be
found from the linked networks. A zone for each full host name, such as apim-contoso.azure-api.net, does no harm. Texts before 2026 recommend a private zone and do not
say which.`,
  limits:
    'Stated for azure-api.net; that the same holds in Azure Government and in Azure operated by 21Vianet is concluded, so there it is information only.',
  source: 'Internal-mode article, August 2026',
  noFix:
    'The records of the zone have to move to zones of their own, one for each host name; *APIM VNet: Generate DNS records…* writes those.',
  bad: zone('azure-api.net'),
  good: zone('apim-contoso.azure-api.net'),
  on: 'file',

  *check({ network }) {
    for (const { name, definedElsewhere, nameSpan } of network.privateDnsZones) {
      const cloud = name?.known === true && !definedElsewhere ? apexZoneCloud(name.value) : undefined;
      if (name?.known !== true || cloud === undefined) continue;
      yield {
        at: nameSpan,
        severity: apexZone(cloud).stated ? 'warning' : 'information',
        message: `'${name.value}' as a private DNS zone answers for all API Management services: from the linked networks no service is found that has no record in it. The text of August 2026 asks for a zone for each full host name; older texts do not say which zone.`,
      };
    }
  },
});
