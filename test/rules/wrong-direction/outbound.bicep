// apim-vnet: mode=Internal sku=Developer
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
//  ^^^^^^^^^^^^^ error required-flow-blocked: TCP 3443
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
//                                                                        ^^^^^^^^ warning wrong-direction: no outbound packet has that source
    ]
  }
}
