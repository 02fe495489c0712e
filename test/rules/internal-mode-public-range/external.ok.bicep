resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-spoke'
  properties: {
    subnets: [
      // apim-vnet: mode=External profile=vnet-2016-12
      {
        name: 'snet-gateway'
        properties: {
          addressPrefix: '203.0.113.0/28'
        }
      }
    ]
  }
}
