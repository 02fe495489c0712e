// Only Premium can be in several regions.

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Standard'
        // ^^^^^^^^ related tier-without-additional-locations: the tier
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'None'
    additionalLocations: [
      {
        location: 'northeurope'
                // ^^^^^^^^^^^ error tier-without-additional-locations: 'apim-contoso' has additional locations, and the tier Standard cannot be deployed to several regions: only Premium can, and Azure refuses the deployment.
        sku: {
          name: 'Premium'
          capacity: 1
        }
      }
    ]
  }
}
