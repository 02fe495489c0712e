// The one subnet of the file is very likely the one that is meant.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' existing = {
  name: 'vnet-apim'
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  parent: virtualNetwork
  name: 'snet-apim'
  properties: {
    addressPrefix: '10.0.1.0/26'
    networkSecurityGroup: {
      id: resourceId('rg-network', 'Microsoft.Network/networkSecurityGroups', 'nsg-apim')
    }
  }
}

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Premium'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: {
      subnetResourceId: subnet.id
    }
  }
}
