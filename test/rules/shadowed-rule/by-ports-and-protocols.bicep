resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Tcp', properties: { priority: 100, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '400-500' } }
      { name: 'Udp', properties: { priority: 110, direction: 'Inbound', access: 'Deny', protocol: 'Udp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '0-65535' } }
      { name: 'SomeTcp', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //         ^^^^^^^ warning shadowed-rule: 'Tcp' (priority 100)
      { name: 'BothProtocols', properties: { priority: 210, direction: 'Inbound', access: 'Allow', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'EdgeInside', properties: { priority: 220, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '400-501' } }
      { name: 'EdgesExactly', properties: { priority: 230, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '400-500' } }
    //         ^^^^^^^^^^^^ warning shadowed-rule: 'Tcp'
      { name: 'Dns', properties: { priority: 240, direction: 'Inbound', access: 'Allow', protocol: 'Udp', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '53' } }
    //         ^^^ warning shadowed-rule: 'Udp'
    ]
  }
}
