// Of two subnets under conditions only one may be there.
param blue bool
param green bool

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
    subnets: []
  }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = if (blue) {
  name: 'vnet-apim/snet-blue'
  properties: {
    addressPrefix: '10.0.0.0/24'
  }
}

resource subnet2 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = if (green) {
  name: 'vnet-apim/snet-green'
  properties: {
    addressPrefix: '10.0.0.0/24'
  }
}
