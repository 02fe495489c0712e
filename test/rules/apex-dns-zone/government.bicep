// That it holds in Azure Government too is concluded.

resource privateDnsZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'Azure-Api.us'
      // ^^^^^^^^^^^^ information apex-dns-zone: 'Azure-Api.us' as a private DNS zone answers for all API Management services: from the linked networks no service is found that has no record in it. The text of August 2026 asks for a zone for each full host name; older texts do not say which zone.
  location: 'global'
}
