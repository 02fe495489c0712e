resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
}

resource alone 'Microsoft.Network/routeTables/routes@2023-09-01' = {
  parent: routes
  name: 'alone'
  //     ^^^^^ error missing-route-property: 'alone' lacks 'nextHopType'
  properties: {
    addressPrefix: '10.8.0.0/16'
  }
}
