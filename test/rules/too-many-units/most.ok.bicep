// The largest numbers.

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Premium'
    capacity: 31
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
  }
}

resource service2 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-b'
  location: 'westeurope'
  sku: {
    name: 'Basic'
    capacity: 2
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
  }
}

resource service3 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-c'
  location: 'westeurope'
  sku: {
    name: 'StandardV2'
    capacity: 10
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
  }
}

resource service4 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-d'
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
