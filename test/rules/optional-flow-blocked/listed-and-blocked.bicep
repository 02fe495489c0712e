// apim-vnet: mode=Internal sku=Developer features=event-hub-logging
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'DenyHub', properties: { priority: 200, direction: 'Outbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'EventHub', destinationPortRange: '*' } }
//             ^^^^^^^ warning optional-flow-blocked: which logging to Event Hubs needs, and a comment says that it is in use
    ]
  }
}
