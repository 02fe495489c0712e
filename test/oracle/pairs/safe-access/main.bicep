// A safe access ends its chain; a condition that is false makes outputs null.
param settings object = { apim: null }
param deployGroup bool = false

module group 'group.bicep' = if (deployGroup) {
  name: 'group'
  params: { name: 'unused' }
}

resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: settings.?network.name ?? 'vnet-default'
  properties: {
    addressSpace: { addressPrefixes: settings.?apim.?prefixes ?? [ '10.0.0.0/16' ] }
    subnets: [
      {
        name: settings.?names[0] ?? 'apim'
        properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: group.?outputs.id == null ? null : { id: group!.outputs.id } }
      }
    ]
  }
}
