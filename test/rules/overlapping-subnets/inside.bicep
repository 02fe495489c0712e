// One subnet lies in another.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefix: '10.0.0.0/24'
                       // ^^^^^^^^^^^ related overlapping-subnets: 'snet-web' has these addresses too
        }
      }
      {
        name: 'snet-api'
        properties: {
          addressPrefix: '10.0.0.128/25'
                       // ^^^^^^^^^^^^^ error overlapping-subnets: 'snet-api' (10.0.0.128/25) shares addresses with 'snet-web' (10.0.0.0/24) of the same virtual network. Azure refuses the deployment.
        }
      }
    ]
  }
}
