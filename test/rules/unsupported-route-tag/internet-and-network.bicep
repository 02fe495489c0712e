resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'out'
        properties: {
          addressPrefix: 'Internet'
          //              ^^^^^^^^ error unsupported-route-tag: 'out': routes do not support the service tag Internet
          nextHopType: 'Internet'
        }
      }
      {
        name: 'home'
        properties: {
          addressPrefix: 'virtualnetwork'
          //              ^^^^^^^^^^^^^^ error unsupported-route-tag: 'home': routes do not support the service tag VirtualNetwork
          nextHopType: 'VnetLocal'
        }
      }
      {
        name: 'dns'
        properties: {
          addressPrefix: 'AzurePlatformDNS'
          //              ^^^^^^^^^^^^^^^^ error unsupported-route-tag: the service tag AzurePlatformDNS
          nextHopType: 'Internet'
        }
      }
    ]
  }
}
