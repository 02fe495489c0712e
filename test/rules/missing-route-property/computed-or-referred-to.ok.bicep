param shared object

resource routes 'Microsoft.Network/routeTables@2023-09-01' existing = {
  name: 'rt-apim'

  resource own 'routes' existing = {
    name: 'to-firewall'
  }
}

resource spread 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-spread'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'to-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          ...shared
        }
      }
      {
        name: 'computed'
        properties: union(shared, { nextHopType: 'Internet' })
      }
      {
        ...shared
      }
    ]
  }
}

resource alone 'Microsoft.Network/routeTables/routes@2023-09-01' = {
  name: '${spread.name}/alone'
  properties: {
    addressPrefix: '10.8.0.0/16'
    ...shared
  }
}
