// fixture-settings: {"severity":{"required-flow-blocked":"hint","optional-flow-blocked":"off"},"defaultMode":"Internal","defaultSku":"Premium"}
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'DenyAll', properties: { priority: 4096, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
//             ^^^^^^^ hint required-flow-blocked: TCP 6390 inbound from AzureLoadBalancer
    ]
  }
}
