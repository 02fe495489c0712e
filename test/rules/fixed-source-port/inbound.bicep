// apim-vnet: mode=Internal sku=Developer
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '3443', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
//                                                                                                                                                                            ^^^^ warning fixed-source-port: TCP 3443 inbound from ApiManagement
//             ^^^^^^^^^^^^^^^ warning required-flow-partly-blocked: let through in part only
    ]
  }
}
