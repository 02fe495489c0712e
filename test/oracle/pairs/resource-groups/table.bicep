param name string
param otherRegion string

resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: name
  location: resourceGroup().location
  tags: { group: resourceGroup().name, other: otherRegion }
  properties: { routes: [ { name: 'out', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' } }, { name: 'hub', properties: { addressPrefix: '10.0.0.0/8', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.0.4' } } ] }
}
