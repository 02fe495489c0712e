// Consumption has none at all.

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Consumption'
    capacity: 0
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
                             // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error private-endpoint-not-possible: 'pe-apim' leads to 'apim-contoso', and the tier Consumption has none: Azure refuses it.
          groupIds: [
            'Gateway'
          ]
        }
      }
    ]
  }
}
