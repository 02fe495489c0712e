param useFirewall bool
param spokes array

resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
}

resource firewall 'Microsoft.Network/routeTables/routes@2023-09-01' = if (useFirewall) {
  parent: routes
  name: 'to-firewall'
  properties: {
    addressPrefix: '0.0.0.0/0'
    nextHopType: 'VirtualAppliance'
    nextHopIpAddress: '10.0.2.4'
  }
}

resource internet 'Microsoft.Network/routeTables/routes@2023-09-01' = if (!useFirewall) {
  parent: routes
  name: 'to-internet'
  properties: {
    addressPrefix: '0.0.0.0/0'
    nextHopType: 'Internet'
  }
}

resource spoke 'Microsoft.Network/routeTables/routes@2023-09-01' = [for item in spokes: {
  parent: routes
  name: 'spoke-${item.name}'
  properties: {
    addressPrefix: item.prefix
    nextHopType: 'VirtualAppliance'
    nextHopIpAddress: '10.0.2.4'
  }
}]
