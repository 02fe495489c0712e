// fixture-settings: {"severity": {"allows-everything": "warning"}}
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'AllowAllOut', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
//             ^^^^^^^^^^^ warning allows-everything: 'nsg-web': 'AllowAllOut' (priority 100) lets everything out
    ]
  }
}
