resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-data'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'absent'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          //            ^^^^^^^^^^^^^^^^ error missing-next-hop-address: 'absent' leads to a VirtualAppliance and gives no 'nextHopIpAddress'
        }
      }
      {
        name: 'empty'
        properties: {
          addressPrefix: '10.0.0.0/8'
          nextHopType: 'VirtualAppliance'
          //            ^^^^^^^^^^^^^^^^ error missing-next-hop-address: 'empty' leads
          nextHopIpAddress: ''
        }
      }
    ]
  }
}
