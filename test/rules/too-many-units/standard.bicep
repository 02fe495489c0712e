// The number is of 2018, so this is a warning.

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Standard'
    capacity: 5
           // ^ warning too-many-units: 'apim-contoso' has 5 units, and Standard allows 4 (text of August 2018).
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
  }
}
