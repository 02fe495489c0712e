param properties string
param prefix string
param hop string

resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
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
        properties: properties
      }
      {
        name: 'hop'
        properties: {
          addressPrefix: prefix
          nextHopType: hop
        }
      }
    ]
  }
}
