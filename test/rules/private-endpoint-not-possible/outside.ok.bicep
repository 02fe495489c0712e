// A service outside of any network can have one.

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Premium'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
  }
}

resource privateEndpoint 'Microsoft.Network/privateEndpoints@2023-09-01' = {
  name: 'pe-apim'
  location: 'westeurope'
  properties: {
    subnet: {
      id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-endpoints')
    }
    privateLinkServiceConnections: [
      {
        name: 'apim'
        properties: {
          privateLinkServiceId: resourceId('Microsoft.ApiManagement/service', 'apim-contoso')
          groupIds: [
            'Gateway'
          ]
        }
      }
    ]
  }
}
