// A module whose callers may leave out both: without a subnet, the mode stays None.
param subnetResourceId string?
param virtualNetworkType string = 'None'

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
    virtualNetworkType: virtualNetworkType
    virtualNetworkConfiguration: !empty(subnetResourceId) ? { subnetResourceId: subnetResourceId! } : null
  }
}
