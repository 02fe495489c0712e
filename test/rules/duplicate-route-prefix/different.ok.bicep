param prefix string

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
        name: 'region'
        properties: {
          addressPrefix: 'ApiManagement.WestEurope'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'half'
        properties: {
          addressPrefix: '0.0.0.0/1'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'by-parameter'
        properties: {
          addressPrefix: prefix
          nextHopType: 'Internet'
        }
      }
      {
        name: 'by-parameter-too'
        properties: {
          addressPrefix: prefix
          nextHopType: 'Internet'
        }
      }
    ]
  }
}
