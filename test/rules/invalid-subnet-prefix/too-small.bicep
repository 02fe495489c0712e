// Subnets below the smallest size, and without one.

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
        name: 'snet-a'
        properties: {
          addressPrefix: '10.0.1.0/30'
                       // ^^^^^^^^^^^ error invalid-subnet-prefix: 'snet-a': '10.0.1.0/30' is a /30, and the smallest subnet Azure allows is a /29.
        }
      }
      {
        name: 'snet-b'
        properties: {
          addressPrefix: '10.0.2.4'
                       // ^^^^^^^^ error invalid-subnet-prefix: 'snet-b': '10.0.2.4' has no prefix length after '/', and Azure refuses it.
        }
      }
    ]
  }
}
