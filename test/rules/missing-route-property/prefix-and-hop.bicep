resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'no-hop'
        //     ^^^^^^ error missing-route-property: 'no-hop' lacks 'nextHopType'
        properties: {
          addressPrefix: '0.0.0.0/0'
        }
      }
      {
        name: 'no-prefix'
        //     ^^^^^^^^^ error missing-route-property: 'no-prefix' lacks 'addressPrefix'
        properties: {
          nextHopType: 'Internet'
        }
      }
      {
        name: 'nothing'
        //     ^^^^^^^ error missing-route-property: 'nothing' lacks 'addressPrefix' and 'nextHopType'
        properties: {}
      }
    ]
  }
}
