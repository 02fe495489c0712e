// An IPv6 subnet is a /64.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
        'fd00:1::/48'
      ]
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefixes: [
            '10.0.1.0/24'
            'fd00:1::/80'
          // ^^^^^^^^^^^ error invalid-subnet-prefix: 'snet-web': 'fd00:1::/80' is a /80, and an IPv6 subnet is a /64.
          ]
        }
      }
    ]
  }
}
