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
          nextHopIpAddress: '20.61.5.10'
          //                 ^^^^^^^^^^ warning public-next-hop-address: 'to-firewall' leads to the appliance 20.61.5.10, which is a public address
        }
      }
    ]
  }
}
