// A further region has zones, and its address would be there.
param serviceName string = 'Apim-Contoso'

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: serviceName
  location: 'westeurope'
  sku: {
    name: 'Premium'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: {
      subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-apim')
    }
    additionalLocations: [
      {
        location: 'North Europe'
                // ^^^^^^^^^^^^ information regions-without-routing: 'Apim-Contoso' is in internal mode in several regions: each has a private address of its own, and routing and failover between them are not done by Azure.
        sku: {
          name: 'Premium'
          capacity: 2
        }
        zones: [
            // ^ information zones-without-public-ip: 'Apim-Contoso' has zones in internal mode and no publicIpAddressId. The reliability article of June 2025 asks for one, the how-to on zones of the same day and the internal-mode article of August 2026 call it optional.
          '1'
          '2'
        ]
        virtualNetworkConfiguration: {
          subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-north', 'snet-apim')
        }
      }
    ]
  }
}
