resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-spoke'
  properties: {
    subnets: [
      // apim-vnet: mode=Internal profile=vnet-2016-12
      {
        name: 'snet-gateway'
        properties: {
          addressPrefix: '172.20.1.0/28'
        }
      }
    ]
  }
}
