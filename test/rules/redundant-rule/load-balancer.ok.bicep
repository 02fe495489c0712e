// fixture-settings: {"severity": {"redundant-rule": "information"}}
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'AllowProbe', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'AzureLoadBalancer', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '6390' } }
      { name: 'AllowVnet', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
    ]
  }
}
