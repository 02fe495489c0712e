resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Everything4', properties: { priority: 100, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '0.0.0.0/0', sourcePortRange: '*', destinationAddressPrefix: '0.0.0.0/0', destinationPortRange: '444' } }
      { name: 'Site', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '192.0.2.0/24', destinationPortRange: '444' } }
    //         ^^^^ warning shadowed-rule: 'Everything4'
      { name: 'Everything', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444' } }
      { name: 'Again4', properties: { priority: 130, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '0.0.0.0/0', sourcePortRange: '*', destinationAddressPrefix: '0.0.0.0/0', destinationPortRange: '444' } }
    //         ^^^^^^ warning shadowed-rule: 'Everything4'
    ]
  }
}
