// A tag and a slip where a prefix belongs.

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
          addressPrefix: 'VirtualNetwork'
                       // ^^^^^^^^^^^^^^ error invalid-subnet-prefix: 'snet-a': 'VirtualNetwork' is no prefix that a network can have, and Azure refuses it.
        }
      }
      {
        name: 'snet-b'
        properties: {
          addressPrefix: '10.0.1.0/33'
                       // ^^^^^^^^^^^ error invalid-subnet-prefix: 'snet-b': '10.0.1.0/33' has a prefix length above 32; Azure refuses it.
        }
      }
    ]
  }
}
