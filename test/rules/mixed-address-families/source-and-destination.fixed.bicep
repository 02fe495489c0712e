resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'AllowWeb', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefixes: [ '203.0.113.0/24' ], sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'AllowWeb-IPv6', properties: { priority: 105, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '2001:db8::/32', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'AllowWeb2', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefixes: [ '2001:db8::1', '10.0.0.4', '2001:db8::2' ], destinationPortRange: '443' } }
    ]
  }
}
