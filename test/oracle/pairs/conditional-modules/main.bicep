// Outputs of a module that may not be deployed: either side of a choice keeps what is known of it.
param deployGroup bool
param givenId string = ''

module group 'group.bicep' = if (deployGroup) {
  name: 'group'
  params: { name: 'nsg-own' }
}

module other 'group.bicep' = {
  name: 'other'
  params: { name: 'nsg-other', port: '443' }
}

var resolved = group.?outputs.?id ?? givenId
var count = group.?outputs.?about.rules.count ?? 1

resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet'
  tags: {
    port: deployGroup ? group!.outputs.port : other.outputs.port
    same: deployGroup ? group!.outputs.about.rules.count : 2
  }
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    flowTimeoutInMinutes: count
    subnets: [
      {
        name: 'a'
        properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: resolved } }
      }
      {
        name: 'b'
        properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: empty(resolved) ? null : { id: resolved } }
      }
    ]
  }
}
