// Name and zones come from parameters.
param serviceName string = 'apim-contoso'
param location string = 'westeurope'
param zones array = [
                 // ^ information zones-without-public-ip: 'apim-contoso' has zones in internal mode and no publicIpAddressId. The reliability article of June 2025 asks for one, the how-to on zones of the same day and the internal-mode article of August 2026 call it optional.
  '1'
  '2'
]

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: serviceName
  location: location
  sku: {
    name: 'Premium'
    capacity: 2
  }
  zones: zones
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: {
      subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-apim')
    }
  }
}
