resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-data'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'Virtual Appliance'
          //            ^^^^^^^^^^^^^^^^^ error unknown-next-hop-type: 'firewall': 'Virtual Appliance' is not a next hop type
          nextHopIpAddress: '10.0.2.4'
        }
      }
    ]
  }
}
