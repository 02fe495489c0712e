resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'out'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'Internet'
          nextHopIpAddress: '10.0.2.4'
          //                 ^^^^^^^^ error needless-next-hop-address: 'out' leads to Internet and gives the next hop address 10.0.2.4
        }
      }
      {
        name: 'branch'
        properties: {
          addressPrefix: '192.168.0.0/16'
          nextHopType: 'VirtualNetworkGateway'
          nextHopIpAddress: '10.0.2.5'
          //                 ^^^^^^^^ error needless-next-hop-address: 'branch' leads to VirtualNetworkGateway
        }
      }
    ]
  }
}
