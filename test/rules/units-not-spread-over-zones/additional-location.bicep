// The additional location has zones of its own.

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Premium'
    capacity: 2
  }
  zones: [
    '1'
    '2'
  ]
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
    additionalLocations: [
      {
        location: 'northeurope'
        sku: {
          name: 'Premium'
          capacity: 3
                 // ^ error units-not-spread-over-zones: 'apim-contoso' has 3 units in northeurope for 2 zones: the units must be a multiple of the zones, or Azure refuses the deployment.
        }
        zones: [
          '1'
          '2'
        ]
      }
    ]
  }
}
