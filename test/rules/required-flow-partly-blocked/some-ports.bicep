// apim-vnet: mode=Internal sku=Developer
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'AllowMonitor', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'AzureMonitor', destinationPortRange: '443' } }
    //         ^^^^^^^^^^^^ related required-flow-partly-blocked: 'AllowMonitor'
      { name: 'DenyMonitor', properties: { priority: 200, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureMonitor', destinationPortRange: '*' } }
    //         ^^^^^^^^^^^ warning required-flow-partly-blocked: TCP 1886 outbound to AzureMonitor
    //         ^^^^^^^^^^^ related required-flow-partly-blocked: 'DenyMonitor'
    ]
  }
}
