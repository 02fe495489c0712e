resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'to-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          //              ^^^^^^^^^ warning control-plane-route-missing: 'rt-apim': 'to-firewall' sends 0.0.0.0/0 to the appliance 10.0.2.4, and no route leads ApiManagement to the Internet
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.2.4'
        }
      }
    ]
  }
}
