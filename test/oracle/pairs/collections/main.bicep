// All resources and all modules of a loop at once.
param names array = ['a', 'b']

resource groups 'Microsoft.Network/networkSecurityGroups@2023-09-01' = [for (name, i) in names: {
  name: 'nsg-${name}'
  location: 'westeurope'
  properties: { flushConnection: i == 1 }
}]

module networks 'network.bicep' = [for (name, i) in names: {
  name: 'vnet-${name}'
  params: { name: 'vnet-${name}', prefix: cidrSubnet('10.0.0.0/8', 16, i) }
}]

resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt'
  location: 'westeurope'
  tags: { regions: join(map(groups, group => group.location), ','), flush: string(last(groups).properties.flushConnection) }
  properties: {
    routes: map(networks, network => { name: network.outputs.name, properties: { addressPrefix: network.outputs.prefix, nextHopType: 'VnetLocal' } })
  }
}
