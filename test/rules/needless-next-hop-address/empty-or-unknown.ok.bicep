param address string
param hop string

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
          nextHopIpAddress: ''
        }
      }
      {
        name: 'by-parameter'
        properties: {
          addressPrefix: '192.168.0.0/16'
          nextHopType: 'VirtualNetworkGateway'
          nextHopIpAddress: address
        }
      }
      {
        name: 'hop-unknown'
        properties: {
          addressPrefix: '10.1.0.0/16'
          nextHopType: hop
          nextHopIpAddress: '10.0.2.4'
        }
      }
    ]
  }
}
