resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-spoke'
  properties: {
    subnets: [
      // apim-vnet: mode=Internal profile=vnet-2016-12
      {
        name: 'snet-gateway'
        properties: {
          addressPrefix: '203.0.113.0/28'
          //              ^^^^^^^^^^^^^^ information internal-mode-public-range: 'snet-gateway' has the prefix 203.0.113.0/28, which is not for private use
        }
      }
    ]
  }
}
