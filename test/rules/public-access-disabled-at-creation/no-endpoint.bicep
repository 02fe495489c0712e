// Disabled, and nothing private leads to the service.

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
    publicNetworkAccess: 'Disabled'
                       // ^^^^^^^^ information public-access-disabled-at-creation: 'apim-contoso' has publicNetworkAccess Disabled, and this file gives it no private endpoint. Azure accepts Disabled only for a service that exists and has one, so creating the service this way fails.
  }
}
