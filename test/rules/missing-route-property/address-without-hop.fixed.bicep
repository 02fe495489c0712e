resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-data'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'to-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopIpAddress: '10.0.2.4'
          nextHopType: 'VirtualAppliance'
        }
      }
    ]
  }
}
