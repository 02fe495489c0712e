param name string
param prefix string

resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: name
  properties: { addressSpace: { addressPrefixes: [ prefix ] } }
}

output name string = vnet.name
output prefix string = vnet.properties.addressSpace.addressPrefixes[0]
