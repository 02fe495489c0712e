// apim-vnet: sku=StandardV2
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-integration'
  properties: {
    securityRules: [
      { name: 'DenyAllIn', properties: { priority: 4096, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
    //         ^^^^^^^^^ information inbound-rules-without-effect: 'nsg-integration'
      { name: 'DenyKeyVault', properties: { priority: 4096, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureKeyVault', destinationPortRange: '*' } }
    //         ^^^^^^^^^^^^ error required-flow-blocked: TCP 443 outbound to AzureKeyVault
    ]
  }
}
