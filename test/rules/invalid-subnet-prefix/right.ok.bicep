// Smallest and usual sizes.

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
        name: 'snet-a'
        properties: {
          addressPrefix: '10.0.1.0/29'
        }
      }
      {
        name: 'snet-b'
        properties: {
          addressPrefixes: [
            '10.0.2.0/24'
            'fd00:1::/64'
          ]
        }
      }
    ]
  }
}
