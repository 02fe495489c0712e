// Every tier can stay outside.

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Basic'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
  }
}

resource service2 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-fabrikam'
  location: 'westeurope'
  sku: {
    name: 'Consumption'
    capacity: 0
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
  }
}
