resource network 'Microsoft.Network/virtualNetworks@2023-09-01' existing = {
  name: 'vnet-spoke'
}

// apim-vnet: mode=Internal sku=PremiumV2
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  parent: network
  name: 'snet-gateway'
  //     ^^^^^^^^^^^^ error wrong-delegation: 'snet-gateway' has no delegation, and API Management (PremiumV2, injection) needs Microsoft.Web/hostingEnvironments
  properties: {
    addressPrefix: '10.0.1.0/27'
  }
}
