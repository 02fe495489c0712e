resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-data'
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
      {
        name: 'peered'
        properties: {
          addressPrefix: '10.8.0.0/16'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '172.16.0.4'
        }
      }
      {
        name: 'shared'
        properties: {
          addressPrefix: '10.9.0.0/16'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '100.64.0.4'
        }
      }
    ]
  }
}
