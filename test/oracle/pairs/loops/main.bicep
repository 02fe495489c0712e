// Loops over lists that are known and lists that are not, of resources, properties and variables.
param prefixes array
param names array = [ 'a', 'b' ]

var rules = [for (name, i) in names: {
  name: 'allow-${name}'
  properties: { priority: 100 + i * 10, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' }
}]

resource groups 'Microsoft.Network/networkSecurityGroups@2023-09-01' = [for (name, i) in names: {
  name: 'nsg-${name}-${i}'
  properties: { securityRules: rules }
}]

resource vnets 'Microsoft.Network/virtualNetworks@2023-09-01' = [for (prefix, i) in prefixes: {
  name: 'vnet-${i}-${prefix.name}'
  properties: {
    addressSpace: { addressPrefixes: [ prefix.value ] }
    subnets: [for (name, j) in names: {
      name: 'snet-${name}'
      properties: { addressPrefix: cidrSubnet(prefix.value, 24, j), networkSecurityGroup: { id: groups[j].id } }
    }]
  }
}]

resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'routes'
  properties: {
    routes: map(filter(prefixes, p => p.routed), (p, i) => { name: 'to-${p.name}', properties: { addressPrefix: p.value, nextHopType: 'VirtualAppliance' } })
  }
}
