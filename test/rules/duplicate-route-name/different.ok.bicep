param name string

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
        name: 'to-control-plane'
        properties: {
          addressPrefix: 'ApiManagement'
          nextHopType: 'Internet'
        }
      }
      {
        name: name
        properties: {
          addressPrefix: '10.1.0.0/16'
          nextHopType: 'Internet'
        }
      }
      {
        name: name
        properties: {
          addressPrefix: '10.2.0.0/16'
          nextHopType: 'Internet'
        }
      }
    ]
  }
}
