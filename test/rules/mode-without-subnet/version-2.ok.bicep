// A v2 service with a mode and no subnet is deployed, outside of any network; one of an unknown tier may be such a one.
param sku string

resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'StandardV2'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'External'
  }
}

resource other 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim-fabrikam'
  location: 'westeurope'
  sku: {
    name: sku
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'External'
  }
}
