// Two parents with a nested resource of one name each; nested resources are flat in JSON.
resource hub 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'hub'
  properties: { addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] } }

  resource apim 'subnets' = {
    name: 'snet-hub'
    properties: { addressPrefix: '10.0.1.0/24' }
  }

  resource other 'subnets' = {
    name: '${apim.name}-other'
    properties: { addressPrefix: '10.0.2.0/24' }
  }
}

resource spoke 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'spoke'
  properties: { addressSpace: { addressPrefixes: [ '10.1.0.0/16' ] } }

  resource apim 'subnets' = {
    name: 'snet-spoke'
    properties: { addressPrefix: '10.1.1.0/24' }
  }

  resource other 'subnets' = {
    name: '${apim.name}-other'
    properties: { addressPrefix: '10.1.2.0/24' }
  }
}

resource service 'Microsoft.ApiManagement/service@2023-05-01-preview' = {
  name: 'apim'
  sku: { name: 'Premium', capacity: 2 }
  properties: {
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: { subnetResourceId: spoke::apim.id }
    additionalLocations: [ { location: 'northeurope', virtualNetworkConfiguration: { subnetResourceId: hub::other.id } } ]
  }
}
