// fixture-settings: {"targets":[{"files":"**/*.json","name":"nsg-other","mode":"Internal"}]}
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-gateway'
  properties: {
    securityRules: [
      { name: 'DenySql', properties: { priority: 100, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Sql', destinationPortRange: '*' } }
    ]
  }
}
