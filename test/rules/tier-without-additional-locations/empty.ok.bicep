// An empty list is none.

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Standard'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
    additionalLocations: []
  }
}
