resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'to-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          //              ^^^^^^^^^ related duplicate-route-prefix: 'to-firewall' has it too
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.2.4'
        }
      }
      {
        name: 'internet'
        properties: {
          addressPrefix: '0.0.0.0/0'
          //              ^^^^^^^^^ error duplicate-route-prefix: 'internet' has the prefix 0.0.0.0/0, which 'to-firewall' has too
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-control-plane'
        properties: {
          addressPrefix: 'ApiManagement'
          //              ^^^^^^^^^^^^^ related duplicate-route-prefix: 'to-control-plane' has it too
          nextHopType: 'Internet'
        }
      }
      {
        name: 'again'
        properties: {
          addressPrefix: 'apimanagement'
          //              ^^^^^^^^^^^^^ error duplicate-route-prefix: 'again' has the prefix apimanagement
          nextHopType: 'Internet'
        }
      }
    ]
  }
}
