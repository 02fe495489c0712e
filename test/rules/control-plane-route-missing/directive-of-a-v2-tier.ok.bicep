// apim-vnet: sku=PremiumV2 mode=Internal
resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-gateway'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'to-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.2.4'
        }
      }
    ]
  }
}
