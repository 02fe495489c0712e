// apim-vnet: mode=Internal sku=Developer
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'AllowStorage', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storage', destinationPortRange: '443' } }
      { name: 'DenyInternet', properties: { priority: 4000, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Internet', destinationPortRange: '*' } }
    //         ^^^^^^^^^^^^ error required-flow-blocked: TCP 80 outbound to Internet
    //         ^^^^^^^^^^^^ error required-flow-blocked: TCP 1433 outbound to Sql
    //         ^^^^^^^^^^^^ error required-flow-blocked: TCP 443 outbound to AzureKeyVault
    //         ^^^^^^^^^^^^ error required-flow-blocked: TCP 1886 and 443 outbound to AzureMonitor
    //         ^^^^^^^^^^^^ information optional-flow-blocked: 'DenyInternet'
    ]
  }
}
