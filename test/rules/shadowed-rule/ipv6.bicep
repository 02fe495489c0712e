resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Site', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '2001:db8::/32', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'Part', properties: { priority: 110, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '2001:db8:0:1::/64', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //         ^^^^ warning shadowed-rule: 'Site'
      { name: 'Everything4', properties: { priority: 120, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '0.0.0.0/0', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444' } }
      { name: 'Everything6', properties: { priority: 130, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '::/0', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444' } }
      { name: 'Some4', properties: { priority: 140, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '192.0.2.0/24', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444' } }
    //         ^^^^^ warning shadowed-rule: 'Everything4'
      { name: 'Some6', properties: { priority: 150, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '2001:db8::1', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444' } }
    //         ^^^^^ warning shadowed-rule: 'Everything6'
    ]
  }
}
