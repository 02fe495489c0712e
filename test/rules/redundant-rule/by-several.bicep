// fixture-settings: {"severity": {"redundant-rule": "information"}}
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'AllowBoth', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRanges: [ '443', '8443' ] } }
//             ^^^^^^^^^ information redundant-rule: 'AllowWeb' (priority 200) and 'AllowAdmin' (priority 210)
      { name: 'AllowWeb', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/15', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'AllowAdmin', properties: { priority: 210, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/15', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '8443' } }
    ]
  }
}
