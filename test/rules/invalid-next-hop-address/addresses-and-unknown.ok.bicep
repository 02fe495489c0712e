param address string

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
        name: 'six'
        properties: {
          addressPrefix: '2001:db8::/32'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '2001:db8::4'
        }
      }
      {
        name: 'by-parameter'
        properties: {
          addressPrefix: '10.0.0.0/8'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: address
        }
      }
      {
        name: 'tag'
        properties: {
          addressPrefix: 'Storage'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.2.4'
        }
      }
    ]
  }
}
