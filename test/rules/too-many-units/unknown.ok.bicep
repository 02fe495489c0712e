// A number that is a parameter.
param units int

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Developer'
    capacity: units
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
  }
}
