param firewallAddress string
param hop string

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
        name: 'by-parameter'
        properties: {
          addressPrefix: '10.0.0.0/8'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: firewallAddress
        }
      }
      {
        name: 'hop-unknown'
        properties: {
          addressPrefix: '10.1.0.0/16'
          nextHopType: hop
        }
      }
      {
        name: 'branch'
        properties: {
          addressPrefix: '192.168.0.0/16'
          nextHopType: 'VirtualNetworkGateway'
        }
      }
    ]
  }
}
