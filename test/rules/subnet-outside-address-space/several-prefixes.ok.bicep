// Two neighbouring prefixes hold one subnet together, and a second family has a space of its own.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/24'
        '10.0.1.0/24'
        'fd00:1::/48'
      ]
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefixes: [
            '10.0.0.0/23'
            'fd00:1::/64'
          ]
        }
      }
    ]
  }
}
