// What is declared is read back; what only Azure knows has the identity of the resource and the path.
param name string

resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: name
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [ { name: 'first', properties: { addressPrefix: '10.0.0.0/24' } }, { name: 'second', properties: { addressPrefix: '10.0.1.0/24' } } ]
  }
}

resource ip 'Microsoft.Network/publicIPAddresses@2023-09-01' existing = {
  name: 'pip'
  scope: resourceGroup('shared')
}

resource service 'Microsoft.ApiManagement/service@2023-05-01-preview' = {
  name: 'apim'
  location: vnet.location
  sku: { name: 'Premium', capacity: 1 }
  properties: {
    publicIpAddressId: ip.id
    virtualNetworkType: 'External'
    publisherName: ip.properties.ipAddress
    publisherEmail: vnet.properties.resourceGuid
    virtualNetworkConfiguration: { subnetResourceId: vnet.properties.subnets[1].id }
  }
}

resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-${split(vnet.id, '/')[8]}'
  properties: { routes: [ { name: 'to-vnet', properties: { addressPrefix: vnet.properties.addressSpace.addressPrefixes[0], nextHopType: 'VnetLocal' } } ] }
}
