// Subnets that touch do not overlap.

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
          addressPrefix: '10.0.0.0/25'
        }
      }
      {
        name: 'snet-api'
        properties: {
          addressPrefix: '10.0.0.128/25'
        }
      }
    ]
  }
}
