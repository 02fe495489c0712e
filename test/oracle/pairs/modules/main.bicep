// Modules in a loop and in another group, outputs that lead from one to another, null for a default, entries as a whole.
targetScope = 'subscription'

param location string
param regions array = [ 'west', 'north' ]
param groupName string?

resource group 'Microsoft.Resources/resourceGroups@2023-07-01' = {
  name: groupName ?? 'rg-net'
  location: location
}

module groups 'group.bicep' = [for (region, i) in regions: {
  scope: group
  params: {
    name: 'nsg-${region}'
    priority: i == 0 ? null : 200
    ports: [for port in range(0, i + 1): string(port + 443)]
  }
}]

module network 'network.bicep' = {
  name: 'network'
  scope: resourceGroup('rg-other')
  params: {
    location: location
    securityGroups: [ groups[0].outputs.id, groups[1].outputs.id ]
    routeTableId: empty(regions) ? null : groups[0].outputs.routeTable.id
  }
}
