// apim-vnet: mode=Internal sku=Developer
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'AllowStorage', properties: { priority: 200, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storage', destinationPortRange: '433' } }
//                                                                                                                                                                                                                                           ^^^ warning near-miss-port: has no use for 433
      { name: 'DenyStorage', properties: { priority: 300, direction: 'Outbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storage', destinationPortRange: '*' } }
//             ^^^^^^^^^^^ information optional-flow-blocked: Storage
//             ^^^^^^^^^^^ error required-flow-blocked: TCP 443 outbound to Storage
    ]
  }
}
