resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'star'
        properties: {
          addressPrefix: '*'
          //              ^ error invalid-route-prefix: 'star': '*' is for security rules; a route says 0.0.0.0/0
          nextHopType: 'Internet'
        }
      }
      {
        name: 'long'
        properties: {
          addressPrefix: '10.0.0.0/33'
          //              ^^^^^^^^^^^ error invalid-route-prefix: has a prefix length above 32
          nextHopType: 'Internet'
        }
      }
      {
        name: 'list'
        properties: {
          addressPrefix: '10.0.0.0/8,10.1.0.0/16'
          //              ^^^^^^^^^^^^^^^^^^^^^^ error invalid-route-prefix: 'list': '10.0.0.0/8,10.1.0.0/16' has no prefix length
          nextHopType: 'Internet'
        }
      }
      {
        name: 'range'
        properties: {
          addressPrefix: '10.0.0.1-10.0.0.9'
          //              ^^^^^^^^^^^^^^^^^ error invalid-route-prefix: 'range': '10.0.0.1-10.0.0.9'
          nextHopType: 'Internet'
        }
      }
    ]
  }
}
