// fixture-settings: {"severity": {"inbound-rules-without-effect": "off"}}
// apim-vnet: sku=StandardV2
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'FromControlPlane', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '443' } }
      { name: 'DenyControlPlane', properties: { priority: 190, direction: 'Inbound', access: 'Deny', protocol: 'Udp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '443' } }
    ]
  }
}
