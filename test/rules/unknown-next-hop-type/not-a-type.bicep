resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'Firewall'
          //            ^^^^^^^^ error unknown-next-hop-type: 'firewall': 'Firewall' is not a next hop type
        }
      }
      {
        name: 'peer'
        properties: {
          addressPrefix: '10.8.0.0/16'
          nextHopType: 'VNet peering'
          //            ^^^^^^^^^^^^ error unknown-next-hop-type: 'peer': 'VNet peering' is a next hop that only Azure itself sets
        }
      }
    ]
  }
}
