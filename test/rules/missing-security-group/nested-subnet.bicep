// A nested subnet that is linked by its symbolic name.
resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } }

  resource apimSubnet 'subnets' = {
    name: 'snet-apim'
        // ^^^^^^^^^ error missing-security-group: 'snet-apim' has no network security group, and API Management is deployed into it: Azure refuses that (NetworkSecurityGroupNotFound).
    properties: { addressPrefix: '10.0.1.0/27' }
  }
}

resource apim 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  sku: { name: 'Premium', capacity: 4 }
  properties: {
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: { subnetResourceId: vnet::apimSubnet.id }
  }
}
