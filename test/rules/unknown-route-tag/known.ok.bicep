param tag string

resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'to-control-plane'
        properties: {
          addressPrefix: 'ApiManagement'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'lower'
        properties: {
          addressPrefix: 'apimanagement.westeurope'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'by-parameter'
        properties: {
          addressPrefix: tag
          nextHopType: 'Internet'
        }
      }
    ]
  }
}
