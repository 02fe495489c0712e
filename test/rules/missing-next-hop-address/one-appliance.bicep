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
        name: 'to-branch'
        properties: {
          addressPrefix: '10.8.0.0/16'
          nextHopType: 'VirtualAppliance'
          //            ^^^^^^^^^^^^^^^^ error missing-next-hop-address: 'to-branch' leads
        }
      }
    ]
  }
}
