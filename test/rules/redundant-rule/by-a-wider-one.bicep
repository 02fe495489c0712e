// fixture-settings: {"severity": {"redundant-rule": "information"}}
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'AllowSite', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.7.0/24', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
//             ^^^^^^^^^ information redundant-rule: 'AllowWeb' (priority 200)
      { name: 'AllowWeb', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    ]
  }
}
