param hop string

resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'lower'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'internet'
        }
      }
      {
        name: 'network'
        properties: {
          addressPrefix: '10.0.0.0/16'
          nextHopType: 'VNetLocal'
        }
      }
      {
        name: 'several'
        properties: {
          addressPrefix: '10.8.0.0/16'
          nextHopType: 'VirtualApplianceEcmp'
        }
      }
      {
        name: 'by-parameter'
        properties: {
          addressPrefix: '10.9.0.0/16'
          nextHopType: hop
        }
      }
    ]
  }
}
