// A zone for all services of the cloud.

resource privateDnsZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'azure-api.net'
      // ^^^^^^^^^^^^^ warning apex-dns-zone: 'azure-api.net' as a private DNS zone answers for all API Management services: from the linked networks no service is found that has no record in it. The text of August 2026 asks for a zone for each full host name; older texts do not say which zone.
  location: 'global'
}
