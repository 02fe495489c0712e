resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'to-firewall'
        //     ^^^^^^^^^^^ related duplicate-route-name: the other route named 'To-Firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.2.4'
        }
      }
      {
        name: 'To-Firewall'
        //     ^^^^^^^^^^^ error duplicate-route-name: 'To-Firewall' is the name of two routes of this table
        properties: {
          addressPrefix: 'ApiManagement'
          nextHopType: 'Internet'
        }
      }
    ]
  }
}
