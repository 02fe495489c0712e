param location string
param securityGroups array
param routeTableId string?

resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [for (id, i) in securityGroups: {
      name: 'subnet${i}-${last(split(id, '/'))}'
      properties: {
        addressPrefix: '10.0.${i}.0/24'
        networkSecurityGroup: { id: id }
        routeTable: empty(routeTableId) ? null : { id: routeTableId }
      }
    }]
  }
}
