resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Host', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.5/24', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                           ^^^^^^^^^^^ warning invalid-address-prefix: 10.0.0.0/24
      { name: 'Host6', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '2001:db8::1/64', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                            ^^^^^^^^^^^^^^ warning invalid-address-prefix: 2001:db8::/64
      { name: 'Single', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.5/32', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444' } }
      { name: 'Plain', properties: { priority: 130, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.5', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '445' } }
    ]
  }
}
