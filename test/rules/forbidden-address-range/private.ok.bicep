// The private ranges, shared space and public addresses of a company are all allowed.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/8'
        '172.16.0.0/12'
        '192.168.0.0/16'
        '100.64.0.0/10'
        '8.8.8.0/24'
      ]
    }
    subnets: []
  }
}
